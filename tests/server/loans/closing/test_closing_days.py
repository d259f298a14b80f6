"""The end of the day: what it books to the fen, that it can be broken off, caught up and run twice."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from server.kit.clock import FixedClock
from server.kit.errors import Denied
from server.ledger.rules import Account
from server.loans.closing.days import Step, begin_day, days_waiting, go_on
from server.loans.closing.errors import DayNotBegun, DayNotOver, DayOutOfOrder
from server.loans.closing.models import DayAccrual, DayClosing, DayState
from server.loans.models import Instalment
from server.loans.rules import LoanState
from server.loans.verifying.service import verify_books
from server.reconciliation.day_end import ask_to_close, close_agreed, close_days, close_yesterday
from tests.fixtures.house import fresh
from tests.server.loans.closing.book import Added, added, close, forget, written
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

MARCH = {day: date(2026, 3, day) for day in range(1, 32)}


async def test_the_worked_example_is_booked_to_the_fen(lender: Lender, clock: FixedClock) -> None:
    """30,000.00 at 14.4 % from 16 February: 360.00 of interest over 28 days, 331.93 over the next 31.

    Interest by the end of 2 March: 360.00 x 14 / 28. Of 16 March: all of it. From 17 March on 2,339.26 of principal is
    overdue at 21.6 % / 360: 140.36 fen a day, rounded as a sum.
    """
    planted = await lender.running()
    for day in (2, 3, 4, 16, 17, 18):
        await close(lender, clock, MARCH[day])
    found = await added(lender.owner, planted.loan_id)
    assert found[MARCH[2]] == Added(18_000)
    assert found[MARCH[3]] == Added(1_286)  # 36,000 x 15 / 28 = 19,285.71
    assert found[MARCH[4]] == Added(1_285)  # 36,000 x 16 / 28 = 20,571.43
    assert sum(row.interest_fen for day, row in found.items() if day <= MARCH[16]) == 36_000
    assert found[MARCH[17]] == Added(1_071, 140, 0, 1)  # 33,193 / 31 = 1,070.74; 233,926 x 0.216 / 360 = 140.36
    assert found[MARCH[18]] == Added(1_070, 141, 0, 2)  # 2,141.48 and 280.71
    first = (await lender.instalments(planted.loan_id))[0]
    assert (first.penalty_fen, first.overdue_fen_days, first.penalty_until) == (281, 467_852, MARCH[18])
    pools = await lender.pools()
    assert (pools[Account.INTEREST_RECEIVABLE], pools[Account.PENALTY_RECEIVABLE]) == (38_141, 281)
    assert (pools[Account.INTEREST], pools[Account.PENALTY]) == (-38_141, -281)


async def test_a_days_accruals_are_one_entry_a_kind_that_names_the_day(lender: Lender, clock: FixedClock) -> None:
    for _ in range(3):
        await lender.running()
    await close(lender, clock, MARCH[17])
    rows = (await lender.owner.execute(select(DayAccrual).order_by(DayAccrual.kind))).scalars().all()
    assert [(row.kind.value, row.amount_fen, row.loans) for row in rows] == [
        ("interest", 3 * 37_071, 3),
        ("penalty", 3 * 140, 3),
    ]
    entries = (await written(lender.owner))["entries"]
    days = {row[1:3] for row in entries if row[0].endswith("_accrued")}
    assert days == {("2026-03-17", "2026-03-17")}
    assert sum(row[0].endswith("_accrued") for row in entries) == 4


async def test_day_by_day_is_the_same_as_catching_up(lender: Lender, clock: FixedClock) -> None:
    for principal in (3_000_000, 1_234_567, 9_999_901):
        await lender.running(principal)
    await close(lender, clock, MARCH[10])
    for day in range(11, 25):
        await close(lender, clock, MARCH[day])
    by_day = await written(lender.owner)
    await forget(lender.owner)
    await close(lender, clock, MARCH[10])
    steps = await close(lender, clock, MARCH[24])
    assert [step.business_date for step in steps] == [MARCH[day] for day in range(11, 25)]
    assert await written(lender.owner) == by_day


class Killed(Exception):
    """The process is gone."""


@pytest.mark.parametrize("after_steps", range(1, 7))
async def test_a_closing_that_was_killed_between_two_pieces_goes_on(
    lender: Lender, clock: FixedClock, after_steps: int
) -> None:
    for principal in (3_000_000, 1_234_567, 9_999_901, 2_222_222):
        await lender.running(principal)
    await close(lender, clock, MARCH[17], batch_loans=2)
    whole = await written(lender.owner)
    await forget(lender.owner)
    left = after_steps

    def die(_: Step) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise Killed

    try:
        await close_agreed(lender.house, MARCH[17], batch_loans=2, progress=die)
    except Killed:
        assert await written(lender.owner) != whole or after_steps >= 5
    await close_agreed(lender.house, MARCH[17], batch_loans=2)
    assert await written(lender.owner) == whole


async def test_a_batch_that_fails_leaves_nothing_and_is_done_again(lender: Lender, clock: FixedClock) -> None:
    """The disk is full after the penalties are written: the whole batch is undone."""
    await lender.running()
    before = await written(lender.owner)
    await lender.owner.execute(text("ALTER TABLE loan_accruals ADD CONSTRAINT full_disk CHECK (interest_fen = 0)"))
    await lender.owner.commit()
    with pytest.raises(Exception, match="full_disk"):
        await close(lender, clock, MARCH[17])
    after = await written(lender.owner)
    assert after.pop("day_closings") == [("2026-03-17", "accruing", "0", "0", "0", "0", "0")]
    assert after == {name: rows for name, rows in before.items() if name != "day_closings"}
    await lender.owner.execute(text("ALTER TABLE loan_accruals DROP CONSTRAINT full_disk"))
    await lender.owner.commit()
    assert [step.penalty_fen for step in await close(lender, clock, MARCH[17])] == [140]


async def test_closing_a_day_again_changes_nothing(lender: Lender, clock: FixedClock) -> None:
    await lender.running()
    await close(lender, clock, MARCH[17])
    once = await written(lender.owner)
    assert await close(lender, clock, MARCH[17]) == []
    caller = await lender.caller()
    assert await begin_day(caller, business_date=MARCH[17]) == MARCH[17]
    assert (await go_on(caller, business_date=MARCH[17])).state is DayState.CLOSED
    assert await written(lender.owner) == once


async def test_two_who_close_the_same_days_at_once_close_each_once(lender: Lender, clock: FixedClock) -> None:
    for _ in range(5):
        await lender.running()
    await close(lender, clock, MARCH[10])
    await close(lender, clock, MARCH[12], batch_loans=2)
    alone = await written(lender.owner)
    await forget(lender.owner)
    await close(lender, clock, MARCH[10])
    clock.advance(timedelta(days=2))
    both = (close_agreed(lender.house, MARCH[12], batch_loans=2) for _ in range(2))
    await asyncio.gather(*both, return_exceptions=True)
    await close_agreed(lender.house, MARCH[12])
    assert await written(lender.owner) == alone


async def test_repayments_go_on_while_a_day_is_closed_and_correct_themselves(lender: Lender, clock: FixedClock) -> None:
    planted = [await lender.running() for _ in range(6)]
    clock.advance(timedelta(days=20))
    caller = await lender.caller()
    closing = close_agreed(lender.house, MARCH[21], batch_loans=1)
    paying = [lender.repay(each.loan_id, 300_000, caller=caller, paid_on=MARCH[21]) for each in planted]
    await asyncio.gather(closing, *paying)
    await close(lender, clock, MARCH[23])
    assert (await verify_books(lender.verifier())).differences == []
    for each in planted:
        rows = await lender.instalments(each.loan_id)
        assert sum(row.paid_principal_fen + row.paid_interest_fen + row.paid_penalty_fen for row in rows) == 300_000


async def test_a_loan_that_is_settled_is_earned_whole_and_then_left_alone(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running()
    await close(lender, clock, MARCH[3])
    owed = await lender.owner.scalar(select(func.sum(Instalment.principal_fen + Instalment.interest_fen)))
    await lender.repay(planted.loan_id, int(owed or 0), paid_on=MARCH[3])
    assert (await lender.loan(planted.loan_id)).state is LoanState.CLOSED
    await close(lender, clock, MARCH[4])
    assert Account.INTEREST_RECEIVABLE not in await lender.pools()
    steps = await close(lender, clock, MARCH[5])
    assert [step.loans for step in steps] == [0]


async def test_a_loan_that_is_not_paid_out_yet_accrues_nothing(lender: Lender, clock: FixedClock) -> None:
    await lender.disburse(await lender.ready())
    await lender.running(disbursed_on=MARCH[2])
    steps = await close(lender, clock, MARCH[2])
    assert [(step.loans, step.interest_fen) for step in steps] == [(1, 0)]
    assert (await lender.owner.scalar(select(func.count()).select_from(DayAccrual))) == 0


async def test_days_are_closed_in_order_and_never_before_they_come(lender: Lender, clock: FixedClock) -> None:
    await lender.running()
    caller = await lender.caller()
    with pytest.raises(DayNotOver):
        await begin_day(caller, business_date=MARCH[3])
    with pytest.raises(DayNotOver):
        await days_waiting(caller, until=MARCH[3])
    with pytest.raises(DayNotBegun):
        await go_on(caller, business_date=MARCH[1])
    await close(lender, clock, MARCH[5])
    for day in (MARCH[4], MARCH[7]):
        clock.instant += timedelta(days=2)
        with pytest.raises(DayOutOfOrder):
            await begin_day(caller, business_date=day)
    assert await days_waiting(caller, until=MARCH[7]) == [MARCH[6], MARCH[7]]
    with pytest.raises(DayOutOfOrder):
        await ask_to_close(fresh(caller), business_date=MARCH[4])
    rows = (await lender.owner.execute(select(DayClosing.business_date))).scalars().all()
    assert rows == [MARCH[5]]


async def test_a_clerk_asks_and_the_worker_closes(lender: Lender) -> None:
    await lender.running()
    await ask_to_close(await lender.caller(), business_date=MARCH[2])
    job = text("SELECT task_name, args->>'until' FROM procrastinate_jobs")
    assert tuple((await lender.owner.execute(job)).one()) == ("close_days", "2026-03-02")
    await close_days(lender.house, "2026-03-02")
    await lender.owner.rollback()
    assert (await lender.owner.execute(select(DayClosing))).scalar_one().state is DayState.CLOSED


async def test_the_worker_closes_yesterday_by_itself(lender: Lender, clock: FixedClock) -> None:
    await lender.running()
    await close_yesterday(lender.house)
    clock.advance(timedelta(days=3))
    await close_yesterday(lender.house)
    rows = (await lender.owner.execute(select(DayClosing.business_date).order_by(DayClosing.business_date))).scalars()
    assert list(rows) == [MARCH[1], MARCH[2], MARCH[3], MARCH[4]]


@pytest.mark.parametrize("login", ["officer.east1", "manager.east", "auditor.hq", "admin1.hq"])
async def test_nobody_but_finance_closes_a_day(lender: Lender, login: str) -> None:
    await lender.running()
    for door in (ask_to_close, begin_day):
        with pytest.raises(Denied):
            await door(await lender.caller(login), business_date=MARCH[2])
    assert await lender.owner.scalar(select(func.count()).select_from(DayClosing)) == 0
