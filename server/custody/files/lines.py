"""Lines of a result, one by one: each moves its order as the bank's own answer would, once, or is set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from uuid import UUID

from sqlalchemy import func, insert, or_, select

from server.custody import queries as custody
from server.custody.debits.models import DebitOrder
from server.custody.debits.rules import DebitState
from server.custody.files import queries
from server.custody.files.layouts import profile_of
from server.custody.files.models import BankResult, BankResultLine
from server.custody.files.rules import FileKind, LineFault, LineVerdict, ResultState
from server.custody.models import PaymentOrder
from server.custody.rules import ON_THE_WAY, OrderState, Verdict
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.clock import SHANGHAI
from server.kit.database import within
from server.kit.errors import NotFound
from server.kit.ports import PaymentAnswer, PaymentState
from server.kit.work import Work

NOON: Final = time(12)


@dataclass(frozen=True, slots=True)
class Pile:
    """The lines of a result that wait."""

    kind: FileKind
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a line says of a payment order, and under which message number."""

    answer: PaymentAnswer
    message_id: str
    occurred_at: datetime | None


@read(Operation.PAYMENT_FILE)
async def waiting(work: Work, *, result_id: UUID) -> Pile | None:
    """The lines of a result that nobody has taken; None when it is finished. Raises NotFound."""
    result = await queries.result(work.session, work.scope, result_id)
    if result is None:
        raise NotFound(field="resultId")
    if result.state is ResultState.FINISHED:
        return None
    return Pile(result.kind, tuple(await queries.waiting_lines(work.session, work.scope, result_id)))


@use_case(Operation.PAYMENT_FILE, keyed=False)
async def check_payment_line(work: Work, *, result_id: UUID, line: int) -> Told | None:
    """What a waiting line has to say about an order that this file may speak of; None when it is dealt with now.

    A line about an unknown number, another account's order or one that was in no file is set aside.
    """
    result, row = await _waiting_line(work, result_id, line)
    if row is None:
        return None
    order = await custody.order_by_number(work.session, work.scope, row.order_number)
    fault = _fault(result, order)
    if fault is not None:
        row.verdict, row.fault = LineVerdict.QUARANTINED, fault
        work.touch("bank_result", result_id, line=line, fault=fault.value)
        return None
    at = datetime.combine(row.paid_on, NOON, SHANGHAI) if row.paid_on else None
    answer = PaymentAnswer(row.order_number, row.answer, row.amount_fen, row.bank_reference, row.reason or row.code)
    return Told(answer, f"file:{result.digest}:{line}", at)


def _fault(result: BankResult, order: PaymentOrder | None) -> LineFault | None:
    if order is None:
        return LineFault.UNKNOWN_NUMBER
    if order.funding_account_id != result.funding_account_id:
        return LineFault.OTHER_ACCOUNT
    return LineFault.NEVER_SENT if order.batch_id is None or order.state is OrderState.CREATED else None


@use_case(Operation.PAYMENT_FILE, keyed=False)
async def note_payment_line(
    work: Work, *, result_id: UUID, line: int, message_id: str, refusal: str | None = None
) -> LineVerdict:
    """Write down beside a line what became of it: what the inbox says, or that the loan refused the payment."""
    _, row = await _waiting_line(work, result_id, line)
    if row is None:
        return LineVerdict.IGNORED
    message = await custody.message(work.session, message_id)
    if refusal is not None:
        row.verdict, row.fault, row.refusal = LineVerdict.QUARANTINED, LineFault.NOT_TAKEN, refusal
    elif message is not None and message.fault is not None:
        row.verdict, row.fault = LineVerdict.QUARANTINED, LineFault(message.fault.value)
    else:
        taken = message is not None and message.verdict is Verdict.TAKEN
        row.verdict = LineVerdict.TAKEN if taken else LineVerdict.IGNORED
    work.touch("bank_result", result_id, line=line, verdict=row.verdict.value)
    return row.verdict


