"""What a borrower asks for stands in the register of the house too, and an answer there is an answer here."""

from collections.abc import Mapping
from typing import Final

from server.compliance.events import TicketAnswered
from server.compliance.tickets import queries as tickets
from server.compliance.tickets import service as desk
from server.compliance.tickets.models import TicketKind
from server.contracts.borrower import queries
from server.contracts.borrower.models import RequestKind, RequestState
from server.contracts.borrower.requests import opened, settle
from server.contracts.events import BorrowerAsked
from server.kit.data_keys import data_key
from server.kit.work import Work

SOURCE: Final = "客户专属链接"
TICKETS: Final[Mapping[RequestKind, TicketKind]] = {
    RequestKind.HUMAN_REVIEW: TicketKind.HUMAN_REVIEW,
    RequestKind.HARDSHIP: TicketKind.HARDSHIP,
    RequestKind.COMPLAINT: TicketKind.COMPLAINT,
    RequestKind.CONSENT_WITHDRAWAL: TicketKind.WITHDRAWAL,
}


async def on_asked(work: Work, event: BorrowerAsked) -> None:
    """File a ticket of what was asked, with the day of the law (inside the transaction of the asking)."""
    request = await queries.request_by_id(work.session, work.scope, event.request_id)
    assert request is not None
    said = opened(await data_key(work, event.customer_id), request).text
    asked = desk.Question(TICKETS[request.kind], said, SOURCE, request_id=request.id)
    await desk.enter(work, event.customer_id, asked)


async def on_ticket_answered(work: Work, event: TicketAnswered) -> None:
    """The borrower reads the desk's answer behind his link, and is told that there is one."""
    if event.request_id is None:
        return
    request = await queries.request_by_id(work.session, work.scope, event.request_id, for_update=True)
    ticket = await tickets.ticket_by_id(work.session, work.scope, event.ticket_id)
    if request is None or ticket is None or request.state is RequestState.ANSWERED:
        return
    said = desk.opened(await data_key(work, event.customer_id), ticket).answer
    await settle(work, request, said or "")
