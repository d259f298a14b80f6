"""How a field is proposed: text, doubt, verdict and place in one step, the same for every kind of paper."""

import math
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np

from ocr.engine.lines import Char, Floats
from ocr.model import Field, Quad

FORMS = str.maketrans("漢滿壯•・.‧∙⋅，：；。", "汉满壮······,:;.")
SURE = 0.9
DOUBTFUL = 0.5
CHECKED = 0.995  # a number with a check digit that agrees
CONTRADICTED = 0.3


def confidence_of(chars: Sequence[Char]) -> float:
    """The chance that all characters are right, from the worst of them and its lead over its runner-up."""
    if not chars:
        return 0.0
    settled = [_settled(char) for char in chars]
    worst = min(best for best, _ in settled)
    lead = min(best - rival for best, rival in settled)
    return max(0.0, min(0.99, 0.5 * worst + 0.5 * max(0.0, lead)))


def _settled(char: Char) -> tuple[float, float]:
    """Probabilities of a character and of its rival; a rival that is another form of the same character is no doubt."""
    if half_width(char.text).translate(FORMS) == half_width(char.rival).translate(FORMS):
        return min(1.0, char.probability + char.rival_probability), 0.0
    return char.probability, char.rival_probability


def half_width(text: str) -> str:
    """Half-width digits, Latin letters and signs; full-width brackets; no spaces."""
    flat = "".join(
        unicodedata.normalize("NFKC", character) if "！" <= character <= "～" else character for character in text
    )
    return "".join(flat.split()).replace("(", "（").replace(")", "）")


def box_of(places: Iterable[tuple[float, float]], height: float) -> Quad | None:
    """A rectangle round character centres, half a line's height wider on each side."""
    points = np.asarray(list(places), np.float32).reshape(-1, 2)
    if not len(points):
        return None
    half = height * 0.6
    left, top = (points.min(axis=0) - half).tolist()
    right, bottom = (points.max(axis=0) + half).tolist()
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def quad_of(corners: Floats) -> Quad:
    """Corners as plain numbers."""
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in corners)


def propose(
    name: str, value: str | None, raw: str, confidence: float, *, reason: str | None = None, box: Quad | None = None
) -> Field:
    """A field that keeps the rules: no value without confidence, no certainty with a reason against it."""
    if value is None:
        return Field(name, None, raw, 0.0, sure=False, reason=reason or "not_found", box=box)
    sure = reason is None and confidence >= SURE
    said = reason if reason is not None or sure else "doubtful_reading"
    return Field(name, value, raw, math.floor(confidence * 1000) / 1000, sure=sure, reason=said, box=box)
