"""Looking at what a closing has written, and a book of loans in any state, planted as rows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.clock import SHANGHAI, FixedClock
from server.loans.closing.models import DayAccrual, DayClosing, LoanAccrual, LoanStanding
from server.loans.models import Instalment
from server.reconciliation.day_end import close_agreed
from server.terms.running.model import Line
from tests.server.loans.conftest import Lender

TABLES = {
    "day_closings": "business_date, state, loans, overdue_loans, interest_fen, penalty_fen, fee_fen",
    "loan_accruals": "accrued_on, loan_id, branch_id, interest_fen, penalty_fen, fee_fen, days_past_due",
    "loan_standings": "id, accrued_on, interest_fen, penalty_fen, fee_fen, done",
    "day_accruals": "accrued_on, branch_id, funding_account_id, product_code, kind, amount_fen, loans",
    "instalments": "loan_id, number, penalty_fen, overdue_fen_days, penalty_until",
}
ENTRIES = """
SELECT e.event_type, e.booked_on, e.value_on, e.branch_id, p.account_code, p.amount_fen, p.funding_account_id
FROM ledger_entries e JOIN ledger_postings p ON p.customer_id = e.customer_id AND p.entry_id = e.id
"""


@dataclass(frozen=True)
class Added:
    """What a day added to a loan."""

    interest_fen: int
    penalty_fen: int = 0
    fee_fen: int = 0
    days_past_due: int = 0


async def close(lender: Lender, clock: FixedClock, until: date, *, batch_loans: int = 10_000) -> list[Any]:
    """Close the days that wait, at ten in the evening of the last one."""
    clock.instant = datetime.combine(until, datetime.min.time(), SHANGHAI) + timedelta(hours=22)
    return await close_agreed(lender.house, until, batch_loans=batch_loans)


async def added(owner: AsyncSession, loan_id: UUID) -> dict[date, Added]:
    """The accruals of a loan by day."""
    await owner.rollback()
    rows = (await owner.execute(select(LoanAccrual).where(LoanAccrual.loan_id == loan_id))).scalars()
    return {
        row.accrued_on: Added(row.interest_fen, row.penalty_fen, row.fee_fen, row.days_past_due)
        for row in sorted(rows, key=lambda row: row.accrued_on)
    }


async def written(owner: AsyncSession) -> dict[str, list[tuple[Any, ...]]]:
    """All that closings write, but ids and instants: to compare one way of closing with another."""
    await owner.rollback()
    found = {}
    for table, columns in TABLES.items():
        rows = await owner.execute(text(f"SELECT {columns} FROM {table}"))  # noqa: S608 - names of ours
        found[table] = sorted(tuple(map(str, row)) for row in rows)
    found["entries"] = sorted(tuple(map(str, row)) for row in await owner.execute(text(ENTRIES)))
    return found


RESET = (
    "DELETE FROM ledger_postings WHERE entry_id IN (SELECT entry_id FROM ledger_claims WHERE kind LIKE '%_accrued')",
    "DELETE FROM ledger_entries WHERE event_type LIKE '%_accrued'",
    "DELETE FROM ledger_claims WHERE kind LIKE '%_accrued'",
    "TRUNCATE loan_standings, loan_accruals, day_accruals, day_closings",
    "UPDATE instalments SET penalty_fen = 0, overdue_fen_days = 0, penalty_until = NULL",
)


async def forget(owner: AsyncSession) -> None:
    """As if no day was ever closed."""
    await owner.rollback()
    for statement in RESET:
        await owner.execute(text(statement))
    await owner.commit()


def line_of(row: Instalment) -> Line:
    """An instalment as the pure functions take it."""
    names = Line.__dataclass_fields__
    return Line(**{name: getattr(row, name) for name in names})


__all__ = ["Added", "DayAccrual", "DayClosing", "LoanStanding", "added", "close", "forget", "line_of", "written"]
