"""Charges for applications: ranks, what counts of them, registration before the money, release after the debt."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications import lending
from server.applications.errors import ApprovalVoid, ConditionsOpen, WrongState
from server.applications.models import ApplicationFinding
from server.applications.rules import ApplicationState
from server.applications.securing import ending, figures
from server.applications.securing.charges import charge_item, drop_charge, register_charge, release_charge
from server.collateral.charging import Agreed, Entry
from server.collateral.errors import (
    ChargedAlready,
    ChargeUnfit,
    ChargeUnsound,
    ChargeWrongState,
    DebtNotRepaid,
    OwnCharge,
    RankTaken,
    RegistrationUnsound,
)
from server.collateral.models import CollateralCharge, CollateralRank
from server.collateral.rules import ChargeKind, ChargeState, ItemKind
from server.decision.models import Assessment
from server.kit.errors import Denied, NotFound, Stale
from server.kit.work import Caller
from tests.factories.applications import begin, hand_in, kept_application, plant_lender, take_back
from tests.factories.collateral import REGISTERED, TODAY, charge, plant_item, register, version_of
from tests.factories.customers import Planted, plant_customer
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.rooms import room

S = ApplicationState
STRUCK_OUT = Entry("注销第0001号", TODAY)


async def begun(as_staff: AsStaff, owner: AsyncSession) -> tuple[Caller, UUID, Planted]:
    officer, version = await as_staff("officer.east1"), await plant_lender(owner)
    borrower = await plant_borrower(owner, income_monthly_fen=5_000_000, debt_monthly_fen=0)
    return officer, await begin(officer, borrower, version), borrower


async def again(officer: Caller, owner: AsyncSession, application_id: UUID, borrower: Planted) -> UUID:
    """A second application of the same customer."""
    version = (await kept_application(owner, application_id)).product_version_id
    return await begin(officer, borrower, version)


async def kept_charge(owner: AsyncSession, charge_id: UUID) -> CollateralCharge:
    owner.expunge_all()
    await owner.rollback()
    return (await owner.execute(select(CollateralCharge).where(CollateralCharge.id == charge_id))).scalar_one()


async def test_the_ranks_of_an_item_differ_over_all_loans_and_a_dropped_one_is_free(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, first, borrower = await begun(as_staff, owner)
    second = await again(officer, owner, first, borrower)
    item_id = await plant_item(officer, borrower)
    charge_id = await charge(officer, owner, first, item_id)
    with pytest.raises(RankTaken) as refusal:
        await charge(officer, owner, second, item_id)
    assert refusal.value.facts == {"rank": 1}
    with pytest.raises(ChargedAlready):
        await charge(officer, owner, first, item_id, rank=2)
    assert await charge(officer, owner, second, item_id, rank=2)
    version = await version_of(owner, first)
    await drop_charge(fresh(officer), charge_id=charge_id, expected_version=version)
    assert (await kept_charge(owner, charge_id)).state is ChargeState.DROPPED
    assert await charge(officer, owner, first, item_id, rank=1) != charge_id


async def test_of_ten_loans_that_want_the_first_rank_at_once_one_gets_it(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, first, borrower = await begun(as_staff, owner)
    others = [await again(officer, owner, first, borrower) for _ in range(9)]
    item_id = await plant_item(officer, borrower)
    wanted = Agreed(ChargeKind.MORTGAGE, 3_000_000, 1)
    tries = [
        charge_item(fresh(officer), application_id=each, expected_version=1, item_id=item_id, agreed=wanted)
        for each in (first, *others)
    ]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, RankTaken) for each in answers) == 9
    await owner.rollback()
    held = select(func.count()).select_from(CollateralRank).where(CollateralRank.ended_at.is_(None))
    assert (await owner.execute(held)).scalar_one() == 1


async def test_what_cannot_be_is_refused_and_nothing_is_held(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    item_id = await plant_item(officer, borrower)
    wrong: tuple[tuple[dict[str, Any], type[Exception]], ...] = (
        ({"secured_fen": 0}, ChargeUnsound),
        ({"prior_fen": -1}, ChargeUnsound),
        ({"rank": 0}, ChargeUnsound),
        ({"rank": 10}, ChargeUnsound),
        ({"kind": ChargeKind.PLEDGE}, ChargeUnfit),
    )
    for changes, refusal in wrong:
        with pytest.raises(refusal):
            await charge(officer, owner, application_id, item_id, **changes)
    west = await as_staff("officer.west1")
    foreign = await plant_item(west, await plant_customer(owner, officer="officer.west1"))
    with pytest.raises(NotFound):
        await charge(officer, owner, application_id, foreign)
    await owner.rollback()
    assert (await owner.execute(select(func.count()).select_from(CollateralRank))).scalar_one() == 0
    assert await version_of(owner, application_id) == 1


async def test_what_stands_behind_a_loan_is_told_to_the_rules_and_kept_with_the_decision(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    item_id = await plant_item(officer, borrower, value_fen=10_000_000)
    await charge(officer, owner, application_id, item_id, prior_fen=5_000_000)
    await hand_in(officer, application_id, version=await version_of(owner, application_id))
    facts = (await owner.execute(select(Assessment.facts))).scalar_one()
    assert int(facts["collateral_value_fen"]) == 2_000_000
    assert Decimal(facts["loan_to_value"]) == Decimal("0.8")
    assert [int(facts[name]) for name in ("guarantors", "co_borrowers", "guaranteed_fen")] == [0, 0, 0]
    finding = (await owner.execute(select(ApplicationFinding))).scalar_one()
    assert finding.code == figures.OVER_SECURED
    assert "80000.00" in finding.reason_zh
    assert "70000.00" in finding.reason_en
    assert (await kept_application(owner, application_id)).state is S.IN_REVIEW


async def test_an_item_that_nobody_has_valued_lately_is_unknown_and_people_look(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    await charge(officer, owner, application_id, await plant_item(officer, borrower, value_fen=None))
    await hand_in(officer, application_id, version=await version_of(owner, application_id))
    facts = (await owner.execute(select(Assessment.facts))).scalar_one()
    assert (facts["collateral_value_fen"], facts["loan_to_value"]) == (None, None)
    assert (await owner.execute(select(ApplicationFinding.code))).scalar_one() == figures.UNVALUED
    assert (await kept_application(owner, application_id)).state is S.IN_REVIEW


async def test_an_item_that_secures_two_loans_is_seen_at_both(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, first, borrower = await begun(as_staff, owner)
    second = await again(officer, owner, first, borrower)
    item_id = await plant_item(officer, borrower, value_fen=10_000_000)
    await charge(officer, owner, first, item_id, secured_fen=5_000_000)
    await charge(officer, owner, second, item_id, secured_fen=4_000_000, rank=2)
    told = [await figures.security(officer, application_id=each) for each in (first, second)]
    assert [(each.worths[0].others, each.worths[0].secured_in_all_fen) for each in told] == [(1, 9_000_000)] * 2
    assert [each.collateral_value_fen for each in told] == [5_000_000, 2_000_000]
    assert all(figures.findings(each)[0].code == figures.OVER_SECURED for each in told)


async def test_no_money_goes_before_a_charge_is_registered_and_somebody_else_ticks_it(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    lead = await as_staff("branchmanager.east1")
    charge_id = await charge(officer, owner, application_id, await plant_item(officer, borrower))
    await hand_in(officer, application_id, version=await version_of(owner, application_id))
    async with room(officer) as work:
        await lending.mark_contracted(work, application_id)
    with pytest.raises(ConditionsOpen) as refusal:
        await payable(officer, application_id)
    assert refusal.value.facts["count"] == 1
    with pytest.raises(OwnCharge):
        await register(officer, charge_id)
    tomorrow = TODAY + timedelta(days=1)
    for entry in (Entry("", TODAY, "登记中心"), Entry("1", TODAY, " "), Entry("1", tomorrow, "登记中心")):
        with pytest.raises(RegistrationUnsound):
            await register_charge(fresh(lead), charge_id=charge_id, expected_version=1, entry=entry)
    with pytest.raises(Stale):
        await register(lead, charge_id, version=2)
    assert (await kept_charge(owner, charge_id)).state is ChargeState.AGREED
    await register(lead, charge_id)
    await payable(officer, application_id)
    kept = await kept_charge(owner, charge_id)
    assert (kept.state, kept.registered_on, kept.registered_by) == (ChargeState.REGISTERED, TODAY, lead.actor.id)


async def payable(caller: Caller, application_id: UUID) -> None:
    async with room(caller) as work:
        await lending.approved_for_disbursement(work, application_id)


async def test_a_charge_that_comes_or_goes_after_the_approval_voids_it_and_registering_does_not(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    charge_id = await charge(officer, owner, application_id, await plant_item(officer, borrower))
    await hand_in(officer, application_id, version=await version_of(owner, application_id))
    await register(await as_staff("branchmanager.east1"), charge_id)
    assert await is_good(officer, application_id)
    second = await charge(officer, owner, application_id, await plant_item(officer, borrower))
    assert not await is_good(officer, application_id)
    await drop_charge(fresh(officer), charge_id=second, expected_version=await version_of(owner, application_id))
    assert await is_good(officer, application_id)


async def is_good(officer: Caller, application_id: UUID) -> bool:
    async with room(officer) as work:
        try:
            await lending.approved(work, application_id)
        except ApprovalVoid:
            return False
        return True


async def test_a_registered_charge_is_released_when_its_debt_is_gone_and_not_before(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    lead = await as_staff("branchmanager.east1")
    item_id = await plant_item(officer, borrower)
    charge_id = await charge(officer, owner, application_id, item_id)
    await register(lead, charge_id)
    with pytest.raises(DebtNotRepaid):
        await release(lead, charge_id, 2)
    async with room(officer) as work:
        await ending.debt_ended(work, application_id)
    assert (await kept_charge(owner, charge_id)).state is ChargeState.DISCHARGED
    with pytest.raises(RankTaken):
        await charge(officer, owner, await again(officer, owner, application_id, borrower), item_id)
    async with room(officer) as work:
        await ending.debt_back(work, application_id)
    assert (await kept_charge(owner, charge_id)).state is ChargeState.REGISTERED
    async with room(officer) as work:
        await ending.debt_ended(work, application_id)
    with pytest.raises(RegistrationUnsound):
        await release(lead, charge_id, 5, Entry("1", TODAY - timedelta(days=1)))
    await release(lead, charge_id, 5)
    with pytest.raises(ChargeWrongState):
        await release(lead, charge_id, 6)
    assert (await kept_charge(owner, charge_id)).state is ChargeState.RELEASED
    assert await charge(officer, owner, await again(officer, owner, application_id, borrower), item_id)


async def release(caller: Caller, charge_id: UUID, version: int, entry: Entry = STRUCK_OUT) -> None:
    await release_charge(fresh(caller), charge_id=charge_id, expected_version=version, entry=entry)


async def test_an_application_that_is_taken_back_lets_its_items_go(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    lead = await as_staff("branchmanager.east1")
    waiting, registered = [
        await charge(officer, owner, application_id, await plant_item(officer, borrower)) for _ in range(2)
    ]
    await register(lead, registered)
    await take_back(officer, application_id, await version_of(owner, application_id))
    assert (await kept_charge(owner, waiting)).state is ChargeState.DROPPED
    assert (await kept_charge(owner, registered)).state is ChargeState.DISCHARGED
    with pytest.raises(WrongState):
        await charge(officer, owner, application_id, await plant_item(officer, borrower))


async def test_who_may_not_leaves_the_charges_as_they_are(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    charge_id = await charge(officer, owner, application_id, await plant_item(officer, borrower))
    version = await version_of(owner, application_id)
    tries = (("reviewer.east1", Denied), ("officer.west1", NotFound), ("officer2.east1", NotFound))
    for login, refusal in tries:
        caller = await as_staff(login)
        for attempt in (
            drop_charge(fresh(caller), charge_id=charge_id, expected_version=version),
            register_charge(fresh(caller), charge_id=charge_id, expected_version=1, entry=REGISTERED),
            release_charge(fresh(caller), charge_id=charge_id, expected_version=1, entry=STRUCK_OUT),
        ):
            with pytest.raises(refusal):
                await attempt
    assert (await kept_charge(owner, charge_id)).version == 1


async def test_a_pledge_of_a_deposit_counts_by_its_own_share(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    deposit = await plant_item(officer, borrower, kind=ItemKind.DEPOSIT, value_fen=2_000_000)
    await charge(officer, owner, application_id, deposit, kind=ChargeKind.PLEDGE)
    told = await figures.security(officer, application_id=application_id)
    assert told.collateral_value_fen == 1_900_000
    assert told.loan_to_value == Decimal("1.5")
