"""The single things that go wrong with a photograph.

Strengths run from 0 to 1; lengths follow the size of the print.
"""

import math
import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
EFFECTS = (
    "tilt",
    "slant",
    "blur",
    "motion",
    "noise",
    "dark",
    "glare",
    "shadow",
    "screen",
    "copy",
    "cast",
    "curl",
    "haze",
    "watermark",
    "finger",
)
COARSE = 8  # soft things are drawn at an eighth
TABLES = (
    (120, 88, 60), (70, 70, 74), (190, 186, 180), (60, 92, 70), (150, 120, 96), (30, 32, 40), (222, 220, 214),
    (92, 60, 44), (168, 176, 190),
)  # fmt: skip


def table(size: tuple[int, int], dice: random.Random) -> Pixels:
    """A table top: a colour, slow changes of light, wood, cloth, or a desk with other papers on it."""
    width, height = size
    noise = np.random.default_rng(dice.randrange(2**32))
    field = _cloud(noise, size, max(width, height) // 8) * 9
    kind = dice.choice(("plain", "wood", "cloth", "papers"))
    if kind == "wood":
        rings = _cloud(noise, size, max(40, height // 3))
        across = np.linspace(0, dice.uniform(20, 60), height, dtype=np.float32)[:, None]
        field = field + 14 * np.sin(across + 4 * rings)
    if kind == "cloth":
        weave = np.add.outer(np.sin(np.arange(height) * 0.9), np.sin(np.arange(width) * 0.9)).astype(np.float32)
        field = field + 5 * weave
    ground = np.clip(np.array(dice.choice(TABLES), np.float32) + field[..., None], 0, 255).astype(np.uint8)
    if kind == "papers":
        for _ in range(dice.randint(1, 4)):
            centre = (dice.uniform(0, width), dice.uniform(0, height))
            box = cv2.boxPoints(
                (centre, (width * dice.uniform(0.2, 0.6), height * dice.uniform(0.1, 0.5)), dice.uniform(0, 180))
            )
            cv2.fillConvexPoly(ground, box.astype(np.int32), [dice.randint(120, 240)] * 3)
    return ground


def _cloud(noise: np.random.Generator, size: tuple[int, int], grain: int) -> Floats:
    coarse = noise.normal(0, 1, (max(2, size[1] // grain + 1), max(2, size[0] // grain + 1))).astype(np.float32)
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), np.float32)


def rounded(shape: tuple[int, int], radius: int) -> Pixels:
    """A mask of a paper with round corners: 255 on it, 0 beside it."""
    height, width = shape
    mask = np.zeros(shape, np.uint8)
    cv2.rectangle(mask, (radius, 0), (width - radius, height), (255,), -1)
    cv2.rectangle(mask, (0, radius), (width, height - radius), (255,), -1)
    for x in (radius, width - radius - 1):
        for y in (radius, height - radius - 1):
            cv2.circle(mask, (x, y), radius, (255,), -1)
    return mask


def copied(paper: Pixels, strength: float, noise: np.random.Generator) -> Pixels:
    """A photocopy: grey, hard contrast, specks and a streak."""
    grey = np.asarray(cv2.cvtColor(paper, cv2.COLOR_RGB2GRAY), np.float32)
    middle, gain = 150 - 20 * strength, 1.05 + 0.5 * strength
    grey = np.clip((grey - middle) * gain + middle + 16 * strength, 0, 255)
    grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.2), np.float32)
    specks = noise.random(grey.shape, np.float32) < 0.0006 * strength
    grey[specks] = 60
    return np.repeat(np.asarray(grey, np.uint8)[..., None], 3, axis=2)


def rippled(paper: Pixels, strength: float, dice: random.Random) -> Pixels:
    """A sheet that does not lie flat: slow waves of up to a hundredth of its width, lighter and darker."""
    height, width = paper.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    reach, phase = 0.009 * strength * width, dice.uniform(0, math.tau)
    lean = dice.uniform(-0.6, 0.6)
    wave = np.sin(math.tau * (x / width + lean * y / height) * dice.uniform(0.6, 1.4) + phase).astype(np.float32)
    bent = cv2.remap(paper, x + reach * 0.4 * wave, y + reach * wave, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    light = 1 + 0.06 * wave
    if dice.random() < 0.5:  # it was folded in three or four and opened again
        for fold in (1 / 3, 2 / 3) if dice.random() < 0.5 else (1 / 2,):
            light = light - 0.16 * strength * np.exp(-(((y - fold * height) / (0.003 * height)) ** 2))
    return np.asarray(np.clip(bent * light[..., None], 0, 255), np.uint8)


def screened(paper: Pixels, strength: float, width: float, dice: random.Random) -> Pixels:
    """Shown on a screen and photographed: rows and columns of dots that beat with the camera's."""
    tall, wide = paper.shape[:2]
    pitch = wide / max(300.0, width * dice.uniform(0.42, 0.62))
    x, y = np.arange(wide, dtype=np.float32), np.arange(tall, dtype=np.float32)
    lean = dice.uniform(-0.06, 0.06)
    dots = 0.5 + 0.5 * np.cos(math.tau * (x[None, :] + lean * y[:, None]) / pitch)
    rows = 0.5 + 0.5 * np.cos(math.tau * (y[:, None] - lean * x[None, :]) / pitch)
    depth = 0.10 + 0.22 * strength
    out = paper.astype(np.float32)
    for channel, shift in enumerate((0.0, 0.33, 0.66)):
        mask = 1 - depth * np.roll(dots, int(shift * pitch), axis=1) * (0.5 + 0.5 * rows)
        out[..., channel] *= mask
    out = out * 0.9 + np.array((6, 12, 26), np.float32)
    return np.clip(out, 0, 255).astype(np.uint8)


def lit(picture: Pixels, strengths: dict[str, float], corners: Floats, dice: random.Random) -> Pixels:
    """A lamp from one side; darkness, a hand's shadow, a reflection, a colour cast where they are wished for."""
    height, width = picture.shape[:2]
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    lean = dice.uniform(-0.5, 0.5) * (across - 0.5) + dice.uniform(-0.5, 0.5) * (down - 0.5)
    light: Any = dice.uniform(0.86, 1.04) * (1 + 0.35 * lean)
    light = light * (1 - 0.72 * strengths.get("dark", 0.0))
    if strength := strengths.get("shadow"):
        light = light * _shadow((height, width), strength, corners, dice)
    out = picture.astype(np.float32) * light[..., None]
    if strength := strengths.get("cast"):
        tint = np.array(dice.choice(((1.0, 0.86, 0.62), (0.72, 0.9, 1.0), (0.9, 1.0, 0.78))), np.float32)
        out *= 1 - strength * (1 - tint)
    if strength := strengths.get("haze"):
        out = out * (1 - 0.5 * strength) + 120 * strength
    if strength := strengths.get("glare"):
        out = out + _glare((height, width), strength, corners, dice)[..., None]
    return np.asarray(np.clip(out, 0, 255), np.uint8)


def _inside(corners: Floats, dice: random.Random) -> tuple[float, float]:
    weights = np.array([dice.random() for _ in corners], np.float32)
    x, y = (corners * (weights / weights.sum())[:, None]).sum(axis=0)
    return float(x), float(y)


def _shadow(shape: tuple[int, int], strength: float, corners: Floats, dice: random.Random) -> Floats:
    """The edge of a hand or a phone across the paper."""
    x, y = (place / COARSE for place in _inside(corners, dice))
    mask = np.zeros((shape[0] // COARSE + 1, shape[1] // COARSE + 1), np.float32)
    angle, far = dice.uniform(0, math.tau), 3.0 * max(mask.shape)
    ahead = np.array([math.cos(angle), math.sin(angle)])
    side = np.array([-ahead[1], ahead[0]])
    edge = np.array([side * far, -side * far, -side * far + ahead * far, side * far + ahead * far])
    cv2.fillConvexPoly(mask, np.add(edge, (x, y)).astype(np.int32), (1.0,))
    soft = cv2.GaussianBlur(mask, (0, 0), max(0.8, dice.uniform(0.004, 0.04) * max(mask.shape)))
    whole = cv2.resize(soft, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(1 - (0.25 + 0.4 * strength) * whole, np.float32)


def _glare(shape: tuple[int, int], strength: float, corners: Floats, dice: random.Random) -> Floats:
    """A lamp's reflection on the paper: it washes out, and seldom quite whites out, what lies under it."""
    x, y = _inside(corners, dice)
    reach = float(np.linalg.norm(corners[1] - corners[0])) * dice.uniform(0.06, 0.16)
    down, across = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    stretch, angle = dice.uniform(1, 2.4), dice.uniform(0, math.pi)
    u = ((across - x) * math.cos(angle) + (down - y) * math.sin(angle)) / (reach * stretch)
    v = (-(across - x) * math.sin(angle) + (down - y) * math.cos(angle)) / reach
    return np.asarray((50 + 90 * strength) * np.exp(-(u**2 + v**2)), np.float32)


def softened(picture: Pixels, strengths: dict[str, float], letter: float, dice: random.Random) -> Pixels:
    """Out of focus and moved; `letter` is the print's height in pixels, a blur of a tenth of it is hard to read."""
    sigma = letter * (0.012 + 0.062 * strengths.get("blur", 0.0))
    if sigma > 0.3:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)
    length = round(letter * 0.24 * strengths.get("motion", 0.0))
    if length >= 2:
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2, :] = 1
        middle = length / 2 - 0.5
        kernel = np.asarray(
            cv2.warpAffine(kernel, cv2.getRotationMatrix2D((middle, middle), dice.uniform(0, 180), 1), (length, length))
        )
        picture = np.asarray(cv2.filter2D(picture, -1, kernel / max(float(kernel.sum()), 1e-6)), np.uint8)
    return picture


def grained(picture: Pixels, strength: float, noise: np.random.Generator) -> Pixels:
    """The sensor's grain, part of it in blotches of colour, as small sensors in the dark have it."""
    height, width = picture.shape[:2]
    fine = noise.standard_normal((height, width, 1), np.float32) * (2 + 14 * strength)
    coarse = noise.standard_normal((height // 4 + 1, width // 4 + 1, 3), np.float32) * (1 + 9 * strength)
    blotches = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.clip(picture + fine + blotches, 0, 255).astype(np.uint8)
