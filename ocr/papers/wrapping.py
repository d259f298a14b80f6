"""Marks at the beginning of wrapped rows: too small for the detector, so they are looked for where a row stands in."""

from collections.abc import Callable, Sequence

import numpy as np

from ocr.engine.lines import Char, Floats, moved
from ocr.papers.rows import Segment

INDENTED = 0.55  # character heights right of where the others begin
FURTHEST = 1.9
KNOWN = 3  # characters of the row that are read along, to know where it begins
HALF, ROOM = 0.72, 0.7  # character heights
MARKS = "，,；;、。.：:）)"
SHARE = 30  # percentile of the rows' left edges: most begin at the edge

Reread = Callable[[Floats], Sequence[Char]]


def whole_rows(rows: Sequence[Sequence[Segment]], reread: Reread) -> tuple[list[Char], bool]:
    """The characters of all rows with the marks before them, and whether a row stands in without one being found."""
    lefts = [row[0].left for row in rows]
    edge = float(np.percentile(lefts, SHARE)) if lefts else 0.0
    chars: list[Char] = []
    lost = False
    for index, row in enumerate(rows):
        first = row[0]
        step_in = (first.left - edge) / first.height
        if index and INDENTED < step_in < FURTHEST:
            before = _before(first, reread)
            lost = lost or not before
            chars += before
        chars += [char for segment in row for char in segment.chars]
    return chars, lost


def _before(first: Segment, reread: Reread) -> list[Char]:
    """The mark that stands one character before the row."""
    head = first.chars[:KNOWN]
    if len(head) < KNOWN:
        return []
    begin, end = (np.array([char.x, char.y], np.float32) for char in (first.chars[0], first.chars[-1]))
    along = (end - begin) / max(1.0, float(np.linalg.norm(end - begin)))
    across = np.array([-along[1], along[0]], np.float32)
    left = begin - along * (1 + ROOM) * first.height
    right = np.array([head[-1].x, head[-1].y], np.float32) + along * ROOM * first.height
    half = across * HALF * first.height
    read = list(reread(np.array([left - half, right - half, right + half, left + half], np.float32)))
    text = "".join(char.text for char in read)
    place = max(text.find(head[0].text + head[1].text), text.find(head[1].text + head[2].text) - 1)
    if place < 1 or len(text) != len(read) or text[place - 1] not in MARKS:
        return []
    spot = begin - along * first.height
    return [moved(read[place - 1], float(spot[0]), float(spot[1]))]
