"""Paying early: part of the principal, or all of the loan."""

from datetime import date
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans.repaying import check_payment, checked_paper, take
from server.loans.serving import loan_to_serve
from server.terms.prepayment import Choice
from server.terms.running.acts import PayOff, Prepayment


@use_case(Operation.LOAN_REPAY)
async def prepay(
    work: Work, *, loan_id: UUID, amount_fen: int, choice: Choice, paid_on: date, reference: str, expected_version: int
) -> UUID:
    """Take money for principal that is not due: what is due first, interest to the day, the disclosed fee, principal.

    The rest is laid down anew, in fewer instalments or in lower ones. What `quotes.prepayment_quote` says is what
    happens. Returns the repayment. Refuses with what `repay` refuses with, and Stale, loan.prepayment_pays_off,
    loan.prepayment_too_small, loan.not_offered, loan.nothing_open.
    """
    paper = checked_paper(work, amount_fen, paid_on, reference)
    loan = await loan_to_serve(work, loan_id, version=expected_version)
    await check_payment(work, loan, paid_on, paper)
    act = Prepayment(number=loan.acts + 1, on=paid_on, amount_fen=amount_fen, choice=choice)
    return (await take(work, loan, act, paper)).act.id


@use_case(Operation.LOAN_REPAY)
async def pay_off(
    work: Work, *, loan_id: UUID, amount_fen: int, paid_on: date, reference: str, expected_version: int
) -> UUID:
    """Take the money that pays the whole loan off on its day, exactly what `quotes.pay_off_quote` says.

    Returns the repayment. Refuses with what `repay` refuses with, and Stale, loan.not_the_pay_off, loan.nothing_open.
    """
    paper = checked_paper(work, amount_fen, paid_on, reference)
    loan = await loan_to_serve(work, loan_id, version=expected_version)
    await check_payment(work, loan, paid_on, paper)
    act = PayOff(number=loan.acts + 1, on=paid_on, amount_fen=amount_fen)
    return (await take(work, loan, act, paper)).act.id
