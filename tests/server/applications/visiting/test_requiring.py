"""Where the product asks for it, nothing is submitted before somebody went there; what he found decides with."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import ApplicationFinding
from server.applications.rules import ApplicationState
from server.applications.visiting.checking import check_visit
from server.applications.visiting.errors import (
    VisitMissing,
    VisitOwnCheck,
    VisitReasonMissing,
    VisitTooOld,
    VisitUnchecked,
    VisitWrongState,
)
from server.applications.visiting.recording import save, submit_visit
from server.applications.visiting.sheet import Sheet
from server.applications.visiting.states import VisitState
from server.decision.models import Assessment
from server.kit.clock import FixedClock
from server.kit.errors import Denied, NotFound, Stale
from server.kit.work import Caller
from tests.factories.applications import begin, hand_in, kept_application, plant_application, plant_lender
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower
from tests.factories.visits import draft_for, kept_visits, plant_norms, plant_visiting_product, visit_for
from tests.fixtures.api import digest
from tests.fixtures.house import AsStaff, fresh

S = VisitState
CHECKER = "branchmanager.east1"


async def asked(as_staff: AsStaff, owner: AsyncSession, **policy: int) -> tuple[Caller, Planted, UUID]:
    """An officer, his customer, and an application for a product that asks for a visit."""
    await plant_lender(owner)
    await plant_norms(owner)
    version_id = await plant_visiting_product(owner, **policy)
    customer = await plant_borrower(owner, income_monthly_fen=2_200_000)
    officer = await as_staff("officer.east1")
    return officer, customer, await begin(officer, customer, version_id)


async def agree(
    caller: Caller, application_id: UUID, *, agrees: bool = True, version: int = 2, reason: str = ""
) -> UUID:
    return await check_visit(
        fresh(caller), application_id=application_id, expected_version=version, agrees=agrees, reason=reason
    )


async def test_without_a_visit_nothing_is_submitted_and_with_one_it_is_approved(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, customer, application_id = await asked(as_staff, owner)
    before = await digest(owner)
    with pytest.raises(VisitMissing):
        await hand_in(officer, application_id)
    assert await digest(owner) == before
    await draft_for(officer, owner, customer, application_id)
    with pytest.raises(VisitMissing):
        await hand_in(officer, application_id)
    await submit_visit(fresh(officer), application_id=application_id, expected_version=1)
    await hand_in(officer, application_id)
    assert (await kept_application(owner, application_id)).state is ApplicationState.APPROVED
    told = (
        await owner.execute(select(Assessment.facts).where(Assessment.application_id == application_id))
    ).scalar_one()
    assert told["visited"] is True
    assert (told["visit_income_monthly_fen"], told["visit_findings"]) == (2_200_000, "0")
    assert told["visit_net_margin"].startswith("0.2")


async def test_below_the_amount_nobody_has_to_go_there(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, _, application_id = await asked(as_staff, owner, from_fen=3_000_001)
    await hand_in(officer, application_id)
    assert (await kept_application(owner, application_id)).state is ApplicationState.APPROVED


async def test_a_doubt_of_the_visit_sends_the_application_to_a_person(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, customer, application_id = await asked(as_staff, owner)
    await visit_for(officer, owner, customer, application_id, household_size=9)
    await hand_in(officer, application_id)
    kept = await kept_application(owner, application_id)
    assert kept.state is ApplicationState.IN_REVIEW
    wanted = select(ApplicationFinding).where(ApplicationFinding.application_id == application_id)
    found = {each.code: each for each in (await owner.execute(wanted)).scalars()}
    assert set(found) == {"VI-07"}
    assert "5" in found["VI-07"].reason_zh


async def test_a_visit_of_long_ago_says_nothing_of_today(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    officer, customer, application_id = await asked(as_staff, owner, valid_days=10)
    await visit_for(officer, owner, customer, application_id)
    clock.advance(timedelta(days=9))
    await officer_submits_late(as_staff, owner, application_id, clock)


async def officer_submits_late(as_staff: AsStaff, owner: AsyncSession, application_id: UUID, clock: FixedClock) -> None:
    clock.advance(timedelta(days=1))
    late = await as_staff("officer.east1")
    before = await digest(owner)
    with pytest.raises(VisitTooOld) as refused:
        await hand_in(late, application_id)
    assert (refused.value.facts["days"], refused.value.facts["limit"]) == (11, 10)
    assert await digest(owner) == before
    clock.advance(timedelta(days=-1))
    await hand_in(await as_staff("officer.east1"), application_id)


async def test_four_eyes_a_second_person_agrees_before_it_counts(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, customer, application_id = await asked(as_staff, owner, four_eyes_from_fen=2_000_000)
    await visit_for(officer, owner, customer, application_id)
    assert (await kept_visits(owner, application_id))[0].state is S.WAITING
    with pytest.raises(VisitUnchecked):
        await hand_in(officer, application_id)
    await agree(await as_staff(CHECKER), application_id)
    kept = (await kept_visits(owner, application_id))[0]
    assert (kept.state, kept.version) == (S.STANDING, 3)
    await hand_in(officer, application_id)
    assert (await kept_application(owner, application_id)).state is ApplicationState.APPROVED


async def test_what_was_sent_back_is_done_anew(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, customer, application_id = await asked(as_staff, owner, four_eyes_from_fen=2_000_000)
    await visit_for(officer, owner, customer, application_id, summary="第一次")
    checker = await as_staff(CHECKER)
    with pytest.raises(VisitReasonMissing):
        await agree(checker, application_id, agrees=False)
    await agree(checker, application_id, agrees=False, reason="照片看不清")
    assert (await kept_visits(owner, application_id))[0].state is S.RETURNED
    with pytest.raises(VisitMissing):
        await hand_in(officer, application_id)
    await visit_for(officer, owner, customer, application_id, summary="第二次")
    await agree(checker, application_id)
    states = {each.summary: each.state for each in await kept_visits(owner, application_id)}
    assert states == {"第一次": S.RETURNED, "第二次": S.STANDING}


async def test_a_correction_takes_the_place_of_the_visit_that_waits(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, customer, application_id = await asked(as_staff, owner, four_eyes_from_fen=2_000_000)
    for summary in ("第一次", "第二次"):
        await visit_for(officer, owner, customer, application_id, summary=summary)
    states = {each.summary: each.state for each in await kept_visits(owner, application_id)}
    assert states == {"第一次": S.CORRECTED, "第二次": S.WAITING}


async def test_who_may_not_check_who_entered_it_and_who_looked_earlier_change_nothing(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, customer, application_id = await asked(as_staff, owner, four_eyes_from_fen=2_000_000)
    await visit_for(officer, owner, customer, application_id)
    checker = await as_staff(CHECKER)
    logins = ("officer.east1", "officer2.east1", "manager.east", "auditor.hq")
    others = [await as_staff(login) for login in logins]
    before = await digest(owner)
    for other in others:
        with pytest.raises(Denied):
            await agree(other, application_id)
    with pytest.raises(Stale):
        await agree(checker, application_id, version=1)
    assert await digest(owner) == before


async def test_nobody_agrees_to_what_he_has_entered_by_code_and_by_the_table(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, customer, application_id = await asked(as_staff, owner, four_eyes_from_fen=2_000_000)
    await visit_for(officer, owner, customer, application_id)
    checker = await as_staff(CHECKER)
    visit = (await kept_visits(owner, application_id))[0]
    visit.editors = [*visit.editors, checker.actor.id]
    await owner.merge(visit)
    await owner.commit()
    before = await digest(owner)
    with pytest.raises(VisitOwnCheck):
        await agree(checker, application_id)
    assert await digest(owner) == before
    visit.checked_by, visit.checked_at = checker.actor.id, visit.saved_at
    await owner.merge(visit)
    with pytest.raises(IntegrityError, match="four_eyes"):
        await owner.flush()


async def test_a_draft_a_standing_visit_and_none_at_all_cannot_be_checked(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, customer, application_id = await asked(as_staff, owner)
    checker = await as_staff(CHECKER)
    with pytest.raises(NotFound):
        await agree(checker, application_id)
    await save(fresh(officer), application_id=application_id, expected_version=0, sheet=Sheet())
    with pytest.raises(VisitWrongState):
        await agree(checker, application_id, version=1)
    await draft_for(officer, owner, customer, application_id, version=1)
    await submit_visit(fresh(officer), application_id=application_id, expected_version=2)
    with pytest.raises(VisitWrongState):
        await agree(checker, application_id, version=3)


async def test_debts_to_this_house_that_were_not_told_are_found(as_staff: AsStaff, owner: AsyncSession) -> None:
    version_id = await plant_lender(owner)
    customer = await plant_borrower(owner, outstanding_fen=9_000_000)
    application_id = await plant_application(owner, customer, version_id)
    await visit_for(await as_staff("officer.east1"), owner, customer, application_id)
    kept = (await kept_visits(owner, application_id))[0]
    hidden = next(each for each in kept.findings if each["code"] == "VI-08")
    assert hidden["outcome"] == "review"
    assert "66.67%" in hidden["zh"]
