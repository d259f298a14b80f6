"""Every select of minutes."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.models import Minutes
from server.identity.models import Staff
from server.kit.database import within
from server.kit.scope import Scope


async def minutes_of(session: AsyncSession, scope: Scope, case_id: UUID) -> Minutes | None:
    wanted = select(Minutes).where(Minutes.case_id == case_id, within(Minutes, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def names_of(session: AsyncSession, staff: Collection[UUID]) -> dict[UUID, str]:
    """Names of staff by id."""
    rows = await session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(staff)))
    return {row.id: row.name for row in rows}
