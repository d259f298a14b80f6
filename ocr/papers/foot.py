"""The date of registration at a licence's foot: often under the seal, so read several times and put to the vote."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np

from ocr.checks.dates import dates_in
from ocr.engine.lines import Char, Floats
from ocr.model import Field
from ocr.papers.licence import Sheet
from ocr.papers.proposals import box_of, confidence_of, half_width, propose
from ocr.papers.rows import Segment

PIECE = re.compile(r"[0-9〇○零一二三四五六七八九十年月日]+")
TELLING = re.compile(r"[12][0-9]{3}|[年月]|[〇○零一二三四五六七八九十]{3}")
# the seal may have eaten a digit of a date that is not whole
WHOLE = re.compile(r"(?<![0-9])[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日|[〇○零一二三四五六七八九]{4}年.{1,3}月.{1,3}日")
SAME_ROW = 0.8  # heights
HEIGHTS = (1.5, 1.9, 1.25)  # of the strips, in character heights
AGREED, ALONE = 0.85, 0.6


def registered_on(sheet: Sheet, reread: Callable[[Floats], Sequence[Char]], today: date) -> Field:
    """The date, sure when it was read whole at once, doubtful when several readings had to be compared."""
    row = _row(sheet)
    chars = [char for piece in row for char in piece.chars]
    text = half_width("".join(char.text for char in chars))
    box = box_of(((char.x, char.y) for char in chars), row[0].height) if row else None
    found = dates_in(text)
    if len(found) == 1 and found[0] <= today and WHOLE.search(text):
        return propose("registered_on", found[0].isoformat(), text, confidence_of(chars), box=box)
    votes: Counter[date] = Counter(day for day in found if day <= today)
    for strip in _strips(sheet, row):
        read = dates_in(half_width("".join(char.text for char in reread(strip))))
        votes.update(day for day in read[:1] if day <= today)
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return propose("registered_on", None, text, 0, reason="date_unreadable" if text else "not_found", box=box)
    surety = AGREED if ranked[0][1] > 1 and len(ranked) == 1 else ALONE
    return propose("registered_on", ranked[0][0].isoformat(), text, surety, reason="doubtful_reading", box=box)


def _row(sheet: Sheet) -> list[Segment]:
    """The pieces of the lowest row made of digits, 年, 月 and 日 that belongs to no label."""
    taken = {id(piece) for label in sheet.labels.values() for row in label.rows for piece in row}
    middle = float(np.median([segment.y for segment in sheet.segments]))
    pieces = [
        piece for piece in sheet.segments if PIECE.fullmatch(piece.text) and piece.y > middle and id(piece) not in taken
    ]
    telling = sorted((piece for piece in pieces if TELLING.search(piece.text)), key=lambda piece: -len(piece.text))
    if not telling:
        return []
    anchor = telling[0]
    row = [piece for piece in pieces if abs(piece.y - anchor.y) < SAME_ROW * anchor.height]
    return sorted(row, key=lambda piece: piece.left)


def _strips(sheet: Sheet, row: Sequence[Segment]) -> Iterator[Floats]:
    """Four corners round the row in several heights, with room where its year or its day seems to be missing."""
    if not row:
        return
    chars = [char for piece in row for char in piece.chars]
    text = "".join(char.text for char in chars)
    height = float(np.median([piece.height for piece in row]))
    along = direction(sheet)
    across = np.array([-along[1], along[0]], np.float32)
    points = np.array([[char.x, char.y] for char in chars], np.float32)
    ends = points @ along
    level = float(np.median(points @ across))
    left = float(ends.min()) - height * (1.3 if re.match(r"[12][0-9]{3}|[〇○零一二三四五六七八九]{4}", text) else 6.5)
    right = float(ends.max()) + height * (1.3 if text.endswith("日") else 6.5)
    for factor in HEIGHTS:
        half = factor * height / 2
        corners = ((left, level - half), (right, level - half), (right, level + half), (left, level + half))
        yield np.array([x * along + y * across for x, y in corners], np.float32)


def direction(sheet: Sheet) -> Floats:
    """The unit vector along the sheet's rows."""
    spans = [(piece.chars[0], piece.chars[-1]) for piece in sheet.segments if len(piece.chars) > 5]  # noqa: PLR2004 -- long enough to show it
    angles = [np.arctan2(last.y - first.y, last.x - first.x) for first, last in spans] or [0.0]
    angle = float(np.median(angles))
    return np.array([np.cos(angle), np.sin(angle)], np.float32)
