"""The verbs of routine: say whether cases are routine for somebody, and approve one with a gesture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from server.applications import queries as applications
from server.applications.deciding import SUBJECT_KIND
from server.applications.routine import queries
from server.applications.routine.errors import NotRoutine
from server.applications.routine.queries import Shown
from server.approvals.models import ApprovalCase
from server.approvals.routine.rules import SENTENCES, Bar, Clause, Facts, bars_of
from server.approvals.rules import CaseDecision
from server.approvals.service import Said, cast_vote, checked_reason, decidable
from server.customers import service as customers
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a case is routine for somebody: `bars` say why not. `papers` are those that he has to have opened."""

    clause: Clause | None
    grade: str | None
    bars: tuple[Bar, ...]
    papers: tuple[Shown, ...]


@read(Operation.APPROVAL_READ)
async def routine_by_cases(work: Work, *, keys: Sequence[UUID]) -> list[Verdict | None]:
    """Whether each case is routine for the caller; None for those out of sight."""
    known = await queries.facts_of(work.session, work.scope, work.actor.id, keys)
    return [_verdict(known.get(key)) for key in keys]


def _verdict(known: queries.Known | None) -> Verdict | None:
    if known is None:
        return None
    return Verdict(known.facts.clause, known.facts.grade, bars_of(known.facts), known.papers)


@use_case(Operation.APPROVAL_DECIDE)
async def approve_routinely(
    work: Work, *, case_id: UUID, reason: str, expected_version: int, amount_fen: int | None = None
) -> UUID:
    """Approve with a gesture what the matrix takes for routine, as it was asked for. Returns the case.

    It needs no second factor: in its place stand the clause of the matrix, that no rule was hit, that no paper is in
    doubt, and that the caller himself has opened each of them since the case stands before its deciders. All of it is
    looked at again here, on the exposure of this moment under its lock. Raises NotRoutine with the first thing that
    is otherwise (nothing is changed), and whatever `decide` refuses.
    """
    said = Said(CaseDecision.APPROVE, checked_reason(reason))
    case, voice = await decidable(work, case_id, expected_version, amount_fen)
    bars = bars_of(await _facts_now(work, case))
    if bars:
        zh, en = SENTENCES[bars[0]]
        raise NotRoutine(field="routine", reason_zh=zh, reason_en=en)
    work.touch("case", case.id, routine=True)
    return await cast_vote(work, case, voice, said)


async def _facts_now(work: Work, case: ApprovalCase) -> Facts:
    """The facts of a locked case, with the application and the exposure locked: in the order of a vote."""
    application = await applications.application_for_update(work.session, work.scope, case.subject_id)
    if case.subject_kind != SUBJECT_KIND or application is None:
        raise NotFound(field="caseId")
    exposure = await customers.lock_exposure(work, case.customer_id)
    known = await queries.facts_of(work.session, work.scope, work.actor.id, [case.id])
    return replace(known[case.id].facts, exposure_after_fen=exposure.total_fen + application.amount_fen)
