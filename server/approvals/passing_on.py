"""Transfer 转交, add a signer 加签, urge 催办, step aside 回避: what is done in a case beside deciding it."""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from server.approvals import queries
from server.approvals.errors import CaseClosed, ColleagueBarred, NotTransferable, TooManySteps, UrgedLately
from server.approvals.events import CaseUrged
from server.approvals.matrix.rules import STEPS_MAX
from server.approvals.models import ActKind, ApprovalCase
from server.approvals.people import colleague_of, decider_of, facts_in, require_able
from server.approvals.placing import note, put_on
from server.approvals.rules import CaseState, Mode, signers_step, steps_from, voice_of, why_not
from server.approvals.service import checked_reason, locked_case
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import Stale
from server.kit.work import Work

URGE_AGAIN_HOURS: Final = 1


class Place(StrEnum):
    """Where an added signer stands: before the present step, or after it."""

    BEFORE = "before"
    AFTER = "after"


@use_case(Operation.APPROVAL_DECIDE)
async def transfer(work: Work, *, case_id: UUID, to: UUID, reason: str, expected_version: int) -> UUID:
    """Put the present step into the hands of another holder of its position. Returns the case.

    Only who could decide himself passes on, and only a step of one voice. Refuses with what deciding would meet, and
    with Stale, NotTransferable, NotAColleague, ColleagueBarred, ReasonMissing, ReasonTooLong.
    """
    said = checked_reason(reason)
    case = await _decidable(work, case_id, expected_version)
    if case.mode is not Mode.SINGLE:
        raise NotTransferable(field="caseId")
    await _require_other(work, case, to, "to")
    note(work, case, ActKind.TRANSFERRED, reason=said, colleague=to)
    case.assignee, case.version = to, case.version + 1
    await work.session.flush()
    work.touch("case", case.id, transferred_to=str(to))
    return case.id


@use_case(Operation.APPROVAL_DECIDE)
async def add_signer(
    work: Work, *, case_id: UUID, signer: UUID, place: Place, reason: str, expected_version: int
) -> UUID:
    """Ask a colleague who may decide to sign too, before the present step or after it. Returns the case.

    Before: the present step begins anew when he has agreed. Refuses with what deciding would meet, and with Stale,
    TooManySteps, NotAColleague, ColleagueBarred, ReasonMissing, ReasonTooLong.
    """
    said = checked_reason(reason)
    case = await _decidable(work, case_id, expected_version)
    if len(case.route) >= STEPS_MAX:
        raise TooManySteps(field="caseId")
    position = await _signers_position(work, case, signer)
    route = list(steps_from(case.route)) or [case.present_step]
    added = signers_step(route[case.step - 1], signer=signer, position=position, added_by=work.actor.id)
    route.insert(case.step - (place is Place.BEFORE), added)
    case.route = [step.as_json for step in route]
    note(work, case, ActKind.SIGNER_ADDED, reason=said, colleague=signer)
    if place is Place.BEFORE:
        await put_on(work, case, case.step)
    case.version += 1
    await work.session.flush()
    work.touch("case", case.id, signer=str(signer), place=place.value)
    return case.id


async def _signers_position(work: Work, case: ApprovalCase, signer: UUID) -> str:
    """A position of the colleague's that may decide. Raises NotAColleague, ColleagueBarred."""
    held = await queries.deciding_positions_of(work.session, signer, work.today)
    position = case.position if case.position in held else min(held, default=case.position)
    await _require_other(work, case, signer, "signer", position=position)
    return position


@use_case(Operation.APPROVAL_URGE)
async def urge(work: Work, *, case_id: UUID, reason: str) -> UUID:
    """Ask those whose turn it is to decide soon. Returns the case. Raises NotFound, CaseClosed, UrgedLately."""
    said = checked_reason(reason)
    case = await locked_case(work, case_id)
    if case.state is not CaseState.OPEN:
        raise CaseClosed
    if case.urged_at is not None and work.now - case.urged_at < timedelta(hours=URGE_AGAIN_HOURS):
        raise UrgedLately(field="caseId")
    note(work, case, ActKind.URGED, reason=said)
    case.urges, case.urged_at = case.urges + 1, work.now
    await work.session.flush()
    work.record(CaseUrged(case.customer_id, case.id))
    work.touch("case", case.id, urges=case.urges)
    return case.id


@use_case(Operation.APPROVAL_DECIDE)
async def recuse(work: Work, *, case_id: UUID, reason: str) -> UUID:
    """Step aside from a case, with the reason on record. Returns the case.

    Only who could decide it steps aside, in his own name; what was put into his hands goes back to the others of his
    position. Refuses with what deciding would meet, and with ReasonMissing, ReasonTooLong.
    """
    said = checked_reason(reason)
    case = await locked_case(work, case_id)
    refusal = why_not(await decider_of(work), await facts_in(work, case))
    if refusal is not None:
        raise refusal
    note(work, case, ActKind.RECUSED, reason=said)
    if case.assignee == work.actor.id and not _is_signers(case):
        case.assignee = None
    case.version += 1
    await work.session.flush()
    work.touch("case", case.id, recused=str(work.actor.id))
    return case.id


def _is_signers(case: ApprovalCase) -> bool:
    """Whether the present step was added for one person alone."""
    return bool(case.route) and case.route[case.step - 1].get("signer") is not None


async def _decidable(work: Work, case_id: UUID, expected_version: int) -> ApprovalCase:
    """The case, locked, that the caller may decide and has seen as it is."""
    case = await locked_case(work, case_id)
    voice_of(await decider_of(work), await facts_in(work, case))
    if case.version != expected_version:
        raise Stale(field="expectedVersion")
    return case


async def _require_other(
    work: Work, case: ApprovalCase, staff_id: UUID, field: str, *, position: str | None = None
) -> None:
    """Somebody else than the caller, able to decide the case, at a position of his own where one is given."""
    if staff_id == work.actor.id:
        raise ColleagueBarred(field=field)
    facts = replace(await facts_in(work, case), assignee=None)
    if position is not None:
        facts = replace(facts, position=position, own_region=False)
    require_able(await colleague_of(work, staff_id, field), case, facts, field)
