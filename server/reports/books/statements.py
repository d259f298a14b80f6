"""The two statements of which books and boards are made: what happened from day to day, and what stands on a day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    Select,
    Subquery,
    and_,
    bindparam,
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
from server.approvals.rules import Tier
from server.kit.clock import start_of
from server.kit.database import within, within_bounds
from server.kit.scope import Scope
from server.ledger.models import LedgerEntry, LedgerPosting
from server.ledger.rules import Account
from server.loans.journal.models import LoanAct
from server.loans.models import Instalment, Loan, Repayment, RepaymentSplit
from server.loans.rules import ActKind, LoanState
from server.products.models import ProductVersion
from server.reports.books.measures import BUCKETS, FLOWS, STOCKS, TOTALS
from server.reports.books.models import ReportDay

PRODUCT: Final = "product_code"
WHOSE: Final = ("branch_id", "officer_id", PRODUCT)
Grain = Sequence[str]
"""By which of these lines are told apart."""
GRANTED: Final = (ApplicationState.APPROVED, ApplicationState.CONTRACTED, ApplicationState.DISBURSED)
RUNS_OR_RAN: Final = (LoanState.ACTIVE, LoanState.CLOSED, LoanState.WRITTEN_OFF)
Amounts = Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True)
class Asked:
    """The days a statement is about and the rows in sight: as values, or as parameters that are given later."""

    first: Any
    last: Any
    since: Any
    until: Any
    seen: Callable[[Any], ColumnElement[bool]]
    by: Grain = WHOSE

    def whose(self, model: Any) -> list[ColumnElement[Any]]:
        """The columns by which rows of a model are told apart."""
        return _whose(model, self.by)


def flows(scope: Scope, first: date, last: date) -> Select[Any]:
    """What happened from one day to another in a scope, by day, branch, officer and product."""
    return _flows(Asked(**between(first, last), seen=lambda model: within(model, scope)))


def between(first: date, last: date) -> dict[str, Any]:
    """The parameters of `happened_live`, beside the bounds of the scope."""
    until = start_of(last + timedelta(days=1))
    return {"first": first, "last": last, "since": start_of(first), "until": until}


@cache
def happened_live(bounds: tuple[str, ...], by: tuple[str, ...]) -> Select[Any]:
    """`flows` built once a shape of scope, told apart as is asked: every board wants those since the last close."""
    days = (bindparam("first", type_=Date), bindparam("last", type_=Date))
    instants = (bindparam("since", type_=DateTime(timezone=True)), bindparam("until", type_=DateTime(timezone=True)))
    return _flows(Asked(*days, *instants, seen=lambda model: within_bounds(model, bounds), by=by))


@cache
def standing_now(bounds: tuple[str, ...], by: tuple[str, ...]) -> Select[Any]:
    """`stocks` of today, built once a shape of scope."""
    return _stocks(bindparam("today", type_=Date), lambda model: within_bounds(model, bounds), by)


def _flows(asked: Asked) -> Select[Any]:
    parts = union_all(
        _applied(asked, Application.created_at, {"started": func.count()}),
        _applied(asked, Application.submitted_at, {"submitted": func.count()}),
        _applied(asked, Application.decided_at, _decided()),
        _paid_out(asked),
        _came_in(asked),
        _recovered(asked),
    ).subquery("parts")
    named = [parts.c.on_day, *(parts.c[name] for name in asked.by)]
    return select(*named, *_added(parts, FLOWS)).group_by(*named)


def stocks_closed(scope: Scope, on: date) -> Select[Any]:
    """What stood at the close of a day in a scope, by branch, officer and product.

    What has reached the books of account since is taken off again. How far a loan was past due is told by the oldest
    instalment that is not settled as this is asked.
    """
    since = _since(on)
    out = Loan.outstanding_fen - func.coalesce(since.c.fen, 0)
    ran = (
        func.coalesce(Loan.brought_in_on, Loan.disbursed_on) <= on,
        or_(Loan.state == LoanState.ACTIVE, Loan.closed_on > on, Loan.written_off_on > on),
    )
    wanted = _late(literal(on, Date()), out, WHOSE).outerjoin(since, since.c.loan_id == Loan.id)
    return wanted.where(*ran, within(Loan, scope))


def _stocks(today: Any, seen: Callable[[Any], ColumnElement[bool]], by: Grain) -> Select[Any]:
    """What stands, as the loans are."""
    wanted = _late(today, Loan.outstanding_fen + literal_column("0"), by)
    return wanted.where(Loan.state == literal_column(f"'{LoanState.ACTIVE.value}'"), seen(Loan))


def _late(on: Any, out: ColumnElement[int], by: Grain) -> Select[Any]:
    """Loans and what is out on them, and the same of each bucket of days past due."""
    days = func.coalesce(on - Loan.next_due_on, 0)
    measured: dict[str, ColumnElement[Any]] = {"loans": func.count(), "outstanding_fen": func.sum(out)}
    for number, (low, high) in enumerate(BUCKETS, 1):
        inside = days >= low if high is None else days.between(low, high)
        measured[f"late_{number}_loans"] = func.count().filter(inside)
        measured[f"late_{number}_fen"] = func.sum(out).filter(inside)
    whose = _whose(Loan, by)
    found = select(*whose, *(_whole(measured[name]).label(name) for name in STOCKS)).select_from(Loan)
    return _sold(found, Loan.product_version_id, by).group_by(*whose)


def with_totals(standing: Select[Any], on: date) -> Select[Any]:
    """Stocks with what the flows of all days up to one have come to, as books keep them."""
    nought: ColumnElement[int] = literal_column("0", BigInteger())
    now = standing.subquery("standing")
    cells = [select(*now.c, *(nought.label(name) for name in TOTALS))]
    whose = [ReportDay.branch_id, ReportDay.officer_id, ReportDay.product_code]
    borrowers = func.sum(ReportDay.disbursed - ReportDay.repeat_loans)
    reached = select(
        *whose,
        *(nought.label(name) for name in STOCKS),
        _whole(borrowers).label("borrowers"),
        _whole(func.sum(ReportDay.income_fen)).label("income_total_fen"),
        _whole(func.sum(ReportDay.started)).label("applications"),
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


def _whose(model: Any, by: Grain = WHOSE) -> list[ColumnElement[Any]]:
    return [getattr(ProductVersion if name == PRODUCT else model, name) for name in WHOSE if name in by]


def _sold(found: Select[Any], version_id: Any, by: Grain) -> Select[Any]:
    """Joined to the product, where rows are told apart by it."""
    return found.join(ProductVersion, ProductVersion.id == version_id) if PRODUCT in by else found


def _part(day: Any, whose: list[ColumnElement[Any]], amounts: Amounts) -> Select[Any]:
    """One part of the union: what it does not measure is nought."""
    nought: ColumnElement[int] = literal_column("0", BigInteger())
    measured = [_whole(amounts.get(name, nought)).label(name) for name in FLOWS]
    return select(day.label("on_day"), *whose, *measured).group_by(day, *whose)


def _seconds(since: Any, until: Any) -> ColumnElement[int]:
    return cast(extract("epoch", until - since), BigInteger)


def _applied(asked: Asked, instant: InstrumentedAttribute[Any], amounts: Amounts) -> Select[Any]:
    day = cast(func.timezone(literal_column("'Asia/Shanghai'"), instant), Date)
    found = _part(day, asked.whose(Application), amounts).select_from(Application)
    sold = _sold(found, Application.product_version_id, asked.by)
    return sold.where(instant >= asked.since, instant < asked.until, asked.seen(Application))


def _decided() -> dict[str, ColumnElement[Any]]:
    seconds = func.sum(_seconds(Application.submitted_at, Application.decided_at))
    amounts: dict[str, ColumnElement[Any]] = {
        "decided": func.count(),
        "approved": func.count().filter(Application.state.in_(GRANTED)),
        "approval_seconds": seconds,
    }
    for tier in Tier:
        amounts[f"decided_{tier.value}"] = func.count().filter(Application.tier == tier)
        amounts[f"decided_{tier.value}_seconds"] = seconds.filter(Application.tier == tier)
    return amounts


def _paid_out(asked: Asked) -> Select[Any]:
    former, act, application = aliased(Loan), aliased(LoanAct), aliased(Application)
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
        select(application.submitted_at)
        .where(application.customer_id == Loan.customer_id, application.id == Loan.application_id)
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
        .where(Loan.disbursed_on.between(asked.first, asked.last), Loan.state.in_(RUNS_OR_RAN), asked.seen(Loan))
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
    return _part(paid.c.on_day, [paid.c[name] for name in asked.by], amounts)


def _came_in(asked: Asked) -> Select[Any]:
    row = Repayment
    amounts: dict[str, ColumnElement[Any]] = {
        "repayments": func.count(),
        "repaid_fen": func.sum(row.amount_fen),
        "repaid_principal_fen": func.sum(row.principal_fen),
        "income_fen": func.sum(row.interest_fen + row.fee_fen + row.penalty_fen),
    }
    return _of_repayments(_part(row.paid_on, asked.whose(row), amounts).select_from(row), asked)


def _recovered(asked: Asked) -> Select[Any]:
    """What came in for instalments past due, by how far they were on the day it came in."""
    split, due = RepaymentSplit, Instalment
    days = Repayment.paid_on - due.due_on
    paid = split.principal_fen + split.interest_fen + split.fee_fen + split.penalty_fen
    amounts: dict[str, ColumnElement[Any]] = {}
    for number, (low, high) in enumerate(BUCKETS, 1):
        inside = days >= low if high is None else days.between(low, high)
        amounts[f"recovered_{number}_fen"] = func.sum(case((inside, paid), else_=0))
    found = (
        _part(Repayment.paid_on, asked.whose(Repayment), amounts)
        .select_from(Repayment)
        .join(split, (split.customer_id == Repayment.customer_id) & (split.repayment_id == Repayment.id))
        .join(due, (due.customer_id == split.customer_id) & (due.id == split.instalment_id))
    )
    return _of_repayments(found.where(Repayment.paid_on > due.due_on), asked)


def _of_repayments(found: Select[Any], asked: Asked) -> Select[Any]:
    if PRODUCT in asked.by:
        lent = (Loan.customer_id == Repayment.customer_id) & (Loan.id == Repayment.loan_id)
        found = _sold(found.join(Loan, lent), Loan.product_version_id, asked.by)
    return found.where(
        Repayment.paid_on.between(asked.first, asked.last), Repayment.reversed_by.is_(None), asked.seen(Repayment)
    )
