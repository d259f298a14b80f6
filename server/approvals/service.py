"""The verbs of approvals: decide at the door; open, escalate and withdraw a case as building blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Final
from uuid import UUID

from server.approvals import queries
from server.approvals.confirming import facts_of_decision
from server.approvals.errors import CaseAlreadyOpen, OtherAmount, ReasonMissing, ReasonTooLong, TermsWithoutApproval
from server.approvals.events import CaseEscalated, CaseOpened, Decided
from server.approvals.matrix.rules import Route
from server.approvals.models import ActKind, ApprovalCase, Condition, Vote
from server.approvals.offered import Offered, checked_conditions, decided_on
from server.approvals.people import decider_of, facts_in
from server.approvals.placing import lay_down, note, put_on
from server.approvals.rules import CaseDecision, CaseState, Mode, outranks, settled, voice_of, vote_hash
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.identity.passkeys.proofs import confirmed
from server.kit.errors import NotFound, Stale
from server.kit.work import Work

REASON_LENGTH_MAX = 1000
UNCHANGED: Final = Offered()


@use_case(Operation.APPROVAL_DECIDE)
async def decide(
    work: Work,
    *,
    case_id: UUID,
    decision: CaseDecision,
    reason: str,
    expected_version: int,
    amount_fen: int | None = None,
    offered: Offered = UNCHANGED,
    conditions: Sequence[str] = (),
) -> UUID:
    """Vote on a case: approve, return to the officer, or reject, with a reason. Returns the case.

    An approval may lay down a lower amount, a shorter term, a higher rate (`offered`) and conditions that have to be
    met before payment; of several voters the strictest counts, and the customer accepts changed terms anew.
    `expected_version` is the version that the caller saw, `amount_fen` (where given) the amount. Regional and committee
    cases want the signature of one's own passkey on exactly this or, of who has none, a fresh code. Refuses with
    NotFound out of sight, CaseClosed, OwnCustomer, OwnEntry, AlreadyDecided, Recused, WrongPosition, WrongRegion,
    AssignedToOther, Stale, OtherAmount, StepUpRequired, PasskeyRequired, ReasonMissing, ReasonTooLong,
    TermsWithoutApproval, ConditionsUnsound, OfferLooser.
    """
    said = Said(decision, checked_reason(reason), offered, checked_conditions(conditions))
    if decision is not CaseDecision.APPROVE and said.changes:
        raise TermsWithoutApproval(field="decision")
    case, voice = await decidable(work, case_id, expected_version, amount_fen)
    if case.step_up:
        facts = facts_of_decision(case, decision, said.reason, said.offered, said.conditions)
        work.touch("case", case.id, **await confirmed(work, **facts))
    return await cast_vote(work, case, voice, said)


@dataclass(frozen=True)
class Said:
    """What somebody says with his vote."""

    decision: CaseDecision
    reason: str
    offered: Offered = UNCHANGED
    conditions: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether it lays anything down."""
        return self.offered.changes or bool(self.conditions)


async def decidable(
    work: Work, case_id: UUID, expected_version: int, amount_fen: int | None
) -> tuple[ApprovalCase, UUID]:
    """A case that the present actor may decide, locked, as he saw it; and in whose name (a building block).

    Refuses as `decide` does.
    """
    case = await locked_case(work, case_id)
    voice = voice_of(await decider_of(work), await facts_in(work, case))
    if case.version != expected_version:
        raise Stale(field="expectedVersion")
    if amount_fen is not None and amount_fen != case.amount_fen:
        raise OtherAmount(field="amount")
    return case, voice


async def cast_vote(work: Work, case: ApprovalCase, voice: UUID, said: Said) -> UUID:
    """Count a vote of somebody who may give it (a building block). Returns the case."""
    votes = await queries.votes_on(work.session, work.scope, case)
    counted = [vote.decision for vote in votes if vote.round == case.round]
    work.session.add(_vote(work, case, voice, said))
    await lay_down(work, case, said.offered, said.conditions)
    await _settle(work, case, settled([*counted, said.decision], case.present_step), changed=said.changes)
    await work.session.flush()
    work.touch("case", case.id, decision=said.decision.value, tier=case.tier.value, state=case.state.value)
    return case.id


async def locked_case(work: Work, case_id: UUID) -> ApprovalCase:
    """A case in sight, locked (a building block). Raises NotFound."""
    case = await queries.case_for_update(work.session, work.scope, case_id)
    if case is None:
        raise NotFound(field="caseId")
    return case


def checked_reason(reason: str) -> str:
    """A reason without its margins. Raises ReasonMissing, ReasonTooLong."""
    said = reason.strip()
    if not said:
        raise ReasonMissing(field="reason")
    if len(said) > REASON_LENGTH_MAX:
        raise ReasonTooLong(field="reason", length=REASON_LENGTH_MAX)
    return said


