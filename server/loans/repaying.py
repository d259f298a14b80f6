"""Money that comes in for a loan: as it is due, or after it was written off."""

from datetime import date
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.money import LIMIT_FEN
from server.kit.work import Work
from server.ledger.errors import PeriodClosed
from server.ledger.periods import service as periods
from server.loans import queries
from server.loans.errors import (
    AlreadyRecorded,
    AmountRefused,
    NotWrittenOff,
    PaidBeforeDisbursement,
    PaidInFuture,
    ReferenceMissing,
)
from server.loans.events import LoanRepaid
from server.loans.models import Loan
from server.loans.rules import LoanState
from server.loans.serving import Done, Note, loan_to_serve, perform
from server.terms.running.acts import Act, Receipt, Recovered

REFERENCE_LENGTH_MAX = 64


@use_case(Operation.LOAN_REPAY)
async def repay(work: Work, *, loan_id: UUID, amount_fen: int, paid_on: date, reference: str) -> UUID:
    """Take a repayment: amount in fen, the day the money came, the payment's own reference. Returns the repayment.

    It is shared out as the contract says, by default the oldest instalment first, in each fee, penalty, interest, then
    principal; what is beyond all that is owed stands in suspense. With an earlier day, all that came in since is shared
    out anew. Refuses with NotFound, loan.amount_refused, loan.reference_missing, loan.paid_in_future, loan.not_active,
    loan.closed, loan.written_off, loan.paid_before_disbursement, loan.repayment_already_recorded,
    loan.later_act_depends, ledger.period_closed.
    """
    return await receive(work, loan_id=loan_id, amount_fen=amount_fen, paid_on=paid_on, reference=reference)


async def receive(work: Work, *, loan_id: UUID, amount_fen: int, paid_on: date, reference: str) -> UUID:
    """What `repay` does, inside a caller's transaction: direct debits and cash come in so (a building block)."""
    paper = checked_paper(work, amount_fen, paid_on, reference)
    loan = await loan_to_serve(work, loan_id)
    await check_payment(work, loan, paid_on, paper)
    return (await take(work, loan, Receipt(number=loan.acts + 1, on=paid_on, amount_fen=amount_fen), paper)).act.id


@use_case(Operation.LOAN_REPAY)
async def recover(work: Work, *, loan_id: UUID, amount_fen: int, paid_on: date, reference: str) -> UUID:
    """Take money for a loan that is written off: principal first, then interest, penalty, fees. Returns the repayment.

    Refuses with NotFound, loan.not_written_off, and what `repay` refuses with.
    """
    paper = checked_paper(work, amount_fen, paid_on, reference)
    loan = await loan_to_serve(work, loan_id, states=tuple(LoanState))
    if loan.state is not LoanState.WRITTEN_OFF:
        raise NotWrittenOff(field="loanId")
    await check_payment(work, loan, paid_on, paper)
    return (await take(work, loan, Recovered(number=loan.acts + 1, on=paid_on, amount_fen=amount_fen), paper)).act.id


async def take(work: Work, loan: Loan, act: Act, reference: str) -> Done:
    """Take a payment that was checked (a building block)."""
    done = await perform(work, loan, act, Note(reference=reference))
    work.touch("loan", loan.id, repayment_id=str(done.act.id))
    work.record(LoanRepaid(loan.customer_id, loan.id, done.act.id))
    return done


def checked_paper(work: Work, amount_fen: int, paid_on: date, reference: str) -> str:
    """The reference without outer spaces. Refuses what is senseless for any loan."""
    paper = reference.strip()
    if not 0 < amount_fen <= LIMIT_FEN:
        raise AmountRefused(field="amount")
    if not paper or len(paper) > REFERENCE_LENGTH_MAX:
        raise ReferenceMissing(field="reference")
    if paid_on > work.today:
        raise PaidInFuture(field="paidOn")
    return paper


async def check_payment(work: Work, loan: Loan, paid_on: date, reference: str) -> None:
    """Refuses a payment of a day before the loan or in a closed month, and one that is recorded already."""
    if loan.served_from is None or paid_on < loan.served_from:
        raise PaidBeforeDisbursement(field="paidOn")
    known = await queries.known_of(work.session, work.scope, loan, periods.month_of(paid_on), reference)
    if known.month_closed:
        raise PeriodClosed(field="paidOn")
    if known.recorded:
        raise AlreadyRecorded(field="reference")
