"""Finds a card's labels among the characters and fits the layout to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engine.lines import Char, Floats, Line
from ocr.geometry import Fit, fit_corners, fit_planes
from ocr.layouts.identity import HEIGHT, NUMBER_FIRST, NUMBER_LAST, WIDTH, Cell, Label

NUMBER_LENGTH = 18
LEAST_ANGLE = 58.0
CONVINCING = 5  # so many labels in their places outweigh one that was read somewhere else, as in 民族路
NEARLY = 0.7
RATIOS = (1.15, 2.2)  # width to height of the outline; the card itself has 1.585
TAPER_LIMIT = 1.7
STRAY_LIMIT = 0.2
OUTLINE_SLIP = 45.0  # thousandths of the width: round corners make edges less exact than print
ROOM = 40.0
LONG, STEEPEST = 2.5, 0.15  # a line so many times longer than high falls no more than this along the card
DIGITS = frozenset("0123456789Xx")
OTHER_CARDS = re.compile("居住证|通行证|临时|驾驶|行驶证|社会保障|居留|学生证|工作证")


@dataclass(frozen=True)
class Anchored:
    """A layout fitted to a picture: which labels hold it, and every character's place in the layout."""

    fit: Fit
    labels: frozenset[str]
    placed: tuple[tuple[Char, float, float], ...]

    def corners(self, box: tuple[float, float, float, float] = (0, 0, WIDTH, HEIGHT)) -> Floats:
        """A rectangle of the layout as four corners in the picture."""
        left, top, right, bottom = box
        flat = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
        return self.fit.onto_picture(flat)

    def inside(self, box: tuple[float, float, float, float]) -> list[tuple[Char, float, float]]:
        """Characters whose centre lies in a rectangle of the layout."""
        left, top, right, bottom = box
        return [item for item in self.placed if left <= item[1] <= right and top <= item[2] <= bottom]


def _label_pairs(line: Line, label: Label) -> list[tuple[Char, int]]:
    """The longest run of the label's characters in the line, as (character, index in the label)."""
    text, best = line.text, (0, 0, 0)
    for start in range(len(label.text)):
        for end in range(len(label.text), start + max(label.least, best[2]) - 1, -1):
            at = text.find(label.text[start:end])
            if at >= 0:
                if end - start > best[2]:
                    best = (at, start, end - start)
                break
    at, start, length = best
    return [(line.chars[at + step], start + step) for step in range(length)]


