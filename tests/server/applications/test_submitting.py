"""From a draft to a decision: where an application lands, and what is kept of the way."""

import json
from copy import deepcopy
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications import reading
from server.applications.models import ApplicationFinding
from server.applications.rules import ApplicationState
from server.approvals.models import ApprovalCase
from server.approvals.rules import Tier
from server.compliance.models import ComplianceCheck
from server.customers.models import ClaimKind, ConfirmedIdentity, CustomerExposure, CustomerKind
from server.decision.models import Assessment
from server.kit.ids import is_number
from server.kit.rulebook import FindingOutcome
from tests.factories.applications import apply_for, kept_application, plant_lender
from tests.factories.customers import identity_number, plant_group
from tests.factories.decision import FIRST, plant_rules
from tests.factories.documents import plant_borrower
from tests.factories.products import plant_product
from tests.fixtures.house import AsStaff


async def codes(owner: AsyncSession, application_id: UUID) -> list[str]:
    await owner.rollback()
    wanted = select(ApplicationFinding.code).where(ApplicationFinding.application_id == application_id)
    return list((await owner.execute(wanted.order_by(ApplicationFinding.position))).scalars())


async def committed(owner: AsyncSession, customer_id: UUID) -> int:
    await owner.rollback()
    wanted = select(CustomerExposure.committed_fen).where(CustomerExposure.customer_id == customer_id)
    return int((await owner.execute(wanted)).scalar_one())


