"""What happens to cases."""

from dataclasses import dataclass
from uuid import UUID

from server.approvals.offered import Offered
from server.approvals.rules import CaseState, Tier
from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """Somebody has to decide."""

    customer_id: UUID
    case_id: UUID
    subject_kind: str
    subject_id: UUID
    tier: Tier


@dataclass(frozen=True, slots=True)
class CaseEscalated(Event):
    """The exposure outgrew the tier: the next one decides afresh."""

    customer_id: UUID
    case_id: UUID
    subject_kind: str
    subject_id: UUID
    tier: Tier


@dataclass(frozen=True, slots=True)
class StepOverdue(Event):
    """A step was not done in time: those whose turn it is are reminded, or another position decides instead."""

    customer_id: UUID
    case_id: UUID
    handed_up: bool


@dataclass(frozen=True, slots=True)
class CaseUrged(Event):
    """Somebody asks those whose turn it is to decide."""

    customer_id: UUID
    case_id: UUID


@dataclass(frozen=True, slots=True)
class Decided(Event):
    """The last vote was given: approved, returned or rejected."""

    customer_id: UUID
    case_id: UUID
    subject_kind: str
    subject_id: UUID
    tier: Tier
    state: CaseState


@dataclass(frozen=True, slots=True)
class TermsOffered(Event):
    """A vote has laid down other terms: whoever owns the subject says whether they are possible."""

    customer_id: UUID
    case_id: UUID
    subject_kind: str
    subject_id: UUID
    offered: Offered
