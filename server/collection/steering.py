"""Who works on a case, when it rests, and what was heard of the debtor."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from server.collection import queries
from server.collection.errors import CollectorUnsuited, PauseUnsound, SignalUnsound
from server.collection.keeping import case_for, words
from server.collection.models import CaseSignal, CollectionCase
from server.collection.rules import CaseState, PauseReason, Step
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.identity.recipients import those_who_may
from server.kit.work import Work

PAUSE_DAYS_MAX: Final = 180
HALT_DAYS: Final = 30
NOTE_MAX: Final = 300
SOURCE_MAX: Final = 60
REASONS_MAX: Final = 20


@use_case(Operation.COLLECTION_LEAD)
async def assign(work: Work, *, case_id: UUID, staff_id: UUID) -> UUID:
    """Give a case to a member of staff who works on cases where it lies. Returns the case.

    Raises NotFound, CaseNotInState, CollectorUnsuited.
    """
    case = await case_for(work, case_id, Step.ASSIGN)
    if staff_id not in await those_who_may(work.session, Operation.COLLECTION_WORK, case.branch_id, work.today):
        raise CollectorUnsuited(field="staffId")
    case.assigned_to = staff_id
    case.version += 1
    work.touch("collection_case", case.id, assigned_to=str(staff_id))
    return case.id


@use_case(Operation.COLLECTION_WORK)
async def pause(work: Work, *, case_id: UUID, reason: PauseReason, until: date, note: str = "") -> UUID:
    """Stop every contact of an open case until a day, for a reason. Returns the case.

    Raises NotFound, CaseNotInState, PauseUnsound.
    """
    case = await case_for(work, case_id, Step.PAUSE)
    if not work.today < until <= work.today + timedelta(days=PAUSE_DAYS_MAX):
        raise PauseUnsound(field="until")
    rest(work, case, reason, until, words(note, field="note", limit=NOTE_MAX) if note.strip() else None)
    return case.id


@use_case(Operation.COLLECTION_WORK)
async def resume(work: Work, *, case_id: UUID) -> UUID:
    """End a pause before its day. Returns the case. Raises NotFound, CaseNotInState."""
    case = await case_for(work, case_id, Step.RESUME)
    wake(case)
    work.touch("collection_case", case.id, state=case.state.value)
    return case.id


@use_case(Operation.COLLECTION_WORK)
async def record_signal(
    work: Work,
    *,
    case_id: UUID,
    source: str,
    willingness: Decimal | None = None,
    ability: Decimal | None = None,
    agitation: Decimal | None = None,
    halts: PauseReason | None = None,
    reasons: Sequence[dict[str, Any]] = (),
) -> UUID:
    """Record what was heard or read of a debtor: scores from 0 to 1, and what halts contacts at once.

    A score that is not given stays as it was. `source` names who or what says so, `reasons` why (code, zh, en). Scores
    choose channel and agent and nothing else. Returns the case. Raises NotFound, CaseNotInState, SignalUnsound.
    """
    case = await case_for(work, case_id, Step.SIGNAL)
    await note_signal(
        work,
        case,
        source=source,
        scores={"willingness": willingness, "ability": ability, "agitation": agitation},
        halts=halts,
        reasons=reasons,
    )
    return case.id


async def note_signal(
    work: Work,
    case: CollectionCase,
    *,
    source: str,
    scores: dict[str, Decimal | None],
    halts: PauseReason | None,
    reasons: Sequence[dict[str, Any]],
) -> None:
    """The same inside a caller's transaction (a building block); the case is locked. Raises SignalUnsound."""
    given = {name: score for name, score in scores.items() if score is not None}
    if (
        any(not 0 <= score <= 1 for score in given.values())
        or not (given or halts or reasons)
        or len(reasons) > REASONS_MAX
    ):
        raise SignalUnsound(field="willingness")
    own = {name: getattr(case, name) for name in ("customer_id", "branch_id", "officer_id")}
    signal = {"id": work.new_id(), "case_id": case.id, "source": words(source, field="source", limit=SOURCE_MAX)}
    when = {"recorded_by": work.actor.id, "recorded_at": work.now}
    work.session.add(CaseSignal(**own, **signal, **scores, halts=halts, reasons=list(reasons), **when))
    for name, score in given.items():
        setattr(case, name, score)
    if given:
        case.scored_at = work.now
    policy = await queries.policy_on(work.session, work.today)
    if case.agitation is not None and float(scores.get("agitation") or 0) >= policy.bounds.agitated_from:
        case.call_free_until = work.today + timedelta(days=1)
        case.assigned_to = None
    if halts is not None and case.state is CaseState.OPEN:
        rest(work, case, halts, work.today + timedelta(days=HALT_DAYS), None)
    case.version += 1
    work.touch("collection_case", case.id, signal=source, halts=halts.value if halts else None)


def rest(work: Work, case: CollectionCase, reason: PauseReason, until: date, note: str | None) -> None:
    """The case is paused (a building block)."""
    case.state, case.pause_reason, case.paused_until, case.pause_note = CaseState.PAUSED, reason, until, note
    case.version += 1
    work.touch("collection_case", case.id, state=case.state.value, reason=reason.value, until=until.isoformat())


def wake(case: CollectionCase) -> None:
    """The case is open again (a building block)."""
    case.state, case.pause_reason, case.paused_until, case.pause_note = CaseState.OPEN, None, None, None
    case.version += 1
