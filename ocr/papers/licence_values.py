"""Which value belongs to which label of a licence: columns told by the labels, wrapped rows put together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ocr.checks.regions import begins_with_place
from ocr.engine.lines import Char
from ocr.papers.rows import SAME_ROW, Segment, rows_of

COLUMN_GAP = 4.0  # in character heights, as all distances here
LINE_GAP = 2.0
INDENT = 1.6
ABOVE = 0.75  # a value may begin this much above its label
RAGGED = 2.5  # a wrapped row begins this near to where the first one does


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


def columns(found: dict[str, Found]) -> list[tuple[float, float]]:
    """Each column's left edge and where its values begin; the authority at the foot stands for itself."""
    columns: list[tuple[float, list[float]]] = []
    for label in sorted(found.values(), key=lambda item: item.left):
        if label.name == "authority":
            continue
        if not columns or label.left - columns[-1][0] > COLUMN_GAP * label.height:
            columns.append((label.left, []))
        columns[-1][1].append(label.right)
    return [(left, float(np.median(rights))) for left, rights in columns]


def taken_by(found: dict[str, Found]) -> frozenset[int]:
    """The segments that are labels, by identity."""
    return frozenset(key for label in found.values() for key in label.used)


def fill(found: dict[str, Found], segments: Sequence[Segment]) -> None:
    """Hands every row that is no label to the label it belongs to: the last one above it in its column.

    Text where labels stand that is none we know ends the value above it; when what follows it begins with a place, it
    was the address's.
    """
    edges = columns(found)
    taken = taken_by(found)
    free = [segment for segment in segments if id(segment) not in taken]
    for index, (left, right) in enumerate(edges):
        border = edges[index + 1][0] if index + 1 < len(edges) else float("inf")
        labels = [
            label
            for label in found.values()
            if label.name != "authority" and left - label.height <= label.left < border
        ]
        strangers = [
            Found("", item.text, item.left, item.right, item.y, item.height, frozenset({id(item)}))
            for item in free
            if left - item.height < item.left and item.right < right and len(item.text) > 1
        ]
        known = frozenset(key for stranger in strangers for key in stranger.used)
        values = [
            item
            for item in free
            if id(item) not in known and right - INDENT * item.height < item.left < border - item.height / 2
        ]
        _share_out(values, [*labels, *strangers])
        for stranger in strangers:
            if "address" not in found and begins_with_place(stranger.value):
                stranger.name = "address"
                found["address"] = stranger
    _fill_authority(found, free)


def _share_out(values: Sequence[Segment], marks: Sequence[Found]) -> None:
    for row in rows_of(values):
        first = row[0]
        above = [mark for mark in marks if mark.y <= first.y + ABOVE * first.height]
        if above:
            _append(max(above, key=lambda mark: mark.y), row)


def _append(label: Found, row: list[Segment]) -> None:
    """One more row of a value: beside the label, or one that follows without a gap at the value's left edge."""
    beside = abs(row[0].y - label.y) < SAME_ROW * label.height * 1.2
    if (
        beside
        and len(label.rows) <= 1
        and (not label.rows or abs(label.rows[0][0].y - row[0].y) < SAME_ROW * label.height)
    ):
        label.rows = [[*(label.rows[0] if label.rows else []), *row]]
        return
    last = label.rows[-1][0].y if label.rows else label.y
    aligned = not label.rows or abs(row[0].left - label.rows[0][0].left) < RAGGED * label.height
    if aligned and row[0].y - last <= LINE_GAP * label.height:
        label.rows.append(row)


def _fill_authority(found: dict[str, Found], free: Sequence[Segment]) -> None:
    """What stands on the row of 登记机关; the seal's own characters round it are left out."""
    label = found.get("authority")
    if label is None:
        return
    beside = [
        item
        for item in free
        if item.left > label.right - label.height and abs(item.y - label.y) < SAME_ROW * label.height
    ]
    label.rows = [[*(label.rows[0] if label.rows else []), *sorted(beside, key=lambda item: item.left)]]
