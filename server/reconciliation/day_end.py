"""A day is closed only while bank and books agree (CU-02, 日终账实核对): by the clock, by finance and by the command.

An account whose statement of the day has not come hinders nothing: not every bank sends one before the cut-off.
"""

from collections.abc import Callable
from datetime import date

import structlog

from server.classification.tasks import classify_waiting
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.money import Money
from server.kit.work import House, Work
from server.loans.closing.days import BATCH_LOANS_MAX, Step, order_closing
from server.loans.closing.tasks import close_until
from server.reconciliation.balances import BankBalance, balances_at
from server.reconciliation.errors import BankDiffers
from server.reconciliation.fetching import balances_of, yesterday

_log = structlog.get_logger()


@use_case(Operation.DAY_CLOSE)
async def ask_to_close(work: Work, *, business_date: date) -> date:
    """Have the worker close a business day, and before it every day that was missed. Returns the day.

    Refuses with ledger.whole_house_only, closing.day_in_future, closing.day_out_of_order for a day before the last one
    that is closed, and closing.bank_differs.
    """
    ordered = await order_closing(work, business_date)
    _require_same(await balances_at(work, business_date))
    return ordered


async def close_days(house: House, until: str) -> None:
    """Close every day that waits, up to one, in order. Raises BankDiffers, and is tried again later."""
    await close_agreed(house, date.fromisoformat(until))


async def close_yesterday(house: House) -> None:
    """What the worker does from time to time: after the cut-off yesterday is closed, and what was missed before it."""
    try:
        await close_agreed(house, yesterday(house))
    except BankDiffers as refusal:
        _log.warning("closing_blocked", reason=refusal.code)


async def close_agreed(
    house: House,
    until: date,
    *,
    differ: Callable[[list[BankBalance]], None] | None = None,
    progress: Callable[[Step], None] = lambda _: None,
    batch_loans: int = BATCH_LOANS_MAX,
) -> list[Step]:
    """Close the days that wait up to one, each only while bank and books agree; answers how each ended.

    `differ` is told of accounts that do not agree, and the day is closed all the same: where the bank is wrong,
    somebody may say so. What is closed is classified then. Raises BankDiffers where nobody is told, and DayNotOver.
    """

    async def agree(day: date) -> None:
        balances = await balances_of(house, day)
        if differ is None:
            _require_same(balances)
        elif differing := _differing(balances):
            differ(differing)

    try:
        return await close_until(house, until, before=agree, progress=progress, batch_loans=batch_loans)
    finally:
        await classify_waiting(house)


def told(balances: list[BankBalance]) -> str:
    """Accounts, by how much they differ, and how many breaks of theirs are worked on."""
    one_by_one = (
        f"{one.account_number} by {Money(one.difference_fen or 0)} with {one.open_breaks} breaks open"
        for one in balances
    )
    return "; ".join(one_by_one)


def _differing(balances: list[BankBalance]) -> list[BankBalance]:
    return [one for one in balances if one.difference_fen]


def _require_same(balances: list[BankBalance]) -> None:
    if differing := _differing(balances):
        raise BankDiffers(field="businessDate", accounts=told(differing))
