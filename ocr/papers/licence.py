"""The business licence.

Labels found wherever they stand, columns told by them, wrapped values put together, all of it checked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ocr.engine.lines import Char
from ocr.layouts.licence import AUTHORITY, CODE_LABELS, FOOT, LABELS, REGISTRATION_LABELS, SPREAD_LIMIT, TITLE
from ocr.papers.rows import SAME_ROW, Segment, row_of

COLUMN_GAP = 4.0
LINE_GAP = 2.6
INDENT = 1.6
LEAST_LABELS = 3


@dataclass
class Found:
    """A label and what stands beside and beneath it, row by row."""

    name: str
    text: str
    left: float
    right: float
    y: float
    height: float
    used: frozenset[int]
    rows: list[list[Segment]] = field(default_factory=list)

    @property
    def chars(self) -> list[Char]:
        return [char for row in self.rows for segment in row for char in segment.chars]

    @property
    def value(self) -> str:
        return "".join(char.text for char in self.chars)


@dataclass(frozen=True)
class Sheet:
    """A licence taken apart: its labels with their values, and all segments."""

    labels: dict[str, Found]
    segments: tuple[Segment, ...]
    titled: bool


def take_apart(segments: Sequence[Segment]) -> Sheet | None:
    """Labels and values of a licence, or None when too little of one is there.

    Its title or a code's label, and three labels.
    """
    text = "\n".join(segment.text for segment in segments)
    titled = TITLE in text or _title_spread(segments)
    coded = any(label in text for label in (*CODE_LABELS, *REGISTRATION_LABELS))
    kept = [segment for segment in segments if not FOOT.search(segment.text)]
    found = _labels(kept)
    if (
        len(found) < LEAST_LABELS
        or not (titled or coded)
        or not {"name", "business_scope", "legal_representative"} & found.keys()
    ):
        return None
    _fill(found, kept)
    return Sheet(found, tuple(kept), titled)


def _title_spread(segments: Sequence[Segment]) -> bool:
    """营 业 执 照 read as separate large characters on one row."""
    large = sorted((segment for segment in segments if segment.text in TITLE), key=lambda segment: segment.left)
    return "".join(segment.text for segment in large) in {TITLE, TITLE[:3], TITLE[1:]}


def _labels(segments: Sequence[Segment]) -> dict[str, Found]:
    best: dict[str, Found] = {}
    for segment in sorted(segments, key=lambda item: (item.y, item.left)):
        match = _label_at(segment, segments)
        if match is not None and match.name not in best:
            best[match.name] = match
    return best


def _label_at(segment: Segment, segments: Sequence[Segment]) -> Found | None:
    """The label that begins with this segment, its characters perhaps spread over several segments of the row."""
    row = row_of(segment, segments)
    chars = [(char, x, place) for place, part in enumerate(row) for char, x in zip(part.chars, part.xs, strict=True)]
    text = "".join(char.text for char, _, _ in chars)
    for name, aliases in LABELS.items():
        for alias in aliases:
            if not _begins(text, alias):
                continue
            last = chars[len(alias) - 1]
            width = last[1] - chars[0][1]
            if width > SPREAD_LIMIT * segment.height or not _even([x for _, x, _ in chars[: len(alias)]]):
                continue
            used = frozenset(id(row[place]) for place in range(last[2] + 1))
            label = Found(name, alias, segment.left, last[1] + segment.height / 2, segment.y, segment.height, used)
            rest = row[last[2]].part(sum(1 for _, _, place in chars[: len(alias)] if place == last[2]))
            label.rows = [[rest]] if rest is not None else []
            return label
    return None


def _begins(text: str, alias: str) -> bool:
    """Whether the text begins with the label; of four characters and more one may be misread."""
    if len(text) < len(alias):
        return False
    wrong = sum(a != b for a, b in zip(text, alias, strict=False))
    return wrong == 0 or (len(alias) >= 4 and wrong == 1)  # noqa: PLR2004 -- shorter ones would match anything


def _even(xs: Sequence[float]) -> bool:
    """Whether a label's characters stand at even distances, as printers spread them."""
    steps = np.diff(xs)
    return bool(len(steps) < 2 or steps.max() < 2.2 * max(float(np.median(steps)), 1e-3))  # noqa: PLR2004 -- two gaps to compare


