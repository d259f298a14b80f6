"""How it stood on a day that is asked for: a loan, the portfolio, a customer's statement, the days that are closed.

A loan is replayed from its journal, so any date can be asked and nothing is kept for it. Pools are what the books hold
by value date.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.errors import Invalid, NotFound
from server.kit.work import Work
from server.ledger import queries as books
from server.ledger.models import LedgerAccount, LedgerEntry, LedgerPosting
from server.loans import queries as loans
from server.loans.closing.models import DayClosing, LoanAccrual
from server.loans.closing.rules import ONE_DAY
from server.loans.keeping import terms_kept
from server.loans.models import Loan
from server.loans.standing import acts_of, policy_of
from server.terms.running.applying import replay
from server.terms.running.model import Amounts, Effect, Standing, accrued_interest_fen

DAYS_MAX: Final = 366
NON_PERFORMING_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class LoanOn:
    """A loan at the beginning of a day, in fen: what it owed, what of it was due, what of interest had accrued."""

    loan_id: UUID
    on: date
    principal_fen: int
    due: Amounts
    interest_accrued_fen: int
    excess_fen: int
    days_past_due: int
    next_due_on: date | None
    written_off: bool


@dataclass(frozen=True, slots=True)
class Movement:
    """One act of a loan. The parts of a payment are as it is shared out at present."""

    number: int
    kind: str
    on: date
    amount_fen: int | None
    paid: Amounts
    charged: Amounts
    waived: Amounts
    excess_fen: int
    counts: bool


@dataclass(frozen=True, slots=True)
class LoanStatement:
    """A loan over some days: before the first of them, what happened, after the last."""

    loan: Loan
    before: LoanOn | None
    movements: Sequence[Movement]
    after: LoanOn


@dataclass(frozen=True, slots=True)
class PortfolioOn:
    """The pools of a branch at the end of a day by value, in fen, and how many of its loans were past due then.

    Counts come from the day's closing: None for a day that is not closed.
    """

    branch_id: UUID
    principal_fen: int
    interest_fen: int
    penalty_fen: int
    fee_fen: int
    suspense_fen: int
    overdue_loans: int | None
    overdue_90_loans: int | None


@read(Operation.LOAN_READ)
async def loan_on(work: Work, *, loan_id: UUID, on: date | None = None) -> LoanOn | None:
    """How a loan stood at the beginning of a day (today), replayed from its journal; null out of sight or not lent yet.

    Payments with that value date are in it; the night that begins on it bears no interest yet. For a day to come it
    says what would be if nothing happened.
    """
    on = on or work.today
    loan = await loans.loan_by_id(work.session, work.scope, loan_id)
    if loan is None or loan.served_from is None or on < loan.served_from:
        return None
    standing, _ = _replayed(loan, await loans.journal_of(work.session, work.scope, loan), on)
    return _told(loan, standing, on)


@read(Operation.LOAN_READ)
async def customer_statement(
    work: Work, *, customer_id: UUID, since: date | None = None, until: date | None = None
) -> list[LoanStatement]:
    """A customer's statement (对账单): each of his loans over some days (this month), oldest first.

    Refuses with Invalid for days that end before they begin or are more than 366, NotFound for a customer without loans
    in sight.
    """
    since, until = _stretch(work, since, until)
    own = select(Loan).where(Loan.customer_id == customer_id, within(Loan, work.scope))
    rows = (await work.session.execute(own.order_by(Loan.opened_at, Loan.id))).scalars().all()
    if not rows:
        raise NotFound(field="customerId")
    lent = [row for row in rows if row.disbursed_on is not None and row.disbursed_on <= until]
    return [await _statement(work, row, since, until) for row in lent]


@read(Operation.LEDGER_READ)
async def portfolio_on(work: Work, *, on: date | None = None) -> list[PortfolioOn]:
    """The pools of each branch that is wholly in sight, at the end of a day (today) by value; not of empty ones."""
    on = on or work.today
    pools: dict[UUID, dict[str, int]] = defaultdict(dict)
    for branch_id, pool, fen in await work.session.execute(_pools(work, on)):
        pools[branch_id][str(pool)] = int(fen)
    wanted = select(DayClosing.business_date).where(DayClosing.business_date == on, DayClosing.closed_at.is_not(None))
    closed = (await work.session.execute(wanted)).scalar_one_or_none() is not None
    late = {row[0]: row for row in (await work.session.execute(_late(work, on))).all()} if closed else {}
    return [_portfolio(branch_id, held, late.get(branch_id), closed=closed) for branch_id, held in pools.items()]


@read(Operation.LEDGER_READ)
async def day_closings(work: Work, *, since: date | None = None, until: date | None = None) -> Sequence[DayClosing]:
    """The business days (of this month) whose closing has begun, newest first.

    Refuses with Invalid for days that end before they begin or are more than 366.
    """
    since, until = _stretch(work, since, until)
    wanted = select(DayClosing).where(DayClosing.business_date.between(since, until))
    return (await work.session.execute(wanted.order_by(DayClosing.business_date.desc()))).scalars().all()


def _stretch(work: Work, since: date | None, until: date | None) -> tuple[date, date]:
    """The days that are asked for; without any, this month so far. Raises Invalid."""
    until = until or work.today
    since = since or until.replace(day=1)
    if not since <= until <= since + DAYS_MAX * ONE_DAY:
        raise Invalid(field="since", reason="0-366 days")
    return since, until


def _replayed(loan: Loan, journal: Any, until: date) -> tuple[Standing, dict[int, Effect]]:
    assert loan.plan is not None  # a loan that was paid out has one
    return replay(terms_kept(loan.plan), policy_of(loan), acts_of(journal), until)


def _told(loan: Loan, standing: Standing, on: date) -> LoanOn:
    due = [line for line in standing.lines if line.agreed_on <= on]
    return LoanOn(
        loan.id,
        on,
        standing.open_principal_fen,
        Amounts(
            sum(line.open_principal_fen for line in due),
            sum(line.open_interest_fen for line in due),
            sum(line.open_penalty_fen for line in standing.lines),
            sum(line.open_fee_fen for line in due),
        ),
        sum(accrued_interest_fen(line, on) for line in standing.lines),
        standing.excess_fen,
        standing.days_past_due(on),
        standing.next_due_on,
        standing.written_off_on is not None,
    )


async def _statement(work: Work, loan: Loan, since: date, until: date) -> LoanStatement:
    journal = await loans.journal_of(work.session, work.scope, loan)
    after, effects = _replayed(loan, journal, until)
    before = None
    if loan.disbursed_on is not None and loan.disbursed_on < since:
        before = _told(loan, _replayed(loan, journal, since - ONE_DAY)[0], since - ONE_DAY)
    movements = [_movement(row, effects.get(row.number)) for row in journal if since <= row.value_on <= until]
    return LoanStatement(loan, before, movements, _told(loan, after, until))


def _movement(row: Any, effect: Effect | None) -> Movement:
    """An act that was reversed, and the reversal itself, are shown and do not count."""
    first = row.number == 1
    nothing = Effect(act=row.number, kind=row.kind.value, on=row.value_on)
    did = effect or nothing
    amounts = (did.paid, did.charged, did.waived, did.excess_fen)
    return Movement(row.number, row.kind.value, row.value_on, row.amount_fen, *amounts, effect is not None or first)


def _pools(work: Work, on: date) -> Select[UUID, str | None, int]:
    total = func.sum(LedgerPosting.amount_fen)
    own = (LedgerEntry.customer_id == LedgerPosting.customer_id) & (LedgerEntry.id == LedgerPosting.entry_id)
    return (
        select(LedgerPosting.branch_id, LedgerAccount.pool, total)
        .join(LedgerEntry, own)
        .join(LedgerAccount, LedgerAccount.code == LedgerPosting.account_code)
        .where(LedgerAccount.pool.is_not(None), LedgerEntry.value_on <= on, books.in_sight(LedgerPosting, work.scope))
        .group_by(LedgerPosting.branch_id, LedgerAccount.pool)
        .order_by(LedgerPosting.branch_id)
    )


def _late(work: Work, on: date) -> Select[UUID, int, int]:
    past = LoanAccrual.days_past_due > 0
    long_past = func.count().filter(LoanAccrual.days_past_due > NON_PERFORMING_DAYS)
    seen = books.in_sight(LoanAccrual, work.scope)
    counted = select(LoanAccrual.branch_id, func.count(), long_past).where(LoanAccrual.accrued_on == on, past, seen)
    return counted.group_by(LoanAccrual.branch_id)


def _portfolio(branch_id: UUID, held: dict[str, int], late: Any, *, closed: bool) -> PortfolioOn:
    overdue, long_overdue = ((late[1], late[2]) if late else (0, 0)) if closed else (None, None)
    return PortfolioOn(
        branch_id,
        principal_fen=held.get("principal", 0),
        interest_fen=held.get("interest", 0),
        penalty_fen=held.get("penalty", 0),
        fee_fen=held.get("fee", 0),
        suspense_fen=-held.get("suspense", 0),
        overdue_loans=overdue,
        overdue_90_loans=long_overdue,
    )
