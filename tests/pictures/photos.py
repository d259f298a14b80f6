"""What a phone does to a paper.

A table beneath it, a slanted view, a lamp, blur, noise, JPEG. Three severities, 0 is a clean scan.
"""

import io
import random
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
CARD_HEIGHT = 700


@dataclass(frozen=True)
class Rig:
    """How bad the photographer is. Fractions are of the paper's or the picture's width, angles in degrees."""

    share: tuple[float, float]  # the paper's width in the picture
    tilt: float
    slant: float
    blur: float
    motion: float
    noise: float
    light: tuple[float, float]
    glare: float  # how likely a lamp's reflection is
    quality: tuple[int, int]
    turned: float  # how likely the picture lies on its side or upside down
    long_side: tuple[int, int]


RIGS = {
    0: Rig((0.86, 0.9), 0, 0, 0, 0, 1.0, (1.0, 1.0), 0, (92, 95), 0, (1600, 1600)),
    1: Rig((0.7, 0.9), 2.5, 0.02, 0.5, 0, 3.0, (0.85, 1.05), 0, (82, 92), 0, (1800, 2400)),
    2: Rig((0.45, 0.8), 9, 0.05, 1.0, 2.0, 6.0, (0.6, 1.1), 0.25, (65, 85), 0.15, (1600, 3200)),
    3: Rig((0.28, 0.7), 22, 0.09, 1.5, 4.0, 11.0, (0.38, 1.15), 0.5, (45, 75), 0.35, (1400, 4000)),
}


