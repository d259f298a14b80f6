"""The worker's side of an inquiry: between two doors stands one call of the source. It may run any number of times."""

from uuid import UUID

from server.applications.inquiries.sending import next_step
from server.connectors.actors import ASKER
from server.connectors.answering import take_reply
from server.connectors.rules import Step
from server.kit.ports import ReplyState, SourceReply
from server.kit.work import Caller, House

UNLINKED = "no_link"


async def pursue_inquiry(house: House, *, customer_id: str, inquiry_id: str, attempt: int) -> None:
    """Send a question, or fetch its answer by number. Should the worker die on the way, the next attempt fetches."""
    caller = Caller(house, ASKER, request_id=f"inquiry:{inquiry_id}")
    about = {"customer_id": UUID(customer_id), "inquiry_id": UUID(inquiry_id)}
    todo = await next_step(caller, **about, attempt=attempt)
    if todo is None:
        return
    links = house.ports.sources
    if links is None:
        reply = SourceReply(todo.question.number, ReplyState.UNKNOWN, trouble=UNLINKED)
    elif todo.step is Step.SEND:
        reply = await links.ask(todo.question)
    else:
        reply = await links.fetch(todo.question)
    await take_reply(caller, **about, reply=reply)
