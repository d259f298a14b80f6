"""A portfolio walked day by day: every tier, bucket, provision and stage against an independent model."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from server.collection.rules import stage_of
from server.kit.clock import FixedClock
from server.reconciliation.day_end import close_agreed
from tests.server.classification.acting import LATER, Chances, Hands
from tests.server.classification.model import NAMES, stage
from tests.server.classification.planting import Portfolio, noon_of, plant
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

ONE_DAY = timedelta(days=1)
TIERS = text("SELECT id, tier FROM loan_classes WHERE done_on IS NULL")
LATE = text("SELECT loan_id, days_past_due FROM loan_accruals WHERE accrued_on = :on AND days_past_due > 0")
DUE = text("SELECT id, :on - next_due_on AS days FROM loans WHERE state = 'active' AND disbursed_on <= :on")
BOOK = text(
    "SELECT loan_id, bucket, tier, stage, balance_fen, provision_fen FROM classification_months WHERE month = :on"
)
POOL = text("""
SELECT p.branch_id, p.funding_account_id, sum(p.amount_fen)::bigint FROM ledger_postings p
  JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id
 WHERE p.account_code = :account AND e.booked_on <= :on GROUP BY 1, 2 HAVING sum(p.amount_fen) <> 0
""")
SUMS = text("""
SELECT branch_id, funding_account_id, sum(balance_fen)::bigint, sum(provision_fen)::bigint
  FROM classification_months WHERE month = :on GROUP BY 1, 2
""")
HISTORY = text("SELECT loan_id, from_on, until_on, tier FROM loan_tiers ORDER BY loan_id, from_on, id")


async def test_a_month_of_five_hundred_loans_is_right_on_every_day(lender: Lender, clock: FixedClock) -> None:
    portfolio = await plant(lender, loans=500, seed=20261123, start=date(2026, 3, 16), days=31)
    await walk(portfolio, clock, 31, Chances(restructure=0.002, downgrade=0.001, lift=0.2, misuse=0.0005, merge=0.0005))
    found = {loan.tier for loan in portfolio.model.loans.values()}
    assert found == {0, 1, 2, 3, 4}


@pytest.mark.long
@pytest.mark.timeout(10_800)
async def test_a_year_of_twenty_thousand_loans_is_right_on_every_day(lender: Lender, clock: FixedClock) -> None:
    portfolio = await plant(lender, loans=20_000, seed=20261124, start=date(2025, 3, 1), days=365)
    await walk(portfolio, clock, 365, Chances())


async def walk(portfolio: Portfolio, clock: FixedClock, days: int, chances: Chances) -> None:
    """So many days: acts, closing, classifying, and the house against the model."""
    hands = Hands(portfolio, clock, chances)
    tiers: dict[date, dict[Any, str]] = {}
    for step in range(days):
        day = portfolio.start + step * ONE_DAY
        await hands.live(day)
        clock.instant = noon_of(day + LATER) + timedelta(hours=10)
        await close_agreed(portfolio.lender.house, day)
        portfolio.model.evening(day)
        tiers[day] = await same_day(portfolio, day)
        if (day + ONE_DAY).day == 1:
            await same_month(portfolio, day)
    await same_history(portfolio, tiers)


async def same_day(portfolio: Portfolio, day: date) -> dict[Any, str]:
    """Tiers and days past due of all running loans."""
    owner = portfolio.lender.owner
    await owner.rollback()
    running = portfolio.model.running(day)
    expected = {loan.id: NAMES[loan.tier] for loan in running}
    found = {row.id: row.tier for row in await owner.execute(TIERS)}
    assert found == expected, day
    late = dict(tuple(row) for row in await owner.execute(LATE, {"on": day}))
    days = {loan.id: loan.days_late(day) for loan in running if loan.days_late(day)}
    assert late == days, day
    steps = {row.id: stage_of(row.days) for row in await owner.execute(DUE, {"on": day})}
    named = {at: step.code if step else None for at, step in steps.items()}
    assert named == {loan.id: stage(loan.days_from_due(day)) for loan in running}, day
    return expected


async def same_month(portfolio: Portfolio, day: date) -> None:
    """The book of the month loan by loan, and its sums in the ledger."""
    owner, month = portfolio.lender.owner, {"on": day.replace(day=1)}
    expected = portfolio.model.month_end(day)
    found = {row.loan_id: tuple(row)[1:] for row in await owner.execute(BOOK, month)}
    assert found == expected, day
    principal = {tuple(row)[:2]: row[2] for row in await owner.execute(POOL, {"account": "130301", "on": day})}
    allowance = {tuple(row)[:2]: -row[2] for row in await owner.execute(POOL, {"account": "130401", "on": day})}
    sums = {tuple(row)[:2]: tuple(row)[2:] for row in await owner.execute(SUMS, month)}
    assert {place: row[0] for place, row in sums.items()} == principal
    assert {place: row[1] for place, row in sums.items()} == allowance


async def same_history(portfolio: Portfolio, tiers: dict[date, dict[Any, str]]) -> None:
    """The histories hold, for every loan, on every day, one tier: the one of that day's evening."""
    stretches: dict[Any, list[Any]] = {}
    for row in await portfolio.lender.owner.execute(HISTORY):
        stretches.setdefault(row.loan_id, []).append(row)
    for day, expected in tiers.items():
        for loan_id, tier in expected.items():
            holding = [
                row.tier
                for row in stretches[loan_id]
                if row.from_on <= day and (row.until_on is None or row.until_on > day)
            ]
            assert holding == [tier], (day, loan_id)