def _vote(work: Work, case: ApprovalCase, voice: UUID, said: Said) -> Vote:
    at = work.now.astimezone(UTC).isoformat()
    about = decided_on(case.content_hash, said.offered, said.conditions)
    laid = said.offered.as_json | {"conditions": list(said.conditions)} if about != case.content_hash else None
    return Vote(
        customer_id=case.customer_id,
        id=work.new_id(),
        branch_id=case.branch_id,
        officer_id=case.officer_id,
        case_id=case.id,
        tier=case.tier,
        step=case.step,
        round=case.round,
        decision=said.decision,
        reason=said.reason,
        decided_by=work.actor.id,
        voice=voice,
        decided_at=work.now,
        editors=case.editors,
        offered=laid,
        vote_hash=vote_hash(about, said.decision, said.reason, by=work.actor.id, at=at),
    )


async def _settle(work: Work, case: ApprovalCase, state: CaseState, *, changed: bool) -> None:
    """Close the case when its votes have settled it, or send it to the next step of its route.

    Whoever owns the subject hears of the end in this transaction. One voice after the other: each vote of a sequence
    raises the version, so that nobody votes without knowing the one before; so does one that has `changed` the terms.
    """
    if state is CaseState.OPEN:
        if case.mode is Mode.SEQUENTIAL or changed:
            case.version += 1
        return
    case.version += 1
    if state is CaseState.APPROVED and case.step < len(case.route):
        note(work, case, ActKind.ADVANCED)
        await put_on(work, case, case.step + 1)
        return
    case.state, case.settled_at = state, work.now
    work.record(Decided(case.customer_id, case.id, case.subject_kind, case.subject_id, case.tier, state))


async def open_case(
    work: Work,
    *,
    subject_kind: str,
    subject_id: UUID,
    customer_id: UUID,
    branch_id: UUID,
    officer_id: UUID,
    route: Route,
    amount_fen: int,
    exposure_after_fen: int,
    content_hash: str,
    editors: frozenset[UUID],
) -> ApprovalCase:
    """Open a case on the first step of a route (a building block). The customer's officer is added to the editors.

    `content_hash` says what exactly is decided on. Raises CaseAlreadyOpen.
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
    await _send(work, case, route, exposure_after_fen)
    work.session.add(case)
    await work.session.flush()
    work.touch("case", case.id, tier=route.tier.value)
    work.record(CaseOpened(customer_id, case.id, subject_kind, subject_id, route.tier))
    return case


async def escalate(work: Work, *, case_id: UUID, route: Route, exposure_after_fen: int) -> ApprovalCase:
    """Put a case that was just approved before a higher tier instead, with its version raised (a building block).

    The votes given so far stay on record and no longer count. Raises ValueError when the tier is not higher.
    """
    case = await locked_case(work, case_id)
    if not outranks(route.tier, case.tier):
        message = f"{route.tier} is not above {case.tier}"
        raise ValueError(message)
    await _send(work, case, route, exposure_after_fen)
    case.state, case.settled_at, case.version = CaseState.OPEN, None, case.version + 1
    await work.session.flush()
    work.touch("case", case.id, escalated_to=route.tier.value)
    work.record(CaseEscalated(case.customer_id, case.id, case.subject_kind, case.subject_id, route.tier))
    return case


async def case_of(work: Work, case_id: UUID) -> ApprovalCase:
    """A case in sight (a building block). Raises NotFound."""
    case = await queries.case_by_id(work.session, work.scope, case_id)
    if case is None:
        raise NotFound(field="caseId")
    return case


async def conditions_waiting(work: Work, case_id: UUID) -> Sequence[Condition]:
    """What has to be so before payment and is not yet (a building block). A case out of sight has none."""
    case = await queries.case_by_id(work.session, work.scope, case_id)
    found = [] if case is None else await queries.conditions_of(work.session, work.scope, case)
    return [each for each in found if each.met_at is None]


async def withdraw_case(work: Work, *, kind: str, subject_id: UUID) -> UUID | None:
    """Close the open case about a subject, if there is one, without a decision (a building block)."""
    case = await queries.open_case_for_update(work.session, work.scope, kind, subject_id)
    if case is None:
        return None
    case.state, case.settled_at, case.version = CaseState.WITHDRAWN, work.now, case.version + 1
    await work.session.flush()
    work.touch("case", case.id, state=case.state.value)
    return case.id


async def _send(work: Work, case: ApprovalCase, route: Route, exposure_after_fen: int) -> None:
    """Put a case at the beginning of a route."""
    case.tier, case.tier_version, case.exposure_after_fen = route.tier, route.version, exposure_after_fen
    case.route = [step.as_json for step in route.steps]
    case.routine = route.routine.as_json if route.routine else None
    await put_on(work, case, 1)
