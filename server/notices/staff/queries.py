"""Every statement about notices of staff."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import bindparam
from sqlalchemy.types import Uuid

from server.kit.database import rows_written
from server.notices.staff.models import StaffNotice


async def lay_down(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> int:
    """Keep notices; who was told of an occasion before is not told again. Returns how many are new.

    No constraint is named: a named one would have the rows that stand looked at, and they are others' own.
    """
    return await rows_written(session, insert(StaffNotice).values(list(rows)).on_conflict_do_nothing())


async def mark_read(session: AsyncSession, staff_id: UUID, now: datetime, ids: Sequence[UUID] | None) -> int:
    """Mark one's own notices as read, these or all. Returns how many were not."""
    unread = update(StaffNotice).where(StaffNotice.staff_id == staff_id, StaffNotice.read_at.is_(None))
    if ids is not None:
        unread = unread.where(StaffNotice.id == func.any(bindparam(None, list(ids), type_=ARRAY(Uuid), unique=True)))
    marked = unread.values(read_at=func.greatest(now, StaffNotice.created_at))
    return await rows_written(session, marked.execution_options(synchronize_session=False))
