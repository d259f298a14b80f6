"""A number belongs to one customer in the whole house, and claiming it tells nothing about anybody out of sight.

The claim is an INSERT that does nothing on conflict. When it did nothing and the holder can be seen, the caller is told
so; when he can't, a review is opened for headquarters that says which customer wanted which kind of number, and no
more: by whom it is held is found by the blind index, by who may see both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from server.customers import queries
from server.customers.errors import AlreadyRegistered, IdentityUnderReview, PhoneInUse
from server.customers.models import ClaimKind, Customer, IdentityClaim, IdentityReview, MatchStanding, ReviewState
from server.kit.database import rows_written
from server.kit.work import Work


@dataclass(frozen=True)
class Number:
    """A number to claim, and the input field it came in."""

    kind: ClaimKind
    index: bytes
    field: str


async def claim_all(work: Work, customer: Customer, numbers: Sequence[Number]) -> IdentityUnderReview | None:
    """Claim numbers for a customer.

    Raises AlreadyRegistered or PhoneInUse for a number whose holder is in sight. For one whose holder is not, opens the
    review, gives back what was claimed here, and answers the refusal that the verb returns (so that the review is
    kept).
    """
    made: list[Number] = []
    for number in numbers:
        if await _claim(work, customer, number):
            made.append(number)
            continue
        holder = await queries.claim_holder(work.session, number.kind, number.index)
        if holder == customer.id:
            continue
        if holder is not None:
            raise (PhoneInUse if number.kind is ClaimKind.PHONE else AlreadyRegistered)(field=number.field)
        await release(work, customer.id, made)
        await _open_review(work, customer, number)
        return IdentityUnderReview(field=number.field)
    return None


async def claimed_by_another(work: Work, customer: Customer, number: Number) -> MatchStanding | None:
    """Whether a number belongs to another customer, without claiming it; None when it does not.

    One that is held out of sight opens the same review as claiming it would.
    """
    if await _claim(work, customer, number):
        await release(work, customer.id, [number])
        return None
    holder = await queries.claim_holder(work.session, number.kind, number.index)
    if holder == customer.id:
        return None
    if holder is not None:
        return MatchStanding.REGISTERED
    await _open_review(work, customer, number)
    return MatchStanding.UNDER_REVIEW


async def release(work: Work, customer_id: UUID, numbers: Sequence[Number]) -> None:
    """Give numbers of this customer back."""
    for number in numbers:
        await work.session.execute(
            delete(IdentityClaim).where(
                IdentityClaim.kind == number.kind,
                IdentityClaim.value_index == number.index,
                IdentityClaim.customer_id == customer_id,
            )
        )


async def _claim(work: Work, customer: Customer, number: Number) -> bool:
    """Waits for a rival's open transaction; nothing is read back, so nothing out of sight can show."""
    claim = insert(IdentityClaim).values(
        kind=number.kind,
        value_index=number.index,
        customer_id=customer.id,
        branch_id=customer.branch_id,
        officer_id=customer.officer_id,
        claimed_at=work.now,
    )
    return await rows_written(work.session, claim.on_conflict_do_nothing()) > 0


async def _open_review(work: Work, customer: Customer, number: Number) -> None:
    review = insert(IdentityReview).values(
        customer_id=customer.id,
        id=work.new_id(),
        branch_id=customer.branch_id,
        officer_id=customer.officer_id,
        kind=number.kind,
        value_index=number.index,
        state=ReviewState.OPEN,
        opened_at=work.now,
    )
    await work.session.execute(review.on_conflict_do_nothing())
    work.touch("customer", customer.id, identity_review=number.kind)
