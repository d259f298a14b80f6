"""What exactly somebody confirms with his passkey when he decides on a large amount (a building block)."""

from collections.abc import Sequence
from typing import Any

from server.approvals.models import ApprovalCase
from server.approvals.offered import Offered, decided_on
from server.approvals.rules import CaseDecision


def facts_of_decision(
    case: ApprovalCase, decision: CaseDecision, reason: str, offered: Offered, conditions: Sequence[str]
) -> dict[str, Any]:
    """What a passkey signs: the case at its version, the verdict and its reason, the amount, terms and conditions."""
    return {
        "case": str(case.id),
        "version": case.version,
        "decision": decision.value,
        "reason": reason,
        "amount_fen": case.amount_fen,
        "about": decided_on(case.content_hash, offered, conditions),
    }
