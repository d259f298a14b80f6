"""From the recogniser's probabilities to characters: greedy CTC that keeps each character's time step and runner-up.

For numbers of a known alphabet also the chance of any one text, by the forward sum over all its alignments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from ocr.engine.lines import Floats

BLANK = 0
LEAST = 1e-9  # the network never says never


@dataclass(frozen=True)
class Glyph:
    """A character before it has a place: `at` is the fraction of the line's width where its peak lies."""

    text: str
    probability: float
    rival: str
    rival_probability: float
    at: float


def greedy(probabilities: Floats, alphabet: Sequence[str], used: float) -> tuple[Glyph, ...]:
    """Characters of one line.

    `probabilities` is (steps, characters), `used` the share of the steps that the line's pixels fill.
    """
    best = probabilities.argmax(axis=1)
    steps = len(best)
    glyphs: list[Glyph] = []
    start = 0
    while start < steps:
        end = start + 1
        while end < steps and best[end] == best[start]:
            end += 1
        if best[start] != BLANK:
            glyphs.append(_glyph(probabilities[start:end], int(best[start]), alphabet, (start, steps * used)))
        start = end
    return tuple(glyphs)


def _glyph(run: Floats, index: int, alphabet: Sequence[str], place: tuple[int, float]) -> Glyph:
    peak = int(run[:, index].argmax())
    row = run[peak].copy()
    probability = float(row[index])
    row[[BLANK, index]] = 0
    rival = int(row.argmax())
    start, steps = place
    return Glyph(
        alphabet[index], probability, alphabet[rival], float(row[rival]), min(1.0, (start + peak + 0.5) / steps)
    )


@dataclass(frozen=True)
class Readout:
    """One reading of a row by what the network thinks of a few symbols: (steps, 1 + symbols), the blank first."""

    symbols: str
    probabilities: Floats

    @property
    def text(self) -> str:
        """The greedy reading in these symbols."""
        best = self.probabilities.argmax(axis=1)
        kept = [int(one) for index, one in enumerate(best) if one != BLANK and (index == 0 or one != best[index - 1])]
        return "".join(self.symbols[one - 1] for one in kept)

    def log_chances(self, texts: Sequence[str]) -> Floats:
        """Of each text, all of one length, the logarithm of the chance that the row says it.

        The forward sum of Graves 2006, section 4.1; each text's sums are brought back to one after every step, and
        the logarithms of what they were divided by are kept.
        """
        number = {symbol: place for place, symbol in enumerate(self.symbols, 1)}
        places = np.full((len(texts), 2 * len(texts[0]) + 1), BLANK)
        places[:, 1::2] = [[number[character] for character in text] for text in texts]
        marks = np.maximum(self.probabilities, LEAST).astype(np.float64)
        skips = np.zeros(places.shape)  # from one symbol to the next without a blank, unless they are the same
        skips[:, 3::2] = places[:, 3::2] != places[:, 1:-2:2]
        sums = np.zeros((len(texts), places.shape[1] + 2))  # two columns of nothing before the first place
        sums[:, 2:4] = marks[0][places[:, :2]]
        logs = np.zeros(len(texts))
        for row in marks[1:]:
            sums[:, 2:] = (sums[:, 2:] + sums[:, 1:-1] + skips * sums[:, :-2]) * row[places]
            most = sums.max(axis=1)
            sums /= most[:, None]
            logs += np.log(most)
        with np.errstate(divide="ignore"):  # a row too short for a text never says it
            return np.asarray(logs + np.log(sums[:, -1] + sums[:, -2]), np.float32)


class Hearing(Protocol):
    """What a network made of one row."""

    @property
    def glyphs(self) -> tuple[Glyph, ...]: ...
    def readout(self, symbols: str, /) -> Readout: ...


@dataclass(frozen=True)
class Heard:
    """What the network made of a row: `probabilities` (steps, alphabet), of which the row fills the share `used`."""

    probabilities: Floats
    alphabet: Sequence[str]
    used: float

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Its characters."""
        return greedy(self.probabilities, self.alphabet, self.used)

    def readout(self, symbols: str) -> Readout:
        """What the network thinks of these symbols alone; what it gives to others is nobody's."""
        indices = [BLANK, *(self.alphabet.index(symbol) for symbol in symbols)]
        steps = max(1, round(len(self.probabilities) * self.used))
        return Readout(symbols, np.asarray(self.probabilities[:steps, indices], np.float32))
