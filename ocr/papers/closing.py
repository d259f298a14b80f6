"""A bracket or a full stop alone on the next row: too small for the detector, so looked for where it must stand."""

from collections.abc import Callable, Sequence

import numpy as np

from ocr.engine.lines import Char, Floats, moved
from ocr.papers.footing import direction
from ocr.papers.licence import Sheet
from ocr.papers.rows import Segment

PITCHES = (1.3, 1.6)  # row distances in character heights, where the value has one row only
REACH = (0.7, 1.8)  # character heights before and behind where the row begins
HALF = 0.75
OPENING, CLOSING, STOPS = "（(", "）)", "。．"
FULL = 1.6  # character heights that a full row may end before the longest
CLEAR = 0.5


def open_bracket(chars: Sequence[Char]) -> bool:
    """Whether one more bracket opens than closes."""
    text = "".join(char.text for char in chars)
    return sum(text.count(one) for one in OPENING) == sum(text.count(one) for one in CLOSING) + 1


def full_row(rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether the last of several rows reaches as far as the longest, so that what follows would wrap."""
    ends = [row[-1].right for row in rows]
    return len(rows) > 1 and ends[-1] > max(ends) - FULL * rows[-1][-1].height


def mark_below(
    sheet: Sheet, rows: Sequence[Sequence[Segment]], reread: Callable[[Floats], Sequence[Char]], marks: str
) -> list[Char]:
    """The mark beneath the first character of the last row, or nothing."""
    last = rows[-1][0]
    along = direction(sheet)
    across = np.array([-along[1], along[0]], np.float32)
    begin = np.array([last.chars[0].x, last.chars[0].y], np.float32)
    known = [(last.y - rows[-2][0].y) / last.height] if len(rows) > 1 else []
    for pitch in known or PITCHES:
        centre = begin + across * pitch * last.height
        left, right = centre - along * REACH[0] * last.height, centre + along * REACH[1] * last.height
        half = across * HALF * last.height
        read = reread(np.array([left - half, right - half, right + half, left + half], np.float32))
        if len(read) == 1 and read[0].text in marks and read[0].probability > CLEAR:
            return [moved(read[0], float(centre[0]), float(centre[1]))]
    return []
