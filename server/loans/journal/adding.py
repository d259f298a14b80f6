"""The journal of a loan: acts are added with the loan's row locked, each with the next number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from server.kit.work import Work
from server.loans.journal.models import LoanAct, LoanPlan
from server.loans.keeping import as_plan
from server.loans.models import Loan
from server.loans.rules import ActKind


@dataclass(frozen=True, slots=True)
class NewAct:
    """What is written of an act beside the loan, its number and who entered it."""

    id: UUID
    kind: ActKind
    value_on: date
    amount_fen: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    reverses: UUID | None = None
    cause: UUID | None = None
    reason: str | None = None


async def add_act(work: Work, loan: Loan, new: NewAct) -> LoanAct:
    """Write an act with the loan's next number (a building block). The caller holds the loan's lock."""
    act = LoanAct(**act_columns(work, loan, new))
    loan.acts = act.number
    work.session.add(act)
    await work.session.flush()
    return act


def act_columns(work: Work, loan: Loan, new: NewAct) -> dict[str, Any]:
    """The row of an act with the loan's next number."""
    return {
        "customer_id": loan.customer_id,
        "id": new.id,
        "branch_id": loan.branch_id,
        "officer_id": loan.officer_id,
        "loan_id": loan.id,
        "number": loan.acts + 1,
        "kind": new.kind,
        "value_on": new.value_on,
        "booked_on": work.today,
        "amount_fen": new.amount_fen,
        "detail": new.detail,
        "reverses": new.reverses,
        "cause": new.cause,
        "reason": new.reason,
        "recorded_by": work.actor.id,
        "recorded_at": work.now,
    }


async def add_plan(work: Work, loan: Loan, act_id: UUID, rows: Sequence[dict[str, Any]]) -> None:
    """Keep a schedule as the loan's newest plan (a building block)."""
    own = (LoanPlan.customer_id == loan.customer_id, LoanPlan.loan_id == loan.id)
    before = await work.session.scalar(select(func.coalesce(func.max(LoanPlan.number), 0)).where(*own))
    plan = {
        "customer_id": loan.customer_id,
        "id": work.new_id(),
        "branch_id": loan.branch_id,
        "officer_id": loan.officer_id,
        "loan_id": loan.id,
        "number": (before or 0) + 1,
        "act_id": act_id,
        "rows": as_plan(rows),
    }
    await work.session.execute(insert(LoanPlan).values(plan))
