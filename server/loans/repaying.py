"""Money that comes in for a loan."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import insert

from server.customers import service as customers
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.money import LIMIT_FEN
from server.kit.work import Work
from server.loans import queries
from server.loans.booking import book_repayment
from server.loans.errors import (
    AlreadyClosed,
    AlreadyRecorded,
    AmountRefused,
    NotActive,
    PaidBeforeDisbursement,
    PaidInFuture,
    ReferenceMissing,
)
from server.loans.events import LoanClosed, LoanRepaid
from server.loans.journal import NewAct, add_act
from server.loans.models import PARTS, Instalment, Loan, Repayment, RepaymentSplit
from server.loans.rules import ActKind, LoanState, Sharing, outstanding_fen, share

REFERENCE_LENGTH_MAX = 64


@use_case(Operation.LOAN_REPAY)
async def repay(work: Work, *, loan_id: UUID, amount_fen: int, paid_on: date, reference: str) -> UUID:
    """Take a repayment: amount in fen, the day the money came, the payment's own reference. Returns the repayment.

    It pays the oldest instalment first, in each fee, penalty, interest, then principal; what is beyond all that is
    owed stands in suspense. Refuses with NotFound, loan.amount_refused, loan.reference_missing, loan.paid_in_future,
    loan.not_active, loan.closed, loan.paid_before_disbursement, loan.repayment_already_recorded.
    """
    return await receive(work, loan_id=loan_id, amount_fen=amount_fen, paid_on=paid_on, reference=reference)


async def receive(work: Work, *, loan_id: UUID, amount_fen: int, paid_on: date, reference: str) -> UUID:
    """What `repay` does, inside a caller's transaction: direct debits and cash come in so (a building block)."""
    paper = _checked(work, amount_fen, paid_on, reference)
    loan = await queries.loan_for_update(work.session, work.scope, loan_id)
    if loan is None:
        raise NotFound(field="loanId")
    await _check_loan(work, loan, paid_on, paper)
    await customers.lock_exposure(work, loan.customer_id)
    instalments = await queries.instalments_of(work.session, work.scope, loan, lock=True)
    shared = share(amount_fen, instalments)
    repayment = Repayment(
        customer_id=loan.customer_id,
        id=work.new_id(),
        branch_id=loan.branch_id,
        officer_id=loan.officer_id,
        loan_id=loan.id,
        amount_fen=amount_fen,
        paid_on=paid_on,
        reference=paper,
        **{f"{part}_fen": getattr(shared.parts, f"{part}_fen") for part in PARTS},
        excess_fen=shared.excess_fen,
        funding_account_id=loan.funding_account_id,
        recorded_by=work.actor.id,
        recorded_at=work.now,
    )
    work.session.add(repayment)
    await add_act(work, loan, NewAct(repayment.id, ActKind.REPAYMENT, paid_on, amount_fen))
    await _credit(work, repayment, shared, instalments)
    _bring_forward(work, loan, shared, instalments)
    await work.session.flush()
    await book_repayment(work, loan, repayment)
    await customers.commit_exposure(work, loan.customer_id, 0, -shared.parts.principal_fen)
    work.touch("loan", loan.id, repayment_id=str(repayment.id), amount_fen=amount_fen)
    work.record(LoanRepaid(loan.customer_id, loan.id, repayment.id))
    return repayment.id


def _checked(work: Work, amount_fen: int, paid_on: date, reference: str) -> str:
    """The reference without outer spaces. Refuses what is senseless for any loan."""
    paper = reference.strip()
    if not 0 < amount_fen <= LIMIT_FEN:
        raise AmountRefused(field="amount")
    if not paper or len(paper) > REFERENCE_LENGTH_MAX:
        raise ReferenceMissing(field="reference")
    if paid_on > work.today:
        raise PaidInFuture(field="paidOn")
    return paper


async def _check_loan(work: Work, loan: Loan, paid_on: date, reference: str) -> None:
    if loan.state is LoanState.CLOSED:
        raise AlreadyClosed(field="loanId")
    if loan.state is not LoanState.ACTIVE or loan.disbursed_on is None:
        raise NotActive(field="loanId")
    if paid_on < loan.disbursed_on:
        raise PaidBeforeDisbursement(field="paidOn")
    if await queries.is_recorded(work.session, work.scope, loan, reference):
        raise AlreadyRecorded(field="reference")


async def _credit(work: Work, repayment: Repayment, shared: Sharing, instalments: Sequence[Instalment]) -> None:
    """Write the splits and add them to what is paid of their instalments."""
    by_number = {instalment.number: instalment for instalment in instalments}
    own = {
        "customer_id": repayment.customer_id,
        "branch_id": repayment.branch_id,
        "officer_id": repayment.officer_id,
        "repayment_id": repayment.id,
    }
    rows = []
    for split in shared.splits:
        instalment = by_number[split.number]
        parts = {f"{part}_fen": getattr(split, f"{part}_fen") for part in PARTS}
        rows.append({**own, **parts, "id": work.new_id(), "instalment_id": instalment.id})
        for name, fen in parts.items():
            setattr(instalment, f"paid_{name}", getattr(instalment, f"paid_{name}") + fen)
    await work.session.execute(insert(RepaymentSplit), rows)


def _bring_forward(work: Work, loan: Loan, shared: Sharing, instalments: Sequence[Instalment]) -> None:
    """Bring the loan to where the repayment has left it."""
    loan.outstanding_fen -= shared.parts.principal_fen
    loan.version += 1
    unpaid = [instalment.due_on for instalment in instalments if outstanding_fen(instalment)]
    loan.next_due_on = min(unpaid, default=None)
    if not shared.remaining_fen:
        loan.state, loan.closed_on = LoanState.CLOSED, work.today
        work.record(LoanClosed(loan.customer_id, loan.id))
