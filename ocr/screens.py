"""Whether a paper was photographed from a screen: its dots beat with the camera's and leave one sharp tone everywhere.

Print, hatching and noise leave broad hills in the spectrum of a patch; the grid of a screen leaves a peak of a few
bins, at much the same frequency all over the paper. So patches all over it are transformed, each spectrum is held
against its own surroundings, and the peak must stand out in most of them, or in their mean.
"""

import numpy as np

from ocr.engine.lines import Floats, Pixels

PATCH = 192
PLACES = tuple((across, down) for across in (0.15, 0.325, 0.5, 0.675, 0.85) for down in (0.175, 0.39, 0.61, 0.825))
LEAST_PATCHES = 6
LEAST_SIDE = 1.6 * PATCH  # pixels: on less paper each patch holds the same print, whose rows are a tone themselves
LOWEST, HIGHEST = 14, PATCH // 2 - 1  # bins: coarser is print
IN_MOST, IN_MEAN = 4.5, 3.5  # natural logarithm of a peak's power over that of its surroundings
SURROUNDINGS = 15
FLATTENING = 31
GRAIN = 0.5  # grey levels squared
MOST = 25  # percentile over the patches
CODEC_BLOCK = 8
BLOCK_WIDTH = 0.09  # of the distance between multiples: two bins to either side


def from_screen(picture: Pixels, corners: Floats) -> bool:
    """Whether the paper with these corners, clockwise, shows a screen's grid; `picture` as the camera took it."""
    patches = _patches(picture, corners)
    short = min(float(np.linalg.norm(corners[one] - corners[0])) for one in (1, 3))
    if len(patches) < LEAST_PATCHES or short < LEAST_SIDE:
        return False
    window = np.outer(np.hanning(PATCH), np.hanning(PATCH)).astype(np.float32)
    band = _band()
    spectra = np.array([_spectrum(patch, window) for patch in patches])
    return _in_most(spectra, band) or _peak(spectra.mean(axis=0), band) >= IN_MEAN


def _in_most(spectra: Floats, band: Floats) -> bool:
    """Whether the peak stands out in most patches; no more are looked at once too many lack it."""
    each: list[float] = []
    lacking = 0
    for spectrum in spectra:
        each.append(_peak(spectrum, band))
        lacking += each[-1] < IN_MOST
        if lacking > 1 + (len(spectra) - 1) * MOST / 100:
            return False
    return float(np.percentile(each, MOST)) >= IN_MOST


def _patches(picture: Pixels, corners: Floats) -> list[Floats]:
    height, width = picture.shape[:2]
    found = []
    for across, down in PLACES:
        top = corners[0] + (corners[1] - corners[0]) * across
        bottom = corners[3] + (corners[2] - corners[3]) * across
        x, y = (top + (bottom - top) * down - PATCH / 2).astype(int)
        if 0 <= x <= width - PATCH and 0 <= y <= height - PATCH:
            found.append(picture[y : y + PATCH, x : x + PATCH].mean(axis=2, dtype=np.float32))
    return found


def _spectrum(patch: Floats, window: Floats) -> Floats:
    """The logarithm of the power, the mean frequency in the middle; what is fainter than grain is no tone."""
    import cv2

    flat = patch - cv2.blur(patch, (FLATTENING, FLATTENING))
    power = np.abs(np.fft.fftshift(np.fft.fft2(flat * window))) ** 2
    return np.asarray(np.log(power + GRAIN * float((window**2).sum())), np.float32)


def _peak(spectrum: Floats, band: Floats) -> float:
    """How far the highest bin of the band stands above the median round it."""
    import cv2

    low, high = (float(bound) for bound in np.percentile(spectrum, (1, 99.99)))
    step = max(high - low, 1e-3) / 255
    ground = cv2.medianBlur(np.clip((spectrum - low) / step, 0, 255).astype(np.uint8), SURROUNDINGS)
    return float((spectrum - ground.astype(np.float32) * step - low)[band].max())


def _band() -> Floats:
    """Where a screen's tone may lie: not where print is, nor where a JPEG's blocks leave theirs."""
    down, across = np.mgrid[-PATCH // 2 : PATCH // 2, -PATCH // 2 : PATCH // 2]
    radius = np.hypot(across, down)
    blocks = np.zeros(radius.shape, bool)
    for along, other in ((across, down), (down, across)):
        off = np.abs((along * CODEC_BLOCK / PATCH + 0.5) % 1 - 0.5)
        blocks |= (np.abs(other) <= 1) & (off < BLOCK_WIDTH)
    return np.asarray((radius >= LOWEST) & (radius <= HIGHEST) & ~blocks)
