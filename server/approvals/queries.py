"""Every select of approvals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from server.approvals.errors import AlreadyDecided, CaseClosed, OwnCustomer, OwnEntry, WrongPosition, WrongRegion
from server.approvals.models import ApprovalCase, TierStep, Vote
from server.approvals.rules import CaseState, Step
from server.kit.database import within
from server.kit.errors import DomainError
from server.kit.scope import Scope


async def ladder_on(session: AsyncSession, day: date) -> tuple[Step, ...]:
    """The steps in force on a day; of two versions of one tier the later counts."""
    wanted = (
        select(TierStep)
        .where(TierStep.effective_from <= day, or_(TierStep.effective_until.is_(None), TierStep.effective_until >= day))
        .order_by(TierStep.version)
    )
    return tuple({row.tier: row.as_step for row in (await session.execute(wanted)).scalars()}.values())


async def case_by_id(session: AsyncSession, scope: Scope, case_id: UUID) -> ApprovalCase | None:
    return (await session.execute(_by_id(scope, case_id))).scalar_one_or_none()


async def case_for_update(session: AsyncSession, scope: Scope, case_id: UUID) -> ApprovalCase | None:
    """The case, locked until the end of the transaction."""
    return (await session.execute(_for_update(_by_id(scope, case_id)))).scalar_one_or_none()


async def open_case_for_update(session: AsyncSession, scope: Scope, kind: str, subject_id: UUID) -> ApprovalCase | None:
    """The open case about a subject, locked."""
    wanted = select(ApprovalCase).where(
        ApprovalCase.subject_id == subject_id,
        ApprovalCase.subject_kind == kind,
        ApprovalCase.state == CaseState.OPEN,
        within(ApprovalCase, scope),
    )
    return (await session.execute(_for_update(wanted))).scalar_one_or_none()


async def cases_about(session: AsyncSession, scope: Scope, kind: str, subject_id: UUID) -> Sequence[ApprovalCase]:
    """All cases about a subject, the latest first."""
    wanted = select(ApprovalCase).where(
        ApprovalCase.subject_id == subject_id, ApprovalCase.subject_kind == kind, within(ApprovalCase, scope)
    )
    ordered = wanted.order_by(ApprovalCase.opened_at.desc(), ApprovalCase.id.desc())
    return (await session.execute(ordered)).scalars().all()


async def votes_on(session: AsyncSession, scope: Scope, case: ApprovalCase) -> Sequence[Vote]:
    """The votes on a case, the earliest first."""
    wanted = select(Vote).where(Vote.customer_id == case.customer_id, Vote.case_id == case.id, within(Vote, scope))
    return (await session.execute(wanted.order_by(Vote.decided_at, Vote.id))).scalars().all()


@dataclass(frozen=True)
class Asker:
    """`rules.Decider` as expressions; `sees` is his scope over a table."""

    id: ColumnElement[UUID]
    positions: ColumnElement[Sequence[str]]
    region: ColumnElement[Sequence[UUID]]
    sees: Callable[[Any], ColumnElement[bool]]


def bars(case: Any, asker: Asker) -> tuple[tuple[ColumnElement[bool], type[DomainError]], ...]:
    """What keeps somebody from deciding, in the order of `rules.why_not`: a test holds the two equal."""
    vote = aliased(Vote)
    his = and_(vote.customer_id == case.customer_id, vote.case_id == case.id, vote.decided_by == asker.id)
    voted = exists().where(his, asker.sees(vote))
    return (
        (case.state != literal_column(f"'{CaseState.OPEN.value}'"), CaseClosed),
        (case.officer_id == asker.id, OwnCustomer),
        (asker.id == func.any(case.editors), OwnEntry),
        (voted, AlreadyDecided),
        (case.position != func.all(asker.positions), WrongPosition),
        (and_(case.own_region, case.branch_id != func.all(asker.region)), WrongRegion),
    )


def decidable_by(case: Any, asker: Asker) -> ColumnElement[bool]:
    """`rules.why_not` is None, as a predicate over cases."""
    return and_(*(not_(bar) for bar, _error in bars(case, asker)))


def _by_id(scope: Scope, case_id: UUID) -> Select[ApprovalCase]:
    return select(ApprovalCase).where(ApprovalCase.id == case_id, within(ApprovalCase, scope))


def _for_update(wanted: Select[ApprovalCase]) -> Select[ApprovalCase]:
    return wanted.with_for_update().execution_options(populate_existing=True)
