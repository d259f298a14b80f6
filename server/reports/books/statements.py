"""The two statements of which books and boards are made: what happened from day to day, and what stands on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    extract,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.kit.clock import start_of
from server.kit.database import within
from server.kit.scope import Scope
from server.ledger.models import LedgerEntry, LedgerPosting
from server.ledger.rules import Account
from server.loans.journal.models import LoanAct
from server.loans.models import Instalment, Loan, Repayment, RepaymentSplit
from server.loans.rules import ActKind, LoanState
from server.products.models import ProductVersion
from server.reports.books.measures import BUCKETS, FLOWS, STOCKS, TOTALS
from server.reports.books.models import ReportDay

WHOSE: Final = ("branch_id", "officer_id", "product_code")
GRANTED: Final = (ApplicationState.APPROVED, ApplicationState.CONTRACTED, ApplicationState.DISBURSED)
RUNS_OR_RAN: Final = (LoanState.ACTIVE, LoanState.CLOSED, LoanState.WRITTEN_OFF)
Amounts = Mapping[str, ColumnElement[Any]]


def flows(scope: Scope, first: date, last: date) -> Select[Any]:
    """What happened from one day to another in a scope, by day, branch, officer and product."""
    instants = (start_of(first), start_of(last + timedelta(days=1)))
    parts = union_all(
        _applied(scope, Application.created_at, {"started": func.count()}, instants),
        _applied(scope, Application.submitted_at, {"submitted": func.count()}, instants),
        _applied(scope, Application.decided_at, _decided(), instants),
        _paid_out(scope, first, last),
        _came_in(scope, first, last),
        _recovered(scope, first, last),
    ).subquery("parts")
    named = [parts.c.on_day, *(parts.c[name] for name in WHOSE)]
    return select(*named, *_added(parts, FLOWS)).group_by(*named)


def stocks(scope: Scope, on: date, *, closed: bool) -> Select[Any]:
    """What stands on a day in a scope, by branch, officer and product.

    A day that is `closed` is over: what has reached the books of account since is taken off again. How far a loan was
    past due is told by the oldest instalment that is not settled as this is asked.
    """
    out: ColumnElement[int] = Loan.outstanding_fen + literal(0)
    tests = [Loan.state == LoanState.ACTIVE]
    since = _since(on)
    if closed:
        out = Loan.outstanding_fen - func.coalesce(since.c.fen, 0)
        tests = [
            func.coalesce(Loan.brought_in_on, Loan.disbursed_on) <= on,
            or_(Loan.state == LoanState.ACTIVE, Loan.closed_on > on, Loan.written_off_on > on),
        ]
    days = func.coalesce(literal(on, Date()) - Loan.next_due_on, 0)
    measured: dict[str, ColumnElement[Any]] = {"loans": func.count(), "outstanding_fen": func.sum(out)}
    for number, (low, high) in enumerate(BUCKETS, 1):
        inside = days >= low if high is None else days.between(low, high)
        measured[f"late_{number}_loans"] = func.count().filter(inside)
        measured[f"late_{number}_fen"] = func.sum(out).filter(inside)
    whose = _whose(Loan)
    wanted = select(*whose, *(_whole(measured[name]).label(name) for name in STOCKS)).join_from(
        Loan, ProductVersion, ProductVersion.id == Loan.product_version_id
    )
    if closed:
        wanted = wanted.outerjoin(since, since.c.loan_id == Loan.id)
    return wanted.where(*tests, within(Loan, scope)).group_by(*whose)


def with_totals(standing: Select[Any], on: date) -> Select[Any]:
    """Stocks with what the flows of all days up to one have come to, as books keep them."""
    nought: ColumnElement[int] = literal_column("0", BigInteger())
    now = standing.subquery("standing")
    cells = [select(*now.c, nought.label("borrowers"), nought.label("income_total_fen"))]
    whose = [ReportDay.branch_id, ReportDay.officer_id, ReportDay.product_code]
    borrowers = func.sum(ReportDay.disbursed - ReportDay.repeat_loans)
    reached = select(
        *whose,
        *(nought.label(name) for name in STOCKS),
        _whole(borrowers).label("borrowers"),
        _whole(func.sum(ReportDay.income_fen)).label("income_total_fen"),
    )
    cells.append(reached.where(ReportDay.on_day <= on).group_by(*whose))
    both = union_all(*cells).subquery("both")
    named = [both.c[name] for name in WHOSE]
    return select(*named, *_added(both, (*STOCKS, *TOTALS))).group_by(*named)


def _since(on: date) -> Subquery:
    """What has reached the pool of principal after a day, loan by loan. Entered on a later day, so recorded since."""
    entry, line = LedgerEntry, LedgerPosting
    return (
        select(line.loan_id, func.sum(line.amount_fen).label("fen"))
        .join(entry, (entry.customer_id == line.customer_id) & (entry.id == line.entry_id))
        .where(entry.booked_on > on, line.account_code == Account.PRINCIPAL, line.loan_id.is_not(None))
        .group_by(line.loan_id)
        .subquery("since")
    )


def _whole(value: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.coalesce(value, 0), BigInteger)


def _added(parts: Subquery, names: Iterable[str]) -> list[ColumnElement[int]]:
    return [_whole(func.sum(parts.c[name])).label(name) for name in names]


def _whose(model: Any) -> list[ColumnElement[Any]]:
    return [model.branch_id, model.officer_id, ProductVersion.product_code]


def _part(day: Any, whose: list[ColumnElement[Any]], amounts: Amounts) -> Select[Any]:
    """One part of the union: what it does not measure is nought."""
    nought: ColumnElement[int] = literal_column("0", BigInteger())
    measured = [_whole(amounts.get(name, nought)).label(name) for name in FLOWS]
    return select(day.label("on_day"), *whose, *measured).group_by(day, *whose)


def _seconds(since: Any, until: Any) -> ColumnElement[int]:
    return cast(extract("epoch", until - since), BigInteger)


def _applied(
    scope: Scope, instant: InstrumentedAttribute[Any], amounts: Amounts, between: tuple[Any, Any]
) -> Select[Any]:
    day = cast(func.timezone(literal_column("'Asia/Shanghai'"), instant), Date)
    found = _part(day, _whose(Application), amounts).select_from(Application)
    versions = found.join(ProductVersion, ProductVersion.id == Application.product_version_id)
    return versions.where(instant >= between[0], instant < between[1], within(Application, scope))


def _decided() -> dict[str, ColumnElement[Any]]:
    return {
        "decided": func.count(),
        "approved": func.count().filter(Application.state.in_(GRANTED)),
        "approval_seconds": func.sum(_seconds(Application.submitted_at, Application.decided_at)),
    }


def _paid_out(scope: Scope, first: date, last: date) -> Select[Any]:
    former, act, asked = aliased(Loan), aliased(LoanAct), aliased(Application)
    before = or_(
        former.disbursed_on < Loan.disbursed_on, and_(former.disbursed_on == Loan.disbursed_on, former.id < Loan.id)
    )
    repeated = exists().where(former.customer_id == Loan.customer_id, before, former.state.in_(RUNS_OR_RAN))
    paid_at = (
        select(func.min(act.recorded_at))
        .where(act.customer_id == Loan.customer_id, act.loan_id == Loan.id, act.kind == ActKind.DISBURSEMENT)
        .scalar_subquery()
    )
    asked_at = (
        select(asked.submitted_at)
        .where(asked.customer_id == Loan.customer_id, asked.id == Loan.application_id)
        .scalar_subquery()
    )
    version = select(ProductVersion.product_code).where(ProductVersion.id == Loan.product_version_id).scalar_subquery()
    paid = (
        select(
            Loan.disbursed_on.label("on_day"),
            Loan.branch_id,
            Loan.officer_id,
            version.label("product_code"),
            Loan.principal_fen,
            repeated.label("repeated"),
            _seconds(asked_at, paid_at).label("seconds"),
        )
        .where(Loan.disbursed_on.between(first, last), Loan.state.in_(RUNS_OR_RAN), within(Loan, scope))
        .subquery("paid")
    )
    timed = paid.c.seconds >= 0
    amounts: dict[str, ColumnElement[Any]] = {
        "disbursed": func.count(),
        "disbursed_fen": func.sum(paid.c.principal_fen),
        "repeat_loans": func.count().filter(paid.c.repeated),
        "money_loans": func.count().filter(timed),
        "money_seconds": func.sum(paid.c.seconds).filter(timed),
    }
    return _part(paid.c.on_day, [paid.c[name] for name in WHOSE], amounts)


def _came_in(scope: Scope, first: date, last: date) -> Select[Any]:
    row = Repayment
    amounts: dict[str, ColumnElement[Any]] = {
        "repayments": func.count(),
        "repaid_fen": func.sum(row.amount_fen),
        "repaid_principal_fen": func.sum(row.principal_fen),
        "income_fen": func.sum(row.interest_fen + row.fee_fen + row.penalty_fen),
    }
    return _of_repayments(_part(row.paid_on, _whose(row), amounts).select_from(row), scope, first, last)


def _recovered(scope: Scope, first: date, last: date) -> Select[Any]:
    """What came in for instalments past due, by how far they were on the day it came in."""
    split, due = RepaymentSplit, Instalment
    days = Repayment.paid_on - due.due_on
    paid = split.principal_fen + split.interest_fen + split.fee_fen + split.penalty_fen
    amounts: dict[str, ColumnElement[Any]] = {}
    for number, (low, high) in enumerate(BUCKETS, 1):
        inside = days >= low if high is None else days.between(low, high)
        amounts[f"recovered_{number}_fen"] = func.sum(case((inside, paid), else_=0))
    found = (
        _part(Repayment.paid_on, _whose(Repayment), amounts)
        .select_from(Repayment)
        .join(split, (split.customer_id == Repayment.customer_id) & (split.repayment_id == Repayment.id))
        .join(due, (due.customer_id == split.customer_id) & (due.id == split.instalment_id))
    )
    return _of_repayments(found.where(Repayment.paid_on > due.due_on), scope, first, last)


def _of_repayments(found: Select[Any], scope: Scope, first: date, last: date) -> Select[Any]:
    lent = (Loan.customer_id == Repayment.customer_id) & (Loan.id == Repayment.loan_id)
    joined = found.join(Loan, lent).join(ProductVersion, ProductVersion.id == Loan.product_version_id)
    return joined.where(
        Repayment.paid_on.between(first, last), Repayment.reversed_by.is_(None), within(Repayment, scope)
    )
