"""Months: two people, no open day, nothing booked afterwards."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from server.identity.models import RoleOperation
from server.kit.clock import FixedClock
from server.kit.errors import Denied, StepUpRequired
from server.ledger.errors import (
    MonthClosed,
    MonthNotPrepared,
    MonthPreparedByOneself,
    PeriodClosed,
    TrialBalanceOff,
    WholeHouseOnly,
)
from server.ledger.periods.models import LedgerPeriod
from server.ledger.rules import Account
from server.loans.closing.errors import DaysUnclosed, MonthMalformed, MonthNotOver
from server.loans.closing.months import close_month, prepare_month
from tests.factories.ledger import entry, place, plain, send
from tests.fixtures.house import fresh
from tests.server.loans.closing.book import close
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

MARCH = "2026-03"
LAST = date(2026, 3, 31)
BALANCED = ((Account.PRINCIPAL, 500), (Account.BANK, -500))


async def march_is_over(lender: Lender, clock: FixedClock) -> None:
    """A loan that ran through March, all days of it closed; it is 1 April."""
    await lender.running()
    await close(lender, clock, date(2026, 3, 30))
    await close(lender, clock, LAST)
    clock.advance(timedelta(hours=12))


async def both(lender: Lender) -> None:
    await prepare_month(await lender.caller(), month=MARCH)
    await close_month(await lender.caller("checker.hq"), month=MARCH)


async def closed(lender: Lender) -> int:
    await lender.owner.rollback()
    return int(await lender.owner.scalar(select(func.count()).select_from(LedgerPeriod)) or 0)


async def test_one_prepares_another_closes_and_nothing_is_booked_in_it_afterwards(
    lender: Lender, clock: FixedClock
) -> None:
    await march_is_over(lender, clock)
    planted = await lender.running(disbursed_on=date(2026, 3, 5))
    await both(lender)
    row = (await lender.owner.execute(select(LedgerPeriod))).scalar_one()
    entries = text("SELECT count(*), sum(debit_fen) FROM ledger_entries WHERE booked_on BETWEEN '2026-03-01' AND :last")
    assert (row.entries, row.debit_fen) == tuple((await lender.owner.execute(entries, {"last": LAST})).one())
    before = await lender.everything()
    with pytest.raises(PeriodClosed):
        await lender.repay(planted.loan_id, 500, paid_on=LAST)
    with pytest.raises(DBAPIError, match="month closed"):
        await send(lender.owner, [plain(entry(*BALANCED, at=place(), booked_on=LAST, value_on=LAST))])
    assert await lender.everything() == before
    await lender.repay(planted.loan_id, 500, paid_on=date(2026, 4, 1))
    await close(lender, clock, date(2026, 4, 2))
    with pytest.raises(MonthClosed):
        await prepare_month(await lender.caller(), month=MARCH)


async def test_whoever_prepared_does_not_close(lender: Lender, clock: FixedClock) -> None:
    await march_is_over(lender, clock)
    caller = await lender.caller()
    await prepare_month(caller, month=MARCH)
    with pytest.raises(MonthPreparedByOneself):
        await close_month(fresh(caller), month=MARCH)
    assert not await closed(lender)


async def test_what_was_booked_since_has_to_be_prepared_again(lender: Lender, clock: FixedClock) -> None:
    await march_is_over(lender, clock)
    checker = await lender.caller("checker.hq")
    with pytest.raises(MonthNotPrepared):
        await close_month(checker, month=MARCH)
    await prepare_month(await lender.caller(), month=MARCH)
    await lender.running(disbursed_on=date(2026, 3, 20))
    with pytest.raises(MonthNotPrepared):
        await close_month(fresh(checker), month=MARCH)
    assert not await closed(lender)
    await prepare_month(await lender.caller(), month=MARCH)
    await close_month(fresh(checker), month=MARCH)
    assert await closed(lender) == 1


async def test_a_month_waits_for_its_days(lender: Lender, clock: FixedClock) -> None:
    await lender.running()
    await close(lender, clock, date(2026, 3, 30))
    caller = await lender.caller()
    with pytest.raises(MonthNotOver):
        await prepare_month(caller, month=MARCH)
    clock.advance(timedelta(days=3))
    with pytest.raises(DaysUnclosed):
        await prepare_month(fresh(caller), month=MARCH)
    for wrong in ("2026-13", "2026-3", "March", "0026-03"):
        with pytest.raises(MonthMalformed):
            await prepare_month(fresh(caller), month=wrong)


async def test_a_trial_balance_that_is_off_is_not_closed(lender: Lender, clock: FixedClock) -> None:
    await march_is_over(lender, clock)
    await prepare_month(await lender.caller(), month=MARCH)
    off = "UPDATE ledger_postings SET amount_fen = amount_fen + 1 WHERE account_code = '113201'"
    await lender.owner.execute(text(off))
    await lender.owner.commit()
    with pytest.raises(TrialBalanceOff):
        await close_month(await lender.caller("checker.hq"), month=MARCH)
    assert not await closed(lender)


async def test_a_month_is_closed_for_the_whole_house_with_a_second_factor(lender: Lender, clock: FixedClock) -> None:
    await march_is_over(lender, clock)
    await prepare_month(await lender.caller(), month=MARCH)
    for operation in ("period:prepare", "period:close", "day:close"):
        lender.owner.add(RoleOperation(role_code="everyone", operation=operation))
    await lender.owner.commit()
    for door in (prepare_month, close_month):
        with pytest.raises(WholeHouseOnly):
            await door(await lender.caller("manager.east"), month=MARCH)
    with pytest.raises(StepUpRequired):
        await close_month(await lender.caller("checker.hq", stepped_up=False), month=MARCH)
    assert not await closed(lender)


async def test_others_have_no_part_in_it(lender: Lender, clock: FixedClock) -> None:
    await march_is_over(lender, clock)
    for door in (prepare_month, close_month):
        for login in ("auditor.hq", "officer.east1", "admin1.hq"):
            with pytest.raises(Denied):
                await door(await lender.caller(login), month=MARCH)
    assert not await closed(lender)


async def test_the_closing_waits_for_an_entry_under_way_and_then_sees_it(lender: Lender, clock: FixedClock) -> None:
    """A posting that began before the closing is in the month or the month is not closed over what was prepared."""
    await march_is_over(lender, clock)
    await prepare_month(await lender.caller(), month=MARCH)
    await send(lender.owner, [plain(entry(*BALANCED, at=place(), booked_on=LAST, value_on=LAST))])
    closing = asyncio.ensure_future(close_month(await lender.caller("checker.hq"), month=MARCH))
    done, _ = await asyncio.wait({closing}, timeout=1.0)
    assert not done, "the closing did not wait"
    await lender.owner.commit()
    with pytest.raises(MonthNotPrepared):
        await closing
    assert not await closed(lender)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_periods SET month = '2026-01-01'",
        "DELETE FROM ledger_periods",
        "UPDATE ledger_preparations SET entries = 0",
        "DELETE FROM loan_accruals",
        "UPDATE loan_accruals SET interest_fen = 0",
        "DELETE FROM day_accruals",
        "DELETE FROM day_closings",
        "SELECT ledger_write('[]')",
    ],
)
async def test_the_server_cannot_open_a_month_or_change_a_day(lender: Lender, change: str) -> None:
    async with lender.house.database.session() as session:
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(text(change))
