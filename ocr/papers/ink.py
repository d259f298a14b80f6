"""Paper, print and seal told apart: light evened out, then black print without the seal, and the seal without print."""

import numpy as np

from ocr.engine.lines import Floats, Pixels

SHRINK = 4  # paper is looked at in a quarter of the size
STROKE, GROUND = 11, 31  # in that size: wider than any stroke, wider than any letter or star
PAPER = 245.0
PRINT_DARK, PRINT_PALE = 0.42, 0.72  # of the paper's light in red
WHITE, BLACKEST, LEAST_RANGE, SEAL_MARGIN = 0.88, 0.5, 0.2, 0.12


def evened(picture: Pixels) -> Pixels:
    """The picture with its paper white everywhere: shadow, dark, tint and the slopes of glare taken out."""
    import cv2

    height, width = picture.shape[:2]
    size = (max(8, width // SHRINK), max(8, height // SHRINK))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (STROKE, STROKE)))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, GROUND), (0, 0), STROKE / 2)
    light = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, np.maximum(light, 16), scale=PAPER), np.uint8)


def print_of(light: Pixels, seal: float) -> Pixels:
    """What is darker than a seal whose ink shows that light (a share of the paper's), as grey on white.

    In red light a red seal is hardly darker than paper; in grey light a copied seal is paler than print.
    """
    import cv2

    black = float(np.percentile(light, BLACKEST)) / PAPER
    white = max(black + LEAST_RANGE, min(WHITE, seal - SEAL_MARGIN * (seal - black)))
    return np.asarray(cv2.cvtColor(cv2.LUT(light, _ramp(black, white)), cv2.COLOR_GRAY2BGR), np.uint8)


def red_light(even: Pixels) -> Pixels:
    """What a red lamp would show."""
    return np.ascontiguousarray(even[:, :, 2])


def grey_light(even: Pixels) -> Pixels:
    """What all light together shows."""
    import cv2

    return np.asarray(cv2.cvtColor(even, cv2.COLOR_BGR2GRAY), np.uint8)


def seal_of(even: Pixels) -> Pixels:
    """Red ink on an evened picture, as grey: dark in green light; where red light sees print it is blotted."""
    import cv2

    red, green = even[:, :, 2].astype(np.float32) / PAPER, even[:, :, 1].astype(np.float32)
    ink = np.clip((red - PRINT_DARK) / (PRINT_PALE - PRINT_DARK), 0, 1)
    grey = green * ink + PAPER * (1 - ink)
    return np.asarray(cv2.cvtColor(grey.astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8)


def redness(even: Pixels) -> Floats:
    """How much red leads green and blue, from 0 to 255, of an evened picture."""
    wide = even.astype(np.float32)
    return np.asarray(np.maximum(0, wide[:, :, 2] - np.maximum(wide[:, :, 0], wide[:, :, 1])), np.float32)


def _ramp(black: float, white: float) -> Pixels:
    """A table of 256 greys: up to one share of the paper's light black, from the other on white."""
    share = (np.arange(256) / PAPER - black) / max(1e-3, white - black)
    return np.asarray(np.clip(share * 255, 0, 255), np.uint8)
