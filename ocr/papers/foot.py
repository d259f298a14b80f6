"""The date of registration at a licence's foot: often under the seal, so looked at afresh and spelt digit by digit."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from ocr.checks.dates import dates_in
from ocr.engine.lines import Floats
from ocr.model import Field
from ocr.papers.eye import read, strip_of
from ocr.papers.footing import Foot, segment_of
from ocr.papers.licence import Sheet
from ocr.papers.proposals import box_of, confidence_of, half_width, propose
from ocr.papers.rows import Segment
from ocr.papers.spelling import spelt

PIECE = re.compile(r"[0-9〇○零一二三四五六七八九十年月日]+")
TELLING = re.compile(r"[12][0-9]{3}|[年月]|[〇○零一二三四五六七八九十]{3}")
FOREIGN = re.compile(r"[^0-9〇○零一二三四五六七八九十年月日]")
# the seal may have eaten a digit of a date that is not whole
WHOLE = re.compile(r"(?<![0-9])[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日|[〇○零一二三四五六七八九]{4}年.{1,3}月.{1,3}日")
YEAR = re.compile(r"(?:19[89]|20[0-4])[0-9]")
SAME_ROW = 0.8  # heights
HEIGHTS = (1.5, 1.9, 1.25)  # of the strips, in character heights
SHORT, LONG = 1.3, 6.5  # room beside the row, where its end was read and where it was not
LEAD_LEAST, COST_MOST = 1.0, 1.6
FIRM_LEAD, FIRM_COST = 5.0, 0.3
FIRM, ALONE = 0.93, 0.6
CLEAR = 0.9  # a date read as well as this in one piece needs no second look
BLIND, DARK = (1.2, 5.5), 140  # where below 登记机关 a date stands, in character heights; grey of print
AUTHORITY_LABELS = ("登记机关", "发照机关", "记机关", "登记机")


def registered_on(sheet: Sheet, foot: Foot, established: date | None, today: date) -> Field:
    """The date as read whole at once; else the likeliest day between establishment and today, digit by digit."""
    row = _row(sheet.segments, _taken(sheet), _lowest(sheet))
    chars = [char for piece in row for char in piece.chars]
    text = half_width("".join(char.text for char in chars))
    box = box_of(((char.x, char.y) for char in chars), row[0].height) if row else None
    found = dates_in(text)
    surety = confidence_of(chars)
    if len(found) == 1 and (established or date.min) <= found[0] <= today and WHOLE.fullmatch(text) and surety >= CLEAR:
        return propose("registered_on", found[0].isoformat(), text, surety, box=box)
    spelled = _spelt(foot, text, established, today)
    if spelled is None and len(found) == 1 and (established or date.min) <= found[0] <= today:
        spelled = found[0], False
    if spelled is None:
        missing = "date_unreadable" if text else "not_found"
        return propose("registered_on", None, text, 0, reason=missing, box=box)
    day, firm = spelled
    reason = None if firm else "doubtful_reading"
    return propose("registered_on", day.isoformat(), text, FIRM if firm else ALONE, reason=reason, box=box)


def _spelt(foot: Foot, text: str, established: date | None, today: date) -> tuple[date, bool] | None:
    """The likeliest day on the foot without its seal, and whether it leaves no doubt."""
    afresh = _row([segment_of(line) for line in foot.lines], frozenset(), 0.0)
    afresh = afresh or _row([segment_of(line) for line in foot.faint_lines], frozenset(), 0.0)
    corners = _strips(afresh) or _blind(foot)
    heard = foot.eye.hear([strip_of(view, one) for view in foot.prints for one in corners])
    views = [heard[: len(corners)], heard[len(corners) :]]
    texts = [text, _plain(afresh)]
    texts += [FOREIGN.sub("", half_width("".join(char.text for char in read(row)))) for row in heard]
    told = {day for one in texts for day in dates_in(one) if (established or date.min) <= day <= today}
    years = {int(year) for one in texts for year in YEAR.findall(one)} | {day.year for day in told}
    forms = {form: day for year in years for day in _days(year, established, today) for form in _forms(day)}
    said = [one for view in views if (one := spelt(view, forms)) is not None and one.cost <= COST_MOST]
    if not said:
        return None
    best = min(said, key=lambda one: one.cost)
    day = forms[best.text]
    if best.lead < LEAD_LEAST and day not in told:
        return None
    agreed = told <= {day} and {forms[one.text] for one in said} == {day}
    return day, agreed and best.lead >= FIRM_LEAD and best.cost <= FIRM_COST


def _lowest(sheet: Sheet) -> float:
    """The height on the straightened plane below which the date must stand: that of 登记机关, or else the middle."""
    label = sheet.labels.get("authority")
    return float(np.median([segment.y for segment in sheet.segments])) if label is None else label.y + label.height / 2


def _taken(sheet: Sheet) -> frozenset[int]:
    values = {id(piece) for label in sheet.labels.values() for row in label.rows for piece in row}
    return frozenset(values.union(*(label.used for label in sheet.labels.values())))


def _plain(row: Sequence[Segment]) -> str:
    return FOREIGN.sub("", half_width("".join(piece.text for piece in row)))


def _days(year: int, established: date | None, today: date) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        if (established or date.min) <= day <= today:
            yield day
        day += timedelta(days=1)


def _forms(day: date) -> set[str]:
    """The date as it may be printed, its month and its day padded or not."""
    return {f"{day.year}年{month}月{one}日" for month in (f"{day.month}", f"{day.month:02d}")
            for one in (f"{day.day}", f"{day.day:02d}")}  # fmt: skip


def _row(segments: Sequence[Segment], taken: frozenset[int], above: float) -> list[Segment]:
    """The pieces of the lowest row made of digits, 年, 月 and 日 that belongs to no label."""
    pieces = [
        piece
        for piece in segments
        if PIECE.fullmatch(FOREIGN.sub("", piece.text))
        and _mostly(piece)
        and piece.y > above
        and id(piece) not in taken
    ]
    telling = sorted((piece for piece in pieces if TELLING.search(piece.text)), key=lambda piece: -len(piece.text))
    if not telling:
        return []
    anchor = telling[0]
    row = [piece for piece in pieces if abs(piece.y - anchor.y) < SAME_ROW * anchor.height]
    return sorted(row, key=lambda piece: piece.left)


def _mostly(piece: Segment) -> bool:
    """Whether hardly anything in it cannot stand in a date."""
    return len(FOREIGN.findall(piece.text)) * 8 <= len(piece.text)


def _strips(row: Sequence[Segment]) -> list[Floats]:
    """Four corners round the level row in several heights, with room where its year or its day seems to be missing."""
    if not row:
        return []
    text = _plain(row)
    height = float(np.median([piece.height for piece in row]))
    level = float(np.median([char.y for piece in row for char in piece.chars]))
    left = row[0].xs[0] - height * (SHORT if re.match(r"[12][0-9]{3}|[〇○零一二三四五六七八九]{4}", text) else LONG)
    right = row[-1].xs[-1] + height * (SHORT if text.endswith("日") else LONG)
    return [_strip(left, right, level, factor * height) for factor in HEIGHTS]


def _strip(left: float, right: float, level: float, height: float) -> Floats:
    top, bottom = level - height / 2, level + height / 2
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _blind(foot: Foot) -> list[Floats]:
    """Where the detector saw no date: a strip round the darkest row below 登记机关."""
    label = next((line for line in (*foot.lines, *foot.faint_lines) if line.text[:4] in AUTHORITY_LABELS), None)
    if label is None:
        return []
    level = float(np.mean([char.y for char in label.chars]))
    left, right = int(label.chars[0].x), foot.even.shape[1]
    top, bottom = int(level + BLIND[0] * foot.letter), int(level + BLIND[1] * foot.letter)
    ink = (255.0 - foot.prints[0][top:bottom, left:right, 0]).sum(axis=1)
    window = max(3, round(foot.letter))
    if len(ink) <= window:
        return []
    middle = top + window / 2 + float(np.convolve(ink, np.ones(window), "valid").argmax())
    columns = np.flatnonzero(
        foot.prints[0][int(middle - window / 2) : int(middle + window / 2), left:right, 0].min(axis=0) < DARK
    )
    if not len(columns):
        return []
    ends = left + columns[0] - foot.letter, left + columns[-1] + foot.letter
    return [_strip(*ends, middle, factor * foot.letter) for factor in HEIGHTS]
