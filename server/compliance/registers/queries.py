"""Every select of the registers."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.registers.kinds import RegisterKind
from server.compliance.registers.models import RegisterEntry


async def living(
    session: AsyncSession, kind: RegisterKind, *, on: date, customer_id: UUID | None = None
) -> Sequence[RegisterEntry]:
    """Entries of a register that stand on a day, oldest first; of one customer where he is named."""
    wanted = select(RegisterEntry).where(
        RegisterEntry.kind == kind, or_(RegisterEntry.ended_on.is_(None), RegisterEntry.ended_on > on)
    )
    if customer_id is not None:
        wanted = wanted.where(RegisterEntry.customer_id == customer_id)
    return (await session.execute(wanted.order_by(RegisterEntry.entered_on, RegisterEntry.id))).scalars().all()


async def entries(session: AsyncSession, kind: RegisterKind, *, first: int) -> Sequence[RegisterEntry]:
    """The newest entries of a register."""
    wanted = select(RegisterEntry).where(RegisterEntry.kind == kind)
    newest = wanted.order_by(RegisterEntry.entered_on.desc(), RegisterEntry.id.desc()).limit(first)
    return (await session.execute(newest)).scalars().all()


async def entry_for_update(session: AsyncSession, entry_id: UUID) -> RegisterEntry | None:
    wanted = select(RegisterEntry).where(RegisterEntry.id == entry_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def list_hits(session: AsyncSession, number_index: bytes, on: date) -> list[str]:
    """The special-prevention lists on which a number stands, by its blind index."""
    wanted = select(RegisterEntry.facts["list_code"].astext).where(
        RegisterEntry.kind == RegisterKind.WATCH_LIST,
        RegisterEntry.facts["number_index"].astext == number_index.hex(),
        or_(RegisterEntry.ended_on.is_(None), RegisterEntry.ended_on > on),
    )
    return sorted(set((await session.execute(wanted)).scalars()))