async def test_a_clean_30000_is_approved_at_once_without_a_finding(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    kept = await kept_application(owner, application_id)
    assert (kept.state, kept.tier, kept.exposure_after_fen) == (ApplicationState.APPROVED, Tier.AUTOMATIC, 3_000_000)
    assert kept.approved_hash is not None
    assert kept.decided_at == kept.submitted_at
    assert kept.case_id is None
    assert is_number(kept.number)
    assert await codes(owner, application_id) == []
    assert await committed(owner, customer.customer_id) == 3_000_000


async def test_the_amount_lands_at_its_tier_to_the_fen(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, officer = await plant_lender(owner), await as_staff("officer.east1")
    for amount_fen, tier, state in (
        (49_999_99, Tier.AUTOMATIC, ApplicationState.APPROVED),
        (50_000_00, Tier.REGIONAL, ApplicationState.IN_REVIEW),
        (500_000_00, Tier.REGIONAL, ApplicationState.IN_REVIEW),
        (500_000_01, Tier.COMMITTEE, ApplicationState.IN_REVIEW),
    ):
        customer = await plant_borrower(owner, income_monthly_fen=50_000_000)
        application_id = await apply_for(officer, customer, version, amount_fen, term_months=36)
        kept = await kept_application(owner, application_id)
        assert (kept.tier, kept.state, await codes(owner, application_id)) == (tier, state, [])
        cases = (await owner.execute(select(ApprovalCase.tier).where(ApprovalCase.id == kept.case_id))).scalars().all()
        assert cases == ([] if tier is Tier.AUTOMATIC else [tier])
        assert await committed(owner, customer.customer_id) == (amount_fen if tier is Tier.AUTOMATIC else 0)


async def test_what_is_owed_and_promised_already_counts(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, officer = await plant_lender(owner), await as_staff("officer.east1")
    for outstanding_fen, committed_fen, tier in (
        (19_999_99, 0, Tier.AUTOMATIC),
        (20_000_00, 0, Tier.REGIONAL),
        (0, 20_000_00, Tier.REGIONAL),
    ):
        customer = await plant_borrower(owner, outstanding_fen=outstanding_fen, committed_fen=committed_fen)
        application_id = await apply_for(officer, customer, version)
        assert (await kept_application(owner, application_id)).tier is tier


async def test_what_the_group_owes_counts_too(as_staff: AsStaff, owner: AsyncSession) -> None:
    group = await plant_group(owner, outstanding_fen=480_000_00)
    customer, version = await plant_borrower(owner, group_id=group), await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    kept = await kept_application(owner, application_id)
    assert (kept.tier, kept.exposure_after_fen) == (Tier.COMMITTEE, 510_000_00)


async def test_a_referred_30000_goes_to_manual_review_with_its_reason(as_staff: AsStaff, owner: AsyncSession) -> None:
    number = identity_number(1, born=date(2005, 6, 1))
    customer, version = await plant_borrower(owner, number=number), await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    kept = await kept_application(owner, application_id)
    assert (kept.state, kept.tier) == (ApplicationState.IN_REVIEW, Tier.MANUAL_REVIEW)
    found = (await owner.execute(select(ApplicationFinding))).scalar_one()
    assert (found.code, found.rule_version, found.outcome) == ("DE-01", 1, FindingOutcome.REVIEW)
    assert "不满22周岁" in found.reason_zh
    assert "below 22" in found.reason_en
    assert await committed(owner, customer.customer_id) == 0


async def test_a_missing_figure_of_the_customer_is_a_review_that_names_it(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version, officer = await plant_lender(owner), await as_staff("officer.east1")
    for columns, missing in (
        ({"income_monthly_fen": None}, "income_monthly"),
        ({"income_monthly_fen": 0}, "income_monthly"),
        ({"debt_monthly_fen": None}, "debt_monthly"),
    ):
        customer = await plant_borrower(owner, **columns)
        application_id = await apply_for(officer, customer, version)
        assert (await kept_application(owner, application_id)).tier is Tier.MANUAL_REVIEW
        wanted = select(ApplicationFinding).where(ApplicationFinding.application_id == application_id)
        found = (await owner.execute(wanted)).scalar_one()
        assert (found.code, found.facts["missing"]) == ("DE-02", [missing])


async def test_net_assets_that_nobody_entered_are_a_review_and_not_zero(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_product(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    assert (await kept_application(owner, application_id)).tier is Tier.MANUAL_REVIEW
    assert await codes(owner, application_id) == ["MC-01", "MC-02"]
    found = (await owner.execute(select(ApplicationFinding).limit(1))).scalar_one()
    assert "缺少上年末净资产" in found.reason_zh


async def test_a_debt_ratio_above_half_is_referred_with_the_figure(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner, income_monthly_fen=700_000, debt_monthly_fen=100_000)
    version = await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    assert await codes(owner, application_id) == ["DE-02"]
    kept = await kept_application(owner, application_id)
    assert kept.debt_ratio is not None
    quoted = await reading.preview(
        await as_staff("officer.east1"), product_version_id=version, amount_fen=3_000_000, term_months=12
    )
    exact = Decimal(100_000 + quoted.highest_instalment_fen) / 700_000
    assert Decimal(0) <= kept.debt_ratio - exact < Decimal("0.0001")


async def test_an_application_above_the_single_borrower_cap_is_rejected_by_the_law(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_borrower(owner, outstanding_fen=9_900_000_00, income_monthly_fen=500_000_000)
    version = await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version, 200_000_00)
    kept = await kept_application(owner, application_id)
    assert (kept.state, kept.case_id) == (ApplicationState.REJECTED, None)
    found = (await owner.execute(select(ApplicationFinding))).scalar_one()
    assert (found.code, found.outcome) == ("MC-01", FindingOutcome.REFUSE)
    assert await committed(owner, customer.customer_id) == 0


async def test_a_loan_dearer_than_24_per_cent_is_rejected_by_the_law(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner)
    await plant_lender(owner)
    dear = await plant_product(owner, "dear", rate_annual="0.23", fee_share="0.05")
    application_id = await apply_for(await as_staff("officer.east1"), customer, dear)
    assert (await kept_application(owner, application_id)).state is ApplicationState.REJECTED
    assert await codes(owner, application_id) == ["PR-02"]


async def test_a_company_has_no_age_to_be_asked_for(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner, kind=CustomerKind.COMPANY, name="东城小吃有限公司")
    await owner.execute(update(ConfirmedIdentity).values(kind=ClaimKind.CREDIT_CODE))
    await owner.commit()
    version = await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    assert (await kept_application(owner, application_id)).tier is Tier.AUTOMATIC


async def test_facts_and_versions_are_kept_and_hold_no_clear_personal_data(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    number = identity_number(1, born=date(1985, 1, 1))
    customer, version = await plant_borrower(owner, number=number), await plant_lender(owner)
    await apply_for(await as_staff("officer.east1"), customer, version)
    await owner.rollback()
    assessed = (await owner.execute(select(Assessment))).scalar_one()
    checked = (await owner.execute(select(ComplianceCheck).where(ComplianceCheck.trigger == "approval"))).scalar_one()
    assert [(each["code"], each["version"], each["outcome"]) for each in assessed.results] == [
        ("DE-01", 1, "pass"),
        ("DE-02", 1, "pass"),
        ("DE-03", 1, "pass"),
        ("DE-04", 1, "pass"),
    ]
    assert all(each["zh"] and each["en"] for each in assessed.results)
    assert [(each["code"], each["violated"]) for each in checked.results] == [
        ("MC-01", False),
        ("MC-02", False),
        ("PR-02", False),
        ("PR-03", True),
    ]
    assert (assessed.event_date, assessed.facts["age_years"]) == (date(2026, 3, 2), "41")
    audited = (await owner.execute(text("SELECT json_agg(r)::text FROM audit_records r"))).scalar_one()
    stored = json.dumps([assessed.facts, assessed.results, checked.facts, checked.results]) + audited
    birth_date = customer.number[6:14]
    for clear in (customer.name, customer.number, customer.phone, birth_date, customer.account_number):
        assert clear is not None
        assert clear not in stored


async def test_the_rules_of_the_event_date_decide(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    stricter = deepcopy(FIRST["content"])
    stricter["rules"][1] |= {"expression": "debt_ratio > 0.1", "limit": "0.10"}
    await plant_rules(owner, stricter, begins=date(2026, 3, 2))
    await plant_rules(owner, FIRST["content"], begins=date(2026, 3, 3))
    await owner.commit()
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    await owner.rollback()
    found = (await owner.execute(select(ApplicationFinding))).scalar_one()
    assert (found.application_id, found.code, found.rule_version) == (application_id, "DE-02", 2)
