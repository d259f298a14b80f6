"""Every select of loans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.kit.database import table_of, within, within_bounds
from server.kit.scope import Scope
from server.ledger.models import LedgerEntry
from server.ledger.periods import service as periods
from server.ledger.rules import EventType
from server.loans.journal.models import LoanAct, LoanPlan, Resharing
from server.loans.models import Instalment, Loan, Repayment, RepaymentSplit
from server.loans.rules import InstalmentState, LoanState
from server.loans.standing import LINE_COLUMNS, line_from
from server.terms.running.model import Line


async def loan_by_id(session: AsyncSession, scope: Scope, loan_id: UUID) -> Loan | None:
    return (await session.execute(_by_id(scope, loan_id))).scalar_one_or_none()


async def loan_for_update(session: AsyncSession, scope: Scope, loan_id: UUID) -> Loan | None:
    """The loan, locked until the end of the transaction: the first row that any verb on it locks."""
    bounds = scope.bounds
    return (await session.execute(_locked_loan(tuple(bounds)), {"loan": loan_id, **bounds})).scalar_one_or_none()


async def loan_of_application(
    session: AsyncSession, scope: Scope, application_id: UUID, *, lock: bool = False
) -> Loan | None:
    """The loan of an application, if one was opened."""
    wanted = select(Loan).where(Loan.application_id == application_id, within(Loan, scope))
    if lock:
        wanted = wanted.with_for_update()
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def owed_by_purpose(session: AsyncSession, scope: Scope, customer_id: UUID) -> dict[str, int]:
    """What a customer owes on running loans for each purpose, in fen."""
    wanted = (
        select(Application.purpose, func.sum(Loan.outstanding_fen))
        .join(Application, (Application.customer_id == Loan.customer_id) & (Application.id == Loan.application_id))
        .where(Loan.customer_id == customer_id, Loan.state == LoanState.ACTIVE, within(Loan, scope))
        .group_by(Application.purpose)
    )
    return {purpose: int(fen) for purpose, fen in (await session.execute(wanted)).all()}


async def instalments_of(session: AsyncSession, scope: Scope, loan: Loan) -> Sequence[Instalment]:
    """The schedule in order, as it stands in the database by now."""
    wanted = select(Instalment).where(
        Instalment.customer_id == loan.customer_id, Instalment.loan_id == loan.id, within(Instalment, scope)
    )
    fresh = wanted.order_by(Instalment.number).execution_options(populate_existing=True)
    return (await session.execute(fresh)).scalars().all()


async def locked_lines(session: AsyncSession, scope: Scope, loan: Loan) -> tuple[dict[UUID, Line], date | None]:
    """The schedule by id of its rows, locked in the order of ids, and the latest value date of the journal.

    The caller holds the loan's lock, so that the journal stands still.
    """
    bounds = scope.bounds
    own = {"customer": loan.customer_id, "loan": loan.id, **bounds}
    rows = (await session.execute(_locked_lines(tuple(bounds)), own)).all()
    lines = sorted(((row[1], line_from(row[2:])) for row in rows), key=lambda found: found[1].number)
    return dict(lines), rows[0][0] if rows else None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a payment before it is taken: whether its month is closed, whether it is there already."""

    month_closed: bool
    recorded: bool


async def known_of(session: AsyncSession, scope: Scope, loan: Loan, month: date, reference: str) -> Known:
    """Whether a month is closed, and whether a repayment of the loan that counts carries this reference."""
    bounds = scope.bounds
    own = {"customer": loan.customer_id, "loan": loan.id, "month": month, "reference": reference, **bounds}
    found = (await session.execute(_known(tuple(bounds)), own)).one()
    return Known(found[0], found[1])


async def journal_of(session: AsyncSession, scope: Scope, loan: Loan) -> Sequence[LoanAct]:
    """All acts of a loan in the order of entry."""
    wanted = select(LoanAct).where(
        LoanAct.customer_id == loan.customer_id, LoanAct.loan_id == loan.id, within(LoanAct, scope)
    )
    return (await session.execute(wanted.order_by(LoanAct.number))).scalars().all()


