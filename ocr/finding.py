"""Where in the picture the paper lies: a close-up of its text, and the sheet's outline when the table shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ocr.engine.lines import Floats, Pixels

CLOSE_UP_SIDE = 1900
MARGIN, WIDE_MARGIN = 0.12, 0.35
ENLARGED_SIDE, ENLARGED_MOST = 1500, 2.0
OUTLINE_VIEW = 640
LEAST_OUTLINE = 0.04  # of the picture's area
RED_LEAST, RED_FULL = 15, 45  # how much red must lead green and blue to count as seal ink


@dataclass(frozen=True)
class CloseUp:
    """A part of the picture at working scale, without red ink and as it was.

    Picture coordinates = `left, top` + close-up coordinates / `scale`.
    """

    pixels: Pixels
    inked: Pixels
    left: float
    top: float
    scale: float

    def onto_picture(self, points: Floats) -> Floats:
        """Close-up coordinates (n, 2) to picture coordinates."""
        return np.asarray(points / self.scale + np.array([self.left, self.top], np.float32), np.float32)

    def from_picture(self, points: Floats) -> Floats:
        """Picture coordinates (n, 2) to close-up coordinates."""
        return np.asarray((points - np.array([self.left, self.top], np.float32)) * self.scale, np.float32)


def scaled(picture: Any, long_side: int) -> tuple[Pixels, float]:
    """The picture with at most that long side, and the factor."""
    import cv2

    scale = min(1.0, long_side / max(picture.shape[:2]))
    if scale == 1.0:
        return picture, 1.0
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8), scale


def close_up(picture: Pixels, quads: Sequence[Floats], *, small: bool = False) -> CloseUp:
    """The part that holds all these quads, with a margin, no larger than the working scale needs.

    Of `small` text some may have been missed, so the margin is wide and the part is enlarged.
    """
    left, top, right, bottom = _bounds(picture, quads, WIDE_MARGIN if small else MARGIN)
    part = picture[top:bottom, left:right]
    pixels, scale = enlarged(part) if small else scaled(part, CLOSE_UP_SIDE)
    return CloseUp(without_red(pixels), pixels, float(left), float(top), scale)


def part_with(picture: Pixels, quads: Sequence[Floats]) -> Pixels:
    """The part of the picture that holds all these quads, with a margin."""
    left, top, right, bottom = _bounds(picture, quads, MARGIN)
    return picture[top:bottom, left:right]


def _bounds(picture: Pixels, quads: Sequence[Floats], margin: float) -> tuple[int, int, int, int]:
    height, width = picture.shape[:2]
    points = np.concatenate(list(quads))
    low, high = points.min(axis=0), points.max(axis=0)
    room = max(high - low) * margin + 8
    left, top = (int(edge) for edge in np.maximum(low - room, 0))
    right, bottom = (int(edge) for edge in np.minimum(high + room, (width, height)))
    return left, top, right, bottom


def enlarged(picture: Pixels) -> tuple[Pixels, float]:
    """The picture brought towards the working scale, at most twice as large as it is, and the factor."""
    import cv2

    scale = min(ENLARGED_MOST, ENLARGED_SIDE / max(picture.shape[:2]))
    if scale <= 1.0:
        return scaled(picture, CLOSE_UP_SIDE)
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8), scale


def without_red(picture: Pixels) -> Pixels:
    """Red ink made paper: what a seal covers becomes readable, black and blue print stay."""
    import cv2

    blue, green, red = cv2.split(picture)
    lead = cv2.subtract(red, cv2.max(blue, green))  # never below nought
    inked = np.asarray(lead) > RED_LEAST
    share = np.clip((lead[inked].astype(np.float32) - RED_LEAST) / (RED_FULL - RED_LEAST), 0, 1)[:, None]
    clean = picture.copy()
    found = clean[inked].astype(np.float32)
    clean[inked, :2] = (found[:, :2] + share * (found[:, 2:] - found[:, :2])).astype(np.uint8)
    return clean


def outline(picture: Pixels, inside: Floats) -> Floats | None:
    """The four corners of the sheet round these points, from the top left clockwise.

    None when no edge stands out from the table.
    """
    import cv2

    small, scale = scaled(picture, OUTLINE_VIEW)
    points = inside * scale
    best: tuple[float, Floats] | None = None
    for mask in _masks(small):
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            area = float(cv2.contourArea(contour))
            if area < LEAST_OUTLINE * small.shape[0] * small.shape[1]:
                continue
            corners = _four(cv2.convexHull(contour))
            if corners is not None and _holds(corners, points) and (best is None or area < best[0]):
                best = (area, corners)
    return None if best is None else np.asarray(_from_top_left(best[1]) / scale, np.float32)


def _masks(small: Pixels) -> list[Pixels]:
    import cv2

    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    edges = cv2.dilate(cv2.Canny(grey, 25, 80), np.ones((5, 5), np.uint8))
    return [np.asarray(bright, np.uint8), np.asarray(edges, np.uint8)]


def _four(hull: Any) -> Floats | None:
    """The hull as four corners when it is one four-cornered shape with rounded corners at most."""
    import cv2

    length = cv2.arcLength(hull, closed=True)
    for slack in (0.02, 0.03, 0.045, 0.06):
        corners = cv2.approxPolyDP(hull, slack * length, closed=True)
        if len(corners) == 4:  # noqa: PLR2004 -- a sheet's corners
            full = cv2.contourArea(corners) > 0.9 * cv2.contourArea(hull)
            return np.asarray(corners.reshape(4, 2), np.float32) if full else None
    return None


def _holds(corners: Floats, points: Floats) -> bool:
    import cv2

    held = sum(
        cv2.pointPolygonTest(corners.reshape(-1, 1, 2), (float(x), float(y)), measureDist=False) >= 0 for x, y in points
    )
    return held >= 0.97 * len(points)


def _from_top_left(corners: Floats) -> Floats:
    """Clockwise from the corner nearest to the top left."""
    centre = corners.mean(axis=0)
    turn = np.argsort(np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0]))
    ordered = corners[turn]
    return np.asarray(np.roll(ordered, -int(np.argmin(ordered.sum(axis=1))), axis=0), np.float32)
