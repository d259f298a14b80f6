"""Groups of related customers: their exposures count together."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert, update

from server.customers import rules
from server.customers.errors import AlreadyGrouped, GroupTooSmall
from server.customers.models import CustomerExposure, GroupExposure
from server.customers.queries import group_by_id
from server.customers.service.exposure import add_to_group, lock_exposure
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

MEMBERS_MIN = 2


@use_case(Operation.CUSTOMER_GROUP)
async def form_group(work: Work, *, name: str, customer_ids: Sequence[UUID]) -> UUID:
    """Form a group of two customers or more. Raises NotFound, GroupTooSmall, AlreadyGrouped, NameUnsound."""
    members = sorted(set(customer_ids))
    if len(members) < MEMBERS_MIN:
        raise GroupTooSmall(field="customerIds")
    group_id = work.new_id()
    nothing = {"outstanding_fen": 0, "committed_fen": 0}
    new = insert(GroupExposure).values(id=group_id, name=rules.sound_name(name), created_at=work.now, **nothing)
    await work.session.execute(new)
    for customer_id in members:
        await _join(work, customer_id, group_id)
    work.touch("group", group_id, members=len(members))
    return group_id


@use_case(Operation.CUSTOMER_GROUP)
async def join_group(work: Work, *, customer_id: UUID, group_id: UUID) -> UUID:
    """Add a customer to a group. Raises NotFound, AlreadyGrouped."""
    if await group_by_id(work.session, group_id) is None:
        raise NotFound(field="groupId")
    await _join(work, customer_id, group_id)
    work.touch("group", group_id)
    return group_id


async def _join(work: Work, customer_id: UUID, group_id: UUID) -> None:
    """The member's lock comes before the group's, as everywhere."""
    own = await lock_exposure(work, customer_id)
    if own.group_id is not None:
        raise AlreadyGrouped(field="customerIds")
    change = update(CustomerExposure).where(CustomerExposure.customer_id == customer_id)
    await work.session.execute(change.values(group_id=group_id))
    await add_to_group(work, group_id, own.customer_committed_fen, own.customer_outstanding_fen)
    work.touch("customer", customer_id)
