"""Every select of notices."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.database import within
from server.kit.scope import Scope
from server.notices.models import Notice


async def notice_for_update(session: AsyncSession, scope: Scope, notice_id: UUID) -> Notice | None:
    wanted = select(Notice).where(Notice.id == notice_id, within(Notice, scope)).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def notice_by_id(session: AsyncSession, scope: Scope, notice_id: UUID) -> Notice | None:
    wanted = select(Notice).where(Notice.id == notice_id, within(Notice, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def newest(session: AsyncSession, scope: Scope, limit: int) -> Sequence[Notice]:
    wanted = select(Notice).where(within(Notice, scope)).order_by(Notice.created_at.desc(), Notice.id.desc())
    return (await session.execute(wanted.limit(limit))).scalars().all()
