"""Building blocks of a case on its way: on which step it stands, until when, and what was done in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from server.approvals import queries
from server.approvals.deadlines import LOOKAHEAD_DAYS, due_after
from server.approvals.events import TermsOffered
from server.approvals.models import ActKind, ApprovalAct, ApprovalCase, Condition
from server.approvals.offered import Offered
from server.approvals.rules import Step, steps_from
from server.kit.work import Work
from server.reference import service as reference


async def put_on(work: Work, case: ApprovalCase, number: int) -> None:
    """Put a case on a step of its route (from 1): a new round begins, and the clock of the step."""
    step = steps_from(case.route)[number - 1]
    case.step, case.round = number, (case.round or 0) + 1
    case.position, case.mode, case.votes_needed, case.quorum = step.position, step.mode, step.votes_needed, step.quorum
    case.step_up, case.own_region, case.assignee = step.step_up, step.own_region, step.signer
    await start_clock(work, case, step)


async def start_clock(work: Work, case: ApprovalCase, step: Step) -> None:
    """From now on the step has its hours of work; earlier reminders and escalations do not count any more."""
    case.sla_hours, case.escalates_to = step.sla_hours, step.escalates_to
    case.due_at = None if step.sla_hours is None else await due_in(work, step.sla_hours)
    case.reminded_at = case.escalated_at = None


async def due_in(work: Work, hours: int) -> datetime:
    """The instant at which so many hours of work have passed from now on."""
    off = await reference.days_off(work, work.today, work.today + timedelta(days=LOOKAHEAD_DAYS))
    return due_after(work.now, hours, off.days)


def note(work: Work, case: ApprovalCase, kind: ActKind, *, reason: str = "", colleague: UUID | None = None) -> None:
    """Keep on record what was done in a case."""
    work.session.add(
        ApprovalAct(
            customer_id=case.customer_id,
            id=work.new_id(),
            branch_id=case.branch_id,
            officer_id=case.officer_id,
            case_id=case.id,
            step=case.step,
            kind=kind,
            done_by=work.actor.id,
            done_at=work.now,
            colleague=colleague,
            reason=reason,
        )
    )


async def lay_down(work: Work, case: ApprovalCase, offered: Offered, conditions: Sequence[str]) -> None:
    """Keep what a vote has laid down; whoever owns the subject refuses in this transaction what cannot be.

    Of the terms of several votes the strictest counts; a condition that another has laid down already is not doubled.
    """
    if offered.changes:
        case.offered = Offered.from_json(case.offered).with_stricter(offered).as_json
        work.record(TermsOffered(case.customer_id, case.id, case.subject_kind, case.subject_id, offered))
    known = [each.text for each in await queries.conditions_of(work.session, work.scope, case)] if conditions else []
    fresh = [text for text in conditions if text not in known]
    for number, text in enumerate(fresh, len(known) + 1):
        work.session.add(
            Condition(
                customer_id=case.customer_id,
                id=work.new_id(),
                branch_id=case.branch_id,
                officer_id=case.officer_id,
                case_id=case.id,
                number=number,
                text=text,
                laid_by=work.actor.id,
                laid_at=work.now,
            )
        )
