"""Plane maps between a picture and a layout, fitted to characters whose places are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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


def fit_plane(seen: Sequence[tuple[float, float]], known: Sequence[tuple[float, float]]) -> Fit | None:
    """The map that takes most seen points near their known places.

    Perspective only when there are points enough to hold it.
    """
    import cv2

    if len(seen) < 4:  # noqa: PLR2004 -- three points determine an affine map, the fourth can contradict it
        return None
    source, target = np.asarray(seen, np.float32), np.asarray(known, np.float32)
    affine, mask = cv2.estimateAffine2D(
        source, target, method=cv2.RANSAC, ransacReprojThreshold=TOLERANCE, maxIters=ROUNDS
    )
    if affine is None or not _sound(affine):
        affine, mask = cv2.estimateAffinePartial2D(source, target, method=cv2.RANSAC, ransacReprojThreshold=TOLERANCE)
        if affine is None:
            return None
    best = Fit(np.asarray(np.vstack([affine, [0, 0, 1]]), np.float32), tuple(bool(flag) for flag in mask.ravel()))
    if len(seen) >= PLANE_POINTS:
        plane, flags = cv2.findHomography(source, target, cv2.RANSAC, TOLERANCE, maxIters=ROUNDS)
        if plane is not None and flags.sum() >= mask.sum():
            return Fit(np.asarray(plane, np.float32), tuple(bool(flag) for flag in flags.ravel()))
    return best


def _sound(affine: NDArray[Any]) -> bool:
    """Whether an affine map keeps shapes roughly.

    No mirror image, neither squeezed nor sheared beyond a slanted view.
    """
    stretch = np.linalg.svd(affine[:, :2], compute_uv=False)
    return bool(np.linalg.det(affine[:, :2]) > 0 and stretch[0] < 2.5 * stretch[1])


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
