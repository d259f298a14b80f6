"""Every select of decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from server.decision.models import AddressBlock, AllowedAddress, Arrival, Channel, Edition, EditionKind, EditionState


@dataclass(frozen=True)
class InForce:
    """What holds on a day: the rules, and the scorecard where there is one."""

    rules: Edition | None
    scorecard: Edition | None


async def in_force(session: AsyncSession, day: date) -> InForce:
    """The editions in force on an event date, in one statement."""
    wanted = (
        select(Edition)
        .ext(distinct_on(Edition.kind))
        .where(Edition.state == EditionState.PUBLISHED, Edition.effective_from <= day)
        .order_by(Edition.kind, Edition.effective_from.desc(), Edition.number.desc())
    )
    found = {row.kind: row for row in (await session.execute(wanted)).scalars()}
    return InForce(found.get(EditionKind.RULES), found.get(EditionKind.SCORECARD))


async def published(session: AsyncSession, kind: EditionKind) -> Sequence[Edition]:
    """All that was ever published of a kind, first days first."""
    wanted = select(Edition).where(Edition.kind == kind, Edition.state == EditionState.PUBLISHED)
    rows = await session.execute(wanted.order_by(Edition.effective_from, Edition.number))
    return rows.scalars().all()


async def edition_for_update(session: AsyncSession, edition_id: UUID) -> Edition | None:
    wanted = select(Edition).where(Edition.id == edition_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def living(session: AsyncSession, kind: EditionKind, digest: str) -> Edition | None:
    """What waits for a second person with this content."""
    wanted = select(Edition).where(
        Edition.kind == kind, Edition.digest == digest, Edition.state == EditionState.PROPOSED
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def next_number(session: AsyncSession, kind: EditionKind) -> int:
    wanted = select(func.coalesce(func.max(Edition.number), 0) + 1).where(Edition.kind == kind)
    return int((await session.execute(wanted)).scalar_one())


async def arrivals_since(session: AsyncSession, since: datetime, **source: bytes | UUID | None) -> int:
    """How many applications came from one source (address_index, device_index or entered_by) since an instant."""
    [(column, value)] = source.items()
    if value is None:
        return 0
    wanted = select(func.count()).where(getattr(Arrival, column) == value, Arrival.arrived_at > since)
    if column == "address_index":
        wanted = wanted.where(Arrival.channel == Channel.SELF_SERVICE)
    return int((await session.execute(wanted)).scalar_one())


async def arrived_from(session: AsyncSession, block_id: UUID, since: datetime) -> Sequence[UUID]:
    """The applications that have filled an address since an instant, the first one first."""
    block = await session.get_one(AddressBlock, block_id)
    wanted = select(Arrival.application_id).where(
        Arrival.address_index == block.address_index,
        Arrival.channel == Channel.SELF_SERVICE,
        Arrival.arrived_at > since,
        Arrival.arrived_at <= block.blocked_at,
    )
    return (await session.execute(wanted.order_by(Arrival.arrived_at, Arrival.application_id))).scalars().all()


async def arrival_of(session: AsyncSession, application_id: UUID) -> Arrival | None:
    return await session.get(Arrival, application_id)


async def blocked_until(session: AsyncSession, address_index: bytes, now: datetime) -> datetime | None:
    """Until when an address is blocked; None when it is not."""
    wanted = select(func.max(AddressBlock.blocked_until)).where(
        AddressBlock.address_index == address_index, AddressBlock.blocked_until > now
    )
    return (await session.execute(wanted)).scalar_one()


async def is_allowed(session: AsyncSession, address_index: bytes, day: date) -> bool:
    wanted = exists().where(AllowedAddress.address_index == address_index, AllowedAddress.allowed_until >= day)
    return bool((await session.execute(select(wanted))).scalar_one())
