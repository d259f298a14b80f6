"""The round seal at a licence's foot: found by its red ink or by its circle, its ring unrolled to be read."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ocr.engine.lines import Floats, Pixels
from ocr.papers.ink import PAPER, redness

INK_LEAST, INK_SHARE = 30.0, 0.45  # how much red leads green and blue: at least, and of the reddest
RADII = (2.2, 7.0)  # in character heights
ROUNDNESS, FULL = 1.5, 0.8
JOINED = (5, 15, 31)  # pixels over which worn ink is joined
RING = (0.58, 0.97)  # of the radius: where the name stands
ROW_HEIGHT = 56
ROUND_CORNERS = 8  # of a hull: a rectangle has four
GREY_LETTER, GREY_VOTES, GREY_MOST, GREY_KEPT = 24.0, 36.0, 12, 2  # circles are sought with letters this high
RAYS, RIM = 120, (0.82, 1.22)  # where along its rays the rim is looked for, in radii
RIM_INK = (0.86, 1.03)
RIM_STEPS, RIM_NEAR, RIM_LEAST = 60, 0.05, 40


@dataclass(frozen=True)
class Seal:
    """An ellipse: centre, half axes, and the turn of the first axis in radians. `inked` says that its ink is red."""

    centre: tuple[float, float]
    axes: tuple[float, float]
    turn: float
    inked: bool = True

    @property
    def radius(self) -> float:
        """The mean of its half axes."""
        return sum(self.axes) / 2

    def box(self) -> Floats:
        """Four corners round it."""
        reach = max(self.axes)
        x, y = self.centre
        return np.array(
            [[x - reach, y - reach], [x + reach, y - reach], [x + reach, y + reach], [x - reach, y + reach]], np.float32
        )

    def shifted(self, left: float, top: float) -> "Seal":
        """The same seal in a picture that begins that much further left and up."""
        return replace(self, centre=(self.centre[0] + left, self.centre[1] + top))


def red_seal(even: Pixels, letter: float) -> Seal | None:
    """The largest round patch of red ink on an evened picture of a sheet's foot."""
    import cv2

    lead = redness(even)
    ink = (lead > max(INK_LEAST, INK_SHARE * float(np.percentile(lead, 99.7)))).astype(np.uint8)
    ink = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), np.uint8)
    for size in JOINED:
        joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
        contours, _ = cv2.findContours(joined, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        found = [seal for contour in contours if (seal := _round(contour, letter)) is not None]
        if found:
            return max(found, key=lambda seal: seal.radius)
    return None


def _round(contour: Any, letter: float) -> Seal | None:
    """The contour as an ellipse when it is one, of a seal's size."""
    import cv2

    hull = cv2.convexHull(contour)
    if len(hull) < ROUND_CORNERS:
        return None
    (x, y), (first, second), turn = cv2.fitEllipse(hull)
    small, large = min(first, second) / 2, max(first, second) / 2
    if not RADII[0] * letter < small <= large < min(ROUNDNESS * small, RADII[1] * letter):
        return None
    area = cv2.contourArea(hull) / (np.pi * small * large)
    return Seal((x, y), (first / 2, second / 2), float(np.radians(turn))) if FULL < area < 1 / FULL else None


def grey_seals(even: Pixels, letter: float) -> list[Seal]:
    """The clearest circles of a seal's size, best first: on a photocopy the seal's ink has no colour."""
    import cv2

    scale = min(1.0, GREY_LETTER / letter)
    grey = cv2.resize(cv2.cvtColor(even, cv2.COLOR_BGR2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(grey, (3, 3), 0)
    least, most = (max(8, round(share * letter * scale)) for share in RADII)
    circles = cv2.HoughCircles(
        grey, cv2.HOUGH_GRADIENT, 1.5, least, param1=90, param2=GREY_VOTES, minRadius=least, maxRadius=most
    )
    if circles is None:
        return []
    found = [
        Seal((float(x), float(y)), (float(radius), float(radius)), 0.0, inked=False)
        for x, y, radius in circles.reshape(-1, 3)[:GREY_MOST] / scale
    ]
    whole = cv2.cvtColor(even, cv2.COLOR_BGR2GRAY)
    return sorted(found, key=lambda seal: -_rim_seen(np.asarray(whole, np.uint8), seal))[:GREY_KEPT]


def _rim_seen(grey: Pixels, seal: Seal) -> float:
    """How dark the rim is against the paper outside it, at its palest quarter: a circle is seen all round."""
    import cv2

    angles = np.linspace(0, 2 * np.pi, RAYS, endpoint=False, dtype=np.float32)[:, None]
    reach = np.linspace(*RIM, RIM_STEPS, dtype=np.float32)[None, :]
    rays = cv2.remap(grey, *_places(seal, angles, reach), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return float(np.percentile(np.diff(rays.astype(np.float32)[:, ::3], axis=1).max(axis=1), 25))


def rimmed(grey: Pixels, seal: Seal) -> Seal:
    """The seal with its ellipse laid through the rim's outer edge, where that is seen all round."""
    import cv2

    angles = np.linspace(0, 2 * np.pi, RAYS, endpoint=False, dtype=np.float32)[:, None]
    reach = np.linspace(*RIM, RIM_STEPS, dtype=np.float32)[None, :]
    xs, ys = _places(seal, angles, reach)
    rays = cv2.remap(grey, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    rise = np.diff(cv2.GaussianBlur(rays, (5, 1), 0), axis=1)  # from the rim's ink out to paper
    outer = rise.argmax(axis=1)
    usual = float(np.median(reach[0, outer]))
    kept = np.abs(reach[0, outer] - usual) < RIM_NEAR
    if kept.sum() < RIM_LEAST:
        return seal
    rows = np.arange(RAYS)[kept]
    points = np.stack([xs[rows, outer[kept]], ys[rows, outer[kept]]], axis=1)
    (x, y), (first, second), turn = cv2.fitEllipse(points)
    if max(first, second) > ROUNDNESS * min(first, second) or abs(first + second - 4 * seal.radius) > seal.radius:
        return seal
    return replace(seal, centre=(x, y), axes=(first / 2, second / 2), turn=float(np.radians(turn)))


def ink_of(light: Pixels, seal: Seal) -> float:
    """How light the seal's ink is, as a share of the paper's: the middle of what its rim shows."""
    import cv2

    angles = np.linspace(0, 2 * np.pi, RAYS, endpoint=False, dtype=np.float32)[:, None]
    reach = np.linspace(*RIM_INK, RIM_STEPS // 4, dtype=np.float32)[None, :]
    rays = cv2.remap(light, *_places(seal, angles, reach), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return float(np.median(rays.min(axis=1))) / PAPER


def unroll(picture: Pixels, seal: Seal, start: float, ring: tuple[float, float] = RING) -> Pixels:
    """The ring as one row, clockwise from `start` radians, the characters upright."""
    import cv2

    # the ring is drawn as long as makes a character as high as the row
    width = round(2 * np.pi * (ring[0] + ring[1]) / 2 / (ring[1] - ring[0]) * ROW_HEIGHT)
    angles = np.linspace(start, start + 2 * np.pi, width, dtype=np.float32)[None, :]
    depth = np.linspace(ring[1], ring[0], ROW_HEIGHT, dtype=np.float32)[:, None]
    xs, ys = _places(seal, angles, depth)
    flags = cv2.INTER_CUBIC if seal.radius < ROW_HEIGHT / (ring[1] - ring[0]) else cv2.INTER_LINEAR
    return np.asarray(cv2.remap(picture, xs, ys, flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _places(seal: Seal, angles: Floats, reach: Floats) -> tuple[Floats, Floats]:
    """Where points at these angles and shares of the radius lie on the ellipse."""
    circle_x, circle_y = np.cos(angles) * reach, np.sin(angles) * reach
    cos, sin = np.cos(seal.turn), np.sin(seal.turn)
    # to the ellipse's own axes, stretched, and back
    along, across = (circle_x * cos + circle_y * sin) * seal.axes[0], (-circle_x * sin + circle_y * cos) * seal.axes[1]
    xs = seal.centre[0] + along * cos - across * sin
    ys = seal.centre[1] + along * sin + across * cos
    return np.asarray(xs, np.float32), np.asarray(ys, np.float32)
