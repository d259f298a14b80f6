"""The business licence.

Labels found wherever they stand, columns told by them, wrapped values put together, all of it checked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ocr.engine.lines import Char
from ocr.layouts.licence import (
    AUTHORITY,
    CODE_LABELS,
    FOOT,
    LABELS,
    OTHER_PAPERS,
    REGISTRATION_LABELS,
    SPREAD_LIMIT,
    TAILS,
    TITLE,
)
from ocr.papers.licence_values import Found, columns, fill, taken_by
from ocr.papers.rows import Segment, row_of

LEAST_LABELS = 3
LEAST_NAME = 5
UNTITLED_LABELS = 5  # where the large title was not read
LARGE = 1.5  # a title's height in those of the other lines
MISREAD_LENGTH_MIN = 4
LOST_LENGTH_MIN = 5
LONGEST = max(len(alias) for aliases in LABELS.values() for alias in aliases)


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
    titled = _title_whole(segments) or _title_spread(segments)
    coded = any(label in text for label in (*CODE_LABELS, *REGISTRATION_LABELS))
    kept = [segment for segment in segments if not FOOT.search(segment.text)]
    found = _labels(kept)
    if (
        len(found) < LEAST_LABELS
        or not (titled or (coded and len(found) >= UNTITLED_LABELS and not OTHER_PAPERS.search(text)))
        or not {"name", "business_scope", "legal_representative"} & found.keys()
    ):
        return None
    _tails(found, kept)
    fill(found, kept)
    if sum(bool(label.rows and label.value) for label in found.values()) < LEAST_LABELS:
        return None  # the head of a table
    return Sheet(found, tuple(kept), titled)


def _title_whole(segments: Sequence[Segment]) -> bool:
    """营业执照 in large letters; small ones are the scope's 凭营业执照依法自主开展经营活动."""
    usual = float(np.median([segment.height for segment in segments])) if segments else 0.0
    return any(TITLE in segment.text and segment.height > LARGE * usual for segment in segments)


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
    for name, alias, length in _matches(text[:LONGEST]):
        last = chars[length - 1]
        width = last[1] - chars[0][1]
        if width > SPREAD_LIMIT * segment.height or not _even([x for _, x, _ in chars[:length]]):
            continue
        used = frozenset(id(row[place]) for place in range(last[2] + 1))
        label = Found(name, alias, segment.left, last[1] + segment.height / 2, segment.y, segment.height, used)
        rest = row[last[2]].part(sum(1 for _, _, place in chars[:length] if place == last[2]))
        label.rows = [[rest]] if rest is not None else []
        return label
    return None


@lru_cache(maxsize=4096)
def _matches(text: str) -> tuple[tuple[str, str, int], ...]:
    """Every field, its label and that label's length with which a text may begin."""
    found = ((name, alias, _match_length(text, alias)) for name, aliases in LABELS.items() for alias in aliases)
    return tuple(one for one in found if one[2])


def _match_length(text: str, alias: str) -> int:
    """How many of the text's first characters are the label, 0 for none.

    In a label of four characters one may be misread, in one of five one may be lost.
    """
    size = len(alias)
    if text.startswith(alias):
        return size
    if size >= MISREAD_LENGTH_MIN and sum(a == b for a, b in zip(text, alias, strict=False)) == size - 1:
        return min(size, len(text))  # its last character may be the one that was lost
    if size >= LOST_LENGTH_MIN and any(text.startswith(alias[:gap] + alias[gap + 1 :]) for gap in range(size)):
        return size - 1
    return 0


def _even(xs: Sequence[float]) -> bool:
    """Whether a label's characters stand at even distances, as printers spread them."""
    steps = np.diff(xs)
    return bool(len(steps) < 2 or steps.max() < 2.2 * max(float(np.median(steps)), 1e-3))  # noqa: PLR2004 -- two gaps to compare


def _tails(found: dict[str, Found], segments: Sequence[Segment]) -> None:
    """Labels whose first character was lost: a lone 称, 型 or 所 where a spread label ends."""
    taken = taken_by(found)
    for left, right in columns(found):
        for segment in segments:
            name = TAILS.get(segment.text[:1])
            if name is None or name in found or id(segment) in taken:
                continue
            alone = len(segment.text) == 1 or segment.xs[1] - segment.xs[0] > 1.5 * segment.height
            if alone and left + segment.height < segment.left < right + segment.height:
                label = Found(
                    name,
                    segment.text[0],
                    left,
                    segment.xs[0] + segment.height / 2,
                    segment.y,
                    segment.height,
                    frozenset({id(segment)}),
                )
                rest = segment.part(1)
                label.rows = [[rest]] if rest is not None else []
                found[name] = label


def authority_in(sheet: Sheet) -> list[Char] | None:
    """The authority in print: beside its label, or else anywhere in the lower half; what is beside it if no name."""
    label = sheet.labels.get("authority")
    middle = float(np.median([segment.y for segment in sheet.segments]))
    pieces = [label.chars] if label is not None else []
    pieces += [list(segment.chars) for segment in sheet.segments if segment.y > middle]
    for chars in pieces:
        match = AUTHORITY.search("".join(char.text for char in chars))
        if match is not None:
            return chars[match.start() : match.end()]
    return label.chars if label is not None and len(label.chars) >= LEAST_NAME else None
