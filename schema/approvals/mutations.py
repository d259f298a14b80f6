"""Root fields that decide."""

from uuid import UUID

import strawberry

from schema.approvals.views import ApprovalCase
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described, mutation
from schema.kit.scalars import Money
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.approvals import service
from server.approvals.rules import CaseDecision


@strawberry.input(description="A decision on a case.")
class DecideCaseInput:
    """Input of decideCase."""

    idempotency_key: str = described("Made by the client; the same key has one effect.")
    case_id: strawberry.ID = described("Which case.")
    decision: CaseDecision = described("What is decided.")
    reason: str = described("Why.")
    expected_version: int = described("The version that the caller has seen.")
    amount: Money | None = strawberry.field(default=None, description="The amount that the caller has seen.")


@strawberry.type(description="The case after the decision.")
class ApprovalCasePayload:
    """Answer of decideCase."""

    case: ApprovalCase = described("As it stands now.")


@strawberry.type
class ApprovalMutation:
    """Part of the root mutation."""

    @mutation(service.decide)
    async def decide_case(self, info: Info, input: DecideCaseInput) -> ApprovalCasePayload:
        back = ReadBack(info, _payload)
        outcome = await service.decide(
            back.caller(input.idempotency_key),
            case_id=ids.decode_as("ApprovalCase", input.case_id, "caseId"),
            decision=input.decision,
            reason=input.reason,
            expected_version=input.expected_version,
            amount_fen=input.amount,
        )
        return back.answer(outcome)


def _payload(case_id: UUID) -> ApprovalCasePayload:
    return ApprovalCasePayload(case=by_row_id(case_id))
