"""Re-rating by the clock: every month everybody, every day who fell into arrears or came out of them."""

from datetime import date
from uuid import UUID

from server.customers.rating.doors import RunStep, month_waiting, rate_page
from server.customers.rating.models import RunState
from server.identity.actors import WORKER
from server.kit.clock import business_date
from server.kit.work import Caller, House
from server.loans.conduct import sweep

BEGINNING = UUID(int=0)


async def rate_by_the_clock(house: House) -> None:
    """What the worker does from time to time: the month's run where it waits, then the arrears of the day."""
    caller = Caller(house, WORKER, request_id="rate")
    month = await month_waiting(caller)
    if month is not None:
        await rate_month(house, month)
    await sweep_all(caller, business_date(house.ports.clock.now(), house.settings.cut_off_hour), overdue_only=True)


async def rate_month(house: House, month: date) -> RunStep:
    """Re-rate everybody for a month, by its first day; a run that was broken off goes on. Raises RunOutOfOrder."""
    caller = Caller(house, WORKER, request_id=f"rate:{month:%Y-%m}")
    await sweep_all(caller, month, overdue_only=False)
    step = await rate_page(caller, month=month)
    while step.state is not RunState.DONE:
        step = await rate_page(caller, month=month)
    return step


async def sweep_all(caller: Caller, since: date, *, overdue_only: bool) -> int:
    """Have the loans tell of every customer whose telling is older than a day; answers how many."""
    swept = await sweep(caller, since=since, after=BEGINNING, overdue_only=overdue_only)
    looked_at = swept.looked_at
    while swept.after is not None:
        swept = await sweep(caller, since=since, after=swept.after, overdue_only=overdue_only)
        looked_at += swept.looked_at
    return looked_at
