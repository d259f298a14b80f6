"""Which of the own loans went bad within their first year, with what was known when they were applied for."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.decision.models import Assessment
from server.kit.rulebook import FindingOutcome
from server.loans import learning
from server.loans.models import Instalment, Loan
from server.loans.rules import LoanState
from tests.factories.applications import plant_lender
from tests.factories.custody import plant_funding_account
from tests.factories.documents import plant_borrower
from tests.factories.loans import PlantedLoan, plant_loan
from tests.fixtures.house import NOON, AsStaff
from tests.fixtures.world import id_of

LONG_AGO = date(2025, 1, 20)
PAID_LATE = """
WITH late AS (SELECT * FROM instalments WHERE loan_id = :loan AND number = 1), money AS (
  INSERT INTO repayments (id, customer_id, branch_id, officer_id, loan_id, amount_fen, paid_on, reference,
    principal_fen, interest_fen, fee_fen, penalty_fen, excess_fen, funding_account_id, recorded_by, recorded_at)
  SELECT gen_random_uuid(), customer_id, branch_id, officer_id, loan_id, principal_fen,
    due_on + cast(:days AS integer), 'late', principal_fen, 0, 0, 0, 0, :funding, :staff, :now FROM late RETURNING *)
INSERT INTO repayment_splits (id, customer_id, branch_id, officer_id, repayment_id, instalment_id, principal_fen,
  interest_fen, fee_fen, penalty_fen)
SELECT gen_random_uuid(), m.customer_id, m.branch_id, m.officer_id, m.id, late.id, m.principal_fen, 0, 0, 0
  FROM money m, late
"""


async def planted(owner: AsyncSession, version: UUID, funding: UUID, ratio: str, paid_out: date) -> PlantedLoan:
    """A loan whose application was assessed with this debt ratio."""
    customer = await plant_borrower(owner)
    loan = await plant_loan(owner, customer, version, funding, disbursed_on=paid_out)
    for at, kept in ((NOON, "9"), (NOON + timedelta(seconds=1), ratio)):
        await owner.execute(
            insert(Assessment).values(
                id=uuid4(),
                customer_id=customer.customer_id,
                branch_id=customer.branch_id,
                officer_id=customer.officer_id,
                application_id=loan.application_id,
                event_date=paid_out,
                outcome=FindingOutcome.PASS,
                facts={"applies_to": "person", "age_years": "41", "debt_ratio": kept, "income_monthly_fen": 1_000_000},
                results=[],
                recorded_by=id_of("officer.east1"),
                recorded_at=at,
            )
        )
    return loan


async def settle(owner: AsyncSession, loan: PlantedLoan) -> None:
    """Everything of it is paid: the instalments as rows, without the payments that paid them."""
    full = {"paid_principal_fen": Instalment.principal_fen, "paid_interest_fen": Instalment.interest_fen}
    await owner.execute(update(Instalment).where(Instalment.loan_id == loan.loan_id).values(**full))
    ended = {"state": LoanState.CLOSED, "closed_on": date(2026, 2, 1), "next_due_on": None, "outstanding_fen": 0}
    await owner.execute(update(Loan).where(Loan.id == loan.loan_id).values(**ended))


async def test_who_was_90_days_late_in_the_first_year_is_bad_and_a_young_loan_says_nothing(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version, funding = await plant_lender(owner), await plant_funding_account(owner)
    never_paid = await planted(owner, version, funding, "0.9", LONG_AGO)
    paid = await planted(owner, version, funding, "0.2", LONG_AGO)
    await planted(owner, version, funding, "0.3", date(2026, 1, 20))
    ended_young = await planted(owner, version, funding, "0.1", date(2025, 12, 20))
    for each in (paid, ended_young):
        await settle(owner, each)
    await owner.commit()
    found = await learning.outcomes(await as_staff("risk.hq"))
    assert sorted(zip(found["debt_ratio"], found["bad"], strict=True)) == [("0.1", 0), ("0.2", 0), ("0.9", 1)]
    assert set(found["applies_to"]) == {"person"}
    assert set(found) == {*learning.COLUMNS, "disbursed_on", "bad"}
    assert never_paid.loan_id != paid.loan_id


async def test_paid_in_the_end_but_90_days_late_is_bad_and_89_days_is_not(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version, funding = await plant_lender(owner), await plant_funding_account(owner)
    for ratio, days in (("0.5", 90), ("0.4", 89)):
        loan = await planted(owner, version, funding, ratio, LONG_AGO)
        await settle(owner, loan)
        await owner.execute(
            text(PAID_LATE),
            {
                "loan": loan.loan_id,
                "days": days,
                "funding": funding,
                "staff": id_of("finance.hq"),
                "now": datetime(2026, 2, 1, tzinfo=UTC),
            },
        )
    await owner.commit()
    found = await learning.outcomes(await as_staff("risk.hq"))
    assert sorted(zip(found["debt_ratio"], found["bad"], strict=True)) == [("0.4", 0), ("0.5", 1)]
