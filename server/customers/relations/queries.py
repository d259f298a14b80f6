"""Every select of contacts, related parties, assets and of who is connected with whom."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Text, cast, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from server.customers.models import Customer, CustomerExposure, CustomerState, GroupExposure
from server.customers.relations.models import CustomerAsset, CustomerContact, RelatedParty
from server.kit.database import within
from server.kit.scope import Scope

R = TypeVar("R", CustomerContact, RelatedParty, CustomerAsset)
CONNECTIONS_MAX = 100


async def row_by_id(session: AsyncSession, scope: Scope, model: type[R], row_id: UUID) -> R | None:
    """A row of one of the registers, locked."""
    wanted = select(model).where(model.id == row_id, within(model, scope)).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def living(session: AsyncSession, scope: Scope, model: type[R], customer_id: UUID) -> Sequence[R]:
    """The rows of a customer that nobody has ended, oldest first."""
    wanted = select(model).where(model.customer_id == customer_id, model.ended_at.is_(None), within(model, scope))
    return (await session.execute(wanted.order_by(model.id))).scalars().all()


async def members_of(session: AsyncSession, scope: Scope, group_id: UUID) -> Sequence[UUID]:
    """The members of a group in sight, in the order of their ids."""
    wanted = select(CustomerExposure.customer_id).where(
        CustomerExposure.group_id == group_id, within(CustomerExposure, scope)
    )
    return (await session.execute(wanted.order_by(CustomerExposure.customer_id))).scalars().all()


async def connected(session: AsyncSession, scope: Scope, customer_id: UUID) -> Sequence[Any]:
    """Other customers in sight whom parties, numbers and phones connect with this one: id, name, group, sign.

    Looked at from both sides: what stands in this customer's file, and what stands in theirs.
    """
    signs = union_all(*_of_parties(customer_id, scope), *_of_phones(customer_id, scope)).subquery()
    wanted = (
        select(Customer.customer_id, Customer.name_masked, GroupExposure.id, GroupExposure.name, signs.c.sign)
        .join(signs, signs.c.customer_id == Customer.customer_id)
        .join(CustomerExposure, CustomerExposure.customer_id == Customer.customer_id)
        .outerjoin(GroupExposure, GroupExposure.id == CustomerExposure.group_id)
        .where(Customer.state == CustomerState.ACTIVE, Customer.customer_id != customer_id, within(Customer, scope))
        .distinct()
        .order_by(Customer.customer_id, signs.c.sign)
        .limit(CONNECTIONS_MAX)
    )
    return (await session.execute(wanted)).all()


def _of_parties(customer_id: UUID, scope: Scope) -> list[Any]:
    """(customer_id, sign) by what parties say: a party's kind is its own sign."""
    party, peer = RelatedParty, aliased(Customer)
    kind = cast(party.kind, Text).label("sign")
    standing = (party.ended_at.is_(None), within(party, scope))
    by_number = peer.number_index == party.number_index
    return [
        select(party.related_id.label("customer_id"), kind).where(
            party.customer_id == customer_id, party.related_id.is_not(None), *standing
        ),
        select(party.customer_id, kind).where(party.related_id == customer_id, *standing),
        select(peer.customer_id, kind)
        .select_from(party)
        .join(peer, by_number)
        .where(party.customer_id == customer_id, *standing),
        select(party.customer_id, kind)
        .select_from(party)
        .join(peer, by_number)
        .where(peer.customer_id == customer_id, *standing),
    ]


def _of_phones(customer_id: UUID, scope: Scope) -> list[Any]:
    """(customer_id, sign) by phones: one is the other's contact, both name one contact, or both have one phone."""
    contact, peer, theirs, own = CustomerContact, aliased(Customer), aliased(CustomerContact), aliased(Customer)
    calling = (contact.ended_at.is_(None), within(contact, scope))
    is_contact = literal("contact").label("sign")
    by_phone = peer.phone_index == contact.phone_index
    return [
        select(peer.customer_id, is_contact)
        .select_from(contact)
        .join(peer, by_phone)
        .where(contact.customer_id == customer_id, *calling),
        select(contact.customer_id, is_contact)
        .select_from(contact)
        .join(peer, by_phone)
        .where(peer.customer_id == customer_id, *calling),
        select(theirs.customer_id, literal("shared_contact").label("sign"))
        .select_from(contact)
        .join(theirs, theirs.phone_index == contact.phone_index)
        .where(contact.customer_id == customer_id, theirs.ended_at.is_(None), *calling),
        select(peer.customer_id, literal("same_phone").label("sign"))
        .select_from(own)
        .join(peer, peer.phone_index == own.phone_index)
        .where(own.customer_id == customer_id, peer.customer_id != customer_id),
    ]
