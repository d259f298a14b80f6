"""One number, one customer in the whole house; and nobody learns anything of customers out of his sight."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord
from server.customers import service
from server.customers.errors import AlreadyRegistered, IdentityUnderReview, PhoneInUse
from server.customers.models import ClaimKind, Customer, CustomerKind, CustomerState, IdentityClaim, IdentityReview
from server.kit.errors import Stale
from tests.factories.customers import identity_number, plant_customer, plant_prospect
from tests.fixtures.house import AsStaff, fresh

PERSON: dict[str, Any] = {
    "kind": CustomerKind.PERSON,
    "name": "李四",
    "id_number": identity_number(901),
    "phone": "13800000002",
    "consent": True,
}


async def count(owner: AsyncSession, model: type[Any]) -> int:
    await owner.rollback()
    return int((await owner.execute(select(func.count()).select_from(model))).scalar_one())


async def state_of(owner: AsyncSession, customer_id: object) -> CustomerState:
    await owner.rollback()
    return (await owner.execute(select(Customer.state).where(Customer.id == customer_id))).scalar_one()


async def test_a_number_held_in_sight_is_told_so(as_staff: AsStaff, owner: AsyncSession) -> None:
    known, prospect = await plant_customer(owner), await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    with pytest.raises(AlreadyRegistered) as refusal:
        await service.register(officer, customer_id=prospect.customer_id, **(PERSON | {"id_number": known.number}))
    assert refusal.value.field == "idNumber"
    with pytest.raises(PhoneInUse) as second:
        await service.register(fresh(officer), customer_id=prospect.customer_id, **(PERSON | {"phone": known.phone}))
    assert second.value.field == "phone"
    assert await state_of(owner, prospect.customer_id) is CustomerState.PROSPECT
    assert await count(owner, IdentityReview) == 0
    assert await count(owner, IdentityClaim) == 2


@pytest.mark.parametrize("holder", ["officer.east2", "officer.west1"])
@pytest.mark.parametrize(("part", "field"), [("number", "idNumber"), ("phone", "phone")])
async def test_a_number_held_out_of_sight_goes_to_headquarters_without_any_detail(
    as_staff: AsStaff, owner: AsyncSession, holder: str, part: str, field: str
) -> None:
    known = await plant_customer(owner, officer=holder)
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    given = PERSON | ({"id_number": known.number} if part == "number" else {"phone": known.phone})
    for _ in range(2):
        with pytest.raises(IdentityUnderReview) as refusal:
            await service.register(fresh(officer), customer_id=prospect.customer_id, **given)
        assert (refusal.value.field, refusal.value.facts) == (field, {})
    assert await state_of(owner, prospect.customer_id) is CustomerState.PROSPECT
    review = (await owner.execute(select(IdentityReview))).scalar_one()
    assert (review.customer_id, review.officer_id) == (prospect.customer_id, prospect.officer_id)
    claims = (await owner.execute(select(IdentityClaim.customer_id))).scalars().all()
    assert set(claims) == {known.customer_id}
    trail = str([(r.subjects, r.changes) for r in (await owner.execute(select(AuditRecord))).scalars()])
    assert str(known.customer_id) not in trail


async def test_two_officers_at_once_register_one_person_once(as_staff: AsStaff, owner: AsyncSession) -> None:
    prospects = [await plant_prospect(owner, officer=login) for login in ("officer.east1", "officer.west1")]
    callers = [await as_staff(login) for login in ("officer.east1", "officer.west1")]
    outcomes = await asyncio.gather(
        *(
            service.register(caller, customer_id=prospect.customer_id, **PERSON)
            for caller, prospect in zip(callers, prospects, strict=True)
        ),
        return_exceptions=True,
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert [type(refusal) for refusal in refused] == [IdentityUnderReview]
    assert sorted([await state_of(owner, prospect.customer_id) for prospect in prospects]) == ["active", "prospect"]
    assert await count(owner, IdentityReview) == 1


async def test_a_phone_given_up_can_be_claimed_by_another(as_staff: AsStaff, owner: AsyncSession) -> None:
    known, prospect = await plant_customer(owner), await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    await service.amend(officer, customer_id=known.customer_id, expected_version=1, phone="13900000009")
    await service.register(fresh(officer), customer_id=prospect.customer_id, **(PERSON | {"phone": known.phone}))
    assert await state_of(owner, prospect.customer_id) is CustomerState.ACTIVE
    phones = select(func.count()).select_from(IdentityClaim).where(IdentityClaim.kind == ClaimKind.PHONE)
    assert (await owner.execute(phones)).scalar_one() == 2


async def test_amending_keeps_what_was_not_given_and_wants_the_present_version(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    known = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    await service.amend(officer, customer_id=known.customer_id, expected_version=1, income_monthly_fen=3_000_000)
    with pytest.raises(Stale):
        await service.amend(fresh(officer), customer_id=known.customer_id, expected_version=1, name="赵六")
    row = (await owner.execute(select(Customer))).scalar_one()
    assert (row.income_monthly_fen, row.debt_monthly_fen, row.name_masked, row.version) == (
        3_000_000,
        100_000,
        "王*明",
        2,
    )


async def test_a_phone_held_out_of_sight_is_not_taken_over_by_amending(as_staff: AsStaff, owner: AsyncSession) -> None:
    mine, foreign = await plant_customer(owner), await plant_customer(owner, officer="officer.west1")
    officer = await as_staff("officer.east1")
    with pytest.raises(IdentityUnderReview):
        await service.amend(officer, customer_id=mine.customer_id, expected_version=1, phone=foreign.phone)
    await owner.rollback()
    row = (await owner.execute(select(Customer).where(Customer.id == mine.customer_id))).scalar_one()
    assert (row.phone_last4, row.version) == (mine.phone[-4:], 1)
