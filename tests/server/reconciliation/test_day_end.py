"""A day ends only while bank and books agree (CU-02), whoever ends it; and where they differ nothing is done."""

from datetime import datetime, time, timedelta

import pytest
from structlog.testing import capture_logs

from server.kit.clock import SHANGHAI, FixedClock
from server.reconciliation.balances import BankBalance
from server.reconciliation.day_end import ask_to_close, close_agreed, close_days, close_yesterday
from server.reconciliation.errors import BankDiffers
from server.reconciliation.fetching import balances_of
from tests.factories.reconciliation import DAY
from tests.server.reconciliation.conftest import Desk

UNEXPLAINED_FEN = 12_345


@pytest.fixture
async def day_after(desk: Desk, clock: FixedClock) -> Desk:
    """The day after the statement's, with an account that holds what the books say."""
    clock.instant = datetime.combine(DAY + timedelta(days=1), time(22), SHANGHAI)
    (balance,) = await balances_of(desk.house, DAY)
    desk.opening_fen = balance.ledger_fen
    return desk


async def differ(desk: Desk) -> None:
    """The bank tells of a receipt that nobody has booked."""
    desk.line(UNEXPLAINED_FEN)
    await desk.import_()


async def begun(desk: Desk) -> tuple[int, int]:
    return await desk.count("day_closings"), await desk.count("procrastinate_jobs")


async def test_finance_is_told_what_differs_and_no_closing_is_ordered(day_after: Desk) -> None:
    await differ(day_after)
    before = await begun(day_after)
    with pytest.raises(BankDiffers) as refused:
        await ask_to_close(await day_after.caller(), business_date=DAY)
    assert refused.value.field == "businessDate"
    assert f"{day_after.account_number} by 123.45 with 1 breaks open" in refused.value.message_en
    assert "日结阻断" in refused.value.message_zh
    assert await begun(day_after) == before


async def test_the_worker_closes_nothing_and_says_so_until_they_agree_again(day_after: Desk) -> None:
    await differ(day_after)
    with pytest.raises(BankDiffers):
        await close_days(day_after.house, DAY.isoformat())
    with capture_logs() as lines:
        await close_yesterday(day_after.house)
    assert [(line["event"], line["reason"]) for line in lines] == [("closing_blocked", "closing.bank_differs")]
    assert await day_after.count("day_closings") == 0
    day_after.line(-UNEXPLAINED_FEN)
    await day_after.import_()
    await close_days(day_after.house, DAY.isoformat())
    assert await day_after.count("day_closings") == 1


async def test_a_day_after_one_that_differs_is_not_closed_either(day_after: Desk, clock: FixedClock) -> None:
    day_after.line(1)
    day_after.line(-1)
    await day_after.import_()
    await close_agreed(day_after.house, DAY)
    day_after.line(UNEXPLAINED_FEN, day=DAY + timedelta(days=1))
    day_after.line(-UNEXPLAINED_FEN, day=DAY + timedelta(days=2))
    await day_after.import_(day_after.paper(last=DAY + timedelta(days=2)))
    clock.advance(timedelta(days=2))
    with pytest.raises(BankDiffers):
        await close_agreed(day_after.house, DAY + timedelta(days=2))
    assert await day_after.count("day_closings") == 1


async def test_who_says_that_the_bank_is_wrong_closes_and_is_told_what_differs(day_after: Desk) -> None:
    await differ(day_after)
    told: list[BankBalance] = []
    (step,) = await close_agreed(day_after.house, DAY, differ=told.extend)
    assert step.business_date == DAY
    assert [one.difference_fen for one in told] == [UNEXPLAINED_FEN]


async def test_an_account_without_a_statement_hinders_nothing(day_after: Desk) -> None:
    await close_agreed(day_after.house, DAY)
    assert await day_after.count("day_closings") == 1
