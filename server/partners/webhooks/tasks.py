"""The worker's side of webhooks. Each handler may run twice: a receiver tells a message by its id."""

from uuid import UUID

from server.identity.actors import WORKER
from server.kit.work import Caller, House
from server.partners.webhooks import delivering


async def send_webhook(house: House, delivery_id: str) -> None:
    """Send one message and keep what came of it; a failed attempt leaves the job of the next one."""
    caller = Caller(house, WORKER, request_id=f"webhook:{delivery_id}")
    wanted, courier = UUID(delivery_id), house.ports.courier
    parcel = await delivering.parcel(caller, delivery_id=wanted)
    if parcel is None or courier is None:
        return
    posted = await courier.post(parcel.url, parcel.body, parcel.headers)
    await delivering.note_attempt(caller, delivery_id=wanted, posted=posted)


async def ping_webhook(house: House, endpoint_id: str) -> None:
    """Send a trial message and keep what came of it."""
    caller = Caller(house, WORKER, request_id=f"webhook:{endpoint_id}")
    wanted, courier = UUID(endpoint_id), house.ports.courier
    parcel = await delivering.trial_parcel(caller, endpoint_id=wanted)
    if parcel is None or courier is None:
        return
    posted = await courier.post(parcel.url, parcel.body, parcel.headers)
    await delivering.note_trial(caller, endpoint_id=wanted, posted=posted)


async def send_waiting_webhooks(house: House, endpoint_id: str) -> None:
    """Send what waited while an endpoint was paused."""
    caller = Caller(house, WORKER, request_id=f"webhook:{endpoint_id}")
    after: UUID | None = None
    while page := await delivering.waiting(caller, endpoint_id=UUID(endpoint_id), after=after):
        for delivery_id in page:
            await send_webhook(house, str(delivery_id))
        after = page[-1]
