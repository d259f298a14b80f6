"""Straightens a licence: by its sheet's four corners when the table shows them, else by the direction of its lines."""

from collections.abc import Callable, Sequence

import numpy as np

from ocr.engine.lines import Floats, Line, Pixels
from ocr.finding import outline
from ocr.papers.licence import Sheet, take_apart
from ocr.papers.rows import straighten

LONG_LINE = 5.0  # a line this many times wider than high shows the direction
ROUNDS, STEP, ROBUST, DAMPING = 12, 1e-4, 0.01, 2e-3
SLANT_LIMIT = 0.35


def recognise_licence(picture: Pixels, lines: Sequence[Line]) -> Sheet | None:
    """The sheet taken apart, by the way of straightening that lays most values level with their labels."""
    if not lines:
        return None
    sheets = [take_apart(straighten(lines, plane)) for plane in _planes(picture, lines)]
    found = [sheet for sheet in sheets if sheet is not None]
    return max(found, key=order_of, default=None)


def order_of(sheet: Sheet) -> float:
    """Labels that have a value, less how far the values lie off their labels' height."""
    filled = [label for label in sheet.labels.values() if label.rows and label.rows[0]]
    slips = [min(1.0, abs(label.rows[0][0].y - label.y) / label.height) for label in filled]
    return len(filled) - 2 * sum(slips)


def _planes(picture: Pixels, lines: Sequence[Line]) -> list[Callable[[Floats], Floats]]:
    planes = [_levelled(lines), _turned(lines)]
    corners = outline(picture, np.array([[char.x, char.y] for line in lines for char in line.chars], np.float32))
    if corners is not None:
        planes.append(_from_corners(corners))
    return planes


def _long(lines: Sequence[Line]) -> Floats:
    """Left and right ends (n, 2, 2) of the lines long enough to show a direction."""
    chosen = [line.quad for line in lines if line.width > LONG_LINE * line.height] or [line.quad for line in lines]
    return np.array([[(quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2] for quad in chosen], np.float32)


def _levelled(lines: Sequence[Line]) -> Callable[[Floats], Floats]:
    """A turn and a slant (three numbers, by damped Gauss-Newton, outliers weighed down) that lay the lines level."""
    ends = _long(lines)
    centre, size = ends.reshape(-1, 2).mean(axis=0), float(np.abs(ends - ends.reshape(-1, 2).mean(axis=0)).max()) or 1.0
    unit = (ends - centre) / size
    direction = unit[:, 1] - unit[:, 0]
    chosen = np.array([float(np.median(np.arctan2(direction[:, 1], direction[:, 0]))), 0.0, 0.0])
    for _ in range(ROUNDS):
        error = _slips(unit, chosen)
        slopes = np.stack([(_slips(unit, chosen + step) - error) / STEP for step in np.eye(3) * STEP], axis=1)
        weight = 1 / (1 + (error / ROBUST) ** 2)
        normal = slopes.T @ (slopes * weight[:, None]) + np.diag([1e-9, DAMPING, DAMPING])
        chosen -= np.linalg.solve(normal, slopes.T @ (weight * error) + np.array([0, DAMPING, DAMPING]) * chosen)
    chosen[1:] = np.clip(chosen[1:], -SLANT_LIMIT, SLANT_LIMIT)
    return lambda points: np.asarray(_laid((points - centre) / size, chosen) * size, np.float32)


def _laid(points: Floats, chosen: Floats) -> Floats:
    angle, across, down = chosen
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    depth = 1 + points[..., :1] * across + points[..., 1:] * down
    return np.asarray(points @ turn.T / np.maximum(depth, 0.3), np.float32)


def _slips(ends: Floats, chosen: Floats) -> Floats:
    """How much each line's ends differ in height once laid."""
    laid = _laid(ends, chosen)
    return np.asarray(laid[:, 1, 1] - laid[:, 0, 1], np.float64)


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
    ends = _long(lines)
    direction = ends[:, 1] - ends[:, 0]
    angle = -float(np.median(np.arctan2(direction[:, 1], direction[:, 0])))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
    return lambda points: np.asarray(points @ turn.T, np.float32)
