"""Learning the classifier: TF-IDF of signs and pairs, a softmax over their first singular directions; numpy alone.

How far the lexicon is believed and from where on the reader speaks is settled on families left out of learning, five
parts in turn, among those that the lexicon was not written from.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bench.signals.utterances import Utterance
from server.collection.signals.classifier import Classifier, Numbers, features_of
from server.collection.signals.lexicon import look_up, told_weights
from server.collection.signals.plain import plain
from server.collection.signals.reading import join
from server.collection.signals.rules import Intent

DIMENSIONS: Final = 600
SEEN_AT_LEAST: Final = 2
DECAY: Final = 3e-5
SMALLEST: Final = 1e-9
STEPS: Final = 400
PACE: Final = 0.1
PARTS: Final = 5
LEXICON_KNOWS: Final = 192
"""The families before this one are those that the lexicon was written from."""
LEXICON_WEIGHTS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
RIGHT_OF_TOLD: Final = 0.95
"""How many of what the reader says shall be right."""


def learn(told: Sequence[Utterance]) -> Classifier:
    """A model of these utterances, without the lexicon and without a threshold."""
    counts = [features_of(each.text) for each in told]
    in_how_many = Counter(name for each in counts for name in each)
    names = sorted(name for name, seen in in_how_many.items() if seen >= SEEN_AT_LEAST)
    places = {name: row for row, name in enumerate(names)}
    idf = np.array([np.log((1 + len(told)) / (1 + in_how_many[name])) + 1 for name in names])
    plane = np.zeros((len(told), len(names)))
    for row, each in enumerate(counts):
        for name, count in each.items():
            if name in places:
                plane[row, places[name]] = (1 + np.log(count)) * idf[places[name]]
    plane /= np.maximum(np.linalg.norm(plane, axis=1, keepdims=True), 1e-12)
    directions = _directions(plane)
    intents = tuple(Intent)
    wanted = np.eye(len(intents))[[intents.index(each.intent) for each in told]]
    weights, bias = _softmax_regression(plane @ directions, wanted)
    return Classifier(places, idf, directions @ weights, bias, intents, 0.0, 0.0)


def _directions(plane: Numbers) -> Numbers:
    """The first right singular vectors, by the smaller of the two products."""
    values, vectors = np.linalg.eigh(plane @ plane.T)
    first = [at for at in np.argsort(values)[::-1][:DIMENSIONS] if values[at] > SMALLEST]
    found: Numbers = plane.T @ vectors[:, first] / np.sqrt(values[first])
    return found


def _softmax_regression(places: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """Weights and bias by Adam over all rows at once."""
    rows = np.hstack([places, np.ones((len(places), 1))])
    found = np.zeros((rows.shape[1], wanted.shape[1]))
    slow, fast = np.zeros_like(found), np.zeros_like(found)
    for step in range(1, STEPS + 1):
        raw = rows @ found
        grown = np.exp(raw - raw.max(axis=1, keepdims=True))
        slope = rows.T @ (grown / grown.sum(axis=1, keepdims=True) - wanted) / len(rows) + DECAY * found
        slow, fast = 0.9 * slow + 0.1 * slope, 0.999 * fast + 0.001 * slope**2
        found -= PACE * (slow / (1 - 0.9**step)) / (np.sqrt(fast / (1 - 0.999**step)) + 1e-8)
    return found[:-1], found[-1]


@dataclass(frozen=True, slots=True)
class Judged:
    """An utterance that the model had not seen: the classifier's beliefs, and the lexicon's weights."""

    utterance: Utterance
    beliefs: dict[Intent, float]
    told: dict[Intent, float]


def settle(told: Sequence[Utterance]) -> Classifier:
    """The model of all utterances, with the lexicon's weight and the threshold that left-out families settle."""
    judged = [each for part in range(PARTS) for each in _left_out(told, part)]
    unknown = [each for each in judged if each.utterance.family >= LEXICON_KNOWS]
    weight = max(LEXICON_WEIGHTS, key=lambda each: _right(unknown, each).mean())
    return replace(learn(told), lexicon_weight=weight, threshold=_threshold(unknown, weight))


def _left_out(told: Sequence[Utterance], part: int) -> list[Judged]:
    model = learn([each for each in told if each.family % PARTS != part])
    rest = [each for each in told if each.family % PARTS == part]
    return [Judged(each, model.beliefs(each.text), told_weights(look_up(plain(each.text)))) for each in rest]


def _right(judged: Sequence[Judged], weight: float) -> Numbers:
    return np.array([_first(each, weight)[0] is each.utterance.intent for each in judged], dtype=np.float64)


def _first(judged: Judged, weight: float) -> tuple[Intent, float]:
    joined = join(judged.beliefs, judged.told, weight)
    first = max(joined, key=lambda intent: joined[intent])
    return first, joined[first]


def _threshold(judged: Sequence[Judged], weight: float) -> float:
    """The lowest share from which on so many are right."""
    sure = np.array([_first(each, weight)[1] for each in judged])
    right = _right(judged, weight)
    for bound in np.arange(0.1, 1.0, 0.01):
        if (sure >= bound).any() and right[sure >= bound].mean() >= RIGHT_OF_TOLD:
            return round(float(bound), 2)
    return 0.99
