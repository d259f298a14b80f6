"""What is wrong with a photograph, as warnings for the phone: measured on the paper, not on the table."""

from collections.abc import Sequence

import numpy as np

from ocr.engine.lines import Floats, Line, Pixels

DARK_PAPER = 95.0  # the paper's own grey, 0 to 255
GLARE_SHARE, OVEREXPOSED, BURNT = 0.012, 0.3, 252  # the share of the paper that is burnt out, where the rest is not
SHARP_LEAST = 0.3  # how steep the print's edges are: share of its contrast in one pixel of a 24-pixel line
SMALL_LINE = 11.0  # pixels of a line's height in the picture as sent
GREY_SATURATION, LIT_PAPER = 6.0, 220.0
EDGE = 2.0  # pixels: a corner this near to the picture's border, or beyond it, was cut off
LINE_VIEW = 24


def warnings_of(picture: Pixels, lines: Sequence[Line], corners: Floats, scale: float) -> tuple[str, ...]:
    """Warnings on one paper whose corners lie at `corners` of the close-up.

    `scale` is how many of the close-up's pixels one pixel of the picture became.
    """
    paper = _paper(picture, corners)
    if paper.size == 0:
        return ()
    grey = paper.mean(axis=2)
    ground = float(np.percentile(grey, 70))
    found = []
    if ground < DARK_PAPER:
        found.append("dark")
    burnt = float((grey >= BURNT).mean())
    if burnt > (GLARE_SHARE if ground < BURNT - 10 else OVEREXPOSED):
        found.append("glare")
    if lines and _sharpness(picture, lines) < SHARP_LEAST:
        found.append("blurred")
    if lines and float(np.median([line.height for line in lines])) / scale < SMALL_LINE:
        found.append("small")
    colour = float((paper.max(axis=2).astype(np.float32) - paper.min(axis=2)).mean())
    if burnt < OVEREXPOSED and colour * LIT_PAPER / max(ground, 1.0) < GREY_SATURATION:  # in the dark colours fade too
        found.append("photocopy")
    return tuple(found)


def cut_off(corners: Floats, size: tuple[int, int]) -> bool:
    """Whether a corner of the paper lies beyond the picture of that width and height."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    return bool((low < -EDGE).any() or high[0] > size[0] + EDGE or high[1] > size[1] + EDGE)


def _paper(picture: Pixels, corners: Floats) -> Pixels:
    """The rectangle round the corners, every fourth pixel."""
    left, top = np.maximum(corners.min(axis=0), 0).astype(int)
    right, bottom = corners.max(axis=0).astype(int)
    return picture[top:bottom:4, left:right:4]


def _sharpness(picture: Pixels, lines: Sequence[Line]) -> float:
    """The median over the lines of their steepest edges against their contrast, at one common line height."""
    import cv2

    values = []
    for line in lines:
        low, high = line.quad.min(axis=0).astype(int), line.quad.max(axis=0).astype(int)
        part = picture[max(0, low[1]) : high[1], max(0, low[0]) : high[0]]
        if min(part.shape[:2]) < 8:  # noqa: PLR2004 -- too little to measure
            continue
        factor = LINE_VIEW / line.height
        grey = cv2.resize(
            cv2.cvtColor(part, cv2.COLOR_BGR2GRAY), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA
        ).astype(np.float32)
        contrast = float(np.percentile(grey, 95) - np.percentile(grey, 5))
        steps = np.abs(np.diff(grey, axis=1))
        if contrast > 8:  # noqa: PLR2004 -- no print
            values.append(float(np.percentile(steps, 97)) / contrast)
    return float(np.median(values)) if values else 1.0
