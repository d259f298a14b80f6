"""Every statement about channels of staff."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import bindparam
from sqlalchemy.types import Uuid

from server.identity.models import StaffSession
from server.notices.reach.models import StaffChannel


async def living_of(session: AsyncSession, staff_ids: Collection[UUID], now: datetime) -> Sequence[UUID]:
    """The living channels of these staff; a push only while the session lives in which it was added."""
    wanted = (
        select(StaffChannel.id)
        .outerjoin(StaffSession, StaffSession.id == StaffChannel.session_id)
        .where(
            StaffChannel.staff_id == func.any(bindparam(None, list(staff_ids), type_=ARRAY(Uuid), unique=True)),
            StaffChannel.ended_at.is_(None),
            or_(StaffSession.id.is_(None), StaffSession.ended_at.is_(None) & (StaffSession.expires_at > now)),
        )
        .order_by(StaffChannel.id)
    )
    return (await session.execute(wanted)).scalars().all()


async def own(session: AsyncSession, staff_id: UUID) -> Sequence[StaffChannel]:
    """Somebody's living channels, the newest first."""
    wanted = select(StaffChannel).where(StaffChannel.staff_id == staff_id, StaffChannel.ended_at.is_(None))
    return (await session.execute(wanted.order_by(StaffChannel.id.desc()))).scalars().all()


async def one_for_update(session: AsyncSession, channel_id: UUID) -> StaffChannel | None:
    wanted = select(StaffChannel).where(StaffChannel.id == channel_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def free_address(session: AsyncSession, address_hash: bytes, now: datetime) -> None:
    """End whatever channel an address has: somebody else is at it now, or the same person anew."""
    living = update(StaffChannel).where(StaffChannel.address_hash == address_hash, StaffChannel.ended_at.is_(None))
    await session.execute(living.values(ended_at=now, end_reason="added_anew"))
