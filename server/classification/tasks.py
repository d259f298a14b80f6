"""Classifying every closed day that waits, from beginning to end."""

from collections.abc import Callable

from server.classification.days import LOANS_AT_ONCE, PEOPLE_AT_ONCE, Step, begin, dates_waiting, go_on
from server.classification.models import RunState
from server.identity.actors import WORKER
from server.kit.work import Caller, House


async def classify_waiting(
    house: House,
    *,
    progress: Callable[[Step], None] = lambda _: None,
    people_at_once: int = PEOPLE_AT_ONCE,
    loans_at_once: int = LOANS_AT_ONCE,
) -> list[Step]:
    """Classify the closed days that wait, in order; answers how each ended. None waits: the list is empty."""
    caller, ended = Caller(house, WORKER, request_id="classify"), []
    sizes = {"people_at_once": people_at_once, "loans_at_once": loans_at_once}
    for day in await dates_waiting(caller):
        await begin(caller, business_date=day)
        step = await go_on(caller, business_date=day, **sizes)
        while step.state is not RunState.DONE:
            progress(step)
            step = await go_on(caller, business_date=day, **sizes)
        progress(step)
        ended.append(step)
    return ended
