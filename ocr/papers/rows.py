"""Lines laid on a straightened plane and cut into segments: what stands together without a gap."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocr.engine.lines import Char, Floats, Line

GAP = 1.9  # in character heights: wider is another segment
SAME_ROW = 0.62
SLANT_LIMIT = 40.0  # degrees from the sheet's own direction: a box across it is a misdetection


@dataclass(frozen=True)
class Segment:
    """Characters in one row with their places on the plane; `left` and `right` are outer edges."""

    chars: tuple[Char, ...]
    xs: tuple[float, ...]
    y: float
    height: float

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def left(self) -> float:
        return self.xs[0] - self.height / 2

    @property
    def right(self) -> float:
        return self.xs[-1] + self.height / 2

    def part(self, start: int, end: int | None = None) -> "Segment | None":
        """Some of the characters."""
        chars = self.chars[start:end]
        return Segment(chars, self.xs[start:end], self.y, self.height) if chars else None


def straighten(lines: Sequence[Line], plane: Callable[[Floats], Floats]) -> list[Segment]:
    """Every line on the plane, in segments; lines across the sheet's direction are left out."""
    if not lines:
        return []
    quads = [plane(line.quad) for line in lines]
    segments: list[Segment] = []
    for line, quad in zip(lines, quads, strict=True):
        across = quad[1] - quad[0]
        if abs(np.degrees(np.arctan2(across[1], across[0]))) > SLANT_LIMIT:
            continue
        height = float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2 * 0.8
        chars = letters(line.chars)
        places = plane(np.array([[char.x, char.y] for char in chars], np.float32).reshape(-1, 2))
        segments += _cut(chars, places, height)
    return segments


def letters(chars: Sequence[Char]) -> tuple[Char, ...]:
    """The characters one letter each: some entries of the recogniser's alphabet are two."""
    return tuple(
        one for char in chars for one in ([char] if len(char.text) == 1 else [replace(char, text=x) for x in char.text])
    )


def _cut(chars: Sequence[Char], places: Floats, height: float) -> Iterator[Segment]:
    start = 0
    for index in range(1, len(chars) + 1):
        if index == len(chars) or places[index, 0] - places[index - 1, 0] > GAP * height:
            xs = tuple(float(x) for x in places[start:index, 0])
            yield Segment(tuple(chars[start:index]), xs, float(places[start:index, 1].mean()), height)
            start = index


def row_of(segment: Segment, segments: Sequence[Segment]) -> list[Segment]:
    """The segment and all that stand on its row to the right of it, from left to right."""
    same = [
        other
        for other in segments
        if other.left >= segment.left and abs(other.y - segment.y) < SAME_ROW * min(segment.height, other.height) * 1.2
    ]
    return sorted(same, key=lambda other: other.left)


def rows_of(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments by row from top to bottom, each row from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: item.y):
        if rows and abs(segment.y - rows[-1][0].y) < SAME_ROW * min(segment.height, rows[-1][0].height):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda item: item.left) for row in rows]
