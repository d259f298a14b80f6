"""Two records of one person become one, and identity reviews are settled. Headquarters alone does this.

No row changes its customer: the record that goes points to the one that stays (`merged_into`), its numbers are claimed
for the one that stays, and where both owe something their exposures count together as a group.
"""

from uuid import UUID

from sqlalchemy import delete, insert, select, update

from server.customers.errors import (
    AlreadyGrouped,
    KindsDiffer,
    MergedAlready,
    NotOwnMerge,
    NotReleasable,
    ReasonMissing,
    ReviewSettled,
)
from server.customers.models import (
    ClaimKind,
    Customer,
    CustomerExposure,
    CustomerState,
    GroupExposure,
    IdentityClaim,
    IdentityReview,
    ReviewOutcome,
    ReviewState,
)
from server.customers.service.consents import REASON_LENGTHS
from server.customers.service.exposure import Exposure, add_to_group, lock_exposure
from server.customers.service.lookup import customer_of, registered
from server.customers.trails.models import CustomerMerge
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.errors import NotFound
from server.kit.work import Work


@use_case(Operation.CUSTOMER_MERGE)
async def merge(work: Work, *, customer_id: UUID, into_id: UUID, reason: str) -> UUID:
    """Merge a record into another of the same person or company. Returns the one that stays.

    Raises NotFound, ReasonMissing, NotOwnMerge (into itself), NotRegistered (the one that stays), MergedAlready,
    KindsDiffer, AlreadyGrouped (both owe, in groups of their own).
    """
    await _merge(work, customer_id, into_id, _sound(reason))
    return into_id


@use_case(Operation.CUSTOMER_MERGE)
async def settle_review(work: Work, *, review_id: UUID, outcome: ReviewOutcome, reason: str) -> UUID:
    """Settle an identity review. Returns the customer whom it is about.

    `merged`: the prospect is the customer who holds the number, and goes into him. `released`: the holder has given the
    phone up, and whoever registers with it next has it. `refused`: the number is not the prospect's; nothing changes.
    Raises NotFound, ReasonMissing, ReviewSettled, NotReleasable (an identity number), and what `merge` raises.
    """
    told = _sound(reason)
    wanted = select(IdentityReview).where(IdentityReview.id == review_id, within(IdentityReview, work.scope))
    review = (await work.session.execute(wanted.with_for_update())).scalar_one_or_none()
    if review is None:
        raise NotFound(field="reviewId")
    if review.state is ReviewState.SETTLED:
        raise ReviewSettled(field="reviewId")
    if outcome is ReviewOutcome.MERGED:
        await _merge(work, review.customer_id, await _holder(work, review), told)
    elif outcome is ReviewOutcome.RELEASED:
        await _release(work, review)
    review.state, review.outcome, review.reason = ReviewState.SETTLED, outcome, told
    review.settled_by, review.settled_at = work.actor.id, work.now
    await work.session.flush()
    work.touch("customer", review.customer_id, identity_review=outcome.value)
    return review.customer_id


async def _merge(work: Work, customer_id: UUID, into_id: UUID, reason: str) -> None:
    if customer_id == into_id:
        raise NotOwnMerge(field="intoId")
    # in the order of ids, so that two merges of the same pair meet
    for each in sorted((customer_id, into_id)):
        await customer_of(work, each, "customerId" if each == customer_id else "intoId", lock=True)
    going, staying = await customer_of(work, customer_id), await registered(work, into_id, "intoId")
    if going.state is CustomerState.MERGED:
        raise MergedAlready(field="customerId")
    if going.state is CustomerState.ACTIVE and going.kind is not staying.kind:
        raise KindsDiffer(field="intoId")
    await _count_together(work, customer_id, into_id, staying.name_masked or "合并")
    rows = (await work.session.execute(select(IdentityClaim).where(IdentityClaim.customer_id == customer_id))).scalars()
    numbers = [(row.kind, row.value_index) for row in rows]
    await work.session.execute(delete(IdentityClaim).where(IdentityClaim.customer_id == customer_id))
    owner = {"customer_id": into_id, "branch_id": staying.branch_id, "officer_id": staying.officer_id}
    for kind, value_index in numbers:
        claim = {"kind": kind, "value_index": value_index, "claimed_at": work.now}
        await work.session.execute(insert(IdentityClaim).values(**owner, **claim))
    gone = {"state": CustomerState.MERGED, "merged_into": into_id, "version": going.version + 1}
    await work.session.execute(update(Customer).where(Customer.customer_id == customer_id).values(**gone))
    own = {"customer_id": customer_id, "branch_id": going.branch_id, "officer_id": going.officer_id}
    said = {"into_id": into_id, "reason": reason, "merged_by": work.actor.id, "merged_at": work.now}
    await work.session.execute(insert(CustomerMerge).values(**own, id=work.new_id(), **said))
    work.touch("customer", customer_id, merged_into=str(into_id))
    work.touch("customer", into_id)


async def _count_together(work: Work, customer_id: UUID, into_id: UUID, name: str) -> None:
    """Where the record that goes owes or was promised something, it counts with the one that stays."""
    first, second = sorted((customer_id, into_id))
    held = {first: await lock_exposure(work, first), second: await lock_exposure(work, second)}
    going, staying = held[customer_id], held[into_id]
    if going.customer_fen == 0 and going.group_id is None:
        return
    if going.group_id and staying.group_id and going.group_id != staying.group_id:
        raise AlreadyGrouped(field="customerId")
    group_id = going.group_id or staying.group_id or await _new_group(work, name)
    for each in (going, staying):
        if each.group_id is None:
            await _join(work, each, group_id)


async def _new_group(work: Work, name: str) -> UUID:
    group_id = work.new_id()
    nothing = {"outstanding_fen": 0, "committed_fen": 0, "created_at": work.now}
    await work.session.execute(insert(GroupExposure).values(id=group_id, name=name, **nothing))
    return group_id


async def _join(work: Work, own: Exposure, group_id: UUID) -> None:
    change = update(CustomerExposure).where(CustomerExposure.customer_id == own.customer_id)
    await work.session.execute(change.values(group_id=group_id))
    await add_to_group(work, group_id, own.customer_committed_fen, own.customer_outstanding_fen)


async def _holder(work: Work, review: IdentityReview) -> UUID:
    wanted = select(IdentityClaim.customer_id).where(
        IdentityClaim.kind == review.kind, IdentityClaim.value_index == review.value_index
    )
    holder = (await work.session.execute(wanted)).scalar_one_or_none()
    if holder is None:
        raise NotFound(field="reviewId")
    return holder


async def _release(work: Work, review: IdentityReview) -> None:
    if review.kind is not ClaimKind.PHONE:
        raise NotReleasable(field="outcome")
    holder = await _holder(work, review)
    await work.session.execute(
        delete(IdentityClaim).where(IdentityClaim.kind == review.kind, IdentityClaim.value_index == review.value_index)
    )
    work.touch("customer", holder, phone_released=True)


def _sound(reason: str) -> str:
    told = reason.strip()
    if len(told) not in REASON_LENGTHS:
        raise ReasonMissing(field="reason")
    return told
