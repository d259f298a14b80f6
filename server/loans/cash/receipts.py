"""Cash at the counter: taken, confirmed, refused."""

from uuid import UUID

from server.custody.cash import queries as tills
from server.custody.cash.errors import AmountRefused, NotWaiting, ReasonMissing, SamePerson
from server.custody.cash.models import CashReceipt
from server.custody.cash.rules import ReceiptState
from server.custody.cash.tills import open_till_of, put_in
from server.custody.service import claim_number
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.money import LIMIT_FEN
from server.kit.work import Work
from server.ledger import cash as books
from server.ledger import service as ledger
from server.loans import queries
from server.loans.errors import NotActive
from server.loans.repaying import receive
from server.loans.rules import LoanState

REASON_MAX = 200


@use_case(Operation.CASH_TAKE)
async def take_cash(work: Work, *, till_id: UUID, loan_id: UUID, amount_fen: int) -> UUID:
    """Take cash for a loan over the counter: the customer gets a receipt under its number. Returns the receipt.

    It becomes a repayment when a second person has counted it. Refuses with NotFound, cash.amount_refused,
    cash.till_not_open, loan.not_active.
    """
    if not 0 < amount_fen <= LIMIT_FEN:
        raise AmountRefused(field="amount")
    till = await open_till_of(work, till_id)
    loan = await queries.loan_by_id(work.session, work.scope, loan_id)
    if loan is None:
        raise NotFound(field="loanId")
    if loan.state is not LoanState.ACTIVE:
        raise NotActive(field="loanId")
    receipt = CashReceipt(
        customer_id=loan.customer_id,
        id=work.new_id(),
        branch_id=loan.branch_id,
        officer_id=loan.officer_id,
        number=await claim_number(work),
        till_id=till.id,
        loan_id=loan.id,
        amount_fen=amount_fen,
        state=ReceiptState.TAKEN,
        taken_by=work.actor.id,
        taken_at=work.now,
    )
    work.session.add(receipt)
    await work.session.flush()
    work.touch("cash_receipt", receipt.id, amount_fen=amount_fen)
    return receipt.id


@use_case(Operation.CASH_CONFIRM)
async def confirm_cash(work: Work, *, receipt_id: UUID) -> UUID:
    """Confirm as the second person that the cash was counted: it is a repayment of today, and lies in the till.

    Returns the receipt. Refuses with NotFound, cash.not_waiting, cash.same_person, cash.till_not_open, and with what
    a repayment refuses.
    """
    receipt = await _waiting(work, receipt_id)
    if receipt.taken_by == work.actor.id:
        raise SamePerson(field="receiptId")
    till = await put_in(work, receipt.till_id, receipt.amount_fen)
    repayment_id = await receive(
        work, loan_id=receipt.loan_id, amount_fen=receipt.amount_fen, paid_on=work.today, reference=receipt.number
    )
    receipt.state, receipt.repayment_id = ReceiptState.CONFIRMED, repayment_id
    receipt.confirmed_by, receipt.confirmed_at = work.actor.id, work.now
    await work.session.flush()
    loan = await queries.loan_by_id(work.session, work.scope, receipt.loan_id)
    if loan is None:
        raise NotFound(field="receiptId")
    drawer = books.Drawer(till.branch_id, loan.funding_account_id, receipt.customer_id)
    await ledger.post(work, books.cash_taken(receipt.id, drawer, receipt.amount_fen, booked_on=work.today))
    work.touch("cash_receipt", receipt.id, repayment_id=str(repayment_id))
    return receipt.id


@use_case(Operation.CASH_CONFIRM)
async def refuse_cash(work: Work, *, receipt_id: UUID, reason: str) -> UUID:
    """Refuse a receipt as the second person: the money went back over the counter, the number stays used.

    Returns the receipt. Refuses with NotFound, cash.not_waiting, cash.same_person, cash.reason_missing.
    """
    told = reason.strip()
    if not 0 < len(told) <= REASON_MAX:
        raise ReasonMissing(field="reason")
    receipt = await _waiting(work, receipt_id)
    if receipt.taken_by == work.actor.id:
        raise SamePerson(field="receiptId")
    receipt.state, receipt.reason = ReceiptState.REFUSED, told
    receipt.confirmed_by, receipt.confirmed_at = work.actor.id, work.now
    work.touch("cash_receipt", receipt.id, state=receipt.state.value)
    return receipt.id


async def _waiting(work: Work, receipt_id: UUID) -> CashReceipt:
    receipt = await tills.receipt_for_update(work.session, work.scope, receipt_id)
    if receipt is None:
        raise NotFound(field="receiptId")
    if receipt.state is not ReceiptState.TAKEN:
        raise NotWaiting(field="receiptId")
    return receipt
