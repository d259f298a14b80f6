"""Two rules that depend on what the house has on file: the day of a card, and the matrix that decided."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application, ApplicationFinding
from server.approvals.rules import Tier
from server.compliance.desk.models import ComplianceFinding, FindingState
from server.customers.service import bind_account, withdraw_consent
from server.documents.models import DocumentConfirmation, DocumentKind, DocumentState
from server.identity.actors import WORKER
from server.jobs.sweeping.running import sweep_part
from server.kit import crypto
from server.kit.clock import FixedClock
from server.kit.rulebook import FindingOutcome
from server.kit.work import Caller, House
from tests.factories.applications import apply_for, plant_lender
from tests.factories.approvals import kept_case, vote
from tests.factories.customers import PLANTED_AT, Planted, plant_customer
from tests.factories.documents import plant_borrower, plant_document
from tests.fixtures.house import AsStaff, fresh

DECEMBER = date(2026, 12, 7)


async def plant_back(owner: AsyncSession, customer: Planted, fields: dict[str, str]) -> None:
    """A confirmed back of an identity card that tells these fields."""
    back = await plant_document(owner, customer, kind=DocumentKind.ID_BACK, state=DocumentState.CONFIRMED)
    row_id = uuid4()
    place = crypto.cell("document_confirmations", "fields", row_id)
    row = {
        "id": row_id,
        "document_id": back,
        "fields_cipher": crypto.encrypt(customer.key, json.dumps(fields).encode(), place),
        "corrected": [],
        "confirmed_by": customer.officer_id,
        "confirmed_at": PLANTED_AT,
    }
    await owner.execute(insert(DocumentConfirmation).values(**customer.owner_columns, **row))
    await owner.commit()


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"valid_until": "long-term"}, None),
        ({"valid_until": "2026-03-02"}, None),
        ({"valid_until": "2026-03-01"}, FindingOutcome.REFUSE),
        ({"authority": "新城公安局"}, FindingOutcome.REVIEW),
        ({"valid_until": "2030.13.45"}, FindingOutcome.REVIEW),
    ],
)
async def test_a_card_on_file_whose_last_day_nobody_can_tell_is_looked_at_by_a_person(
    as_staff: AsStaff, owner: AsyncSession, fields: dict[str, str], outcome: FindingOutcome | None
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    await plant_back(owner, customer, fields)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    await owner.rollback()
    told = select(ApplicationFinding.outcome).where(
        ApplicationFinding.application_id == application_id, ApplicationFinding.code == "KY-02"
    )
    assert (await owner.execute(told)).scalar_one_or_none() == outcome


@pytest.mark.parametrize(("agreed", "stands"), [("no", True), ("yes", False), ("taken back", True)])
async def test_a_persons_account_stands_on_a_consent_of_its_own(
    house: House, as_staff: AsStaff, owner: AsyncSession, clock: FixedClock, *, agreed: str, stands: bool
) -> None:
    customer = await plant_customer(owner, account=False)
    officer, customer_id = await as_staff("officer.east1"), customer.customer_id
    await bind_account(
        fresh(officer),
        customer_id=customer_id,
        account="6222020200000000003",
        bank_name="工商银行",
        phone="13900000000",
        separate_consent=agreed != "no",
    )
    if agreed == "taken back":
        await withdraw_consent(fresh(officer), customer_id=customer_id, purpose="bank_account", reason="不再同意")
    clock.advance(timedelta(days=1))
    await sweep_part(Caller(house, WORKER, request_id="test"), day=date(2026, 3, 2), part="sensitive")
    await owner.rollback()
    found = select(ComplianceFinding.subject_id).where(ComplianceFinding.rule_code == "PI-02")
    assert (await owner.execute(found)).scalars().all() == ([customer_id] if stands else [])


async def test_who_should_have_decided_is_what_the_matrix_that_decided_says(
    house: House, as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version, 6_000_000)
    await vote(await as_staff("manager.east"), await kept_case(owner, application_id))
    december = update(Application).where(Application.id == application_id)
    await owner.execute(december.values(decided_at=datetime(2026, 12, 7, 3, tzinfo=UTC)))
    await owner.commit()
    clock.advance(datetime(2026, 12, 8, 4, tzinfo=UTC) - clock.now())
    asked = Caller(house, WORKER, request_id="test")
    anew = text("DELETE FROM compliance_sweeps")
    steps: list[tuple[str, Tier, tuple[FindingOutcome, str] | None]] = [
        ("SELECT 1", Tier.REGIONAL, None),
        ("SELECT 1", Tier.MANUAL_REVIEW, (FindingOutcome.REFUSE, "regional")),
        # a house whose matrix lets reviewers decide on as much
        ("UPDATE approval_matrix_rows SET tier = 'manual_review' WHERE tier = 'regional'", Tier.MANUAL_REVIEW, None),
        ("DELETE FROM approval_matrix_rows WHERE from_fen > 1", Tier.REGIONAL, (FindingOutcome.REVIEW, "matrix_tier")),
    ]
    for change, tier, wanted in steps:
        for statement in (text(change), anew, text("DELETE FROM compliance_findings")):
            await owner.execute(statement)
        await owner.execute(update(Application).where(Application.id == application_id).values(tier=tier))
        await owner.commit()
        await sweep_part(asked, day=DECEMBER, part="decided")
        await owner.rollback()
        found = select(ComplianceFinding).where(ComplianceFinding.rule_code == "AP-06")
        row = (await owner.execute(found.execution_options(populate_existing=True))).scalar_one_or_none()
        if wanted is None:
            assert row is None, (tier, row and row.reason_zh)
            continue
        outcome, word = wanted
        assert row is not None, tier
        assert (row.outcome, row.rule_version) == (outcome, 2)
        assert word in row.reason_en or word in row.facts["missing"]
    clock.advance(timedelta(days=1))
    await sweep_part(asked, day=DECEMBER + timedelta(days=1), part="decided")
    await owner.rollback()
    kept = select(ComplianceFinding.state).where(ComplianceFinding.rule_code == "AP-06")
    assert (await owner.execute(kept)).scalar_one() is FindingState.OPEN, (
        "what happened yesterday is not mended by today"
    )
