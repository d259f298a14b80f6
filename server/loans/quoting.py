"""What would be, without storing anything, and where figures come from. Guarded reads."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self
from uuid import UUID

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.money import LIMIT_FEN
from server.kit.work import Work
from server.loans import queries
from server.loans.errors import (
    AlreadyClosed,
    AmountRefused,
    DayBeforeDisbursement,
    NoSuchInstalment,
    NotActive,
    WrittenOff,
)
from server.loans.keeping import terms_kept
from server.loans.models import Loan
from server.loans.refusals import named
from server.loans.rules import LoanState
from server.loans.standing import MONEY_IN, acts_of, policy_of
from server.terms.model import LAST_DATE
from server.terms.running import explaining, explaining_early, quoting
from server.terms.running.acts import Act
from server.terms.running.applying import apply, effective, replay
from server.terms.running.model import Standing
from server.terms.running.quoting import PayOffQuote, PrepaymentQuote, Preview

ENDED = {LoanState.CLOSED: AlreadyClosed, LoanState.WRITTEN_OFF: WrittenOff}


@dataclass(frozen=True)
class Explanation:
    """Where a figure comes from: days, rate, base, rounding, rule; in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class PayOff:
    """What pays a loan off, and why."""

    quote: PayOffQuote
    explanation: Explanation


@dataclass(frozen=True)
class PlannedInstalment:
    """A row of a kept schedule."""

    number: int
    due_on: date
    principal_fen: int
    interest_fen: int
    fee_fen: int
    balance_after_fen: int

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        given = {each.name: row[each.name] for each in fields(cls)}
        return cls(**(given | {"due_on": date.fromisoformat(row["due_on"])}))


@read(Operation.LOAN_READ)
async def prepayment_quote(work: Work, *, loan_id: UUID, amount_fen: int, paid_on: date) -> PrepaymentQuote:
    """What an amount of money would do as an early payment on a day, by every choice that the contract offers.

    What is due comes first, then interest to the day and the disclosed fee; the rest is principal. Refuses with
    NotFound, loan.not_active, loan.closed, loan.written_off, loan.amount_refused, loan.day_before_disbursement,
    loan.prepayment_pays_off, loan.prepayment_too_small, loan.not_offered, loan.nothing_open.
    """
    _check_amount(amount_fen)
    standing = await _running(work, loan_id, paid_on)
    with named():
        return quoting.quote_prepayment(standing, paid_on, amount_fen)


@read(Operation.LOAN_READ)
async def pay_off_quote(work: Work, *, loan_id: UUID, paid_on: date) -> PayOff:
    """What pays the whole loan off on a day, past or to come: arrears, principal, interest to the day, the fee.

    Refuses with NotFound, loan.not_active, loan.closed, loan.written_off, loan.day_before_disbursement,
    loan.nothing_open.
    """
    standing = await _running(work, loan_id, paid_on)
    with named():
        quote = quoting.quote_pay_off(standing, paid_on)
        told = [explaining_early.explain_pay_off(standing, paid_on, language) for language in ("zh", "en")]
    return PayOff(quote, Explanation(*told))


@read(Operation.LOAN_READ)
async def repayment_preview(work: Work, *, loan_id: UUID, amount_fen: int, paid_on: date) -> Preview:
    """How a repayment would be shared out on a day, and the schedule after it. Nothing is stored.

    Refuses with NotFound, loan.not_active, loan.closed, loan.written_off, loan.amount_refused,
    loan.day_before_disbursement.
    """
    _check_amount(amount_fen)
    standing = await _running(work, loan_id, paid_on)
    with named():
        return quoting.preview_receipt(standing, paid_on, amount_fen)


@read(Operation.LOAN_READ)
async def explain_instalment(work: Work, *, loan_id: UUID, number: int) -> Explanation:
    """Where interest and penalty of an instalment come from, as it stands today: days, rate, base, rounding, rule.

    Refuses with NotFound, loan.not_active, loan.no_such_instalment.
    """
    loan = await _loan(work, loan_id)
    standing = _standing(loan, acts_of(await queries.journal_of(work.session, work.scope, loan)), work.today)
    if standing.line(number) is None:
        raise NoSuchInstalment(field="number")
    told = []
    for language in ("zh", "en"):
        with named():
            interest = explaining.explain_interest(standing, number, language)
            told.append(f"{interest}\n{explaining.explain_penalty(standing, number, language)}")
    return Explanation(*told)


@read(Operation.LOAN_READ)
async def explain_repayment(work: Work, *, repayment_id: UUID) -> Explanation:
    """Why a repayment is shared out as it is: order, instalments, what is beyond. Raises NotFound."""
    repayment = await queries.repayment_by_id(work.session, work.scope, repayment_id)
    if repayment is None or repayment.reversed_by is not None:
        raise NotFound(field="id")
    loan = await _loan(work, repayment.loan_id)
    journal = await queries.journal_of(work.session, work.scope, loan)
    number = next(row.number for row in journal if row.id == repayment.id and row.kind in MONEY_IN)
    counted = effective(acts_of(journal))
    act = next(each for each in counted if each.number == number)
    before = [each for each in counted if (each.on, each.number) < (act.on, act.number)]
    with named():
        standing, _ = replay(terms_kept(loan.plan or {}), policy_of(loan), before, None)
        effect = apply(standing.copy(), act, strict=False)
        return Explanation(*(explaining.explain_sharing(standing, effect, language) for language in ("zh", "en")))


@read(Operation.LOAN_READ)
async def plan_of_loan(work: Work, *, loan_id: UUID, number: int) -> list[PlannedInstalment]:
    """The instalments of a schedule that a loan has had, 1 being the first. Raises NotFound."""
    loan = await _loan(work, loan_id)
    plan = await queries.plan_by_number(work.session, work.scope, loan, number)
    if plan is None:
        raise NotFound(field="number")
    return [PlannedInstalment.of(row) for row in plan.rows]


async def _running(work: Work, loan_id: UUID, on: date) -> Standing:
    """A loan that runs, as of a day. Acts of later days are left out."""
    loan = await _loan(work, loan_id)
    if loan.state in ENDED:
        raise ENDED[loan.state](field="loanId")
    if loan.served_from is None or not loan.served_from <= on <= LAST_DATE:
        raise DayBeforeDisbursement(field="paidOn")
    return _standing(loan, acts_of(await queries.journal_of(work.session, work.scope, loan)), on)


async def _loan(work: Work, loan_id: UUID) -> Loan:
    loan = await queries.loan_by_id(work.session, work.scope, loan_id)
    if loan is None:
        raise NotFound(field="loanId")
    if loan.plan is None:
        raise NotActive(field="loanId")
    return loan


def _standing(loan: Loan, acts: list[Act], on: date) -> Standing:
    with named():
        standing, _ = replay(terms_kept(loan.plan or {}), policy_of(loan), effective(acts), on)
    standing.acts = loan.acts
    return standing


def _check_amount(amount_fen: int) -> None:
    if not 0 < amount_fen <= LIMIT_FEN:
        raise AmountRefused(field="amount")
