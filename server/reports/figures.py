"""The figures of a manager's dashboard: his scope, today, this month against the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.approvals.queries import waiting_count
from server.identity.guard import read
from server.identity.models import Branch, BranchKind
from server.identity.operations import Operation
from server.kit.clock import start_of
from server.kit.database import within
from server.kit.work import Work
from server.loans.models import Loan, Repayment
from server.loans.rules import LoanState


@dataclass(frozen=True)
class BranchFigures:
    """One branch. Amounts in fen."""

    branch: Branch
    applications: int
    in_review: int
    loans_active: int
    outstanding_fen: int
    overdue_fen: int


@dataclass(frozen=True)
class MonthFigures:
    """What happened in one month, up to the day asked for. Amounts in fen."""

    submitted: int
    decided: int
    disbursed: int
    disbursed_fen: int
    repaid_fen: int


@dataclass(frozen=True)
class Figures:
    """A dashboard in one snapshot. `last` is the same stretch of the month before.

    `waiting` is how many cases the caller himself may decide now; None for somebody who decides none.
    """

    as_of: datetime
    today: date
    branches: Sequence[BranchFigures]
    this: MonthFigures
    last: MonthFigures
    overdue_loans: int
    waiting: int | None


@read(Operation.DASHBOARD_READ)
async def dashboard(work: Work) -> Figures:
    """The figures of everything in the caller's sight: by branch, this month and the month before."""
    today = work.today
    first = today.replace(day=1)
    first_before = (first - timedelta(days=1)).replace(day=1)
    same_day_before = min(first_before + (today - first), first - timedelta(days=1))
    branches = await _by_branch(work)
    return Figures(
        as_of=work.now,
        today=today,
        branches=branches,
        this=await _month(work, first, today),
        last=await _month(work, first_before, same_day_before),
        overdue_loans=await _overdue_count(work),
        waiting=await _waiting(work),
    )


async def _waiting(work: Work) -> int | None:
    """In the scope in which he decides, which may be another than that of his figures."""
    if not work.actor.may(Operation.APPROVAL_DECIDE):
        return None
    scope = work.actor.under(Operation.APPROVAL_DECIDE).scope
    return await waiting_count(work.session, scope, work.actor, work.today)


async def _by_branch(work: Work) -> list[BranchFigures]:
    applications = {row[0]: row for row in (await work.session.execute(_application_counts(work))).all()}
    loans = {row[0]: row for row in (await work.session.execute(_loan_sums(work))).all()}
    rows = await work.session.execute(select(Branch).where(Branch.kind == BranchKind.BRANCH).order_by(Branch.code))
    seen = work.scope.branches
    return [
        _figures(branch, applications.get(branch.id), loans.get(branch.id))
        for branch in rows.scalars()
        if (seen is None or branch.id in seen) and (branch.id in applications or branch.id in loans or seen is not None)
    ]


def _application_counts(work: Work) -> Select[UUID, int, int]:
    waiting = func.count().filter(Application.state == ApplicationState.IN_REVIEW)
    counted = select(Application.branch_id, func.count(), waiting).where(within(Application, work.scope))
    return counted.group_by(Application.branch_id)


def _loan_sums(work: Work) -> Select[UUID, int, int, int]:
    overdue = func.coalesce(func.sum(Loan.outstanding_fen).filter(Loan.next_due_on < work.today), 0)
    active = func.count().filter(Loan.state == LoanState.ACTIVE)
    outstanding = func.coalesce(func.sum(Loan.outstanding_fen), 0)
    return select(Loan.branch_id, active, outstanding, overdue).where(within(Loan, work.scope)).group_by(Loan.branch_id)


def _figures(branch: Branch, applied: Any, lent: Any) -> BranchFigures:
    return BranchFigures(
        branch,
        applications=int(applied[1]) if applied else 0,
        in_review=int(applied[2]) if applied else 0,
        loans_active=int(lent[1]) if lent else 0,
        outstanding_fen=int(lent[2]) if lent else 0,
        overdue_fen=int(lent[3]) if lent else 0,
    )


async def _month(work: Work, first: date, last: date) -> MonthFigures:
    since, until = start_of(first), start_of(last + timedelta(days=1))
    submitted = func.count().filter(Application.submitted_at >= since, Application.submitted_at < until)
    decided = func.count().filter(Application.decided_at >= since, Application.decided_at < until)
    applied = (await work.session.execute(select(submitted, decided).where(within(Application, work.scope)))).one()
    lent = (
        await work.session.execute(
            select(func.count(), func.coalesce(func.sum(Loan.principal_fen), 0)).where(
                Loan.disbursed_on.between(first, last), within(Loan, work.scope)
            )
        )
    ).one()
    repaid = (
        await work.session.execute(
            select(func.coalesce(func.sum(Repayment.amount_fen), 0)).where(
                Repayment.paid_on.between(first, last),
                Repayment.reversed_by.is_(None),
                within(Repayment, work.scope),
            )
        )
    ).scalar_one()
    return MonthFigures(int(applied[0]), int(applied[1]), int(lent[0]), int(lent[1]), int(repaid))


async def _overdue_count(work: Work) -> int:
    late = (
        select(func.count())
        .select_from(Loan)
        .where(Loan.state == LoanState.ACTIVE, Loan.next_due_on < work.today, within(Loan, work.scope))
    )
    return (await work.session.execute(late)).scalar_one()