def _columns(found: dict[str, Found]) -> list[float]:
    """Left edges of the columns, told by the labels that begin there; the authority at the foot stands for itself."""
    edges: list[float] = []
    for label in sorted(found.values(), key=lambda item: item.left):
        if label.name != "authority" and (not edges or label.left - edges[-1] > COLUMN_GAP * label.height):
            edges.append(label.left)
    return edges


def _fill(found: dict[str, Found], segments: Sequence[Segment]) -> None:
    """Hands every segment that is no label to the label it belongs to."""
    edges = _columns(found)
    taken = frozenset().union(*(label.used for label in found.values()))
    free = [segment for segment in segments if id(segment) not in taken]
    for label in found.values():
        column = max((edge for edge in edges if edge <= label.left + label.height), default=label.left)
        border = min((edge for edge in edges if edge > column + label.height), default=float("inf"))
        beneath = [
            other for other in found.values()
            if other is not label and other.y > label.y + SAME_ROW * label.height
            and (other.name == "authority" or abs(other.left - label.left) < COLUMN_GAP * label.height)
        ]  # fmt: skip
        floor = min((other.y - SAME_ROW * other.height for other in beneath), default=float("inf"))
        _collect(label, [item for item in free if item.left < border - label.height / 2 and item.y < floor])


def _collect(label: Found, candidates: Sequence[Segment]) -> None:
    """The rest of the label's row, then the rows under it as long as they follow each other at the value's indent."""
    beside = sorted(
        (
            item
            for item in candidates
            if abs(item.y - label.y) < SAME_ROW * label.height and item.left > label.right - label.height
        ),
        key=lambda item: item.left,
    )
    if beside:
        label.rows = [[*(label.rows[0] if label.rows else []), *beside]]
    if label.name == "authority":
        return
    start = label.rows[0][0].left if label.rows else label.right
    last = label.y
    for item in sorted(
        (item for item in candidates if item.y > label.y + SAME_ROW * label.height), key=lambda item: item.y
    ):
        if item.left < start - INDENT * label.height:
            continue
        if item.y - last > LINE_GAP * label.height:
            break
        if label.rows and abs(item.y - label.rows[-1][0].y) < SAME_ROW * label.height:
            label.rows[-1] = sorted([*label.rows[-1], item], key=lambda part: part.left)
        else:
            label.rows.append([item])
        last = item.y


def authority_in(sheet: Sheet) -> tuple[str, list[Char]] | None:
    """The authority in print: beside its label, or else anywhere in the lower half."""
    label = sheet.labels.get("authority")
    middle = float(np.median([segment.y for segment in sheet.segments]))
    pieces = [label.chars] if label is not None else []
    pieces += [list(segment.chars) for segment in sheet.segments if segment.y > middle]
    for chars in pieces:
        match = AUTHORITY.search("".join(char.text for char in chars))
        if match is not None:
            return match[0], chars[match.start() : match.end()]
    return None


def foot_date(sheet: Sheet) -> list[Char]:
    """The characters of the lowest row that holds a year, a month and a day: the date of registration."""
    rows: list[list[Segment]] = []
    for segment in sorted(sheet.segments, key=lambda item: item.y):
        if rows and abs(segment.y - rows[-1][-1].y) < SAME_ROW * segment.height:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    lowest = max((label.y for label in sheet.labels.values() if label.name != "authority"), default=0.0)
    for row in reversed(rows):
        ordered = sorted(row, key=lambda item: item.left)
        chars = [char for segment in ordered for char in segment.chars]
        text = "".join(char.text for char in chars)
        if row[0].y > lowest and re.search(r"[12][0-9]{3}年?[0-9]{1,2}月?[0-9]{1,2}日?", text):
            return chars
    return []
