"""What rules alone decide: tried over the last quarter, counted, explained, and taken to a person who is asked for."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import ReviewNotOpen, ReviewReasonMissing, WrongState
from server.applications.models import ApplicationFinding
from server.applications.reviewing import request_human_review
from server.applications.rule_trials import simulate_edition
from server.applications.rules import ApplicationState
from server.applications.straight import straight_through
from server.approvals.models import ApprovalCase
from server.approvals.rules import CaseDecision, CaseState, Tier
from server.decision import editions
from server.kit.clock import FixedClock
from server.kit.errors import Denied, NotFound, Stale
from server.kit.rulebook import FindingOutcome
from tests.factories.applications import apply_for, kept_application, plant_lender
from tests.factories.approvals import vote
from tests.factories.customers import identity_number
from tests.factories.decision import FIRST, TABLE, plant_rules
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff, fresh

TODAY = date(2026, 3, 2)


def refusing() -> dict[str, Any]:
    """The first rules, the debt ratio now refusing above a tenth."""
    told: dict[str, Any] = deepcopy(FIRST["content"])
    told["rules"][1] |= {"expression": "debt_ratio > 0.1", "limit": "0.1", "severity": "block"}
    return told


async def test_what_the_rules_refused_comes_before_a_person_who_may_approve_it(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    await plant_rules(owner, refusing(), begins=TODAY)
    officer = await as_staff("officer.east1")
    application_id = await apply_for(officer, customer, version)
    refused = await kept_application(owner, application_id)
    assert (refused.state, refused.tier, refused.case_id) == (ApplicationState.REJECTED, Tier.AUTOMATIC, None)
    asked: dict[str, Any] = {"application_id": application_id, "expected_version": refused.version}
    with pytest.raises(ReviewReasonMissing):
        await request_human_review(fresh(officer), **asked, reason=" ")
    with pytest.raises(Stale):
        await request_human_review(fresh(officer), **(asked | {"expected_version": 99}), reason="x")
    with pytest.raises(NotFound):
        await request_human_review(fresh(await as_staff("officer.west1")), **asked, reason="x")
    with pytest.raises(Denied):
        await request_human_review(fresh(await as_staff("auditor.hq")), **asked, reason="x")
    assert (await kept_application(owner, application_id)).version == refused.version
    await request_human_review(fresh(officer), **asked, reason="收入证明可补充")
    kept = await kept_application(owner, application_id)
    assert (kept.state, kept.tier) == (ApplicationState.IN_REVIEW, Tier.MANUAL_REVIEW)
    found = (await owner.execute(select(ApplicationFinding).order_by(ApplicationFinding.position))).scalars().all()
    assert [each.code for each in found] == ["DE-02", "HUMAN-REVIEW"]
    assert found[1].reason_zh == "申请人要求人工复核：收入证明可补充"
    case = (await owner.execute(select(ApprovalCase).where(ApprovalCase.id == kept.case_id))).scalar_one()
    assert case.state is CaseState.OPEN


async def test_after_a_person_has_refused_no_other_is_asked(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    await plant_rules(owner, refusing(), begins=TODAY)
    officer = await as_staff("officer.east1")
    application_id = await apply_for(officer, customer, version)
    version_seen = (await kept_application(owner, application_id)).version
    await request_human_review(
        fresh(officer), application_id=application_id, expected_version=version_seen, reason="请复核"
    )
    kept = await kept_application(owner, application_id)
    case = (await owner.execute(select(ApprovalCase).where(ApprovalCase.id == kept.case_id))).scalar_one()
    with pytest.raises(WrongState):
        await request_human_review(
            fresh(officer), application_id=application_id, expected_version=kept.version, reason="请复核"
        )
    await vote(await as_staff("reviewer.east1"), case, CaseDecision.REJECT)
    kept = await kept_application(owner, application_id)
    assert kept.state is ApplicationState.REJECTED
    with pytest.raises(ReviewNotOpen):
        await request_human_review(
            fresh(officer), application_id=application_id, expected_version=kept.version, reason="再次复核"
        )


async def test_an_edition_is_tried_over_the_last_quarter_before_it_goes_live(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    version, officer, risk = await plant_lender(owner), await as_staff("officer.east1"), await as_staff("risk.hq")
    young = await plant_borrower(owner, number=identity_number(1, born=date(2005, 6, 1)))
    poor = await plant_borrower(owner, income_monthly_fen=300_000)
    ids = [await apply_for(officer, customer, version) for customer in (await plant_borrower(owner), young, poor)]
    softer: dict[str, Any] = deepcopy(FIRST["content"])
    softer["rules"][0] |= {"expression": "age_years < 18", "limit": "18"}
    tried = await editions.propose_rules(fresh(risk), content=softer, effective_from=TODAY, note="softer")
    found = await simulate_edition(risk, edition_id=tried)
    assert (found.considered, found.changed) == (3, 1)
    [changed] = found.examples
    assert (changed.application_id, changed.before, changed.after) == (
        ids[1],
        FindingOutcome.REVIEW,
        FindingOutcome.PASS,
    )
    assert dict(found.shifts) == {(Tier.MANUAL_REVIEW, FindingOutcome.REVIEW, FindingOutcome.PASS): 1}
    assert changed.reasons_zh
    stricter = await editions.propose_rules(fresh(risk), content=refusing(), effective_from=TODAY, note="stricter")
    found = await simulate_edition(risk, edition_id=stricter)
    assert found.shifts[Tier.MANUAL_REVIEW, FindingOutcome.REVIEW, FindingOutcome.REFUSE] >= 1
    assert any("超过10.00%" in reason for each in found.examples for reason in each.reasons_zh)
    scorecard = await editions.propose_scorecard(
        fresh(risk), table=TABLE, card={}, effective_from=TODAY, note="a score that no rule asks for"
    )
    assert (await simulate_edition(risk, edition_id=scorecard)).changed == 0
    clock.advance(timedelta(days=93))
    assert (await simulate_edition(await as_staff("risk.hq"), edition_id=stricter)).considered == 0


async def test_the_straight_through_rate_says_why_the_rest_was_referred(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, officer = await plant_lender(owner), await as_staff("officer.east1")
    young = await plant_borrower(owner, number=identity_number(1, born=date(2005, 6, 1)))
    owing = await plant_borrower(owner, outstanding_fen=80_000_00)
    for customer in (await plant_borrower(owner), await plant_borrower(owner), young, owing):
        await apply_for(officer, customer, version)
    await apply_for(officer, await plant_borrower(owner, income_monthly_fen=50_000_000), version, 60_000_00)
    found = await straight_through(await as_staff("manager.east"))
    assert (found.considered, found.approved_at_once, found.refused_at_once, found.referred) == (4, 2, 0, 2)
    assert [(each.code, each.count) for each in found.reasons] == [("DE-01", 1), ("exposure", 1)]
    assert all(each.zh and each.en for each in found.reasons)
    assert (await straight_through(await as_staff("manager.west"))).considered == 0
