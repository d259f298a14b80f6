"""Steps that are not done in time: those whose turn it is are reminded, then another position decides instead."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from server.approvals import queries
from server.approvals.deadlines import LOOKAHEAD_DAYS, Push, push_for
from server.approvals.events import StepOverdue
from server.approvals.models import ActKind, ApprovalCase
from server.approvals.placing import due_in, note
from server.approvals.rules import CaseState
from server.approvals.service import locked_case
from server.identity.guard import read, use_case
from server.identity.models import Position, ScopeKind
from server.identity.operations import Operation
from server.kit.work import Work
from server.reference import service as reference

BATCH: Final = 200


@read(Operation.APPROVAL_WATCH)
async def overdue(work: Work, *, after: UUID | None) -> tuple[Sequence[UUID], UUID | None]:
    """Of the next cases that are overdue those of which something is to be told now; and where the next look begins."""
    cases = await queries.overdue_cases(work.session, work.scope, work.now, after=after, limit=BATCH)
    if not cases:
        return [], None
    off = await _days_off(work)
    due = [case.id for case in cases if _push(work, case, off) is not None]
    return due, cases[-1].id if len(cases) == BATCH else None


@use_case(Operation.APPROVAL_WATCH, keyed=False)
async def push_on(work: Work, *, case_id: UUID) -> UUID:
    """Remind of an overdue case, or put it before the position that decides instead. Returns it.

    A case that was decided or pushed on meanwhile is left as it is. Raises NotFound.
    """
    case = await locked_case(work, case_id)
    if case.state is not CaseState.OPEN or case.due_at is None or case.due_at > work.now:
        return case.id
    push = _push(work, case, await _days_off(work))
    match push:
        case Push.REMINDER:
            note(work, case, ActKind.REMINDED)
            case.reminded_at = work.now
        case Push.ESCALATION:
            await _escalate(work, case)
        case None:
            return case.id
    await work.session.flush()
    work.record(StepOverdue(case.customer_id, case.id, handed_up=push is Push.ESCALATION))
    work.touch("case", case.id)
    return case.id


async def _escalate(work: Work, case: ApprovalCase) -> None:
    """The other position decides instead, with a fresh clock; whoever had the case in his hands has it no more."""
    assert case.escalates_to is not None
    position = await work.session.get_one(Position, case.escalates_to)
    note(work, case, ActKind.ESCALATED, reason=position.code)
    case.position, case.assignee, case.step_up = position.code, None, True
    case.own_region = position.scope_kind is ScopeKind.REGION
    case.escalates_to, case.escalated_at, case.reminded_at = None, work.now, None
    case.due_at = await due_in(work, case.sla_hours or 1)
    case.version += 1


def _push(work: Work, case: ApprovalCase, off: frozenset[date]) -> Push | None:
    return push_for(
        reminded_at=case.reminded_at,
        escalates_to=case.escalates_to,
        sla_hours=case.sla_hours or 1,
        now=work.now,
        days_off=off,
    )


async def _days_off(work: Work) -> frozenset[date]:
    span = timedelta(days=LOOKAHEAD_DAYS)
    return (await reference.days_off(work, work.today - span, work.today + span)).days
