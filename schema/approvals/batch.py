"""Several decisions in one request, each by itself."""

from collections.abc import Sequence
from typing import Final

import strawberry

from schema.approvals.words import CaseDecision
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.errors import ErrorCode
from schema.kit.fields import described, mutation
from schema.kit.scalars import Money
from server.approvals import service
from server.kit.errors import Denied, DomainError, Invalid, Unauthenticated
from server.kit.work import Caller

ROWS_MAX: Final = 20


@strawberry.input(description="One of several decisions.")
class BatchDecisionInput:
    """Part of decideCases."""

    idempotency_key: str = described("Made by the client for this decision; the same key has one effect.")
    case_id: strawberry.ID = described("Which case.")
    decision: CaseDecision = described("What is decided.")
    reason: str = described("Why.")
    expected_version: int = described("The version that the caller has seen.")
    amount: Money | None = strawberry.field(default=None, description="The amount that the caller has seen.")


@strawberry.input(description="Decisions, at most twenty.")
class DecideCasesInput:
    """Input of decideCases."""

    decisions: list[BatchDecisionInput] = described("Each counts or fails by itself, in their order.")


@strawberry.type(description="What became of one of several decisions.")
class BatchDecisionResult:
    """A row of the answer of decideCases."""

    case_id: strawberry.ID = described("Which case.")
    code: ErrorCode | None = described("Why it was refused; null where it counts.")
    message_zh: str | None = described("The refusal in Chinese.")
    message_en: str | None = described("The refusal in English.")


@strawberry.type(description="What became of several decisions.")
class DecideCasesPayload:
    """Answer of decideCases."""

    results: list[BatchDecisionResult] = described("In the order in which they were asked for.")
    counted: int = described("How many of them count.")


@strawberry.type
class BatchMutation:
    """Part of the root mutation."""

    @mutation(service.decide)
    async def decide_cases(self, info: Info, input: DecideCasesInput) -> DecideCasesPayload:
        _check(input.decisions)
        results = [await _decide(info.context.keyed(one.idempotency_key), one) for one in input.decisions]
        return DecideCasesPayload(results=results, counted=sum(result.code is None for result in results))


def _check(decisions: Sequence[BatchDecisionInput]) -> None:
    """Raises Invalid for none or too many, and for one key or case twice."""
    if not 1 <= len(decisions) <= ROWS_MAX:
        raise Invalid(field="decisions", reason=f"1-{ROWS_MAX}")
    for names in ([one.idempotency_key for one in decisions], [one.case_id for one in decisions]):
        if len(set(names)) < len(names):
            raise Invalid(field="decisions", reason="twice")


async def _decide(caller: Caller, one: BatchDecisionInput) -> BatchDecisionResult:
    try:
        await service.decide(
            caller,
            case_id=ids.decode_as("ApprovalCase", one.case_id, "caseId"),
            decision=one.decision,
            reason=one.reason,
            expected_version=one.expected_version,
            amount_fen=one.amount,
        )
    except Unauthenticated:
        raise
    except DomainError as refusal:
        if refusal.code == Denied.code:
            raise  # he may not decide at all
        code = ErrorCode(refusal.code)
        return BatchDecisionResult(
            case_id=one.case_id, code=code, message_zh=refusal.message_zh, message_en=refusal.message_en
        )
    return BatchDecisionResult(case_id=one.case_id, code=None, message_zh=None, message_en=None)
