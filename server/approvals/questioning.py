"""Asking a passkey to confirm a decision before it is sent."""

from collections.abc import Sequence
from uuid import UUID

from server.approvals.confirming import facts_of_decision
from server.approvals.offered import Offered, checked_conditions
from server.approvals.rules import CaseDecision
from server.approvals.service import case_of, checked_reason
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.identity.passkeys import proofs
from server.identity.passkeys.questions import Question
from server.kit.errors import Stale
from server.kit.work import Work


@use_case(Operation.APPROVAL_DECIDE, keyed=False)
async def ask_passkey(
    work: Work,
    *,
    case_id: UUID,
    decision: CaseDecision,
    reason: str,
    expected_version: int,
    offered: Offered,
    conditions: Sequence[str] = (),
) -> Question:
    """Ask one's own passkeys to confirm a decision, exactly as it will be sent: the answer counts for it alone, once.

    Raises NotFound, Stale, ReasonMissing, ReasonTooLong, ConditionsUnsound, PasskeysElsewhere.
    """
    said, laid = checked_reason(reason), checked_conditions(conditions)
    case = await case_of(work, case_id)
    if case.version != expected_version:
        raise Stale(field="expectedVersion")
    return await proofs.ask_for(work, **facts_of_decision(case, decision, said, offered, laid))
