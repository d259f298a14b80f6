"""The worker's side of notices."""

from uuid import UUID

from server.identity.actors import WORKER
from server.kit.work import Caller, House
from server.notices import service


async def send_notice(house: House, notice_id: str) -> None:
    """Hand a message to the channel, then remember that it went. A crash between the two sends it again."""
    caller = Caller(house, WORKER, request_id=f"notice:{notice_id}")
    message = await service.waiting(caller, notice_id=UUID(notice_id))
    if message is None:
        return
    await house.ports.messenger.send(message)
    await service.mark_sent(caller, notice_id=UUID(notice_id))
