"""What stands on a board beside sums of loans: cases that wait, accounts and breaks, branches, hours by tier."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, extract, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.approvals.queries import waiting_count
from server.approvals.rules import Tier
from server.custody.models import FundingHold
from server.identity.models import Branch, BranchKind
from server.identity.operations import Operation
from server.kit.clock import start_of
from server.kit.database import within
from server.kit.work import Work
from server.ledger.queries import in_sight
from server.reconciliation.models import BankStatement, StatementBreak
from server.reconciliation.rules import BreakState
from server.reports.board import definitions
from server.reports.board.figures import Figure, Filter, Listing, Unit, inside
from server.reports.board.periods import ONE_DAY, Span
from server.reports.books.measures import Cells, Sums, added, late


@dataclass(frozen=True)
class BranchFigures:
    """One branch. Amounts in fen."""

    branch: Branch
    applications: int
    in_review: int
    loans_active: int
    outstanding_fen: int
    overdue_fen: int


@dataclass(frozen=True, slots=True)
class TierTime:
    """Applications decided in a tier in the period, and their mean hours from submission to decision."""

    tier: Tier
    decided: int
    hours: Decimal | None


async def before_all(work: Work, told: Filter, *, alone: bool) -> list[Figure]:
    """What waits: for the caller himself, on the board of all that he sees, and for anybody."""
    made = []
    if alone and work.actor.may(Operation.APPROVAL_DECIDE):
        scope = work.actor.under(Operation.APPROVAL_DECIDE).scope
        waiting = await waiting_count(work.session, scope, work.actor, work.today)
        about = "Cases that the caller himself may decide now."
        made.append(Figure("waiting_for_me", "待我审批", "Waiting for me", Unit.COUNT, waiting, None, about, None))
    counted = select(func.count()).where(
        Application.state == ApplicationState.IN_REVIEW, within(Application, work.scope)
    )
    review = (await work.session.execute(counted.select_from(Application))).scalar_one()
    listing = inside(Listing("applications", "applicationFigures", "count", {"state": ("IN_REVIEW",)}), told)
    about = "Applications that wait for a decision."
    return [*made, Figure("in_review", "审批中", "In review", Unit.COUNT, review, None, about, listing)]


async def after_all(work: Work) -> list[Figure]:
    """Accounts and breaks: of the branches of which everything is in sight."""
    if work.scope.officers is not None or work.scope.customers is not None:
        return []
    latest = (
        select(BankStatement.closing_fen)
        .where(in_sight(BankStatement, work.scope))
        .ext(distinct_on(BankStatement.funding_account_id))
        .order_by(BankStatement.funding_account_id, BankStatement.last_on.desc(), BankStatement.id.desc())
        .subquery()
    )
    free = FundingHold.allotted_fen - FundingHold.held_fen - FundingHold.paid_fen
    unresolved = StatementBreak.state != BreakState.RESOLVED
    bank = await _one(work, select(func.sum(latest.c.closing_fen)))
    pool = await _one(work, select(func.sum(free)).where(in_sight(FundingHold, work.scope)))
    breaks = await _one(work, select(func.count()).where(unresolved, in_sight(StatementBreak, work.scope)))
    listing = None
    if work.actor.may(Operation.STATEMENT_READ):
        listing = Listing("statementBreaks", "", "count", {})
    about_bank = "Closing balances of the lender's accounts by their latest bank statements."
    about_pool = "What is allotted to funding accounts and neither paid out nor held by an order on its way."
    about_breaks = "Lines and book items of reconciliation that are not resolved."
    return [
        Figure("bank_balance", "托管账户余额", "At the bank", Unit.FEN, bank, None, about_bank, None),
        Figure("pool_free", "可放资金", "Free to lend", Unit.FEN, pool, None, about_pool, None),
        Figure("breaks_open", "未达差异", "Open breaks", Unit.COUNT, breaks, None, about_breaks, listing),
    ]


async def _one(work: Work, wanted: Any) -> int:
    return int((await work.session.execute(wanted)).scalar_one() or 0)


async def by_branch(work: Work, now: Cells) -> list[BranchFigures]:
    """Branches in sight by code: applications of all time, and what stands."""
    counted = {row[0]: row for row in (await work.session.execute(_application_counts(work))).all()}
    stands: dict[UUID, Sums] = {}
    for whose, sums in now.items():
        stands[whose.branch_id] = added((stands.get(whose.branch_id, Sums()), sums))
    rows = await work.session.execute(select(Branch).where(Branch.kind == BranchKind.BRANCH).order_by(Branch.code))
    seen = work.scope.branches
    return [
        _of_branch(branch, counted.get(branch.id), stands.get(branch.id, Sums()))
        for branch in rows.scalars()
        if (seen is None or branch.id in seen) and (branch.id in counted or branch.id in stands or seen is not None)
    ]


def _application_counts(work: Work) -> Any:
    waiting = func.count().filter(Application.state == ApplicationState.IN_REVIEW)
    counted = select(Application.branch_id, func.count(), waiting).where(within(Application, work.scope))
    return counted.group_by(Application.branch_id)


def _of_branch(branch: Branch, applied: Any, sums: Sums) -> BranchFigures:
    return BranchFigures(
        branch,
        applications=int(applied[1]) if applied else 0,
        in_review=int(applied[2]) if applied else 0,
        loans_active=sums["loans"],
        outstanding_fen=sums["outstanding_fen"],
        overdue_fen=late(sums, "fen"),
    )


async def approval_times(work: Work, span: Span) -> Sequence[TierTime]:
    """Decisions of the period by tier of approval: how many, and how long they took."""
    seconds: ColumnElement[Any] = func.sum(extract("epoch", Application.decided_at - Application.submitted_at))
    wanted = (
        select(Application.tier, func.count(), seconds)
        .where(
            Application.tier.is_not(None),
            Application.decided_at >= start_of(span.first),
            Application.decided_at < start_of(span.last + ONE_DAY),
            within(Application, work.scope),
        )
        .group_by(Application.tier)
        .order_by(Application.tier)
    )
    rows = (await work.session.execute(wanted)).all()
    return [TierTime(tier, count, definitions.hours(int(took or 0), count)) for tier, count, took in rows if tier]
