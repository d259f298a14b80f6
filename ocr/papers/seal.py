"""The round red seal at a licence's foot: found by its ink, its ring unrolled into a row that can be read."""

from dataclasses import dataclass

import numpy as np

from ocr.engine.lines import Floats, Pixels

INK_LEAST = 28  # how much red leads green and blue
LEAST_RADIUS, LARGEST_SHARE = 22.0, 0.3  # pixels; of the sheet's long side
ROUNDNESS = 1.6
RING = (0.58, 0.97)  # of the radius: where the name stands
ROW_HEIGHT = 56
GREY_VIEW, GREY_RADIUS, GREY_VOTES = 1000, (0.04, 0.11), 60.0


@dataclass(frozen=True)
class Seal:
    """An ellipse in the close-up: centre, half axes, and the turn of the first axis in radians.

    `inked` says that its ink is red.
    """

    centre: tuple[float, float]
    axes: tuple[float, float]
    turn: float
    inked: bool = True

    def box(self) -> Floats:
        """Four corners round it."""
        reach = max(self.axes)
        x, y = self.centre
        return np.array(
            [[x - reach, y - reach], [x + reach, y - reach], [x + reach, y + reach], [x - reach, y + reach]], np.float32
        )


def redness(picture: Pixels) -> Pixels:
    """Seal ink as dark print on white; black print vanishes."""
    wide = picture.astype(np.int16)
    lead = wide[:, :, 2] - np.maximum(wide[:, :, 0], wide[:, :, 1])
    scale = max(60.0, float(np.percentile(lead, 99.5)))
    grey = 255 - np.clip(lead * (235.0 / scale), 0, 235).astype(np.uint8)
    return np.asarray(np.repeat(grey[:, :, None], 3, axis=2), np.uint8)


def find_seal(picture: Pixels, above: float) -> Seal | None:
    """The largest round patch of red ink that lies lower than `above` (pixels from the top)."""
    import cv2

    wide = picture.astype(np.int16)
    ink = (wide[:, :, 2] - np.maximum(wide[:, :, 0], wide[:, :, 1]) > INK_LEAST).astype(np.uint8)
    ink[: max(0, int(above))] = 0
    ink = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (31, 31)))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    best: Seal | None = None
    for contour in contours:
        hull = cv2.convexHull(contour)
        if len(hull) < 5:  # noqa: PLR2004 -- an ellipse needs five points
            continue
        (x, y), (first, second), turn = cv2.fitEllipse(hull)
        small, large = min(first, second) / 2, max(first, second) / 2
        round_enough = large < ROUNDNESS * small and small > LEAST_RADIUS
        whole = cv2.contourArea(hull) > 0.8 * np.pi * small * large and large < LARGEST_SHARE * max(picture.shape[:2])
        if round_enough and whole and (best is None or small > min(best.axes)):
            best = Seal((x, y), (first / 2, second / 2), float(np.radians(turn)))
    return best


def find_grey_seal(picture: Pixels, above: float) -> Seal | None:
    """The clearest circle of a seal's size lower than `above`: on a photocopy the seal's ink has no colour."""
    import cv2

    start = max(0, int(above))
    scale = min(1.0, GREY_VIEW / max(picture.shape[:2]))
    grey = cv2.cvtColor(picture[start:], cv2.COLOR_BGR2GRAY)
    grey = cv2.GaussianBlur(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (3, 3), 0)
    long_side = max(picture.shape[:2]) * scale
    least, most = (round(share * long_side) for share in GREY_RADIUS)
    circles = cv2.HoughCircles(
        grey, cv2.HOUGH_GRADIENT, 1.5, least, param1=90, param2=GREY_VOTES, minRadius=least, maxRadius=most
    )
    if circles is None:
        return None
    x, y, radius = (float(value) / scale for value in circles.reshape(-1, 3)[0])
    return Seal((x, y + start), (radius, radius), 0.0, inked=False)


def unroll(picture: Pixels, seal: Seal) -> Pixels:
    """The ring as one row, clockwise from six o'clock, the characters upright."""
    import cv2

    size = max(seal.axes)
    # the ring is drawn large enough that a character is as high as the row
    width = round(2 * np.pi * (RING[0] + RING[1]) / 2 / (RING[1] - RING[0]) * ROW_HEIGHT)
    angles = np.linspace(np.pi / 2, np.pi / 2 + 2 * np.pi, width, dtype=np.float32)[None, :]
    depth = np.linspace(RING[1], RING[0], ROW_HEIGHT, dtype=np.float32)[:, None]
    circle_x, circle_y = np.cos(angles) * depth, np.sin(angles) * depth
    cos, sin = np.cos(seal.turn), np.sin(seal.turn)
    # to the ellipse's own axes, stretched, and back
    along, across = (circle_x * cos + circle_y * sin) * seal.axes[0], (-circle_x * sin + circle_y * cos) * seal.axes[1]
    xs = (seal.centre[0] + along * cos - across * sin).astype(np.float32)
    ys = (seal.centre[1] + along * sin + across * cos).astype(np.float32)
    flags = cv2.INTER_CUBIC if size < ROW_HEIGHT / (RING[1] - RING[0]) else cv2.INTER_LINEAR
    source = redness(picture) if seal.inked else picture
    return np.asarray(cv2.remap(source, xs, ys, flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)
