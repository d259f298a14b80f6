"""What a text says of a debtor: intents, scores, what halts contacts, and when nothing is said. Pure.

Scores are 0 to 1. They choose channel and agent and never credit.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Intent(StrEnum):
    """What somebody who owes may say."""

    PROMISE = "promise"
    REFUSE = "refuse"
    HARDSHIP = "hardship"
    DISPUTE = "dispute"
    FRAUD = "fraud"
    CRISIS = "crisis"
    THIRD_PERSON = "third_person"
    WRONG_NUMBER = "wrong_number"
    COMPLAINT = "complaint"
    DELAY = "delay"
    PAID = "paid"
    HOSTILE = "hostile"
    NEUTRAL = "neutral"


class Speaker(StrEnum):
    """The debtor's side, or the house's."""

    DEBTOR = "debtor"
    AGENT = "agent"


class UtteranceSource(StrEnum):
    """Where words come from: a call's transcript, an answer to a message, a chat, a visit, the contact log."""

    CALL = "call"
    MESSAGE = "message"
    CHAT = "chat"
    VISIT = "visit"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a text says something: from sign `start` to `end` of the text as it was written, and the words."""

    intent: Intent
    start: int
    end: int
    words: str
    hedged: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read out of a text. `intent` is None where the reader abstains; `sure` is its share of belief."""

    intent: Intent | None
    sure: float
    heard: tuple[Intent, ...]
    evidence: tuple[Evidence, ...]
    lexicon: Intent | None
    classifier: Intent | None

    @property
    def abstains(self) -> bool:
        return self.intent is None


ZH: Final[Mapping[Intent, str]] = MappingProxyType(
    {
        Intent.PROMISE: "承诺还款",
        Intent.REFUSE: "拒绝还款",
        Intent.HARDSHIP: "经济困难",
        Intent.DISPUTE: "债务异议",
        Intent.FRAUD: "疑似欺诈或中介包装",
        Intent.CRISIS: "危机言语，须人工关怀",
        Intent.THIRD_PERSON: "非本人接听",
        Intent.WRONG_NUMBER: "号码错误",
        Intent.COMPLAINT: "投诉或法律威胁",
        Intent.DELAY: "请求延期或协商",
        Intent.PAID: "称已还款",
        Intent.HOSTILE: "言语激烈",
        Intent.NEUTRAL: "一般询问",
    }
)
EN: Final[Mapping[Intent, str]] = MappingProxyType(
    {
        Intent.PROMISE: "promises to pay",
        Intent.REFUSE: "refuses to pay",
        Intent.HARDSHIP: "is in hardship",
        Intent.DISPUTE: "disputes the debt",
        Intent.FRAUD: "speaks of fraud or of an intermediary",
        Intent.CRISIS: "speaks of ending a life: a person must care",
        Intent.THIRD_PERSON: "is another person",
        Intent.WRONG_NUMBER: "is a wrong number",
        Intent.COMPLAINT: "complains or names lawyers",
        Intent.DELAY: "asks for time or terms",
        Intent.PAID: "says that it is paid",
        Intent.HOSTILE: "is hostile",
        Intent.NEUTRAL: "asks or answers plainly",
    }
)
WILLING: Final[Mapping[Intent, float]] = MappingProxyType(
    {Intent.PROMISE: 0.35, Intent.DELAY: 0.15, Intent.REFUSE: -0.5, Intent.HOSTILE: -0.25, Intent.PAID: 0.35}
)
"""Weights of regulation 6.1; hostility and a payment that is told of are the house's own."""
AGITATED: Final[Mapping[Intent, float]] = MappingProxyType(
    {Intent.CRISIS: 0.9, Intent.HOSTILE: 0.8, Intent.COMPLAINT: 0.5, Intent.REFUSE: 0.4}
)
ABLE_USUALLY: Final = 0.6
HARDSHIP_COSTS: Final = 0.3
NOT_THE_DEBTOR: Final = frozenset({Intent.THIRD_PERSON, Intent.WRONG_NUMBER})
"""Who speaks is not the debtor: his words say nothing of willingness or ability."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores that a text gives; None where it says nothing of them."""

    willingness: float | None
    ability: float | None
    agitation: float | None


def scores_of(heard: Collection[Intent], *, promises_kept: int = 0, promises_broken: int = 0) -> Scored:
    """Willingness = s(0.2 + 2 x weights + 1.5 x (kept share - 0.5) - 0.3 x broken), regulation 6.2; s is the logistic.

    Words of somebody else give no score.
    """
    if NOT_THE_DEBTOR & set(heard):
        return Scored(None, None, None)
    told = [WILLING[intent] for intent in heard if intent in WILLING]
    willingness = None
    if told:
        due = promises_kept + promises_broken
        kept = 1.5 * (promises_kept / due - 0.5) if due else 0.0
        willingness = logistic(0.2 + 2 * sum(told) + kept - 0.3 * promises_broken)
    ability = ABLE_USUALLY - HARDSHIP_COSTS if Intent.HARDSHIP in heard else None
    agitation = max((AGITATED[intent] for intent in heard if intent in AGITATED), default=None)
    return Scored(willingness, ability, agitation)


def logistic(value: float) -> float:
    """1 / (1 + e^-value) for any size of value."""
    return (1 + math.tanh(value / 2)) / 2  # the same number, which no size of value takes out of the floats


HALTING: Final = (Intent.CRISIS, Intent.DISPUTE, Intent.COMPLAINT, Intent.HARDSHIP)
"""What halts contacts, the gravest first."""


def halting(heard: Collection[Intent]) -> Intent | None:
    """What of it halts contacts at once: a crisis whoever speaks of it, the rest only in the debtor's own words."""
    if Intent.CRISIS in heard:
        return Intent.CRISIS
    if NOT_THE_DEBTOR & set(heard):
        return None
    return next((intent for intent in HALTING if intent in heard), None)
