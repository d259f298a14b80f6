"""Tiers, steps, state of a case, who may decide: values in, values out."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Final, Self
from uuid import UUID

from server.approvals.errors import (
    AlreadyDecided,
    AssignedToOther,
    CaseClosed,
    OwnCustomer,
    OwnEntry,
    Recused,
    WrongPosition,
    WrongRegion,
)
from server.kit.errors import DomainError


class Tier(StrEnum):
    """Who decides, low to high."""

    AUTOMATIC = "automatic"
    MANUAL_REVIEW = "manual_review"
    REGIONAL = "regional"
    COMMITTEE = "committee"


class CaseState(StrEnum):
    """Open, or how it ended."""

    OPEN = "open"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class CaseDecision(StrEnum):
    """What a vote says."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"


class Mode(StrEnum):
    """How the voices of a step come together.

    Single: one voice. Sequential: one voice after the other, each knowing the one before. Parallel: several voices in
    any order. In all three one rejection ends the case. Committee: when the quorum has voted, approvals are counted.
    """

    SINGLE = "single"
    SEQUENTIAL = "sequential"
    PARALLEL = "parallel"
    COMMITTEE = "committee"


RANK: Final = {tier: rank for rank, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a route.

    `own_region` asks that the decider's region holds the branch, `step_up` for a fresh second factor; `sla_hours` are
    hours of work, after which `escalates_to` names the position that decides instead. A step that somebody has added
    for one person names him as `signer`.
    """

    position: str
    mode: Mode
    votes_needed: int
    quorum: int
    own_region: bool
    step_up: bool
    sla_hours: int | None = None
    escalates_to: str | None = None
    signer: UUID | None = None
    added_by: UUID | None = None

    @property
    def as_json(self) -> dict[str, Any]:
        """As it lies in a JSONB column."""
        told = asdict(self)
        return told | {name: str(told[name]) for name in ("signer", "added_by") if told[name] is not None}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        people = {name: UUID(told[name]) if told.get(name) else None for name in ("signer", "added_by")}
        return cls(**(told | people | {"mode": Mode(told["mode"])}))


def signers_step(step: Step, *, signer: UUID, position: str, added_by: UUID) -> Step:
    """The step of one person whom somebody has asked to sign beside a step."""
    alone = replace(step, position=position, mode=Mode.SINGLE, votes_needed=1, quorum=1, own_region=False)
    return replace(alone, signer=signer, added_by=added_by)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody in whose name another may vote. `branches` are those whose rows he sees himself; None for all."""

    id: UUID
    positions: frozenset[str]
    region: frozenset[UUID]
    branches: frozenset[UUID] | None


@dataclass(frozen=True, slots=True)
class Decider:
    """What counts of the person who wants to decide. `region` holds the branches of his own region.

    `voices` are those in whose name he may vote today, himself not among them.
    """

    id: UUID
    positions: frozenset[str]
    region: frozenset[UUID]
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What counts of the case. `voters` are those who have voted on it at any step, or in whose name it was done."""

    state: CaseState
    position: str
    own_region: bool
    branch_id: UUID
    officer_id: UUID
    editors: frozenset[UUID]
    voters: frozenset[UUID]
    assignee: UUID | None = None
    recused: frozenset[UUID] = frozenset()


def outranks(tier: Tier, other: Tier) -> bool:
    """Whether a tier is decided higher up than another."""
    return RANK[tier] > RANK[other]


def _barred(person: UUID, case: CaseFacts) -> DomainError | None:
    """What keeps this person out of the case altogether, by his own hand or as a voice."""
    bars = (
        (case.state is not CaseState.OPEN, CaseClosed()),
        (person == case.officer_id, OwnCustomer()),
        (person in case.editors, OwnEntry()),
        (person in case.voters, AlreadyDecided()),
        (person in case.recused, Recused()),
    )
    return next((error for holds, error in bars if holds), None)


def why_not(decider: Decider | Voice, case: CaseFacts) -> DomainError | None:
    """What keeps this person from deciding on this case in his own name; None when nothing does."""
    bars = (
        (case.position not in decider.positions, WrongPosition(position=case.position)),
        (case.own_region and case.branch_id not in decider.region, WrongRegion()),
        (case.assignee is not None and case.assignee != decider.id, AssignedToOther()),
    )
    return _barred(decider.id, case) or next((error for holds, error in bars if holds), None)


def voice_of(decider: Decider, case: CaseFacts) -> UUID:
    """In whose name this person votes: his own where he may, else that of the first who has asked him to stand in.

    Four eyes look through: whoever may not touch the case himself votes for nobody, and nobody votes for such a one.
    Raises what keeps him from voting in his own name.
    """
    refusal = why_not(decider, case)
    if refusal is None:
        return decider.id
    if _barred(decider.id, case) is None:
        for voice in decider.voices:
            seen = voice.branches is None or case.branch_id in voice.branches
            if seen and why_not(voice, case) is None:
                return voice.id
    raise refusal


def settled(votes: Collection[CaseDecision], step: Step) -> CaseState:
    """What the votes of the present round make of its step.

    One return ends the case, and one rejection too, except in a committee: that rejects when the approvals it needs
    cannot come together within its quorum any more, and approves only when the quorum has voted.
    """
    approvals = sum(vote is CaseDecision.APPROVE for vote in votes)
    if step.mode is Mode.COMMITTEE:
        can_still = approvals + max(0, step.quorum - len(votes))
        rejected = CaseDecision.REJECT in votes and can_still < step.votes_needed
    else:
        rejected = CaseDecision.REJECT in votes
    if rejected:
        return CaseState.REJECTED
    if CaseDecision.RETURN in votes:
        return CaseState.RETURNED
    enough = approvals >= step.votes_needed and len(votes) >= step.quorum
    return CaseState.APPROVED if enough else CaseState.OPEN


def vote_hash(content_hash: str, decision: CaseDecision, reason: str, *, by: UUID, at: str) -> str:
    """SHA-256 over what was decided on, the decision and its reason, who took it and when; lines in this order."""
    return hashlib.sha256("\n".join((content_hash, decision.value, str(by), at, reason)).encode()).hexdigest()


def steps_from(route: Sequence[dict[str, Any]]) -> tuple[Step, ...]:
    """A route as it lies in its column."""
    return tuple(Step.from_json(told) for told in route)


def met_in_committee(route: Sequence[dict[str, Any]], mode: Mode) -> bool:
    """Whether a committee had a part in a case: then its minutes are written."""
    return mode is Mode.COMMITTEE or any(step.mode is Mode.COMMITTEE for step in steps_from(route))
