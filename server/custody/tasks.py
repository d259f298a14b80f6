"""The worker's side of a payment: between two doors stands one call of the bank. Each task may run twice."""

from uuid import UUID

from server.custody.answers import take_answer
from server.custody.errors import AnswerQuarantined
from server.custody.service import ask, send
from server.identity.actors import WORKER
from server.kit.ports import PaymentAnswer
from server.kit.work import Caller, House


async def send_payment(house: House, *, customer_id: str, order_id: str) -> None:
    """Send an order that wants to be sent. Should the worker die on the way, `query_payment` finds out by number."""
    caller = Caller(house, WORKER, request_id=f"order:{order_id}")
    order = await send(caller, customer_id=UUID(customer_id), order_id=UUID(order_id))
    if order is not None:
        await _take(caller, await house.ports.bank.pay(order))


async def query_payment(house: House, *, customer_id: str, order_id: str) -> None:
    """Ask about an order whose end is not known yet."""
    caller = Caller(house, WORKER, request_id=f"order:{order_id}")
    number = await ask(caller, customer_id=UUID(customer_id), order_id=UUID(order_id))
    if number is not None:
        await _take(caller, await house.ports.bank.query(number))


async def _take(caller: Caller, answer: PaymentAnswer) -> None:
    """A quarantined answer is on record and waits for people; the task itself has done its part."""
    try:
        await take_answer(caller, answer=answer)
    except AnswerQuarantined:
        return
