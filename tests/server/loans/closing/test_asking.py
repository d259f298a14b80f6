"""How it stood on a day: trial balance, statements, loans and pools, within sight."""

from datetime import date
from typing import Any

import pytest

from server.kit.clock import FixedClock
from server.kit.errors import Denied, Invalid, NotFound
from server.ledger.rules import Account
from server.ledger.statements import StatementLine, funding_statement
from server.ledger.trial import DatedBy, TrialRow, trial_balance_on
from server.loans.closing.asking import customer_statement, day_closings, loan_on, portfolio_on
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of
from tests.server.loans.closing.book import close
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

MARCH = {day: date(2026, 3, day) for day in range(1, 32)}


def by_account(rows: list[TrialRow], branch: str = "east-1") -> dict[str, tuple[int, int, int]]:
    return {row.code: (row.before_fen, row.debit_fen, row.credit_fen) for row in rows if row.branch_id == id_of(branch)}


async def test_the_trial_balance_of_a_day_shows_before_turnover_and_after(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running()
    await close(lender, clock, MARCH[16])
    await lender.repay(planted.loan_id, 269_926, paid_on=MARCH[15])
    await close(lender, clock, MARCH[17])
    rows = await trial_balance_on(await lender.caller(), on=MARCH[16])
    found = by_account(rows)
    assert found[Account.PRINCIPAL] == (3_000_000, 0, 233_926)
    assert found[Account.INTEREST_RECEIVABLE] == (0, 36_000, 36_000)
    assert found[Account.INTEREST] == (0, 0, 36_000)
    for branch in {row.branch_id for row in rows}:
        assert sum(row.after_fen for row in rows if row.branch_id == branch) == 0
    by_value = by_account(await trial_balance_on(await lender.caller(), on=MARCH[15], dated_by=DatedBy.VALUE))
    assert by_value[Account.PRINCIPAL] == (3_000_000, 0, 233_926)
    stretch = await trial_balance_on(await lender.caller(), since=MARCH[1], on=MARCH[17], branch_id=id_of("east-1"))
    assert by_account(stretch)[Account.INTEREST_RECEIVABLE] == (0, 37_071, 36_000)
    with pytest.raises(Invalid):
        await trial_balance_on(await lender.caller(), since=MARCH[2], on=MARCH[1])


async def test_a_funding_account_is_stated_page_by_page(lender: Lender) -> None:
    planted = await lender.running()
    for number in range(5):
        await lender.repay(planted.loan_id, 100 + number)
    caller = await lender.caller()
    asked: dict[str, Any] = {
        "funding_account_id": lender.funding_account_id,
        "since": date(2026, 2, 1),
        "until": MARCH[31],
    }
    whole = await funding_statement(caller, **asked)
    assert (whole.opening_fen, whole.in_fen, whole.out_fen) == (0, 100_000_000_510, 3_000_000)
    assert whole.lines[-1].balance_fen == whole.closing_fen == 99_997_000_510
    lines: list[StatementLine] = []
    after = None
    for _ in range(4):
        page = await funding_statement(caller, **asked, first=2, after_entry_id=after)
        lines += page.lines
        after = page.next_entry_id
    assert lines == list(whole.lines)
    assert after is None
    march = await funding_statement(caller, **asked | {"since": MARCH[3]})
    assert (march.opening_fen, march.lines) == (99_997_000_510, [])
    for wrong in ({"first": 0}, {"first": 101}, {"until": date(2026, 1, 1)}, {"after_entry_id": planted.loan_id}):
        with pytest.raises(Invalid):
            await funding_statement(caller, **asked | wrong)


async def test_a_loan_is_asked_of_any_day_whatever_happened_since(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running()
    await close(lender, clock, MARCH[20])
    caller = await lender.caller("officer.east1")
    before = await loan_on(caller, loan_id=planted.loan_id, on=MARCH[18])
    assert before is not None
    assert (before.principal_fen, before.days_past_due, before.due.penalty_fen) == (3_000_000, 2, 281)
    assert (before.due.interest_fen, before.interest_accrued_fen) == (36_000, 38_141)
    await lender.repay(planted.loan_id, 500_000, paid_on=MARCH[20])
    assert await loan_on(caller, loan_id=planted.loan_id, on=MARCH[18]) == before
    now = await loan_on(caller, loan_id=planted.loan_id)
    assert now is not None
    assert now.days_past_due == 0
    assert now.principal_fen == (await lender.loan(planted.loan_id)).outstanding_fen
    assert await loan_on(caller, loan_id=planted.loan_id, on=date(2026, 2, 15)) is None
    assert await loan_on(await lender.caller("officer.west1"), loan_id=planted.loan_id) is None


async def test_the_portfolio_by_value_and_who_was_past_due(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running()
    await lender.running()
    await close(lender, clock, MARCH[16])
    await lender.repay(planted.loan_id, 269_926, paid_on=MARCH[16])
    await close(lender, clock, MARCH[17])
    (row,) = [row for row in await portfolio_on(await lender.caller(), on=MARCH[17]) if row.principal_fen]
    assert (row.branch_id, row.principal_fen) == (id_of("east-1"), 6_000_000 - 233_926)
    assert (row.interest_fen, row.penalty_fen) == (2 * 37_071 - 36_000, 140)
    assert (row.overdue_loans, row.overdue_90_loans) == (1, 0)
    (open_day,) = [row for row in await portfolio_on(await lender.caller(), on=MARCH[18]) if row.principal_fen]
    assert open_day.overdue_loans is None
    with pytest.raises(Denied):
        await portfolio_on(await lender.caller("officer.east1"))


async def test_a_customers_statement_tells_each_loan_before_during_and_after(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running()
    await lender.repay(planted.loan_id, 100_000)
    await close(lender, clock, MARCH[20])
    caller = await lender.caller("officer.east1")
    asked: dict[str, Any] = {"customer_id": planted.customer.customer_id, "since": MARCH[1], "until": MARCH[18]}
    (told,) = await customer_statement(caller, **asked)
    assert told.before is not None
    assert (told.before.principal_fen, told.loan.id) == (3_000_000, planted.loan_id)
    assert [(each.kind, each.amount_fen, each.paid.total_fen) for each in told.movements] == [
        ("repayment", 100_000, 100_000)
    ]
    assert told.after.principal_fen == 3_000_000 - told.movements[0].paid.principal_fen
    whole = await customer_statement(fresh(caller), **asked | {"since": date(2026, 2, 1)})
    assert (whole[0].before, [each.kind for each in whole[0].movements]) == (None, ["disbursement", "repayment"])
    with pytest.raises(NotFound):
        await customer_statement(await lender.caller("officer.west1"), **asked)
    with pytest.raises(Invalid):
        await customer_statement(caller, **asked | {"since": date(2025, 1, 1)})


async def test_closed_days_are_listed_newest_first(lender: Lender, clock: FixedClock) -> None:
    await lender.running()
    for day in (2, 3):
        await close(lender, clock, MARCH[day])
    rows = await day_closings(await lender.caller())
    assert [(row.business_date, row.loans) for row in rows] == [(MARCH[3], 1), (MARCH[2], 1)]