@use_case(Operation.PAYMENT_FILE, keyed=False)
async def set_line_aside(work: Work, *, result_id: UUID, line: int, refusal: str) -> LineVerdict:
    """Set a debit line aside that the loan would not take; the line names the refusal."""
    _, row = await _waiting_line(work, result_id, line)
    if row is None:
        return LineVerdict.IGNORED
    row.verdict, row.fault, row.refusal = LineVerdict.QUARANTINED, LineFault.NOT_TAKEN, refusal
    work.touch("bank_result", result_id, line=line, refusal=refusal)
    return row.verdict


@use_case(Operation.PAYMENT_FILE, keyed=False)
async def finish_result(work: Work, *, result_id: UUID) -> UUID:
    """Every line is taken or set aside: say which orders of the same batches the bank has left out, and finish."""
    result = await queries.result(work.session, work.scope, result_id, lock=True)
    if result is None:
        raise NotFound(field="resultId")
    if result.state is ResultState.FINISHED or await queries.waiting_lines(work.session, work.scope, result_id):
        return result_id
    if profile_of(result.profile).incoming(result.kind).whole:
        await _name_missing(work, result)
    result.state, result.finished_at = ResultState.FINISHED, work.now
    work.touch("bank_result", result_id, state=result.state.value)
    return result_id


async def _name_missing(work: Work, result: BankResult) -> None:
    """Lines for orders that are on their way in a batch of this result, of which it says nothing."""
    last = select(func.max(BankResultLine.line)).where(BankResultLine.result_id == result.id)
    after = (await work.session.execute(last)).scalar_one()
    missing = await (
        _missing_payments(work, result) if result.kind is FileKind.PAYMENT else _missing_debits(work, result)
    )
    if not missing:
        return
    rows = [
        {
            "result_id": result.id,
            "line": after + number,
            "branch_id": result.branch_id,
            "order_number": order_number,
            "amount_fen": fen,
            "answer": PaymentState.UNKNOWN,
            "code": "",
            "verdict": LineVerdict.QUARANTINED,
            "fault": LineFault.MISSING,
        }
        for number, (order_number, fen) in enumerate(missing, 1)
    ]
    await work.session.execute(insert(BankResultLine), rows)
    work.touch("bank_result", result.id, missing=len(rows))


async def _missing_payments(work: Work, result: BankResult) -> Sequence[tuple[str, int]]:
    told = select(BankResultLine.order_number).where(BankResultLine.result_id == result.id)
    batches = select(PaymentOrder.batch_id).where(PaymentOrder.number.in_(told), PaymentOrder.batch_id.is_not(None))
    wanted = select(PaymentOrder.number, PaymentOrder.amount_fen).where(
        PaymentOrder.batch_id.in_(batches),
        PaymentOrder.funding_account_id == result.funding_account_id,
        or_(*(PaymentOrder.state == state for state in sorted(ON_THE_WAY))),
        PaymentOrder.number.not_in(told),
        within(PaymentOrder, work.scope),
    )
    return [(number, fen) for number, fen in await work.session.execute(wanted.order_by(PaymentOrder.number))]


async def _missing_debits(work: Work, result: BankResult) -> Sequence[tuple[str, int]]:
    told = select(BankResultLine.order_number).where(BankResultLine.result_id == result.id)
    batches = select(DebitOrder.batch_id).where(DebitOrder.number.in_(told))
    wanted = select(DebitOrder.number, DebitOrder.amount_fen).where(
        DebitOrder.batch_id.in_(batches),
        DebitOrder.funding_account_id == result.funding_account_id,
        DebitOrder.state == DebitState.SENT,
        DebitOrder.number.not_in(told),
        within(DebitOrder, work.scope),
    )
    return [(number, fen) for number, fen in await work.session.execute(wanted.order_by(DebitOrder.number))]


async def _waiting_line(work: Work, result_id: UUID, line: int) -> tuple[BankResult, BankResultLine | None]:
    """A result and its line, locked; None for a line that somebody has taken."""
    result = await queries.result(work.session, work.scope, result_id)
    if result is None:
        raise NotFound(field="resultId")
    row = await queries.line(work.session, work.scope, result_id, line)
    if row is None:
        raise NotFound(field="line")
    return result, row if row.verdict is LineVerdict.WAITING else None
