"""From the recogniser's probabilities to characters: greedy CTC that keeps each character's time step and runner-up."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.engine.lines import Floats

BLANK = 0


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