async def act_by_id(session: AsyncSession, scope: Scope, act_id: UUID) -> LoanAct | None:
    wanted = select(LoanAct).where(LoanAct.id == act_id, within(LoanAct, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def plan_by_number(session: AsyncSession, scope: Scope, loan: Loan, number: int) -> LoanPlan | None:
    """One of the schedules that a loan has had."""
    wanted = select(LoanPlan).where(
        LoanPlan.customer_id == loan.customer_id,
        LoanPlan.loan_id == loan.id,
        LoanPlan.number == number,
        within(LoanPlan, scope),
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def is_reversed(session: AsyncSession, scope: Scope, act: LoanAct) -> bool:
    """Whether a later act took this one back."""
    wanted = select(LoanAct.id).where(
        LoanAct.customer_id == act.customer_id, LoanAct.reverses == act.id, within(LoanAct, scope)
    )
    return (await session.execute(wanted)).scalar_one_or_none() is not None


async def repayments_of(session: AsyncSession, scope: Scope, loan: Loan) -> Sequence[Repayment]:
    """What came in and was not taken back, in the order of entry."""
    wanted = select(Repayment).where(
        Repayment.customer_id == loan.customer_id,
        Repayment.loan_id == loan.id,
        Repayment.reversed_by.is_(None),
        within(Repayment, scope),
    )
    return (await session.execute(wanted.order_by(Repayment.id))).scalars().all()


async def repayment_by_id(session: AsyncSession, scope: Scope, repayment_id: UUID) -> Repayment | None:
    wanted = select(Repayment).where(Repayment.id == repayment_id, within(Repayment, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def splits_of(session: AsyncSession, scope: Scope, loan: Loan) -> Sequence[RepaymentSplit]:
    """How all repayments of a loan are shared out."""
    own = (Repayment.customer_id == loan.customer_id, Repayment.loan_id == loan.id)
    wanted = select(RepaymentSplit).where(
        RepaymentSplit.customer_id == loan.customer_id,
        RepaymentSplit.repayment_id.in_(select(Repayment.id).where(*own)),
        within(RepaymentSplit, scope),
    )
    return (await session.execute(wanted)).scalars().all()


async def entries_of(session: AsyncSession, customer_id: UUID, event_id: UUID) -> Sequence[tuple[UUID, EventType]]:
    """Entries of the books that a business event made."""
    wanted = select(LedgerEntry.id, LedgerEntry.event_type).where(
        LedgerEntry.customer_id == customer_id,
        LedgerEntry.event_id == event_id,
        LedgerEntry.event_type != EventType.REVERSAL,
    )
    return [(row[0], row[1]) for row in await session.execute(wanted.order_by(LedgerEntry.id))]


async def resharings_of(session: AsyncSession, scope: Scope, repayment: Repayment) -> Sequence[UUID]:
    """Every time a repayment was shared out anew."""
    wanted = select(Resharing.id).where(
        Resharing.customer_id == repayment.customer_id,
        Resharing.repayment_id == repayment.id,
        within(Resharing, scope),
    )
    return (await session.execute(wanted.order_by(Resharing.id))).scalars().all()


def owed(row: Any = Instalment) -> ColumnElement[int]:
    """`rules.outstanding_fen` as an expression over instalments, or an alias of them."""
    whole: ColumnElement[int] = row.principal_fen + row.interest_fen + row.fee_fen + row.penalty_fen
    waived: ColumnElement[int] = row.waived_interest_fen + row.waived_fee_fen + row.waived_penalty_fen
    return whole - _paid(row) - waived


def instalment_state(row: Any, today: date | ColumnElement[date]) -> ColumnElement[str]:
    """`rules.state_on` as an expression over instalments; a test holds the two equal."""
    return case(
        (owed(row) == 0, literal_column(f"'{InstalmentState.PAID.value}'")),
        (row.due_on < today, literal_column(f"'{InstalmentState.OVERDUE.value}'")),
        (_paid(row) > 0, literal_column(f"'{InstalmentState.PART_PAID.value}'")),
        else_=literal_column(f"'{InstalmentState.DUE.value}'"),
    )


def overdue(loan: Any, today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Whether a running loan has an instalment overdue on a day, as an expression over loans."""
    return and_(loan.state == literal_column(f"'{LoanState.ACTIVE.value}'"), loan.next_due_on < today)


def past_due_over(loan: Any, today: ColumnElement[date], days: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a running loan is more than so many days past due, as an expression over loans; 0 means overdue."""
    runs = loan.state == literal_column(f"'{LoanState.ACTIVE.value}'")
    return and_(runs, loan.next_due_on < func.date_mii(today, days))


def days_past_due(loan: Any, today: date | ColumnElement[date]) -> ColumnElement[int]:
    """Days since the oldest unpaid instalment fell due, 0 when none has, as an expression over loans."""
    return case((overdue(loan, today), func.date_mi(today, loan.next_due_on, type_=Integer)), else_=0)


def _paid(row: Any) -> ColumnElement[int]:
    paid: ColumnElement[int] = row.paid_principal_fen + row.paid_interest_fen + row.paid_fee_fen + row.paid_penalty_fen
    return paid


@cache
def _locked_loan(bounds: tuple[str, ...]) -> Select[Loan]:
    wanted = select(Loan).where(Loan.id == bindparam("loan"), within_bounds(Loan, bounds))
    return wanted.with_for_update().execution_options(populate_existing=True)


@cache
def _locked_lines(bounds: tuple[str, ...]) -> Select[Any]:
    row, act = table_of(Instalment), table_of(LoanAct)
    latest = select(func.max(act.c.value_on)).where(*_of_loan(act), within_bounds(LoanAct, bounds)).scalar_subquery()
    wanted = select(latest, row.c.id, *(row.c[name] for name in LINE_COLUMNS))
    return wanted.where(*_of_loan(row), within_bounds(Instalment, bounds)).order_by(row.c.id).with_for_update(of=row)


@cache
def _known(bounds: tuple[str, ...]) -> Select[bool, bool]:
    row = table_of(Repayment)
    same = (row.c.reference == bindparam("reference"), row.c.reversed_by.is_(None))
    recorded = select(row.c.id).where(*_of_loan(row), *same, within_bounds(Repayment, bounds)).exists()
    return select(periods.is_closed(bindparam("month", type_=Date)), recorded)


def _of_loan(row: FromClause) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return row.c.customer_id == bindparam("customer"), row.c.loan_id == bindparam("loan")


def _by_id(scope: Scope, loan_id: UUID) -> Select[Loan]:
    return select(Loan).where(Loan.id == loan_id, within(Loan, scope))
