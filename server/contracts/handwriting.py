"""A drawn signature: strokes of points on a field of 1000 x 400, as the phone took them. Pure.

Strokes are numbers, never markup: the paper draws them itself, so nobody can put anything else on a paper.
"""

import hashlib
import itertools
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from server.contracts.errors import SignatureMissing, SignatureUnsound

WIDTH: Final = 1_000
HEIGHT: Final = 400
STROKES_MAX: Final = 120
POINTS_MAX: Final = 6_000
INK_MIN: Final = 150
"""Length of all strokes together, below which it is a dot or a slip of the finger."""

Stroke = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Handwriting:
    """A signature. Equal drawings have equal bytes."""

    strokes: tuple[Stroke, ...]

    @classmethod
    def of(cls, given: object) -> Self:
        """Out of JSON: a list of strokes, each a list of pairs of whole numbers on the field.

        Raises SignatureMissing when nothing, or next to nothing, was drawn, SignatureUnsound for anything else.
        """
        if given is None or given == []:
            raise SignatureMissing(field="signature")
        if not isinstance(given, list) or len(given) > STROKES_MAX:
            raise SignatureUnsound(field="signature")
        strokes = tuple(tuple(_point(each) for each in _listed(stroke)) for stroke in given)
        if sum(map(len, strokes)) > POINTS_MAX:
            raise SignatureUnsound(field="signature")
        if sum(map(_length, strokes)) < INK_MIN:
            raise SignatureMissing(field="signature")
        return cls(strokes)

    def as_bytes(self) -> bytes:
        return json.dumps(self.strokes, separators=(",", ":")).encode()

    @classmethod
    def read(cls, kept: bytes) -> Self:
        return cls.of(json.loads(kept))

    @property
    def digest(self) -> str:
        """SHA-256 in hex of what was drawn."""
        return hashlib.sha256(self.as_bytes()).hexdigest()

    def on_paper(self, width: float, height: float) -> bytes:
        """The strokes as PDF operators, fitted into a box of so many points; y grows upwards there."""
        xs, ys = zip(*(point for stroke in self.strokes for point in stroke), strict=True)
        scale = min(width / max(max(xs) - min(xs), 1), height / max(max(ys) - min(ys), 1), width / WIDTH * 2)
        left = (width - (max(xs) - min(xs)) * scale) / 2
        top = height - (height - (max(ys) - min(ys)) * scale) / 2
        lines = ["0 0 0 RG 1.3 w 1 J 1 j"]
        for stroke in self.strokes:
            placed = [(left + (x - min(xs)) * scale, top - (y - min(ys)) * scale) for x, y in stroke]
            lines.append(_drawn(placed))
        return "\n".join(lines).encode()


def _drawn(points: Sequence[tuple[float, float]]) -> str:
    first, *rest = points
    further = rest or [first]
    return " ".join([f"{first[0]:.2f} {first[1]:.2f} m", *(f"{x:.2f} {y:.2f} l" for x, y in further), "S"])


def _listed(stroke: Any) -> Iterable[Any]:
    if not isinstance(stroke, list) or not stroke:
        raise SignatureUnsound(field="signature")
    return stroke


def _point(given: Any) -> tuple[int, int]:
    sound = isinstance(given, list) and len(given) == len(("x", "y")) and all(type(each) is int for each in given)
    if not sound or not (0 <= given[0] <= WIDTH and 0 <= given[1] <= HEIGHT):
        raise SignatureUnsound(field="signature")
    return given[0], given[1]


def _length(stroke: Stroke) -> float:
    return sum(math.dist(before, after) for before, after in itertools.pairwise(stroke))


@dataclass(frozen=True, slots=True)
class SignedName:
    """A drawing and whose it is, for the one who puts it on a paper."""

    name: str
    drawing: Handwriting

    def on_paper(self, width: float, height: float) -> bytes:
        return self.drawing.on_paper(width, height)
