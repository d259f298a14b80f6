"""What may be done with an alert in which state, whose it is, and how often an indicator was right. Pure."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

NEW_A_DAY_MAX: Final = 10
"""How many new alerts of a day are put before one officer, or one desk, one by one; the rest goes into a digest."""

SNOOZE_DAYS_MAX: Final = 30
SHARE: Final = Decimal("0.0001")


class Severity(StrEnum):
    """Which threshold was passed."""

    WARN = "warn"
    CRITICAL = "critical"


class AlertState(StrEnum):
    """Open, put off until a day, handed up, or closed with an outcome."""

    OPEN = "open"
    SNOOZED = "snoozed"
    ESCALATED = "escalated"
    CLOSED = "closed"


class Outcome(StrEnum):
    """Whether it was right."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"


class Desk(StrEnum):
    """Who owns an alert."""

    OFFICER = "officer"
    RISK = "risk"
    COMPLIANCE = "compliance"
    FINANCE = "finance"
    TECHNOLOGY = "technology"


class Step(StrEnum):
    """What happens to an alert after it was opened."""

    SNOOZE = "snooze"
    WAKE = "wake"
    WORSEN = "worsen"
    ESCALATE = "escalate"
    CLOSE = "close"


STEPS: Final[Mapping[AlertState, Mapping[Step, AlertState]]] = MappingProxyType(
    {
        AlertState.OPEN: {
            Step.SNOOZE: AlertState.SNOOZED,
            Step.WORSEN: AlertState.OPEN,
            Step.ESCALATE: AlertState.ESCALATED,
            Step.CLOSE: AlertState.CLOSED,
        },
        AlertState.SNOOZED: {
            Step.SNOOZE: AlertState.SNOOZED,
            Step.WAKE: AlertState.OPEN,
            Step.WORSEN: AlertState.OPEN,
            Step.CLOSE: AlertState.CLOSED,
        },
        AlertState.ESCALATED: {Step.WORSEN: AlertState.ESCALATED, Step.CLOSE: AlertState.CLOSED},
        AlertState.CLOSED: {},
    }
)
"""Each state with what may happen in it; what was handed up is not put off any more."""

DESKS: Final[Mapping[str, Desk]] = MappingProxyType(
    {
        "CN": Desk.RISK,
        "CO": Desk.COMPLIANCE,
        "CP": Desk.COMPLIANCE,
        "CU": Desk.FINANCE,
        "DA": Desk.TECHNOLOGY,
        "DV": Desk.RISK,
        "ID": Desk.RISK,
        "IP": Desk.RISK,
        "MC": Desk.RISK,
        "OF": Desk.RISK,
        "OP": Desk.TECHNOLOGY,
        "SN": Desk.RISK,
        "VL": Desk.RISK,
    }
)
"""Whose a group of indicators is; any other group is the officer's where there is one, and else of risk."""

OFFICERS_OWN: Final = frozenset({"CO-04", "CO-08", "CO-18", "ID-04", "ID-16", "OP-11", "OP-12"})
"""Of those groups what the officer of the customer can see to himself."""

SUSPICION: Final = frozenset({"RB-12", "CF-05", "OF-15", "OP-14"})
"""What points at laundering or theft, of data too: nobody who may be a part of it hears of it."""

POSITIONS: Final[Mapping[Desk, AbstractSet[str]]] = MappingProxyType(
    {
        Desk.OFFICER: frozenset(
            {"loan_officer", "team_lead", "branch_manager", "regional_manager", "collector", "risk_officer"}
        ),
        Desk.RISK: frozenset({"risk_officer"}),
        Desk.COMPLIANCE: frozenset({"risk_officer"}),
        Desk.FINANCE: frozenset({"finance_clerk", "finance_checker"}),
        Desk.TECHNOLOGY: frozenset({"administrator"}),
    }
)
"""The positions that answer an alert of a desk; those of a desk other than the officer's are also told of it."""

REGION: Final = "regional_manager"
COMMITTEE: Final = "committee_member"


def next_state(state: AlertState, step: Step) -> AlertState | None:
    """Where a step leads; None where it may not be taken."""
    return STEPS[state].get(step)


def desk_of(code: str, *, has_officer: bool) -> Desk:
    """Who owns an alert of an indicator. `has_officer`: its subject is a customer's, who has an officer."""
    if code in SUSPICION:
        return Desk.COMPLIANCE
    if has_officer and code in OFFICERS_OWN:
        return Desk.OFFICER
    fallback = Desk.OFFICER if has_officer else Desk.RISK
    return DESKS.get(code.partition("-")[0], fallback)


def escalates_to(desk: Desk) -> str:
    """The position that answers instead when the desk has not: the officer's regional manager, or the committee."""
    return REGION if desk is Desk.OFFICER else COMMITTEE


def may_answer(desk: Desk, state: AlertState, escalated_to: str | None, positions: AbstractSet[str]) -> bool:
    """Whether the holder of these positions may put an alert off or close it, where he sees it at all."""
    if state is AlertState.ESCALATED:
        return escalated_to in positions
    return bool(POSITIONS[desk] & positions)


def is_sound_snooze(until: date, today: date) -> bool:
    """A later day, at most a month away."""
    return today < until <= today + timedelta(days=SNOOZE_DAYS_MAX)


def told_singly(fresh: int, *, already: int) -> int:
    """Of so many new alerts, the weightiest first, how many are told one by one when `already` were today."""
    return max(0, min(fresh, NEW_A_DAY_MAX - already))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How the closed alerts of an indicator have ended."""

    right: int = 0
    wrong: int = 0
    unclear: int = 0

    @property
    def precision(self) -> Decimal | None:
        """Right over right and wrong, four places; None before anybody could tell."""
        told = self.right + self.wrong
        return (Decimal(self.right) / told).quantize(SHARE, ROUND_HALF_UP) if told else None
