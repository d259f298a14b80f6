"""Closing days from beginning to end."""

from collections.abc import Awaitable, Callable
from datetime import date

from server.identity.actors import WORKER
from server.kit.work import Caller, House
from server.loans.closing.days import BATCH_LOANS_MAX, Step, begin_day, days_waiting, go_on
from server.loans.closing.models import DayState


async def close_until(
    house: House,
    until: date,
    *,
    before: Callable[[date], Awaitable[None]],
    progress: Callable[[Step], None] = lambda _: None,
    batch_loans: int = BATCH_LOANS_MAX,
) -> list[Step]:
    """Close the days that wait up to one, in order; answers how each ended. None waits: the list is empty.

    `before` looks at each day before it is touched. Raises DayNotOver, and what `before` raises.
    """
    caller, ended = Caller(house, WORKER, request_id="close-day"), []
    for day in await days_waiting(caller, until=until):
        await before(day)
        await begin_day(caller, business_date=day)
        step = await go_on(caller, business_date=day, batch_loans=batch_loans)
        while step.state is not DayState.CLOSED:
            progress(step)
            step = await go_on(caller, business_date=day, batch_loans=batch_loans)
        progress(step)
        ended.append(step)
    return ended
