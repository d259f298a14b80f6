"""From willingness, ability and agitation to channel, agent and hour. Pure; the matrix is data.

Scores are 0 to 1 and fade: a score that is one half-life old counts half as far from the middle. What is unknown is
taken cautiously: unknown willingness has cells of its own that begin with a message, unknown ability counts as low (a
plan is offered instead of pressure), unknown agitation as calm, because the first days without any score write and do
not call. Scores choose channel and agent and nothing else: no decision on credit reads them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

HALF: Final = 0.5


class Level(StrEnum):
    """Where a score lies."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"
    UNKNOWN = "unknown"


class Agent(StrEnum):
    """Who does it: nobody (the house's own messages), a collector, an experienced one, a mediator."""

    SYSTEM = "system"
    COLLECTOR = "collector"
    SENIOR = "senior"
    MEDIATOR = "mediator"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where the levels begin, and how fast scores fade."""

    willing_from: float = 0.6
    unwilling_below: float = 0.3
    able_from: float = 0.5
    agitated_from: float = 0.6
    half_life_days: float = 14.0
    forgotten_after_days: float = 90.0


@dataclass(frozen=True, slots=True)
class Scores:
    """What is known of a debtor, and how old it is; None is unknown."""

    willingness: float | None = None
    ability: float | None = None
    agitation: float | None = None
    age: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of the matrix: what to do with such a debtor from so many days past due on."""

    willingness: Level
    ability: Level
    from_days: int
    channel: str
    agent: Agent
    hour_from: int
    hour_until: int
    offer: str
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next: channel (None: nothing yet), who, between which hours, with which offer, and why."""

    channel: str | None
    agent: Agent
    hour_from: int
    hour_until: int
    offer: str
    reasons_zh: tuple[str, ...]
    reasons_en: tuple[str, ...]


NOTHING: Final = Advice(None, Agent.SYSTEM, 9, 20, "none", ("尚未到联系阶段",), ("It is not time for a contact",))


def faded(score: float | None, age: timedelta, bounds: Bounds, *, towards: float) -> float | None:
    """A score after its age: half as far from `towards` with each half-life, unknown when it is too old."""
    days = max(0.0, age / timedelta(days=1))
    if score is None or days > bounds.forgotten_after_days:
        return None
    return float(towards + (score - towards) * 0.5 ** (days / bounds.half_life_days))


def willingness_of(scores: Scores, bounds: Bounds) -> Level:
    """High from 0.6, low under 0.3 (as data)."""
    score = faded(scores.willingness, scores.age, bounds, towards=HALF)
    if score is None:
        return Level.UNKNOWN
    if score >= bounds.willing_from:
        return Level.HIGH
    return Level.LOW if score < bounds.unwilling_below else Level.MIDDLE


def ability_of(scores: Scores, bounds: Bounds) -> Level:
    """High or low; unknown is low: nobody is pressed for what he may not have."""
    return Level.HIGH if scores.ability is not None and scores.ability >= bounds.able_from else Level.LOW


def is_agitated(scores: Scores, bounds: Bounds) -> bool:
    """Whether he was agitated lately; it fades towards calm."""
    score = faded(scores.agitation, scores.age, bounds, towards=0.0)
    return score is not None and score >= bounds.agitated_from


def advise(days_past_due: int, scores: Scores, matrix: Sequence[Cell], bounds: Bounds) -> Advice:
    """The row of the debtor's cell that has begun last, and what agitation makes of it."""
    will, able = willingness_of(scores, bounds), ability_of(scores, bounds)
    rows = [row for row in matrix if row.willingness is will and row.ability is able and row.from_days <= days_past_due]
    if not rows:
        return NOTHING
    row = max(rows, key=lambda each: each.from_days)
    reasons_zh: tuple[str, ...] = (row.reason_zh,)
    reasons_en: tuple[str, ...] = (row.reason_en,)
    agent, channel = row.agent, row.channel
    if is_agitated(scores, bounds):
        reasons_zh += ("情绪激动：当日不通话，改由他人跟进",)
        reasons_en += ("Agitated: no call on that day, then another agent",)
        agent = Agent.MEDIATOR if agent is Agent.SENIOR else Agent.SENIOR
        channel = "message" if channel in {"call", "visit"} else channel
    return Advice(channel, agent, row.hour_from, row.hour_until, row.offer, reasons_zh, reasons_en)
