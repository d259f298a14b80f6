"""A red round seal: the authority's name along the ring, a star, sometimes a line below, worn ink."""

import math
import random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bench.ocr.fonts import SERIF as WIDE
from bench.ocr.fonts import Face, holds, pick, sized

SIDE = 640  # pixels of the seal before it is stamped


def seal_stamp(text: str, dice: random.Random) -> Image.Image:
    """The seal alone on white, `SIDE` pixels wide."""
    stamp = Image.new("RGB", (SIDE, SIDE), "white")
    draw = ImageDraw.Draw(stamp)
    red = (dice.randint(196, 226), dice.randint(30, 60), dice.randint(34, 64))
    middle, radius = SIDE / 2, SIDE * 0.48
    draw.ellipse(
        (middle - radius, middle - radius, middle + radius, middle + radius), outline=red, width=dice.randint(12, 20)
    )
    star = radius * dice.uniform(0.24, 0.34)
    corners = [(middle + star * f * math.sin(k * math.pi / 5), middle - star * f * math.cos(k * math.pi / 5))
               for k in range(10) for f in [1.0 if k % 2 == 0 else 0.4]]  # fmt: skip
    draw.polygon(corners, fill=red)
    size = radius * min(0.29, 4.3 / (len(text) + 3)) * dice.uniform(0.92, 1.02)
    sweep = math.radians(min(dice.uniform(250, 280), 27 * len(text)))
    face = pick(dice, "song")
    for index, one in enumerate(text):
        _letter(stamp, one, face, (round(size), red), -sweep / 2 + sweep * index / max(1, len(text) - 1), radius)
    if dice.random() < 0.35:
        below = dice.choice(("登记专用章", "企业登记专用章", "（1）", "业务专用章"))
        font = sized(face, round(radius * 0.15))
        draw.text((middle, middle + radius * 0.56), below, fill=red, font=font, anchor="mm")
    return _worn(stamp, dice)


def _letter(
    stamp: Image.Image, one: str, face: Face, ink: tuple[int, tuple[int, int, int]], angle: float, radius: float
) -> None:
    size, red = ink
    tile = Image.new("RGB", (size * 2, size * 2), "white")
    font = sized(face if holds(face, one) else WIDE, size)
    ImageDraw.Draw(tile).text((size, size), one, fill=red, font=font, anchor="mm", stroke_width=1, stroke_fill=red)
    tile = tile.resize((round(size * 1.7), size * 2)).rotate(
        -math.degrees(angle), resample=Image.Resampling.BICUBIC, expand=True, fillcolor="white"
    )
    x = SIDE / 2 + radius * 0.78 * math.sin(angle) - tile.width / 2
    y = SIDE / 2 - radius * 0.78 * math.cos(angle) - tile.height / 2
    box = (round(x), round(y), round(x) + tile.width, round(y) + tile.height)
    stamp.paste(ImageChops.multiply(stamp.crop(box), tile), box)


def _worn(stamp: Image.Image, dice: random.Random) -> Image.Image:
    """Ink that covers unevenly, and a hand that turned the stamp a little."""
    noise = np.random.default_rng(dice.randrange(2**32))
    cloud = Image.fromarray(noise.integers(0, 255, (24, 24), np.uint8)).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    grain = Image.fromarray(noise.integers(0, 255, (SIDE // 2, SIDE // 2), np.uint8)).resize((SIDE, SIDE))
    strength = dice.uniform(0.2, 1.1)
    cover = np.asarray(Image.blend(cloud, grain, 0.3), np.float32)
    fade = Image.fromarray(np.clip((cover - 120) * strength, 0, 120).astype(np.uint8))
    worn = ImageChops.add(stamp, Image.merge("RGB", [fade] * 3)) if dice.random() < 0.6 else stamp
    worn = worn.filter(ImageFilter.GaussianBlur(dice.uniform(0.6, 1.6)))
    return worn.rotate(dice.uniform(-12, 12), resample=Image.Resampling.BICUBIC, fillcolor="white")


def press(sheet: Image.Image, stamp: Image.Image, centre: tuple[float, float], diameter: float) -> None:
    """Stamp it: red ink over black print lets the print through."""
    side = round(diameter)
    left, top = round(centre[0] - diameter / 2), round(centre[1] - diameter / 2)
    box = (left, top, left + side, top + side)
    sheet.paste(ImageChops.multiply(sheet.crop(box), stamp.resize((side, side), Image.Resampling.LANCZOS)), box)
