"""The doors of closing a month: one person prepares it, another closes it."""

import re
from datetime import date
from typing import Final
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.ledger.periods import service as periods
from server.loans.closing import queries
from server.loans.closing.days import require_whole_house
from server.loans.closing.errors import DaysUnclosed, MonthMalformed, MonthNotOver

MONTH: Final = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])", re.ASCII)


@use_case(Operation.PERIOD_PREPARE)
async def prepare_month(work: Work, *, month: str) -> UUID:
    """Find a month (like 2026-03) ready to be closed, and note what stands in it. Returns the preparation.

    Refuses with ledger.whole_house_only, closing.month_malformed, closing.month_not_over, closing.days_unclosed while a
    day of it is open, ledger.month_closed and ledger.trial_balance_off.
    """
    first = await _ready(work, month)
    preparation_id = await periods.prepare(work, first)
    work.touch("ledger_preparation", preparation_id, month=month)
    return preparation_id


@use_case(Operation.PERIOD_CLOSE, step_up=True)
async def close_month(work: Work, *, month: str) -> date:
    """Close a month (like 2026-03) for good, as another person than the one who prepared it. Returns its first day.

    From then on nothing is booked in it, and nothing counts from a day in it. Refuses like `prepare_month`, and with
    ledger.month_not_prepared when something was booked since, ledger.month_prepared_by_oneself.
    """
    first = await _ready(work, month)
    work.changes["month"] = month
    return await periods.close(work, first)


async def _ready(work: Work, month: str) -> date:
    """The month's first day. Days are closed in order, so that its last one speaks for all."""
    require_whole_house(work)
    match = MONTH.fullmatch(month)
    if match is None:
        raise MonthMalformed(field="month")
    first = date(int(match[1]), int(match[2]), 1)
    last = periods.last_of(first)
    if last >= work.today:
        raise MonthNotOver(field="month")
    closed = await queries.last_closed(work.session)
    if closed is None or closed < last:
        raise DaysUnclosed(field="month")
    return first
