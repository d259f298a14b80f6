"""Values of which all that are possible are known: types, days, terms; a doubtful reading is held against the list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from ocr.engine.lines import Floats
from ocr.layouts.licence import ENDLESS, TYPES
from ocr.papers.eye import Eye, strip_of
from ocr.papers.proposals import half_width
from ocr.papers.rows import Segment
from ocr.papers.spelling import Spelt, spelt

BRACKETS: tuple[dict[str, str], ...] = ({}, {"（": "(", "）": ")"})  # both ways in which the network says them
HEIGHTS = (1.25, 1.6, 1.95)  # of the strips, in character heights
BEFORE, BEHIND = 0.8, 1.2
LEAD_LEAST, COST_MOST = 2.0, 1.3
FIRM_LEAD, FIRM_COST = 5.0, 0.25
AFTER_HEAD = ("万元整", "万圆整", "万元", "万元人民币", "万圆", "万人民币", "亿元整")
TERMS = (*range(1, 31), 35, 40, 45, 50, 60, 70, 80, 99, 100)  # years for which firms are founded


def one_of(eye: Eye, row: Sequence[Segment], texts: Mapping[str, object]) -> Spelt | None:
    """Which of the texts stands on the row, when one is clearly likelier than the others."""
    if not row:
        return None
    strips = eye.hear([strip_of(eye.close.pixels, corners) for corners in _strips(row)])
    forms = {
        "".join(brackets.get(one, one) for one in text): str(meaning)
        for text, meaning in texts.items()
        for brackets in BRACKETS
    }
    best = spelt(strips, forms)
    if best is None or best.lead < LEAD_LEAST or best.cost > COST_MOST:
        return None
    return replace(best, text=half_width(best.text))


def firm(found: Spelt) -> bool:
    """Whether the text leaves no doubt."""
    return found.lead >= FIRM_LEAD and found.cost <= FIRM_COST


def type_like(text: str) -> str | None:
    """The type that the text is one character away from, or is."""
    near = [one for one in TYPES if abs(len(one) - len(text)) <= 1 and _apart(one, text) <= 1]
    return near[0] if len(near) == 1 else text if text in near else None


def days(years: set[int], first: date | None, last: date) -> dict[str, date]:
    """Every day of these years as licences print it, between two days."""
    return {
        form: day
        for year in years
        for day in _days(year)
        if (first or date.min) <= day <= last
        for form in printed(day)
    }


def terms(start: date) -> dict[str, str]:
    """Terms that begin on a day as licences print them, to what they mean."""
    found: dict[str, str] = {}
    for begin in printed(start):
        found |= {f"{begin}至{word}": f"{start}/" for word in ENDLESS}
        for years in TERMS:
            for end in _ends(start, years):
                found |= {f"{lead}{begin}至{form}": f"{start}/{end}" for form in printed(end) for lead in ("", "自")}
    return found


@lru_cache(maxsize=1)
def capitals() -> dict[str, str]:
    """Amounts of one or two numerals and 万, as licences print them in Chinese, each to itself."""
    ones = "壹贰叁肆伍陆柒捌玖"
    heads = {*ones, *(one + unit for one in ones for unit in "拾佰仟")}
    heads |= {one + high + two + low for one in ones for two in ones for high, low in ("拾\0", "佰拾", "仟佰")}
    return {
        before + head.replace("\0", "") + after: before + head.replace("\0", "") + after
        for head in heads for before in ("", "人民币", "（人民币）") for after in AFTER_HEAD
    }  # fmt: skip


def printed(day: date) -> set[str]:
    """The day as it may be printed, its month and its day padded or not."""
    return {f"{day.year}年{month}月{one}日" for month in (f"{day.month}", f"{day.month:02d}")
            for one in (f"{day.day}", f"{day.day:02d}")}  # fmt: skip


def _ends(start: date, years: int) -> Iterator[date]:
    try:
        full = start.replace(year=start.year + years)
    except ValueError:  # 29 February
        full = date(start.year + years, 3, 1)
    yield full
    yield full - timedelta(days=1)


def _days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def _strips(row: Sequence[Segment]) -> Iterator[Floats]:
    """Four corners round the row in several heights."""
    chars = [char for piece in row for char in piece.chars]
    height = float(np.median([piece.height for piece in row]))
    begin, end = (np.array([char.x, char.y], np.float32) for char in (chars[0], chars[-1]))
    along = (end - begin) / max(1.0, float(np.linalg.norm(end - begin)))
    if len(chars) == 1:
        along = np.array([1, 0], np.float32)
    left, right = begin - along * BEFORE * height, end + along * BEHIND * height
    for factor in HEIGHTS:
        half = np.array([-along[1], along[0]], np.float32) * factor * height / 2
        yield np.array([left - half, right - half, right + half, left + half], np.float32)


def _apart(left: str, right: str) -> int:
    """Edits that turn one text into the other."""
    row = list(range(len(right) + 1))
    for index, character in enumerate(left, 1):
        before, row[0] = row[0], index
        for place, other in enumerate(right, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (character != other))
    return row[-1]
