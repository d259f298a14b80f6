"""What stands on a board beside sums of loans: cases that wait, accounts and breaks, branches, hours by tier."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.dialects.postgresql import distinct_on

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.approvals.queries import waiting_count
from server.approvals.rules import Tier
from server.custody.models import FundingHold
from server.identity.models import Branch, BranchKind
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.work import Work
from server.ledger.queries import in_sight
from server.reconciliation.models import BankStatement, StatementBreak
from server.reconciliation.rules import BreakState
from server.reports.board import definitions
from server.reports.board.figures import Figure, Filter, Listing, Unit, inside
from server.reports.books.measures import Cells, Sums, added, late

IN_REVIEW: Final[ColumnElement[bool]] = literal_column(f"applications.state = '{ApplicationState.IN_REVIEW}'")
"""As the partial index says it."""


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
    counted = select(func.count()).where(IN_REVIEW, within(Application, work.scope))
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
    """Branches in sight by code: applications of all time and those in review, and what stands."""
    waiting = select(Application.branch_id, func.count().label("in_review")).where(
        IN_REVIEW, within(Application, work.scope)
    )
    each = await work.session.execute(waiting.group_by(Application.branch_id))
    counted = {row.branch_id: int(row.in_review) for row in each}
    stands: dict[UUID, Sums] = {}
    for whose, sums in now.items():
        stands[whose.branch_id] = added((stands.get(whose.branch_id, Sums()), sums))
    rows = await work.session.execute(select(Branch).where(Branch.kind == BranchKind.BRANCH).order_by(Branch.code))
    seen = work.scope.branches
    return [
        _of_branch(branch, counted.get(branch.id, 0), stands.get(branch.id, Sums()))
        for branch in rows.scalars()
        if (seen is None or branch.id in seen) and (branch.id in counted or branch.id in stands or seen is not None)
    ]


def _of_branch(branch: Branch, in_review: int, sums: Sums) -> BranchFigures:
    return BranchFigures(
        branch,
        applications=sums["applications"],
        in_review=in_review,
        loans_active=sums["loans"],
        outstanding_fen=sums["outstanding_fen"],
        overdue_fen=late(sums, "fen"),
    )


def approval_times(this: Sums) -> list[TierTime]:
    """Decisions of the period by tier of approval: how many, and how long they took."""
    found = [(tier, this[f"decided_{tier}"], this[f"decided_{tier}_seconds"]) for tier in Tier]
    return [TierTime(tier, count, definitions.hours(took, count)) for tier, count, took in found if count]
