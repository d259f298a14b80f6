"""Groups of connected customers change: one leaves, two become one. Forming and joining: `service.groups`.

The members' rows are locked first, in the order of their ids, then the groups in theirs, as everywhere; who joins a
group that goes into another meanwhile waits for it and is then refused.
"""

from uuid import UUID

from sqlalchemy import update

from server.customers.errors import ReasonMissing
from server.customers.models import CustomerExposure, GroupExposure
from server.customers.queries import exposure_of, group_by_id
from server.customers.relations import queries
from server.customers.relations.errors import GroupIntoItself, GroupMerged, NotGrouped
from server.customers.service.consents import REASON_LENGTHS
from server.customers.service.exposure import add_to_group, lock_exposure
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work


@use_case(Operation.CUSTOMER_GROUP)
async def leave_group(work: Work, *, customer_id: UUID, reason: str) -> UUID:
    """A customer is not connected with his group any more: it counts without him from now on. Returns him.

    Raises NotFound, ReasonMissing, NotGrouped.
    """
    said = _sound(reason)
    own = await lock_exposure(work, customer_id)
    if own.group_id is None:
        raise NotGrouped(field="customerId")
    await add_to_group(work, own.group_id, -own.customer_committed_fen, -own.customer_outstanding_fen)
    change = update(CustomerExposure).where(CustomerExposure.customer_id == customer_id)
    await work.session.execute(change.values(group_id=None))
    work.touch("customer", customer_id, reason=said)
    work.touch("group", own.group_id, left=str(customer_id))
    return customer_id


@use_case(Operation.CUSTOMER_GROUP)
async def merge_groups(work: Work, *, group_id: UUID, into_id: UUID, reason: str) -> UUID:
    """A group goes into another: its members and its sums are the other's from now on. Returns the one that stays.

    Raises NotFound (groupId, intoId), ReasonMissing, GroupIntoItself, GroupMerged.
    """
    said = _sound(reason)
    if group_id == into_id:
        raise GroupIntoItself(field="intoId")
    _require_whole_sight(work)
    members = await _lock_members(work, group_id)
    held = {each: await group_by_id(work.session, each, lock=True) for each in sorted((group_id, into_id))}
    going, staying = held[group_id], held[into_id]
    if going is None or staying is None:
        raise NotFound(field="groupId" if going is None else "intoId")
    if going.merged_into or staying.merged_into:
        raise GroupMerged(field="groupId" if going.merged_into else "intoId")
    if list(await queries.members_of(work.session, work.scope, group_id)) != members:
        members = await _lock_members(work, group_id)  # one came or went between the two locks
    outstanding, committed = going.outstanding_fen, going.committed_fen
    gone = {"outstanding_fen": 0, "committed_fen": 0, "merged_into": into_id}
    # while its members still show it: a group without any is out of everybody's sight
    await work.session.execute(update(GroupExposure).where(GroupExposure.id == group_id).values(**gone))
    await add_to_group(work, into_id, committed, outstanding)
    moving = update(CustomerExposure).where(CustomerExposure.group_id == group_id)
    await work.session.execute(moving.values(group_id=into_id))
    work.touch("group", group_id, merged_into=str(into_id), reason=said)
    work.touch("group", into_id, members=len(members))
    return into_id


async def _lock_members(work: Work, group_id: UUID) -> list[UUID]:
    """The rows of the members alone, in the order of their ids."""
    members = list(await queries.members_of(work.session, work.scope, group_id))
    for customer_id in members:
        await exposure_of(work.session, work.scope, customer_id, lock=True)
    return members


def _require_whole_sight(work: Work) -> None:
    """Who sees a part of the members would leave the others behind. Raises NotFound."""
    if any(side is not None for side in (work.scope.branches, work.scope.officers, work.scope.customers)):
        raise NotFound(field="groupId")


def _sound(reason: str) -> str:
    said = reason.strip()
    if len(said) not in REASON_LENGTHS:
        raise ReasonMissing(field="reason")
    return said
