"""The verbs of approvals: decide at the door; open, escalate and withdraw a case as building blocks."""

from datetime import UTC
from uuid import UUID

from server.approvals import queries
from server.approvals.errors import CaseAlreadyOpen, OtherAmount, ReasonMissing, ReasonTooLong
from server.approvals.events import CaseEscalated, CaseOpened, Decided
from server.approvals.models import ApprovalCase, Vote
from server.approvals.rules import (
    CaseDecision,
    CaseFacts,
    CaseState,
    Decider,
    Step,
    Tier,
    outranks,
    settled,
    step_of,
    vote_hash,
    why_not,
)
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.identity.passage import require_step_up
from server.kit.errors import NotFound, Stale
from server.kit.work import Work

REASON_LENGTH_MAX = 1000


@use_case(Operation.APPROVAL_DECIDE)
async def decide(
    work: Work,
    *,
    case_id: UUID,
    decision: CaseDecision,
    reason: str,
    expected_version: int,
    amount_fen: int | None = None,
) -> UUID:
    """Vote on a case: approve, return to the officer, or reject, with a reason. Returns the case.

    `expected_version` is the version that the caller saw, `amount_fen` (where given) the amount. Regional and committee
    cases want a fresh second factor. Refuses with NotFound out of sight, CaseClosed, OwnCustomer, OwnEntry,
    AlreadyDecided, WrongPosition, WrongRegion, Stale, OtherAmount, StepUpRequired, ReasonMissing, ReasonTooLong.
    """
    said = _checked_reason(reason)
    case = await queries.case_for_update(work.session, work.scope, case_id)
    if case is None:
        raise NotFound(field="caseId")
    votes = await queries.votes_on(work.session, work.scope, case)
    refusal = why_not(decider_of(work), facts_of(case, {vote.decided_by for vote in votes}))
    if refusal is not None:
        raise refusal
    if case.version != expected_version:
        raise Stale(field="expectedVersion")
    if amount_fen is not None and amount_fen != case.amount_fen:
        raise OtherAmount(field="amount")
    if case.step_up:
        require_step_up(work)
    counted = [vote.decision for vote in votes if vote.tier is case.tier]
    work.session.add(_vote(work, case, decision, said))
    _settle(work, case, settled([*counted, decision], case.votes_needed))
    await work.session.flush()
    work.touch("case", case.id, decision=decision.value, tier=case.tier.value, state=case.state.value)
    return case.id


def _checked_reason(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise ReasonMissing(field="reason")
    if len(said) > REASON_LENGTH_MAX:
        raise ReasonTooLong(field="reason", length=REASON_LENGTH_MAX)
    return said


def _vote(work: Work, case: ApprovalCase, decision: CaseDecision, reason: str) -> Vote:
    at = work.now.astimezone(UTC).isoformat()
    return Vote(
        customer_id=case.customer_id,
        id=work.new_id(),
        branch_id=case.branch_id,
        officer_id=case.officer_id,
        case_id=case.id,
        tier=case.tier,
        decision=decision,
        reason=reason,
        decided_by=work.actor.id,
        decided_at=work.now,
        editors=case.editors,
        vote_hash=vote_hash(case.content_hash, decision, reason, by=work.actor.id, at=at),
    )


def _settle(work: Work, case: ApprovalCase, state: CaseState) -> None:
    """Close the case when its votes have settled it; whoever owns the subject hears of it in this transaction."""
    if state is CaseState.OPEN:
        return
    case.state, case.settled_at, case.version = state, work.now, case.version + 1
    work.record(Decided(case.customer_id, case.id, case.subject_kind, case.subject_id, case.tier, state))


async def open_case(
    work: Work,
    *,
    subject_kind: str,
    subject_id: UUID,
    customer_id: UUID,
    branch_id: UUID,
    officer_id: UUID,
    tier: Tier,
    amount_fen: int,
    exposure_after_fen: int,
    content_hash: str,
    editors: frozenset[UUID],
) -> ApprovalCase:
    """Open a case at a tier (a building block). The customer's officer is added to the editors.

    `content_hash` says what exactly is decided on. Raises CaseAlreadyOpen, and LookupError when today's ladder has no
    such tier.
    """
    if await queries.open_case_for_update(work.session, work.scope, subject_kind, subject_id) is not None:
        raise CaseAlreadyOpen
    case = ApprovalCase(
        customer_id=customer_id,
        id=work.new_id(),
        branch_id=branch_id,
        officer_id=officer_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        state=CaseState.OPEN,
        amount_fen=amount_fen,
        content_hash=content_hash,
        editors=sorted(editors | {officer_id}),
        opened_by=work.actor.id,
        opened_at=work.now,
        settled_at=None,
        version=1,
    )
    _place(case, step_of(tier, await queries.ladder_on(work.session, work.today)), exposure_after_fen)
    work.session.add(case)
    await work.session.flush()
    work.touch("case", case.id, tier=tier.value)
    work.record(CaseOpened(customer_id, case.id, subject_kind, subject_id, tier))
    return case


async def escalate(work: Work, *, case_id: UUID, tier: Tier, exposure_after_fen: int) -> ApprovalCase:
    """Put a case that was just approved before a higher tier instead, with its version raised (a building block).

    The votes given so far stay on record and no longer count. Raises ValueError when the tier is not higher.
    """
    case = await queries.case_for_update(work.session, work.scope, case_id)
    if case is None:
        raise NotFound(field="caseId")
    if not outranks(tier, case.tier):
        message = f"{tier} is not above {case.tier}"
        raise ValueError(message)
    _place(case, step_of(tier, await queries.ladder_on(work.session, work.today)), exposure_after_fen)
    case.state, case.settled_at, case.version = CaseState.OPEN, None, case.version + 1
    await work.session.flush()
    work.touch("case", case.id, escalated_to=tier.value)
    work.record(CaseEscalated(case.customer_id, case.id, case.subject_kind, case.subject_id, tier))
    return case


async def case_of(work: Work, case_id: UUID) -> ApprovalCase:
    """A case in sight (a building block). Raises NotFound."""
    case = await queries.case_by_id(work.session, work.scope, case_id)
    if case is None:
        raise NotFound(field="caseId")
    return case


async def withdraw_case(work: Work, *, kind: str, subject_id: UUID) -> UUID | None:
    """Close the open case about a subject, if there is one, without a decision (a building block)."""
    case = await queries.open_case_for_update(work.session, work.scope, kind, subject_id)
    if case is None:
        return None
    case.state, case.settled_at, case.version = CaseState.WITHDRAWN, work.now, case.version + 1
    await work.session.flush()
    work.touch("case", case.id, state=case.state.value)
    return case.id


def _place(case: ApprovalCase, step: Step, exposure_after_fen: int) -> None:
    """Copy onto the case what a step of the ladder asks of its deciders."""
    case.tier, case.tier_version, case.position = step.tier, step.version, step.position
    case.votes_needed, case.step_up, case.own_region = step.votes_needed, step.step_up, step.own_region
    case.exposure_after_fen = exposure_after_fen


def decider_of(work: Work) -> Decider:
    """What counts of the present actor when he decides (a building block)."""
    return Decider(work.actor.id, work.actor.positions, work.actor.region)


def facts_of(case: ApprovalCase, voters: set[UUID]) -> CaseFacts:
    """What counts of a case when somebody wants to decide it."""
    return CaseFacts(
        case.state,
        case.position,
        case.own_region,
        case.branch_id,
        case.officer_id,
        frozenset(case.editors),
        frozenset(voters),
    )
