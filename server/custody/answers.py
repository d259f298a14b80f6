"""What the bank says of an order, by whichever way it comes: answer to a send, answer to a question, callback."""

from datetime import date, datetime

from sqlalchemy.dialects.postgresql import insert

from server.custody import queries
from server.custody.errors import quarantined
from server.custody.events import PaymentFailed, PaymentSettled
from server.custody.models import BankMessage, PaymentOrder
from server.custody.rules import CURRENCY, FINAL, Fault, Heard, Known, OrderState, Verdict, judge
from server.custody.service import account_index, defer_send
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.clock import business_date
from server.kit.errors import Refused
from server.kit.ports import PaymentAnswer, PaymentState
from server.kit.work import Work


@use_case(Operation.BANK_ANSWER, keyed=False)
async def take_answer(
    work: Work,
    *,
    answer: PaymentAnswer,
    currency: str = CURRENCY,
    message_id: str | None = None,
    payee_account: str | None = None,
    occurred_at: datetime | None = None,
) -> Verdict | Refused:
    """Take the bank's word on an order: settled and failed are final, all else keeps it on the way.

    `message_id`, payee and instant come with callbacks only; a message that came before is ignored. An answer with
    another amount, payee or currency, about an unknown or unsent order, or against the final result is stored as
    quarantined and refused with payment.answer_quarantined; nothing else changes. Where the bank has never seen the
    number, the same order goes out again under the same number.
    """
    index = account_index(work.ports.master_key, payee_account) if payee_account else None
    heard = Heard(answer, currency, index, message_id, occurred_at)
    order = await queries.order_by_number_for_update(work.session, work.scope, answer.number)
    if order is None:
        return await _quarantine(work, heard, Fault.UNKNOWN_NUMBER)
    if message_id and (known := await queries.message(work.session, message_id)) is not None:
        return Refused(quarantined(known.fault)) if known.fault else Verdict.IGNORED
    work.touch("payment_order", order.id, heard=answer.state.value)
    judged = judge(Known(order.state, order.amount_fen, order.payee_index), heard)
    if isinstance(judged, Fault):
        return await _quarantine(work, heard, judged)
    verdict = _move(work, order, heard, judged)
    if message_id:
        await _file(work, heard, message_id, verdict)
    return verdict


def _move(work: Work, order: PaymentOrder, heard: Heard, state: OrderState) -> Verdict:
    """Bring an order into the state that follows from an answer."""
    if order.state in FINAL:
        return Verdict.IGNORED
    answer = heard.answer
    if answer.state is PaymentState.NOT_FOUND and not order.send_wanted and order.attempts:
        order.send_wanted = True
        defer_send(work, order)
    moved = state is not order.state
    order.state = state
    order.bank_reference = answer.bank_reference or order.bank_reference
    if state in FINAL:
        order.finished_at, order.send_wanted, order.reason = work.now, False, answer.reason
        work.record(_event(order, value_date(work, order, heard)))
    return Verdict.TAKEN if moved else Verdict.IGNORED


def _event(order: PaymentOrder, value_on: date) -> PaymentSettled | PaymentFailed:
    about = (order.customer_id, order.id, order.loan_id, order.funding_account_id, order.amount_fen)
    if order.state is OrderState.SETTLED:
        return PaymentSettled(*about, value_on, order.kind)
    return PaymentFailed(*about, order.kind)


def value_date(work: Work, order: PaymentOrder, heard: Heard) -> date:
    """The business day on which the bank paid: its own word when that lies between sending and now, else today."""
    at = heard.occurred_at
    if at is None or order.sent_at is None or not order.sent_at <= at <= work.now:
        return work.today
    return business_date(at, work.settings.cut_off_hour)


async def _quarantine(work: Work, heard: Heard, fault: Fault) -> Refused:
    """Keep the answer for people to look at; the same one again is kept once."""
    answer = heard.answer
    told = f"{answer.number}:{answer.state.value}:{answer.amount_fen}:{heard.currency}:{fault.value}"
    await _file(work, heard, heard.message_id or f"answer:{told}", Verdict.QUARANTINED, fault)
    return Refused(quarantined(fault))


async def _file(work: Work, heard: Heard, message_id: str, verdict: Verdict, fault: Fault | None = None) -> None:
    answer = heard.answer
    row = insert(BankMessage).values(
        message_id=message_id,
        order_number=answer.number,
        state=answer.state,
        amount_fen=answer.amount_fen,
        currency=heard.currency,
        payee_index=heard.payee_index,
        bank_reference=answer.bank_reference,
        occurred_at=heard.occurred_at,
        received_at=work.now,
        verdict=verdict,
        fault=fault,
    )
    await work.session.execute(row.on_conflict_do_nothing())
