"""Flat pictures of identity cards, front and back, at 300 dpi: 1012 x 638 pixels for 85.6 x 54 mm."""

import math
import random

from PIL import Image, ImageDraw, ImageFilter

from tests.pictures.fonts import font, found
from tests.pictures.people import Person

WIDTH, HEIGHT = 1012, 638
LABEL, INK = (62, 108, 150), (28, 28, 32)
ADDRESS_LINE = 11


def _ground(dice: random.Random, *, warm: bool) -> Image.Image:
    """The card's tinted guilloche ground with rounded corners left to the photographer."""
    base = (226, 236, 240) if not warm else (236, 234, 232)
    card = Image.new("RGB", (WIDTH, HEIGHT), base)
    draw = ImageDraw.Draw(card)
    phase = dice.random() * math.tau
    for row in range(-60, HEIGHT + 60, 9):
        points = [(x, row + 22 * math.sin(x / 130 + phase + row / 300)) for x in range(0, WIDTH + 8, 8)]
        tint = (206, 222, 230) if (row // 9) % 3 else (232, 214, 218)
        draw.line(points, fill=tint, width=1)
    return card


def _portrait(draw: ImageDraw.ImageDraw, dice: random.Random, box: tuple[int, int, int, int]) -> None:
    """A head without a face: nobody's likeness."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    draw.rectangle(box, fill=(232, 235, 238))
    skin = dice.choice(((222, 190, 168), (206, 172, 148), (232, 202, 180)))
    hair = dice.choice(((30, 26, 26), (48, 40, 36), (90, 88, 88)))
    coat = dice.choice(((44, 52, 72), (96, 32, 40), (30, 30, 34), (140, 148, 156)))
    middle = (left + right) // 2
    draw.ellipse((middle - width * 0.30, top + height * 0.10, middle + width * 0.30, top + height * 0.58), fill=hair)
    draw.ellipse((middle - width * 0.24, top + height * 0.18, middle + width * 0.24, top + height * 0.62), fill=skin)
    draw.rectangle((middle - width * 0.1, top + height * 0.56, middle + width * 0.1, top + height * 0.74), fill=skin)
    draw.pieslice(
        (left + width * 0.05, top + height * 0.66, right - width * 0.05, bottom + height * 0.5), 180, 360, fill=coat
    )


def _spread(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, *, face: str, size: int, gap: float = 0
) -> None:
    """A label whose characters stand apart, its middle at `at`'s height."""
    x, y = at
    for character in text:
        draw.text((x, y), character, fill=LABEL, font=font(face, size), anchor="lm")
        x += size * (1 + gap)


def _wrapped(text: str, length: int) -> list[str]:
    """Lines of at most `length` full widths; a digit counts half."""
    lines, line, width = [], "", 0.0
    for character in text:
        step = 0.55 if character.isascii() else 1.0
        if width + step > length:
            lines.append(line)
            line, width = "", 0.0
        line += character
        width += step
    return [*lines, line] if line else lines


def front_card(person: Person, seed: int = 0) -> Image.Image:
    """The side with the portrait."""
    dice = random.Random(f"front {seed}")
    card = _ground(dice, warm=False)
    draw = ImageDraw.Draw(card)
    label, ink = dice.choice(found()["hei"]), dice.choice(found()["hei"])
    for text, at in (
        ("姓名", (64, 92)),
        ("性别", (64, 172)),
        ("民族", (300, 172)),
        ("出生", (64, 246)),
        ("住址", (64, 328)),
    ):
        _spread(draw, at, text, face=label, size=31, gap=0.22)
    draw.text((64, 563), "公民身份号码", fill=LABEL, font=font(label, 33), anchor="lm")
    value = font(ink, 37)
    draw.text((184, 91), person.name, fill=INK, font=font(ink, 42), anchor="lm")
    draw.text((184, 171), person.sex, fill=INK, font=value, anchor="lm")
    draw.text((398, 171), person.nation, fill=INK, font=value, anchor="lm")
    _birth(draw, person, label, ink)
    for row, line in enumerate(_wrapped(person.address, ADDRESS_LINE)):
        draw.text((184, 327 + 49 * row), line, fill=INK, font=value, anchor="lm")
    digits = dice.choice(found()["digits"])
    x = 330.0
    for character in person.id_number:
        draw.text((x, 562), character, fill=INK, font=font(digits, 44), anchor="lm")
        x += 32.5
    _portrait(draw, dice, (656, 76, 936, 448))
    return card.filter(ImageFilter.GaussianBlur(0.5))


def _birth(draw: ImageDraw.ImageDraw, person: Person, label: str, ink: str) -> None:
    value, small = font(ink, 37), font(label, 31)
    draw.text((184, 245), f"{person.birth.year}", fill=INK, font=value, anchor="lm")
    draw.text((322, 246), "年", fill=LABEL, font=small, anchor="mm")
    draw.text((372, 245), f"{person.birth.month}", fill=INK, font=value, anchor="mm")
    draw.text((424, 246), "月", fill=LABEL, font=small, anchor="mm")
    draw.text((474, 245), f"{person.birth.day}", fill=INK, font=value, anchor="mm")
    draw.text((526, 246), "日", fill=LABEL, font=small, anchor="mm")


def _emblem(draw: ImageDraw.ImageDraw, centre: tuple[int, int], radius: int) -> None:
    """A red disc with five golden stars over a wheel: the place of the emblem, not its drawing."""
    x, y = centre
    draw.ellipse(
        (x - radius, y - radius, x + radius, y + radius),
        fill=(196, 60, 54),
        outline=(214, 170, 80),
        width=max(2, radius // 9),
    )
    for star in range(5):
        angle = math.pi * (1.15 + 0.175 * star)
        sx, sy = x + radius * 0.55 * math.cos(angle), y + radius * 0.5 * math.sin(angle)
        size = radius * (0.2 if star == 2 else 0.1)
        draw.ellipse((sx - size, sy - size, sx + size, sy + size), fill=(230, 190, 90))
    draw.rectangle((x - radius * 0.5, y + radius * 0.25, x + radius * 0.5, y + radius * 0.45), fill=(230, 190, 90))


def back_card(person: Person, seed: int = 0) -> Image.Image:
    """The side with the emblem, the authority and the validity."""
    dice = random.Random(f"back {seed}")
    card = _ground(dice, warm=True)
    draw = ImageDraw.Draw(card)
    label, ink, song = dice.choice(found()["hei"]), dice.choice(found()["hei"]), dice.choice(found()["song"])
    _emblem(draw, (142, 152), 92)
    draw.text((610, 118), "中华人民共和国", fill=INK, font=font(song, 64), anchor="mm")
    x = 292.0
    for character in "居民身份证":
        draw.text((x, 242), character, fill=INK, font=font(song, 96), anchor="lm")
        x += 132
    draw.text((228, 476), "签发机关", fill=INK, font=font(label, 34), anchor="lm")
    draw.text((408, 476), person.authority, fill=INK, font=font(ink, 36), anchor="lm")
    draw.text((228, 560), "有效期限", fill=INK, font=font(label, 34), anchor="lm")
    until = "长期" if person.valid_until is None else f"{person.valid_until:%Y.%m.%d}"
    draw.text((408, 560), f"{person.valid_from:%Y.%m.%d}-{until}", fill=INK, font=font(ink, 36), anchor="lm")
    return card.filter(ImageFilter.GaussianBlur(0.5))
