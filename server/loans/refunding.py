"""Giving back what was paid beyond all that was owed: by an order to the bank, to the borrower's own account."""

from uuid import UUID

from server.custody import queries as custody
from server.custody.events import PaymentFailed, PaymentSettled
from server.custody.rules import OrderKind
from server.custody.service import Payee, open_order
from server.customers import service as customers
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.money import LIMIT_FEN
from server.kit.work import Work
from server.loans import queries
from server.loans.booking import book_refund
from server.loans.errors import AmountRefused, NoVerifiedAccount, RefundRunning
from server.loans.models import Loan
from server.loans.rules import LoanState
from server.loans.serving import Note, checked_reason, loan_to_serve, perform, require_other_eyes
from server.terms.running.acts import Refunded, Reversed

STATES = (LoanState.ACTIVE, LoanState.CLOSED, LoanState.WRITTEN_OFF)


@use_case(Operation.LOAN_REFUND, step_up=True)
async def refund_excess(work: Work, *, loan_id: UUID, amount_fen: int, reason: str, expected_version: int) -> UUID:
    """Order the bank to give back money that stands in suspense. Returns the act, which has the order's id.

    It leaves the suspense at once and the books when the bank has paid; a payment that fails puts it back. Who serves
    the customer does not refund. Refuses with NotFound, Stale, loan.not_active, loan.own_act, loan.amount_refused,
    loan.no_excess, loan.refund_running, loan.no_verified_account, loan.reason_missing, custody.funds_insufficient.
    """
    why = checked_reason(reason)
    if not 0 < amount_fen <= LIMIT_FEN:
        raise AmountRefused(field="amount")
    loan = await loan_to_serve(work, loan_id, version=expected_version, states=STATES)
    require_other_eyes(work, loan)
    await require_no_refund(work, loan)
    act = Refunded(number=loan.acts + 1, on=work.today, amount_fen=amount_fen)
    order_id = await _order(work, loan, amount_fen)
    return (await perform(work, loan, act, Note(act_id=order_id, reason=why))).act.id


async def require_no_refund(work: Work, loan: Loan) -> None:
    """Raises RefundRunning while a refund of the loan is on its way."""
    if await custody.refund_under_way(work.session, work.scope, loan.customer_id, loan.id):
        raise RefundRunning(field="loanId")


async def on_payment_settled(work: Work, event: PaymentSettled) -> None:
    """The bank has paid the refund: it leaves the books."""
    if event.kind is OrderKind.REFUND:
        loan = await queries.loan_for_update(work.session, work.scope, event.loan_id)
        if loan is None:
            raise NotFound
        await book_refund(work, loan, event)
        work.touch("loan", loan.id)


async def on_payment_failed(work: Work, event: PaymentFailed) -> None:
    """No money moved: the refund is taken back and the money stands in suspense again."""
    if event.kind is not OrderKind.REFUND:
        return
    loan = await loan_to_serve(work, event.loan_id, states=STATES)
    refund = await queries.act_by_id(work.session, work.scope, event.order_id)
    if refund is None:
        raise NotFound
    act = Reversed(number=loan.acts + 1, on=refund.value_on, act=refund.number)
    await perform(work, loan, act, Note(reverses=refund, cause=refund.id))


async def _order(work: Work, loan: Loan, amount_fen: int) -> UUID:
    account = await customers.verified_account(work, loan.customer_id)
    if account is None:
        raise NoVerifiedAccount(field="loanId")
    identity = await customers.clear_identity(work, loan.customer_id)
    payee = Payee(account.id, await customers.clear_account(work, account.id), identity.name)
    order = await open_order(
        work,
        customer_id=loan.customer_id,
        loan_id=loan.id,
        funding_account_id=loan.funding_account_id,
        amount_fen=amount_fen,
        payee=payee,
        purpose=f"退还多收款项 {loan.number}",
        kind=OrderKind.REFUND,
    )
    return order.id
