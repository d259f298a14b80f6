"""`verify` finds what was changed in accruals, standings, closed days and closed months past every guard."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from server.kit.clock import FixedClock
from server.loans.closing.months import close_month, prepare_month
from server.loans.verifying.service import verify_books
from tests.fixtures.house import fresh
from tests.server.loans.closing.book import close
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

LAST = "(SELECT max(accrued_on) FROM loan_accruals)"
PLANTED: list[tuple[str, set[str]]] = [
    (
        f"UPDATE loan_accruals SET interest_fen = interest_fen + 1 WHERE accrued_on = {LAST}",  # noqa: S608 - our own text
        {"closing.entry_differs", "closing.standing_differs"},
    ),
    (
        f"DELETE FROM loan_accruals WHERE accrued_on = {LAST}",  # noqa: S608 - our own text
        {"closing.entry_differs", "closing.standing_differs"},
    ),
    ("UPDATE loan_standings SET penalty_fen = penalty_fen + 1", {"closing.standing_differs"}),
    ("DELETE FROM loan_standings", {"closing.standing_differs"}),
    (
        "UPDATE day_accruals SET amount_fen = amount_fen - 1",
        {"closing.entry_differs", "loan.event_not_booked"},
    ),
    (
        "DELETE FROM day_accruals WHERE kind = 'penalty'",
        {"closing.entry_differs", "loan.entry_without_event"},
    ),
    ("DELETE FROM day_closings WHERE business_date = '2026-03-30'", {"closing.day_missing", "closing.entry_differs"}),
    ("UPDATE ledger_periods SET debit_fen = debit_fen + 1", {"ledger.period_changed"}),
    ("UPDATE ledger_periods SET entries = entries - 1", {"ledger.period_changed"}),
]


async def lived_in(lender: Lender, clock: FixedClock) -> None:
    """A month with closed days, one repayment, an overdue loan, and the month closed."""
    planted = await lender.running()
    await lender.running(2_000_000)
    await close(lender, clock, date(2026, 3, 28))
    await lender.repay(planted.loan_id, 100_000, paid_on=date(2026, 3, 28))
    await close(lender, clock, date(2026, 4, 2))
    clock.advance(timedelta(hours=4))
    await prepare_month(await lender.caller(), month="2026-03")
    await close_month(fresh(await lender.caller("checker.hq")), month="2026-03")


async def test_after_closed_days_and_a_closed_month_everything_agrees(lender: Lender, clock: FixedClock) -> None:
    await lived_in(lender, clock)
    assert (await verify_books(lender.verifier())).differences == []


@pytest.mark.parametrize(("change", "expected"), PLANTED)
async def test_a_change_past_every_guard_is_found(
    lender: Lender, clock: FixedClock, change: str, expected: set[str]
) -> None:
    await lived_in(lender, clock)
    await lender.owner.execute(text(change))
    await lender.owner.commit()
    found = {difference.code for difference in (await verify_books(lender.verifier())).differences}
    assert found == expected
