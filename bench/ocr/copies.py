"""An A4 copy with both sides of a card, as a copier or a scanning app lays them out."""

import random

import numpy as np
from PIL import Image

from bench.ocr.cards import HEIGHT, SCALE, WIDTH
from bench.ocr.effects import copied, rounded
from bench.ocr.fonts import pick
from bench.ocr.pen import Pen
from bench.ocr.photos import Paper

SHORT, LONG = 2480, 3508  # A4 at 300 dpi
CARD = 1011  # pixels of a card of 85.6 mm at that scale
LETTER = 0.036


def copy_page(front: Image.Image, back: Image.Image, dice: random.Random, *, beside: bool) -> Paper:
    """The sheet; the cards lie in natural size or enlarged, a little crooked, in colour or in grey."""
    size = (LONG, SHORT) if beside else (SHORT, LONG)
    page = Image.new("RGB", size, (dice.randint(244, 255),) * 3)
    width = round(CARD * (dice.uniform(1.0, 1.35) if beside else dice.choice((1.0, dice.uniform(1.0, 1.7)))))
    height = round(width * HEIGHT / WIDTH)
    gap = dice.randint(80, 420)
    sides = [front, back] if dice.random() < 0.85 else [back, front]
    if beside:
        gap = min(gap, (LONG - 2 * width) // 2)
        left, top = (LONG - 2 * width - gap) // 2, dice.randint(200, SHORT - height - 200)
        places = [(left, top), (left + width + gap, top)]
    else:
        left, top = dice.randint(120, SHORT - width - 120), dice.randint(200, max(201, LONG - 2 * height - gap - 200))
        places = [(left, top), (left, top + height + gap)]
    for side, place in zip(sides, places, strict=True):
        _lay(page, side, place, width, dice)
    if dice.random() < 0.4:
        pen = Pen(page, 1.0, pick(dice, "kai"), (40, 50, 110))
        pen.text((left, min(size[1] - 150, places[-1][1] + height + 120)), "与原件一致，仅用于贷款申请", 70)
    if dice.random() < 0.45:
        noise = np.random.default_rng(dice.randrange(2**32))
        page = Image.fromarray(copied(np.asarray(page, np.uint8), dice.uniform(0.1, 0.6), noise))
    return Paper(page, LETTER * width / size[0])


def _lay(page: Image.Image, card: Image.Image, place: tuple[int, int], width: int, dice: random.Random) -> None:
    """Paste a card with round corners, at most two degrees crooked."""
    scale = width / (WIDTH * SCALE)
    small = np.asarray(card.resize((width, round(card.height * scale)), Image.Resampling.LANCZOS), np.uint8)
    mask = rounded((small.shape[0], small.shape[1]), round(width * 0.035))
    angle = dice.uniform(-2, 2) * dice.choice((0.2, 1))
    turned = Image.fromarray(small).rotate(angle, Image.Resampling.BICUBIC, expand=True)
    cover = Image.fromarray(mask).rotate(angle, Image.Resampling.BICUBIC, expand=True)
    page.paste(turned, place, cover)
