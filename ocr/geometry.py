"""Plane maps between a picture and a layout, fitted to characters whose places are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engine.lines import Floats, Pixels

PLANE_POINTS = 10
TOLERANCE = 26.0  # thousandths of the card's width
ROUNDS = 2000


@dataclass(frozen=True)
class Fit:
    """A map from the picture to the layout (3 x 3), the fraction of anchors that agree with it, and which do."""

    matrix: Floats
    agreeing: tuple[bool, ...]

    def onto_layout(self, points: Floats) -> Floats:
        """Picture coordinates (n, 2) to layout coordinates."""
        return _through(self.matrix, points)

    def onto_picture(self, points: Floats) -> Floats:
        """Layout coordinates (n, 2) to picture coordinates."""
        return _through(np.asarray(np.linalg.inv(self.matrix), np.float32), points)


def _through(matrix: Floats, points: Floats) -> Floats:
    spread = np.concatenate([points, np.ones((len(points), 1), np.float32)], axis=1) @ matrix.T
    return np.asarray(spread[:, :2] / spread[:, 2:], np.float32)


def fit_planes(seen: Sequence[tuple[float, float]], known: Sequence[tuple[float, float]]) -> list[Fit]:
    """Maps that take most seen points near their known places, the freest that the points can hold first.

    Perspective, then affine, then a turned and scaled copy: a freer map follows a slanted view better, and goes astray
    sooner when a point is wrong, so the caller takes the first that makes sense.
    """
    import cv2

    if len(seen) < 4:  # noqa: PLR2004 -- three points determine an affine map, the fourth can contradict it
        return []
    source, target = np.asarray(seen, np.float32), np.asarray(known, np.float32)
    fits = []
    if len(seen) >= PLANE_POINTS:
        fits.append(cv2.findHomography(source, target, cv2.RANSAC, TOLERANCE, maxIters=ROUNDS))
    for estimate in (cv2.estimateAffine2D, cv2.estimateAffinePartial2D):
        affine, mask = estimate(source, target, method=cv2.RANSAC, ransacReprojThreshold=TOLERANCE, maxIters=ROUNDS)
        fits.append((None if affine is None else np.vstack([affine, [0, 0, 1]]), mask))
    return [
        Fit(np.asarray(matrix, np.float32), tuple(bool(flag) for flag in mask.ravel()))
        for matrix, mask in fits
        if matrix is not None and abs(float(np.linalg.det(matrix))) > 1e-9  # noqa: PLR2004 -- it must be invertible
    ]


def fit_corners(corners: Floats, width: float, height: float) -> Fit:
    """The map that takes four corners, clockwise from the top left, onto a rectangle."""
    import cv2

    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Fit(np.asarray(cv2.getPerspectiveTransform(corners, flat), np.float32), (True,) * 4)


def padded(corners: Floats, room: float) -> Floats:
    """Four corners with more room above and below (less, when negative), in shares of the height."""
    left, right = (corners[3] - corners[0]) * room, (corners[2] - corners[1]) * room
    return np.asarray(corners + np.stack([-left, -right, right, left]), np.float32)


def cut_out(picture: Pixels, corners: Floats, size: tuple[int, int]) -> Pixels:
    """The four-cornered part of a picture laid flat at a size in pixels."""
    import cv2

    width, height = size
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(corners, np.float32), flat)
    shrink = float(np.linalg.norm(corners[1] - corners[0])) / width
    flags = cv2.INTER_AREA if shrink > 2 else cv2.INTER_CUBIC  # noqa: PLR2004 -- beyond half size cubic skips pixels
    return np.asarray(
        cv2.warpPerspective(picture, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), picture.dtype
    )
