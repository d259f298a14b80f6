"""Straightens a licence: by its sheet's four corners when the table shows them, else by the direction of its lines."""

from collections.abc import Callable, Sequence

import numpy as np

from ocr.engine.lines import Floats, Line, Pixels
from ocr.finding import outline
from ocr.papers.licence import Sheet, take_apart
from ocr.papers.rows import straighten

LONG_LINE = 5.0  # a line this many times wider than high shows the direction


def recognise_licence(picture: Pixels, lines: Sequence[Line]) -> Sheet | None:
    """The sheet taken apart, whichever way of straightening finds more labels; None when it is no licence."""
    if not lines:
        return None
    best: Sheet | None = None
    for plane in _planes(picture, lines):
        sheet = take_apart(straighten(lines, plane))
        if sheet is not None and (best is None or _filled(sheet) > _filled(best)):
            best = sheet
    return best


def _filled(sheet: Sheet) -> int:
    return sum(1 for label in sheet.labels.values() if label.rows)


def _planes(picture: Pixels, lines: Sequence[Line]) -> list[Callable[[Floats], Floats]]:
    planes = []
    corners = outline(picture, np.array([[char.x, char.y] for line in lines for char in line.chars], np.float32))
    if corners is not None:
        planes.append(_from_corners(corners))
    return [*planes, _turned(lines)]


def _from_corners(corners: Floats) -> Callable[[Floats], Floats]:
    import cv2

    width = float(np.linalg.norm(corners[1] - corners[0]) + np.linalg.norm(corners[2] - corners[3])) / 2
    height = float(np.linalg.norm(corners[3] - corners[0]) + np.linalg.norm(corners[2] - corners[1])) / 2
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, flat)
    return lambda points: np.asarray(
        cv2.perspectiveTransform(points.reshape(-1, 1, 2), matrix).reshape(-1, 2), np.float32
    )


def _turned(lines: Sequence[Line]) -> Callable[[Floats], Floats]:
    long = [line.quad for line in lines if line.width > LONG_LINE * line.height] or [line.quad for line in lines]
    angles = [np.arctan2(*(quad[1] + quad[2] - quad[0] - quad[3])[::-1]) for quad in long]
    angle = -float(np.median(angles))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
    return lambda points: np.asarray(points @ turn.T, np.float32)
