"""The worker's side of mailings."""

from uuid import UUID

import structlog

from server.kit.errors import DomainError
from server.kit.work import Caller, House
from server.reports.exports.service import REPORTER
from server.reports.mailing import service
from server.reports.mailing.post import open_post

_log = structlog.get_logger()


async def send_due(house: House) -> int:
    """Order what mailings are due, each with what its maker sees now. Answers how many; a refusal stops no other."""
    caller, sent = Caller(house, REPORTER, request_id="mailings"), 0
    for mailing_id in await service.due_mailings(caller):
        try:
            sent += await service.order_due(caller, mailing_id=mailing_id) is not None
        except DomainError as refusal:
            _log.warning("mailing_refused", mailing=str(mailing_id), reason=refusal.code)
    return sent


async def mail_export(house: House, *, export_id: str) -> None:
    """Tell addressees that a file is ready. Raises Unavailable, and is tried again later."""
    caller = Caller(house, REPORTER, request_id=f"mail:{export_id}")
    letter = await service.letter_of(caller, export_id=UUID(export_id))
    if letter is not None:
        await open_post(house.settings).send(letter)