def _number_pairs(line: Line) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Ends and middle of an 18-character number in the line."""
    chars = [char for char in line.chars if char.text in DIGITS]
    if len(chars) != NUMBER_LENGTH or line.text[-NUMBER_LENGTH:] != "".join(char.text for char in chars):
        return []
    pairs = []
    for index in (0, 6, 12, 17):
        share = index / (NUMBER_LENGTH - 1)
        known = (NUMBER_FIRST[0] + (NUMBER_LAST[0] - NUMBER_FIRST[0]) * share, NUMBER_FIRST[1])
        pairs.append(((chars[index].x, chars[index].y), known))
    return pairs


def anchor(
    lines: Sequence[Line], labels: Sequence[Label], cells: Sequence[Cell], *, with_number: bool
) -> Anchored | None:
    """Fit the layout of these labels to what was read; None when fewer than two labels agree with one map."""
    seen: list[tuple[float, float]] = []
    known: list[tuple[float, float]] = []
    owners: list[str] = []
    for line in lines:
        for label in labels:
            for char, index in _label_pairs(line, label):
                seen.append((char.x, char.y))
                known.append(label.place(index))
                owners.append(label.text)
        for place, target in _number_pairs(line) if with_number else ():
            seen.append(place)
            known.append(target)
            owners.append("number")
    fits = fit_planes(seen, known)
    most = max((sum(fit.agreeing) for fit in fits), default=0)
    for fit in fits:
        held = frozenset(owner for owner, agrees in zip(owners, fit.agreeing, strict=True) if agrees)
        contradicted = frozenset(owners) - held
        if len(held) < 2 or (contradicted and len(held) < CONVINCING):  # noqa: PLR2004 -- one label alone fits anywhere
            continue
        if sum(fit.agreeing) < NEARLY * most or not card_shaped(fit):
            continue
        anchored = Anchored(fit, held, _place(lines, fit))
        if stray_share(anchored, labels, cells) <= STRAY_LIMIT:
            return None if another_card(anchored, labels, cells) else anchored
    return None


def anchor_by_outline(
    lines: Sequence[Line], corners: Floats, labels: Sequence[Label], cells: Sequence[Cell]
) -> Anchored | None:
    """Fit the layout to the card's own edges, for pictures whose pale labels were lost.

    It holds only when an 18-character number stands where the layout has it and nearly all else stands in cells.
    """
    fit = fit_corners(corners, WIDTH, HEIGHT)
    if not card_shaped(fit):
        return None
    pairs = [pair for line in lines for pair in _number_pairs(line)]
    if not pairs:
        return None
    seen = fit.onto_layout(np.array([place for place, _ in pairs], np.float32))
    off = np.abs(seen - np.array([target for _, target in pairs], np.float32)).max()
    anchored = Anchored(fit, frozenset({"number", "outline"}), _place(lines, fit))
    return anchored if off <= OUTLINE_SLIP and stray_share(anchored, labels, cells) <= STRAY_LIMIT / 2 else None


def _place(lines: Sequence[Line], fit: Fit) -> tuple[tuple[Char, float, float], ...]:
    """The characters of all lines that run level on the card; what crosses it was laid over it."""
    chars = [char for line in lines if _level(line, fit) for char in line.chars]
    if not chars:
        return ()
    places = fit.onto_layout(np.array([[char.x, char.y] for char in chars], np.float32))
    return tuple((char, float(x), float(y)) for char, (x, y) in zip(chars, places, strict=True))


def _level(line: Line, fit: Fit) -> bool:
    """Whether a line of some length runs along the card's own direction."""
    if line.width < LONG * line.height:
        return True
    left, right = fit.onto_layout(np.array([(line.quad[0] + line.quad[3]) / 2, (line.quad[1] + line.quad[2]) / 2]))
    return bool(abs(right[1] - left[1]) <= STEEPEST * abs(right[0] - left[0]))


def card_shaped(fit: Fit) -> bool:
    """Whether the layout's outline falls on the picture as a card seen at a slant would."""
    box = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    corners = fit.onto_picture(box)
    sides = np.roll(corners, -1, axis=0) - corners
    turns = sides[:, 0] * np.roll(sides, -1, axis=0)[:, 1] - sides[:, 1] * np.roll(sides, -1, axis=0)[:, 0]
    if not (turns > 0).all():
        return False
    lengths = np.linalg.norm(sides, axis=1)
    angles = np.degrees(np.arcsin(np.clip(turns / (lengths * np.roll(lengths, -1)), 0, 1)))
    ratio = (lengths[0] + lengths[2]) / (lengths[1] + lengths[3])
    tapers = max(lengths[0] / lengths[2], lengths[2] / lengths[0], lengths[1] / lengths[3], lengths[3] / lengths[1])
    return bool(angles.min() > LEAST_ANGLE and RATIOS[0] < ratio < RATIOS[1] and tapers < TAPER_LIMIT)


def stray_share(anchored: Anchored, labels: Sequence[Label], cells: Sequence[Cell]) -> float:
    """The share of the characters within the card that stand neither in a value's cell nor on a label.

    A card has next to none; forms, pages of law and other cards that hold the same words have many.
    """
    inside = anchored.inside((0, 0, WIDTH, HEIGHT))
    strays = [item for item in inside if not _at_home(item[1], item[2], labels, cells)]
    return len(strays) / max(1, len(inside))


def another_card(anchored: Anchored, labels: Sequence[Label], cells: Sequence[Cell]) -> bool:
    """Whether the words that are no card's of ours name another one: 港澳台居民居住证, 临时居民身份证, 机动车驾驶证."""
    inside = anchored.inside((0, 0, WIDTH, HEIGHT))
    return (
        OTHER_CARDS.search("".join(char.text for char, x, y in inside if not _at_home(x, y, labels, cells))) is not None
    )


def _at_home(x: float, y: float, labels: Sequence[Label], cells: Sequence[Cell]) -> bool:
    if any(cell.reach[0] <= x <= cell.reach[2] and cell.reach[1] <= y <= cell.reach[3] for cell in cells):
        return True
    return any(
        label.first[0] - ROOM <= x <= label.last[0] + ROOM and abs(y - label.first[1]) <= ROOM for label in labels
    )
