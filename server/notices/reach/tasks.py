"""The worker's side of telling staff."""

from uuid import UUID

from server.identity.actors import WORKER
from server.kit.ports import MessengerDown
from server.kit.work import Caller, House
from server.notices.reach import service


async def tell_staff(house: House, channel_id: str, tag: str, text: str, place: str) -> None:
    """Hand a notice to the channel's herald, then remember what came of it. Trouble is counted and tried again."""
    caller = Caller(house, WORKER, request_id=f"channel:{channel_id}")
    to = await service.opened(caller, channel_id=UUID(channel_id))
    herald = house.ports.heralds.get(to.kind) if to else None
    if to is None or herald is None:
        return
    message = service.message_of(tag, text, place, house.settings.public_url)
    try:
        reached = await herald.tell(to.address, message)
    except MessengerDown:
        await service.note_outcome(caller, channel_id=UUID(channel_id), reached=None)
        raise
    await service.note_outcome(caller, channel_id=UUID(channel_id), reached=reached)
