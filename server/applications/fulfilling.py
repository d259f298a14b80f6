"""What follows an approval with other terms: the customer accepts them, others tick its conditions."""

from typing import Final
from uuid import UUID

from server.applications import queries
from server.applications.assessing import approved_content_hash
from server.applications.deciding import SUBJECT_KIND
from server.applications.errors import AcceptanceUnsound, ApprovalVoid, NothingToAccept, WrongState
from server.applications.rules import STATE_NAMES, Step, check_move
from server.approvals import queries as approvals
from server.approvals.errors import ConditionMet, EvidenceMissing, OwnCondition, ReasonTooLong
from server.approvals.models import Condition
from server.approvals.rules import CaseState
from server.documents.queries import document_by_id
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.work import Work

NOTE_LENGTH_MAX: Final = 500


@use_case(Operation.APPLICATION_ACCEPT)
async def accept_terms(work: Work, *, application_id: UUID, expected_version: int, acceptance: str) -> UUID:
    """Record that the customer accepts the terms that the approval has changed, and how he said so. Returns it.

    Before that no contract is drawn up. Raises NotFound, WrongState, Stale, NothingToAccept, ApprovalVoid,
    AcceptanceUnsound.
    """
    said = acceptance.strip()
    if not 1 <= len(said) <= NOTE_LENGTH_MAX:
        raise AcceptanceUnsound(field="acceptance", length=NOTE_LENGTH_MAX)
    application = await queries.application_for_update(work.session, work.scope, application_id)
    if application is None:
        raise NotFound(field="applicationId")
    check_move(application.state, Step.ACCEPT)
    if application.version != expected_version:
        raise Stale(field="expectedVersion")
    if application.offered_at is None or application.accepted_at is not None:
        raise NothingToAccept(field="applicationId")
    if application.approved_hash != await approved_content_hash(work, application):
        raise ApprovalVoid(field="applicationId")
    application.accepted_at, application.accepted_by, application.acceptance = work.now, work.actor.id, said
    application.version += 1
    await work.session.flush()
    work.touch("application", application.id, accepted=True)
    return application.id


@use_case(Operation.APPROVAL_FULFIL)
async def fulfil(work: Work, *, condition_id: UUID, note: str = "", document_id: UUID | None = None) -> UUID:
    """Tick a condition of an approval, with a document of the customer, a note, or both. Returns its case.

    Nobody ticks what he laid down. Raises NotFound (a document of another customer too), WrongState where nothing is
    approved, ConditionMet, OwnCondition, EvidenceMissing, ReasonTooLong.
    """
    said = note.strip()
    if not said and document_id is None:
        raise EvidenceMissing(field="note")
    if len(said) > NOTE_LENGTH_MAX:
        raise ReasonTooLong(field="note", length=NOTE_LENGTH_MAX)
    condition = await approvals.condition_for_update(work.session, work.scope, condition_id)
    if condition is None:
        raise NotFound(field="conditionId")
    await _require_tickable(work, condition)
    if document_id is not None:
        document = await document_by_id(work.session, work.scope, document_id)
        if document is None or document.customer_id != condition.customer_id:
            raise NotFound(field="documentId")
    condition.met_by, condition.met_at = work.actor.id, work.now
    condition.note, condition.document_id = said or None, document_id
    await work.session.flush()
    work.touch("case", condition.case_id, condition=condition.number)
    return condition.case_id


async def _require_tickable(work: Work, condition: Condition) -> None:
    """Of an approved case, not ticked yet, and laid down by somebody else."""
    case = await approvals.case_by_id(work.session, work.scope, condition.case_id)
    if case is None or case.subject_kind != SUBJECT_KIND:
        raise NotFound(field="conditionId")
    if case.state is not CaseState.APPROVED:
        application = await queries.application_by_id(work.session, work.scope, case.subject_id)
        state_zh, state_en = STATE_NAMES[application.state] if application else ("", "")
        raise WrongState(state_zh=state_zh, state_en=state_en, verb_zh="落实条件", verb_en="made ready for payment")
    if condition.met_at is not None:
        raise ConditionMet(field="conditionId")
    if condition.laid_by == work.actor.id:
        raise OwnCondition(field="conditionId")
