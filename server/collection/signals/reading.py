"""Reading a text: the lexicon and the classifier together, or an abstention. Pure but for the model's file.

The belief in an intent is the classifier's share times e^(weight x what the lexicon tells of it). Below the threshold
nothing is said of the text's intent; what the lexicon heard without being denied counts all the same where it halts
contacts, because it costs less to ask a person than to press somebody in need.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from server.collection.signals.classifier import Classifier, house_classifier
from server.collection.signals.lexicon import Hit, look_up, told_weights
from server.collection.signals.plain import Plain, plain
from server.collection.signals.rules import HALTING, Evidence, Intent, Reading

CAREFUL: Final = 0.25
"""A crisis is heard from this share of the classifier's belief on, without a word of the lexicon."""
HEARD_FROM: Final = 2.0
"""The weight from which the lexicon alone lets an intent count that halts contacts."""
WORDS_MAX: Final = 20


def read_text(text: str, *, model: Classifier | None = None, threshold: float | None = None) -> Reading:
    """What a debtor's text says.

    `threshold`: the share of belief below which the reader abstains, the model's own when it is not given; a higher
    one abstains wherever a lower one did.
    """
    known = model or house_classifier()
    said = plain(text)
    hits = look_up(said)
    told = told_weights(hits)
    beliefs = known.beliefs(text)
    joined = join(beliefs, told, known.lexicon_weight)
    first = max(joined, key=lambda intent: joined[intent])
    bound = known.threshold if threshold is None else threshold
    intent = first if said.text and joined[first] >= bound else None
    return Reading(
        intent=intent,
        sure=joined[first],
        heard=_heard(intent, told, beliefs, hits),
        evidence=_evidence(text, said, hits),
        lexicon=max(told, key=lambda each: told[each], default=None),
        classifier=max(beliefs, key=lambda each: beliefs[each]),
    )


def join(beliefs: Mapping[Intent, float], told: Mapping[Intent, float], weight: float) -> dict[Intent, float]:
    """Shares of belief after the lexicon was heard; together 1."""
    raised = {intent: share * math.exp(weight * told.get(intent, 0.0)) for intent, share in beliefs.items()}
    whole = sum(raised.values())
    return {intent: value / whole for intent, value in raised.items()}


def _heard(
    intent: Intent | None, told: Mapping[Intent, float], beliefs: Mapping[Intent, float], hits: Sequence[Hit]
) -> tuple[Intent, ...]:
    """What counts: the intent that is sure, and what halts contacts where words say so; a crisis on half a belief."""
    heard = {intent} if intent else set()
    heard |= {each for each in HALTING if told.get(each, 0.0) >= HEARD_FROM}
    denied = any(hit.intent is Intent.CRISIS and hit.denied for hit in hits)
    if beliefs.get(Intent.CRISIS, 0.0) >= CAREFUL and not denied:
        heard.add(Intent.CRISIS)
    return tuple(sorted(heard, key=list(Intent).index))


def _evidence(text: str, said: Plain, hits: Sequence[Hit]) -> tuple[Evidence, ...]:
    found = []
    for hit in hits:
        if not hit.denied:
            start, end = said.span(hit.start, hit.end)
            found.append(Evidence(hit.intent, start, end, text[start:end][:WORDS_MAX], hit.hedged))
    return tuple(found)
