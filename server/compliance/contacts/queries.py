"""Counts of contacts that were made."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.contacts.models import CollectionContact, ContactChannel, ContactParty
from server.kit.database import within
from server.kit.scope import Scope

MADE = (CollectionContact.allowed.is_(True), CollectionContact.connected.is_not(None))


async def contact_for_update(session: AsyncSession, scope: Scope, contact_id: UUID) -> CollectionContact | None:
    wanted = select(CollectionContact).where(CollectionContact.id == contact_id, within(CollectionContact, scope))
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def effective_calls(session: AsyncSession, customer_id: UUID, day: date) -> int:
    """Calls of a day that reached the debtor, and allowed ones that are not noted yet."""
    wanted = select(func.count()).where(
        CollectionContact.customer_id == customer_id,
        CollectionContact.local_date == day,
        CollectionContact.channel == ContactChannel.CALL,
        CollectionContact.party == ContactParty.SELF,
        CollectionContact.allowed.is_(True),
        CollectionContact.connected.is_not(False),
    )
    return (await session.execute(wanted)).scalar_one()


async def unanswered_dials(session: AsyncSession, number_index: bytes, day: date) -> int:
    """Dials of a number on a day that nobody answered."""
    wanted = select(func.count()).where(
        CollectionContact.number_index == number_index,
        CollectionContact.local_date == day,
        CollectionContact.channel == ContactChannel.CALL,
        CollectionContact.connected.is_(False),
    )
    return (await session.execute(wanted)).scalar_one()


async def past(session: AsyncSession, customer_id: UUID, first: int) -> Sequence[CollectionContact]:
    """The newest contacts that were made and noted, of this customer."""
    wanted = select(CollectionContact).where(CollectionContact.customer_id == customer_id, *MADE)
    newest = wanted.order_by(CollectionContact.planned_at.desc(), CollectionContact.id.desc()).limit(first)
    return (await session.execute(newest)).scalars().all()


async def has_refused(session: AsyncSession, number_index: bytes) -> bool:
    """Whether whoever answers this number has refused to be contacted again."""
    wanted = select(CollectionContact.id).where(
        CollectionContact.number_index == number_index, CollectionContact.refused_further.is_(True)
    )
    return (await session.execute(wanted.limit(1))).scalar_one_or_none() is not None
