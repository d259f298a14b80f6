"""Which of many known texts a row says, held against the network's own probabilities, not against one reading."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engine.decoding import BLANK, LEAST, Hearing, Readout

PEAK = 0.5
STRANGE = 0.02  # what a character outside the known texts counts as a gap between theirs
TELLING = 3  # characters of known texts that a row must clearly show to be asked


@dataclass(frozen=True)
class Spelt:
    """The likeliest text; `lead` over the next in natural logarithms; `cost` a character against the freest reading."""

    text: str
    lead: float
    cost: float


def spelt(rows: Sequence[Hearing], texts: Mapping[str, Hashable]) -> Spelt | None:
    """What all rows that show anything of the texts say together; `texts` to what each means, if only to itself."""
    by_length: dict[int, list[str]] = {}
    for text in sorted(texts):
        by_length.setdefault(len(text), []).append(text)
    if not by_length or not rows:
        return None
    symbols = "".join(sorted({letter for group in by_length.values() for text in group for letter in text}))
    heard = [one for one in (row.readout(symbols) for row in rows) if len(one.text) >= TELLING]
    readouts = [_tolerant(one, STRANGE) for one in heard]
    if not readouts:
        return None
    names = [text for group in by_length.values() for text in group]
    scores = np.mean(
        [np.concatenate([one.log_chances(group) for group in by_length.values()]) for one in readouts], axis=0
    )
    best: dict[Hashable, tuple[float, str]] = {}
    for score, name in zip(scores.tolist(), names, strict=True):
        best[texts[name]] = max(best.get(texts[name], (-np.inf, "")), (score, name))
    ranked = sorted(best.values(), reverse=True)
    freest = [_tolerant(one, 1.0).probabilities.max(axis=1) for one in heard]
    free = np.mean([np.log(np.maximum(one, LEAST)).sum() for one in freest])
    lead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else float("inf")
    return Spelt(ranked[0][1], lead, max(0.0, float(free) - ranked[0][0]) / len(ranked[0][1]))


def _tolerant(readout: Readout, within: float) -> Readout:
    """What the network gives to other characters counts as a gap: outside the text's span freely, within by a share."""
    known = readout.probabilities[:, 1:]
    strange = np.clip(1 - readout.probabilities.sum(axis=1), 0, 1)
    clear = np.flatnonzero(known.max(axis=1) > PEAK)
    if len(clear):
        strange[clear[0] : clear[-1] + 1] *= within
    chances = readout.probabilities.copy()
    chances[:, BLANK] += strange
    return Readout(readout.symbols, chances)
