"""Confirming a decision with a passkey, before it is sent."""

import strawberry

from schema.approvals.mutations import OfferedTermsInput
from schema.approvals.words import CaseDecision
from schema.identity.passkeys import PasskeyQuestion, PasskeyQuestionPayload
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import SEEN, described, mutation
from server.approvals import questioning, service


@strawberry.input(description="A decision, exactly as it will be sent.")
class AskPasskeyForDecisionInput:
    """Input of askPasskeyForDecision."""

    case_id: strawberry.ID = described("Which case.")
    decision: CaseDecision = described("What is decided.")
    reason: str = described("Why.")
    expected_version: int = described(SEEN)
    offered: OfferedTermsInput | None = strawberry.field(default=None, description="Other terms, with an approval.")
    conditions: list[str] = strawberry.field(
        default_factory=list, description="What has to be so before money is paid, with an approval."
    )


@strawberry.type
class ConfirmingMutation:
    """Part of the root mutation."""

    @mutation(questioning.ask_passkey)
    async def ask_passkey_for_decision(self, info: Info, input: AskPasskeyForDecisionInput) -> PasskeyQuestionPayload:
        question = await questioning.ask_passkey(
            info.context.caller,
            case_id=ids.decode_as("ApprovalCase", input.case_id, "caseId"),
            decision=input.decision,
            reason=input.reason,
            expected_version=input.expected_version,
            offered=input.offered.told if input.offered else service.UNCHANGED,
            conditions=tuple(input.conditions),
        )
        return PasskeyQuestionPayload(question=PasskeyQuestion.of(question))
