"""A candidate of a sweep put to its rule: a finding, or nothing. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.compliance.engine import LawRule, put
from server.kit.rulebook import FindingOutcome, Labels, Severity


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a sweep has read of one subject: facts for one rule. `kind` is person or company, or any for the house."""

    rule_code: str
    subject_kind: str
    subject_id: UUID
    branch_id: UUID
    customer_id: UUID | None
    owner_id: UUID | None
    kind: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule has against one subject."""

    branch_id: UUID
    customer_id: UUID | None
    rule_code: str
    rule_version: int
    severity: Severity
    outcome: FindingOutcome
    subject_kind: str
    subject_id: UUID
    reason_zh: str
    reason_en: str
    facts: dict[str, Any]
    owner_id: UUID | None
    due_days: int


def found(law: LawRule, candidate: Candidate, *, lenders: frozenset[str], labels: Labels) -> Found | None:
    """The finding of one rule, if it is violated or cannot be answered where it must be."""
    told = put([law], candidate.facts, kind=candidate.kind, lenders=lenders, labels=labels).noted
    if not told:
        return None
    [one] = told
    return Found(
        candidate.branch_id,
        candidate.customer_id,
        one.code,
        one.version,
        law.rule.severity,
        one.outcome,
        candidate.subject_kind,
        candidate.subject_id,
        one.zh,
        one.en,
        dict(candidate.facts) | {"missing": list(one.missing)},
        candidate.owner_id,
        law.due_days,
    )
