"""Several decisions in one request, each by itself."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import strawberry

from schema.approvals.routine import ROUTINE, check_gesture
from schema.approvals.words import CaseDecision
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.errors import ErrorCode
from schema.kit.fields import SEEN, described, mutation
from schema.kit.scalars import Money
from server.applications.routine.service import approve_routinely
from server.approvals import service
from server.kit.errors import Denied, DomainError, Invalid, Unauthenticated
from server.kit.work import Caller

ROWS_MAX: Final = 20


@strawberry.input(description="One of several decisions.")
class BatchDecisionInput:
    """Part of decideCases."""

    case_id: strawberry.ID = described("Which case.")
    decision: CaseDecision = described("What is decided.")
    reason: str = described("Why.")
    expected_version: int = described(SEEN)
    amount: Money | None = strawberry.field(default=None, description="The amount that the caller has seen.")
    routine: bool = strawberry.field(default=False, description=ROUTINE)


@strawberry.input(description="Decisions, at most twenty.")
class DecideCasesInput:
    """Input of decideCases."""

    idempotency_key: str = described("Made by the client; the same key has one effect in each of the cases.")
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
        keys = [_key(input.idempotency_key, one) for one in input.decisions]
        told = zip(keys, input.decisions, strict=True)
        results = [await _decide(info.context.keyed(key), one) for key, one in told]
        return DecideCasesPayload(results=results, counted=sum(result.code is None for result in results))


def _check(decisions: Sequence[BatchDecisionInput]) -> None:
    """Raises Invalid for none or too many, and for one case twice."""
    if not 1 <= len(decisions) <= ROWS_MAX:
        raise Invalid(field="decisions", reason=f"1-{ROWS_MAX}")
    if len({one.case_id for one in decisions}) < len(decisions):
        raise Invalid(field="decisions", reason="twice")


def _key(key: str, one: BatchDecisionInput) -> str:
    """The request key of one decision: of its own, and the same whenever the batch is sent again."""
    return hashlib.sha256(f"{key}|{one.case_id}".encode()).hexdigest() if key else key


async def _cast(caller: Caller, one: BatchDecisionInput) -> None:
    case_id = ids.decode_as("ApprovalCase", one.case_id, "caseId")
    seen: dict[str, Any] = {"expected_version": one.expected_version, "amount_fen": one.amount}
    if one.routine:
        check_gesture(one.decision)
        await approve_routinely(caller, case_id=case_id, reason=one.reason, **seen)
    else:
        await service.decide(caller, case_id=case_id, decision=one.decision, reason=one.reason, **seen)


async def _decide(caller: Caller, one: BatchDecisionInput) -> BatchDecisionResult:
    try:
        await _cast(caller, one)
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
