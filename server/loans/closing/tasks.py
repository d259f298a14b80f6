"""Closing days from beginning to end: what the worker does by itself, and what the command does."""

from collections.abc import Callable
from datetime import date

from server.identity.actors import WORKER
from server.kit.clock import business_date
from server.kit.work import Caller, House
from server.loans.closing.days import BATCH_LOANS_MAX, Step, begin_day, days_waiting, go_on
from server.loans.closing.models import DayState
from server.loans.closing.rules import ONE_DAY


async def close_days(house: House, until: str) -> None:
    """Close every day that waits, up to one, in order."""
    await close_until(house, date.fromisoformat(until))


async def close_yesterday(house: House) -> None:
    """What the worker does from time to time: after the cut-off yesterday is closed, and what was missed before it."""
    today = business_date(house.ports.clock.now(), house.settings.cut_off_hour)
    await close_until(house, today - ONE_DAY)


async def close_until(
    house: House,
    until: date,
    *,
    progress: Callable[[Step], None] = lambda _: None,
    batch_loans: int = BATCH_LOANS_MAX,
) -> list[Step]:
    """Close the days that wait up to one, in order; answers how each ended. None waits: the list is empty.

    Raises DayNotOver.
    """
    caller, ended = Caller(house, WORKER, request_id="close-day"), []
    for day in await days_waiting(caller, until=until):
        await begin_day(caller, business_date=day)
        step = await go_on(caller, business_date=day, batch_loans=batch_loans)
        while step.state is not DayState.CLOSED:
            progress(step)
            step = await go_on(caller, business_date=day, batch_loans=batch_loans)
        progress(step)
        ended.append(step)
    return ended
