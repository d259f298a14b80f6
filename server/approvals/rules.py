"""Tiers, state of a case, who may decide: values in, values out."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from server.approvals.errors import AlreadyDecided, CaseClosed, OwnCustomer, OwnEntry, WrongPosition, WrongRegion
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


RANK: Final = {tier: rank for rank, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class Step:
    """A tier of the ladder as it stands in its dated table.

    `from_fen` is the least exposure after the loan that comes here; `own_region` asks that the decider's region holds
    the branch; `step_up` asks for a fresh second factor.
    """

    tier: Tier
    version: int
    from_fen: int
    position: str
    votes_needed: int
    step_up: bool
    own_region: bool


Ladder = Sequence[Step]


@dataclass(frozen=True, slots=True)
class Decider:
    """What counts of the person who wants to decide. `region` holds the branches of his own region."""

    id: UUID
    positions: frozenset[str]
    region: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What counts of the case. `voters` are those who have voted on it at any tier."""

    state: CaseState
    position: str
    own_region: bool
    branch_id: UUID
    officer_id: UUID
    editors: frozenset[UUID]
    voters: frozenset[UUID]


def tier_of(exposure_after_fen: int, *, referred: bool, ladder: Ladder) -> Tier:
    """The tier of a loan, by the exposure of the customer and his group with this loan in it, to the fen.

    The highest step that begins at or below the exposure; below them all, a referral by a rule goes to manual review
    and everything else is decided automatically. Raises ValueError for an exposure of nothing, LookupError for a ladder
    without its upper steps: a missing limit is never taken for no limit.
    """
    for needed in (Tier.REGIONAL, Tier.COMMITTEE):
        step_of(needed, ladder)
    if exposure_after_fen <= 0:
        message = "an exposure after a loan is positive"
        raise ValueError(message)
    reached = [s.tier for s in ladder if s.tier is not Tier.MANUAL_REVIEW and s.from_fen <= exposure_after_fen]
    if reached:
        return max(reached, key=RANK.__getitem__)
    return Tier.MANUAL_REVIEW if referred else Tier.AUTOMATIC


def step_of(tier: Tier, ladder: Ladder) -> Step:
    """The step of a tier that people decide. Raises LookupError when the ladder has none: nobody could decide."""
    for step in ladder:
        if step.tier is tier:
            return step
    message = f"no step of the ladder for {tier}"
    raise LookupError(message)


def outranks(tier: Tier, other: Tier) -> bool:
    """Whether a tier is decided higher up than another."""
    return RANK[tier] > RANK[other]


def why_not(decider: Decider, case: CaseFacts) -> DomainError | None:
    """What keeps this person from deciding on this case; None when nothing does."""
    bars = (
        (case.state is not CaseState.OPEN, CaseClosed()),
        (decider.id == case.officer_id, OwnCustomer()),
        (decider.id in case.editors, OwnEntry()),
        (decider.id in case.voters, AlreadyDecided()),
        (case.position not in decider.positions, WrongPosition(position=case.position)),
        (case.own_region and case.branch_id not in decider.region, WrongRegion()),
    )
    return next((error for holds, error in bars if holds), None)


def settled(votes: Collection[CaseDecision], votes_needed: int) -> CaseState:
    """What the votes of the present tier make of a case: one reject or return ends it, approval wants all its votes."""
    if CaseDecision.REJECT in votes:
        return CaseState.REJECTED
    if CaseDecision.RETURN in votes:
        return CaseState.RETURNED
    return CaseState.APPROVED if len(votes) >= votes_needed else CaseState.OPEN


def vote_hash(content_hash: str, decision: CaseDecision, reason: str, *, by: UUID, at: str) -> str:
    """SHA-256 over what was decided on, the decision and its reason, who took it and when; lines in this order."""
    return hashlib.sha256("\n".join((content_hash, decision.value, str(by), at, reason)).encode()).hexdigest()
