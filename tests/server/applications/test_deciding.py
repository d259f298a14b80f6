"""What a decision makes of an application."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import ApprovalVoid, BlockedByRule, WrongState
from server.applications.events import ApplicationApproved, ApplicationRejected, ApplicationReturned
from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.approvals.errors import AlreadyDecided, CaseClosed, OwnEntry, WrongPosition
from server.approvals.models import Vote
from server.approvals.rules import CaseDecision, CaseState, Tier
from server.customers.models import CustomerExposure
from server.documents.models import DocumentConfirmation
from server.kit.errors import NotFound, Stale
from server.kit.work import Event, Work
from server.reactions import REACTIONS
from tests.factories.applications import apply_for, exposure, hand_in, kept_application, plant_lender
from tests.factories.approvals import kept_case, vote
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff
from tests.fixtures.world import id_of

S = ApplicationState


async def votes(owner: AsyncSession, case_id: UUID) -> int:
    await owner.rollback()
    return int((await owner.execute(select(func.count()).where(Vote.case_id == case_id))).scalar_one())


async def test_the_regional_manager_approves_and_the_amount_is_committed(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version, 6_000_000)
    case = await kept_case(owner, application_id)
    before = await kept_application(owner, application_id)
    await vote(await as_staff("manager.east"), case)
    kept = await kept_application(owner, application_id)
    assert (kept.state, kept.version, kept.approved_hash) == (S.APPROVED, before.version + 1, case.content_hash)
    assert kept.decided_at is not None
    assert await exposure(owner, customer.customer_id) == (6_000_000, 0)
    assert (await kept_case(owner, application_id)).state is CaseState.APPROVED


async def test_a_referred_30000_is_decided_by_a_second_field_officer(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner, income_monthly_fen=None)
    version = await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    case = await kept_case(owner, application_id)
    assert case.tier is Tier.MANUAL_REVIEW
    for login, expected in (("manager.east", WrongPosition), ("reviewer.west1", NotFound)):
        with pytest.raises(expected):
            await vote(await as_staff(login), case)
    assert (await kept_application(owner, application_id)).state is S.IN_REVIEW
    await vote(await as_staff("officer2.east1"), case)
    assert (await kept_application(owner, application_id)).state is S.APPROVED


async def test_who_confirmed_the_customers_papers_has_entered_something_in_it(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_borrower(owner, income_monthly_fen=None)
    await owner.execute(update(DocumentConfirmation).values(confirmed_by=id_of("officer2.east1")))
    await owner.commit()
    version = await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    case = await kept_case(owner, application_id)
    with pytest.raises(OwnEntry):
        await vote(await as_staff("officer2.east1"), case)
    assert (await kept_case(owner, application_id)).state is CaseState.OPEN
    assert await votes(owner, case.id) == 0


async def test_the_committee_path_ends_with_the_second_vote(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner, income_monthly_fen=50_000_000)
    version = await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version, 500_000_01, term_months=36)
    case = await kept_case(owner, application_id)
    await vote(await as_staff("committee1.hq"), case)
    assert (await kept_application(owner, application_id)).state is S.IN_REVIEW
    assert await exposure(owner, customer.customer_id) == (0, 0)
    await vote(await as_staff("committee2.hq"), case)
    assert (await kept_application(owner, application_id)).state is S.APPROVED
    assert await exposure(owner, customer.customer_id) == (500_000_01, 0)


async def test_a_returned_application_is_submitted_again_under_a_new_case(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    application_id = await apply_for(officer, customer, version, 6_000_000)
    first = await kept_case(owner, application_id)
    await vote(manager, first, CaseDecision.RETURN)
    returned = await kept_application(owner, application_id)
    assert (returned.state, returned.approved_hash) == (S.RETURNED, None)
    await hand_in(officer, application_id, 5_500_000, version=returned.version)
    second = await kept_case(owner, application_id)
    assert second.id != first.id
    assert (second.amount_fen, second.state) == (5_500_000, CaseState.OPEN)
    assert second.content_hash != first.content_hash
    with pytest.raises(CaseClosed):
        await vote(manager, first, version=2)
    await vote(manager, second)
    again = await kept_application(owner, application_id)
    assert (again.state, again.submission, again.amount_fen) == (S.APPROVED, 2, 5_500_000)
    assert await exposure(owner, customer.customer_id) == (5_500_000, 0)


async def test_a_rejected_application_is_over(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    application_id = await apply_for(officer, customer, version, 6_000_000)
    await vote(await as_staff("manager.east"), await kept_case(owner, application_id), CaseDecision.REJECT)
    kept = await kept_application(owner, application_id)
    assert kept.state is S.REJECTED
    with pytest.raises(WrongState):
        await hand_in(officer, application_id, 6_000_000, version=kept.version)
    assert await exposure(owner, customer.customer_id) == (0, 0)


async def test_every_decision_is_told_to_the_house(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    heard: list[type[Event]] = []

    async def hear(_work: Work, event: Event) -> None:
        heard.append(type(event))

    told = dict.fromkeys((ApplicationApproved, ApplicationRejected, ApplicationReturned), (hear,))
    manager = replace(manager, house=replace(manager.house, reactions={**REACTIONS, **told}))
    for decision in (CaseDecision.RETURN, CaseDecision.REJECT, CaseDecision.APPROVE):
        application_id = await apply_for(officer, customer, version, 6_000_000)
        await vote(manager, await kept_case(owner, application_id), decision)
    assert heard == [ApplicationReturned, ApplicationRejected, ApplicationApproved]


async def test_a_case_whose_exposure_outgrew_its_tier_goes_up_and_is_not_approved(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_borrower(owner, income_monthly_fen=50_000_000)
    version = await plant_lender(owner)
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    pair = [await apply_for(officer, customer, version, 300_000_00, term_months=36) for _ in range(2)]
    first, second = [await kept_case(owner, application_id) for application_id in pair]
    assert (first.tier, second.tier) == (Tier.REGIONAL, Tier.REGIONAL)
    assert second.routine is not None
    await vote(manager, first)
    await vote(manager, second)
    case, kept = await kept_case(owner, pair[1]), await kept_application(owner, pair[1])
    assert (case.state, case.tier, case.position, case.votes_needed) == (
        CaseState.OPEN,
        Tier.COMMITTEE,
        "committee_member",
        2,
    )
    assert (case.exposure_after_fen, case.settled_at, case.version) == (600_000_00, None, 3)
    assert case.routine is None  # the committee has none
    assert (kept.state, kept.tier, kept.approved_hash) == (S.IN_REVIEW, Tier.COMMITTEE, None)
    assert await exposure(owner, customer.customer_id) == (300_000_00, 0)
    with pytest.raises(AlreadyDecided):
        await vote(manager, case)
    with pytest.raises(Stale):
        await vote(await as_staff("committee1.hq"), case, version=1)
    for login in ("committee1.hq", "committee2.hq"):
        await vote(await as_staff(login), case)
    assert (await kept_application(owner, pair[1])).state is S.APPROVED
    assert await exposure(owner, customer.customer_id) == (600_000_00, 0)


async def test_a_review_below_50000_goes_up_when_another_loan_came_first(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_borrower(owner, income_monthly_fen=None)
    version = await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    await owner.execute(update(CustomerExposure).values(outstanding_fen=20_000_00))
    await owner.commit()
    await vote(await as_staff("reviewer.east1"), await kept_case(owner, application_id))
    case = await kept_case(owner, application_id)
    assert (case.state, case.tier, case.step_up, case.own_region) == (CaseState.OPEN, Tier.REGIONAL, True, True)
    assert (await kept_application(owner, application_id)).state is S.IN_REVIEW


async def test_content_changed_past_the_rules_is_not_approved(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version, 6_000_000)
    case = await kept_case(owner, application_id)
    await owner.execute(update(Application).values(term_months=36))
    await owner.commit()
    with pytest.raises(ApprovalVoid):
        await vote(await as_staff("manager.east"), case)
    assert (await kept_application(owner, application_id)).state is S.IN_REVIEW
    assert (await kept_case(owner, application_id)).state is CaseState.OPEN
    assert await votes(owner, case.id) == 0


async def test_what_people_approve_a_rule_of_law_may_still_forbid_on_that_day(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version, 6_000_000)
    case = await kept_case(owner, application_id)
    await owner.execute(text("UPDATE lender_figures SET value = 50000000"))
    await owner.commit()
    with pytest.raises(BlockedByRule) as refusal:
        await vote(await as_staff("manager.east"), case)
    assert "MC-01" in refusal.value.message_zh
    assert (await kept_case(owner, application_id)).state is CaseState.OPEN
    assert await exposure(owner, customer.customer_id) == (0, 0)
    await vote(await as_staff("manager.east"), case, CaseDecision.REJECT)
    assert (await kept_application(owner, application_id)).state is S.REJECTED
