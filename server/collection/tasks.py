"""The worker's side of collection."""

from uuid import UUID

from server.collection.contacting.sending import send_message
from server.collection.day.doors import DayStep, Progress, day_waiting, go_on
from server.identity.actors import WORKER
from server.kit.work import Caller, House


async def send_collection_message(house: House, contact_id: str) -> None:
    """A planned message of a case goes to the channel, or is cancelled."""
    caller = Caller(house, WORKER, request_id=f"collection:{contact_id}")
    await send_message(caller, contact_id=UUID(contact_id))


async def end_days(house: House) -> list[Progress]:
    """What the worker does from time to time: each closed day's end in collection, as far as the hour allows."""
    caller, ended = Caller(house, WORKER, request_id="collection"), []
    while (day := await day_waiting(caller)) is not None:
        progress = await go_on(caller, business_date=day)
        while progress.step is not DayStep.DONE and not progress.waits:
            progress = await go_on(caller, business_date=day)
        ended.append(progress)
        if progress.waits:
            break
    return ended
