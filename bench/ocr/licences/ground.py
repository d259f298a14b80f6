"""A licence's paper: its tint, the fine lines, the ornamented border, emblem, QR code."""

import math
import random

import segno
from PIL import Image, ImageDraw

from bench.ocr.pen import Colour

SCALE = 2.0
FOOT = 40  # pixels below the border for the small print
BORDERS: tuple[Colour, ...] = ((176, 140, 78), (150, 128, 92), (96, 120, 150), (190, 110, 90), (120, 140, 110))


def blank(size: tuple[float, float], dice: random.Random) -> Image.Image:
    """The sheet before anything is printed on it; `size` in units."""
    base = (dice.randint(240, 254), dice.randint(238, 252), dice.randint(222, 248))
    sheet = Image.new("RGB", (round(size[0] * SCALE), round(size[1] * SCALE)), base)
    draw = ImageDraw.Draw(sheet)
    tint = tuple(one - dice.randint(5, 14) for one in base)
    step, height, phase = dice.randint(16, 34), dice.uniform(6, 40), dice.random() * 6
    for row in range(0, sheet.height, step):
        points = [(x, row + height * math.sin(x / 210 + phase + row / 300)) for x in range(0, sheet.width + 20, 20)]
        draw.line(points, fill=tint, width=2)
    _border(draw, sheet.size, dice)
    return sheet


def _border(draw: ImageDraw.ImageDraw, size: tuple[int, int], dice: random.Random) -> None:
    colour, edge = dice.choice(BORDERS), dice.randint(50, 90)
    band = dice.randint(22, 46)
    size = (size[0], size[1] - FOOT)
    for inset, width in ((edge, dice.randint(3, 8)), (edge + band, dice.randint(2, 5))):
        draw.rectangle((inset, inset, size[0] - inset, size[1] - inset), outline=colour, width=width)
    pitch, middle, size_of = dice.randint(26, 44), edge + band / 2, band * dice.uniform(0.24, 0.4)
    for along, is_row in ((size[0], True), (size[1], False)):
        for place in range(edge + band, along - edge - band, pitch):
            for across in (middle, (size[1] if is_row else size[0]) - middle):
                x, y = (place, across) if is_row else (across, place)
                if pitch % 2:
                    draw.ellipse((x - size_of, y - size_of, x + size_of, y + size_of), outline=colour, width=3)
                else:
                    corners = ((x, y - size_of), (x + size_of, y), (x, y + size_of), (x - size_of, y))
                    draw.polygon(corners, outline=colour, width=3)


def emblem(sheet: Image.Image, centre: tuple[float, float], radius: float) -> None:
    """A red disc in a golden wreath with stars, as the emblem looks from afar."""
    draw = ImageDraw.Draw(sheet)
    x, y, r = centre[0] * SCALE, centre[1] * SCALE, radius * SCALE
    gold = (218, 178, 92)
    for leaf in range(28):
        angle = math.tau * leaf / 28
        lx, ly = x + r * 0.9 * math.cos(angle), y + r * 0.9 * math.sin(angle)
        draw.ellipse((lx - r * 0.13, ly - r * 0.13, lx + r * 0.13, ly + r * 0.13), fill=gold)
    draw.ellipse((x - r * 0.84, y - r * 0.84, x + r * 0.84, y + r * 0.84), fill=(200, 52, 46), outline=gold, width=5)
    for star in range(5):
        angle = math.pi * (1.15 + 0.175 * star)
        sx, sy, size = x + r * 0.5 * math.cos(angle), y + r * 0.42 * math.sin(angle), r * (0.18 if star == 2 else 0.08)
        draw.ellipse((sx - size, sy - size, sx + size, sy + size), fill=(240, 200, 96))
    draw.rectangle((x - r * 0.44, y + r * 0.18, x + r * 0.44, y + r * 0.36), fill=gold)
    draw.rectangle((x - r * 0.5, y + r * 0.78, x + r * 0.5, y + r * 1.02), fill=(200, 52, 46), outline=gold, width=3)


def qr_code(text: str, side: float) -> Image.Image:
    """A QR code drawn from its matrix, `side` units wide."""
    rows = [list(row) for row in segno.make(text, error="m").matrix]
    tile = Image.new("L", (len(rows) + 4, len(rows) + 4), 255)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            tile.putpixel((x + 2, y + 2), 0 if cell else 255)
    pixels = round(side * SCALE)
    return tile.resize((pixels, pixels), Image.Resampling.NEAREST).convert("RGB")