def _table(dice: random.Random, size: tuple[int, int]) -> Pixels:
    """A table top: a colour, a slow change of light, and grain or stripes of wood."""
    width, height = size
    noise = np.random.default_rng(dice.randrange(2**32))
    colour = np.array(
        dice.choice(((120, 88, 60), (70, 70, 74), (190, 186, 180), (60, 92, 70), (150, 120, 96), (30, 32, 40))),
        np.float32,
    )
    coarse = noise.normal(0, 1, (max(2, height // 200), max(2, width // 200))).astype(np.float32)
    stripes = (
        noise.normal(0, 1, (1, max(2, width // 12))).astype(np.float32)
        if dice.random() < 0.5
        else np.zeros((1, 2), np.float32)
    )
    field = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) * 8
    field = field + cv2.resize(stripes, (width, height), interpolation=cv2.INTER_LINEAR) * 7
    return np.clip(colour + field[..., None], 0, 255).astype(np.uint8)


def _corners(dice: random.Random, rig: Rig, paper: tuple[int, int], size: tuple[int, int]) -> NDArray[np.float32]:
    """Where the paper's four corners fall in the picture."""
    width, height = size
    share = dice.uniform(*rig.share)
    if paper[1] > CARD_HEIGHT:  # nobody takes a whole sheet from the other end of the room
        share = 0.45 + 0.5 * share
    scale = min(share * width / paper[0], 0.94 * height / paper[1])
    half = np.array([paper[0], paper[1]], np.float32) * scale / 2
    box = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * half
    box += np.array([[dice.uniform(-1, 1) * rig.slant * half[0] * 2 for _ in "xy"] for _ in range(4)], np.float32)
    angle = np.deg2rad(dice.uniform(-rig.tilt, rig.tilt))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
    box = box @ turn.T
    reach = np.abs(box).max(axis=0)
    box *= min(1.0, 0.49 * width / reach[0], 0.49 * height / reach[1])
    spare = np.array([width, height], np.float32) / 2 - np.abs(box).max(axis=0)
    shift = np.array([dice.uniform(-1, 1) * max(0.0, float(room)) * 0.8 for room in spare], np.float32)
    return np.asarray(box + np.array([width, height], np.float32) / 2 + shift, np.float32)


def _light(dice: random.Random, rig: Rig, picture: NDArray[Any]) -> NDArray[Any]:
    """A lamp from one side, perhaps its reflection, perhaps a shadow's edge."""
    height, width = picture.shape[:2]
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    lean = dice.uniform(-1, 1) * across + dice.uniform(-1, 1) * down
    spread = rig.light[1] - rig.light[0]
    level = dice.uniform(*rig.light) * (1 + lean * spread * 0.4)
    picture = picture * level[..., None]
    if dice.random() < rig.glare:
        cx, cy, radius = dice.uniform(0.2, 0.8), dice.uniform(0.2, 0.8), dice.uniform(0.04, 0.12)
        spot = np.exp(-(((across - cx) ** 2 + (down - cy) ** 2) / (2 * radius**2)))
        picture = picture + (dice.uniform(60, 130) * spot)[..., None]
    return picture


def _lens(dice: random.Random, rig: Rig, picture: Pixels) -> Pixels:
    scale = max(picture.shape[:2]) / 2000
    sigma = dice.uniform(0.3, 1.0) * rig.blur * scale
    if sigma > 0.2:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)
    length = int(dice.uniform(0, 1) * rig.motion * scale * 2)
    if length >= 2:
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2, :] = 1 / length
        spin = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), dice.uniform(0, 180), 1)
        kernel = np.asarray(cv2.warpAffine(kernel, spin, (length, length)), np.float32)
        picture = np.asarray(cv2.filter2D(picture, -1, kernel / max(float(kernel.sum()), 1e-6)), np.uint8)
    return picture


def jpeg(picture: Image.Image, quality: int = 92) -> bytes:
    """The picture as JPEG bytes."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def photograph(papers: list[Image.Image], severity: int, seed: int) -> bytes:
    """A JPEG of one paper, or of several below each other on one sheet, as a phone of that severity takes it."""
    dice = random.Random(f"photo {severity} {seed}")
    rig = RIGS[severity]
    paper = papers[0] if len(papers) == 1 else sheet(papers)
    long_side = dice.randint(*rig.long_side)
    upright = paper.height > paper.width
    size = (int(long_side * 0.75), long_side) if upright else (long_side, int(long_side * 0.75))
    corners = _corners(dice, rig, paper.size, size)
    width, height = paper.size
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners)
    shrink = float(np.linalg.norm(corners[1] - corners[0])) / width
    source = np.asarray(paper.convert("RGB"), np.uint8)
    if shrink < 0.6:
        source = np.asarray(cv2.GaussianBlur(source, (0, 0), 0.35 / shrink), np.uint8)
    table = _table(dice, size)
    laid = cv2.warpPerspective(source, matrix, size, flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(_rounded(paper.size, single=len(papers) == 1), matrix, size, flags=cv2.INTER_LINEAR)
    cover = (mask.astype(np.float32) / 255)[..., None]
    picture = _light(dice, rig, laid * cover + table * (1 - cover))
    picture = picture + np.random.default_rng(dice.randrange(2**32)).normal(0, rig.noise, picture.shape).astype(
        np.float32
    )
    shot = _lens(dice, rig, np.clip(picture, 0, 255).astype(np.uint8))
    if dice.random() < rig.turned:
        shot = np.ascontiguousarray(np.rot90(shot, dice.choice((1, 2, 3))))
    return jpeg(Image.fromarray(shot), dice.randint(*rig.quality))


def _rounded(size: tuple[int, int], *, single: bool) -> Pixels:
    """The paper's outline: cards have round corners, sheets square ones."""
    from PIL import ImageDraw

    mask = Image.new("L", size, 0)
    card = single and abs(size[0] / size[1] - 1.586) < 0.02
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), 34 if card else 0, fill=255)
    return np.asarray(mask, np.uint8)


def sheet(papers: list[Image.Image]) -> Image.Image:
    """Cards copied on one A4 page, below each other."""
    page = Image.new("RGB", (1654, 2339), (250, 250, 248))
    for row, paper in enumerate(papers):
        page.paste(paper, ((page.width - paper.width) // 2, 300 + row * (paper.height + 220)))
    return page
