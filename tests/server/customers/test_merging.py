"""Two records of one person become one; identity reviews are settled; consents are taken back."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import service
from server.customers.errors import (
    AlreadyGrouped,
    ConsentMissing,
    KindsDiffer,
    MergedAlready,
    NotOwnMerge,
    NotRegistered,
    NotReleasable,
    PurposeUnknown,
    ReasonMissing,
    ReviewSettled,
)
from server.customers.models import (
    ClaimKind,
    Customer,
    CustomerExposure,
    CustomerKind,
    CustomerState,
    IdentityClaim,
    IdentityReview,
    ReviewOutcome,
    ReviewState,
)
from server.customers.trails.models import CustomerMerge
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Denied, DomainError, NotFound, Refused
from server.kit.work import Caller, Work
from tests.factories.customers import Planted, plant_customer, plant_group, plant_prospect
from tests.fixtures.house import AsStaff, fresh

SAME = "同一人重复建档"
WATCHED = ("customers", "identity_claims", "identity_reviews", "customer_merges", "customer_exposures", "consents")


@read(Operation.CUSTOMER_READ)
async def consented(work: Work, *, customer_id: UUID, purpose: str = "personal_data") -> bool:
    """Whether a consent holds."""
    return await service.has_consent(work, customer_id, purpose)


async def everything(owner: AsyncSession) -> list[str]:
    await owner.rollback()
    told = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t"
    return [str((await owner.execute(text(told.format(table)))).scalar_one()) for table in WATCHED]


async def row_of(owner: AsyncSession, customer: Planted) -> Customer:
    await owner.rollback()
    wanted = select(Customer).where(Customer.customer_id == customer.customer_id)
    row = (await owner.execute(wanted.execution_options(populate_existing=True))).scalar_one()
    owner.expunge(row)
    return row


async def merged(caller: Caller, going: Planted, staying: Planted) -> UUID:
    return await service.merge(fresh(caller), customer_id=going.customer_id, into_id=staying.customer_id, reason=SAME)


async def test_the_record_that_goes_points_to_the_one_that_stays_and_leaves_its_numbers_there(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    going, staying = await plant_customer(owner), await plant_customer(owner, officer="officer.west1")
    risk = await as_staff("risk.hq")
    assert await merged(risk, going, staying) == staying.customer_id
    gone, stays = await row_of(owner, going), await row_of(owner, staying)
    assert (gone.state, gone.merged_into, gone.customer_id) == (
        CustomerState.MERGED,
        staying.customer_id,
        going.customer_id,
    )
    assert stays.state is CustomerState.ACTIVE
    claims = (await owner.execute(select(IdentityClaim.customer_id))).scalars().all()
    assert set(claims) == {staying.customer_id}
    assert len(claims) == 4
    trail = (await owner.execute(select(CustomerMerge))).scalar_one()
    assert (trail.customer_id, trail.into_id, trail.reason) == (going.customer_id, staying.customer_id, SAME)
    officer = await as_staff("officer.east1")
    with pytest.raises(NotRegistered):
        await service.bind_account(
            officer, customer_id=going.customer_id, account="6217009900000999999", bank_name="工商", phone=going.phone
        )


async def test_what_both_owe_counts_together_from_then_on(as_staff: AsStaff, owner: AsyncSession) -> None:
    going = await plant_customer(owner, outstanding_fen=300, committed_fen=20)
    staying = await plant_customer(owner, outstanding_fen=5_000)
    await merged(await as_staff("risk.hq"), going, staying)
    await owner.rollback()
    groups = set((await owner.execute(select(CustomerExposure.group_id))).scalars())
    assert len(groups) == 1
    sums = text("SELECT outstanding_fen, committed_fen FROM group_exposures")
    assert tuple((await owner.execute(sums)).one()) == (5_300, 20)


async def test_merges_that_cannot_be_are_refused_and_change_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    person, other = await plant_customer(owner), await plant_customer(owner)
    company = await plant_customer(owner, kind=CustomerKind.COMPANY)
    prospect, gone = await plant_prospect(owner), await plant_customer(owner)
    one, two = await plant_group(owner), await plant_group(owner)
    owing, lent = [await plant_customer(owner, outstanding_fen=1, group_id=each) for each in (one, two)]
    risk, officer = await as_staff("risk.hq"), await as_staff("officer.east1")
    await merged(risk, gone, other)
    before = await everything(owner)
    cases: list[tuple[Caller, Planted, Planted, type[DomainError]]] = [
        (officer, person, other, Denied),
        (risk, person, person, NotOwnMerge),
        (risk, person, company, KindsDiffer),
        (risk, person, prospect, NotRegistered),
        (risk, gone, person, MergedAlready),
        (risk, owing, lent, AlreadyGrouped),
    ]
    for caller, going, staying, refusal in cases:
        with pytest.raises(refusal):
            await merged(caller, going, staying)
    with pytest.raises(ReasonMissing):
        await service.merge(fresh(risk), customer_id=person.customer_id, into_id=other.customer_id, reason=" ")
    assert await everything(owner) == before


async def review_of(as_staff: AsStaff, owner: AsyncSession, **over: Any) -> tuple[Planted, Planted, IdentityReview]:
    """A prospect of East whose number or phone belongs to a customer of West, and the review that came of it."""
    holder, prospect = await plant_customer(owner, officer="officer.west1"), await plant_prospect(owner)
    given: dict[str, Any] = {"id_number": prospect.number, "phone": prospect.phone} | {
        field: getattr(holder, attribute) for field, attribute in over.items()
    }
    about: dict[str, Any] = {"kind": CustomerKind.PERSON, "name": "王小明", "consent": True}
    officer = await as_staff("officer.east1")
    with pytest.raises(DomainError):
        await service.register(officer, customer_id=prospect.customer_id, **about, **given)
    await owner.rollback()
    return holder, prospect, (await owner.execute(select(IdentityReview))).scalar_one()


async def test_a_prospect_who_is_the_holder_goes_into_him_and_the_review_is_settled_once(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    holder, prospect, review = await review_of(as_staff, owner, id_number="number")
    review_id = review.id
    risk = await as_staff("risk.hq")
    outcome: dict[str, Any] = {"review_id": review_id, "outcome": ReviewOutcome.MERGED, "reason": SAME}
    assert await service.settle_review(risk, **outcome) == prospect.customer_id
    assert (await row_of(owner, prospect)).merged_into == holder.customer_id
    settled = (await owner.execute(select(IdentityReview))).scalar_one()
    assert (settled.state, settled.outcome) == (ReviewState.SETTLED, ReviewOutcome.MERGED)
    before = await everything(owner)
    with pytest.raises(ReviewSettled):
        await service.settle_review(fresh(risk), **outcome)
    assert await everything(owner) == before


async def test_a_phone_that_was_given_up_is_free_and_a_number_never_is(as_staff: AsStaff, owner: AsyncSession) -> None:
    holder, prospect, review = await review_of(as_staff, owner, phone="phone")
    assert review.kind is ClaimKind.PHONE
    risk = await as_staff("risk.hq")
    told: dict[str, Any] = {"outcome": ReviewOutcome.RELEASED, "reason": "号码已转让"}
    await service.settle_review(risk, review_id=review.id, **told)
    officer = await as_staff("officer.east1")
    done = await service.register(
        officer,
        customer_id=prospect.customer_id,
        kind=CustomerKind.PERSON,
        name="李四",
        phone=holder.phone,
        consent=True,
        id_number=prospect.number,
    )
    assert not isinstance(done, Refused)
    assert (await row_of(owner, prospect)).state is CustomerState.ACTIVE


async def test_an_identity_number_is_never_released_and_others_may_not_settle(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    _, prospect, review = await review_of(as_staff, owner, id_number="number")
    review_id, before = review.id, await everything(owner)
    released: dict[str, Any] = {"review_id": review_id, "outcome": ReviewOutcome.RELEASED, "reason": "x y"}
    with pytest.raises(NotReleasable):
        await service.settle_review(await as_staff("risk.hq"), **released)
    with pytest.raises(Denied):
        await service.settle_review(await as_staff("officer.east1"), **released)
    with pytest.raises(NotFound):
        await service.settle_review(await as_staff("risk.hq"), **(released | {"review_id": prospect.customer_id}))
    assert await everything(owner) == before


async def test_a_consent_taken_back_holds_no_more_until_it_is_given_anew(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    about: dict[str, Any] = {"customer_id": customer.customer_id, "purpose": "personal_data"}
    assert await consented(officer, **about)
    await service.withdraw_consent(officer, **about, reason="客户来电")
    assert not await consented(officer, **about)
    with pytest.raises(ConsentMissing):
        await service.withdraw_consent(fresh(officer), **about, reason="客户来电")
    with pytest.raises(PurposeUnknown):
        await service.give_consent(fresh(officer), customer_id=customer.customer_id, purpose="anything")
    with pytest.raises(NotFound):
        await service.give_consent(await as_staff("officer.west1"), **about)
    assert not await consented(officer, customer_id=customer.customer_id, purpose="bureau_query")
    await service.give_consent(fresh(officer), customer_id=customer.customer_id, purpose="bureau_query")
    assert await consented(officer, customer_id=customer.customer_id, purpose="bureau_query")
