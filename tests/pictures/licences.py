"""Flat pictures of business licences.

The landscape sheet of 2019, the portrait one of 2015, and the older one with a registration number.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.pictures.companies import Company
from tests.pictures.fonts import font, found

Layout = Literal["landscape", "portrait", "old"]

INK, RED, FRAME = (30, 30, 30), (206, 48, 44), (150, 120, 70)
REPRESENTATIVES = {
    "company": "法定代表人",
    "sole_trader": "经营者",
    "partnership": "执行事务合伙人",
    "branch": "负责人",
}
PLACES = {"company": "住所", "sole_trader": "经营场所", "partnership": "主要经营场所", "branch": "营业场所"}


@dataclass(frozen=True)
class Column:
    """Where labels and values of one column stand, in pixels."""

    left: int
    top: int
    label_width: int
    value_width: int
    size: int
    pitch: float
    faces: tuple[str, str]


def chinese_date(day: date) -> str:
    """As licences print it, month and day with two digits."""
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"


def _term(company: Company) -> str:
    if company.valid_until is None:
        return f"{chinese_date(company.established_on)}至长期"
    return f"{chinese_date(company.established_on)}至{chinese_date(company.valid_until)}"


def _rows(company: Company, layout: Layout) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The pairs of the left and of the right column; single-column sheets have no right one."""
    representative = (REPRESENTATIVES[company.form], company.legal_representative)
    place = (PLACES[company.form], company.address)
    capital = [("出资额" if company.form == "partnership" else "注册资本", company.registered_capital_text or "")]
    capital = capital if company.registered_capital_text else []
    composition = [("组成形式", company.composition)] if company.composition else []
    start = ("注册日期" if company.form == "sole_trader" else "成立日期", chinese_date(company.established_on))
    term = [("合伙期限" if company.form == "partnership" else "营业期限", _term(company))]
    term = [] if company.form == "sole_trader" or (layout == "landscape" and company.valid_until is None) else term
    scope = ("经营范围", company.business_scope)
    if layout == "landscape":
        left = [("名称", company.name), ("类型", company.licence_type), representative, scope]
        return left, [*(capital or composition), start, *term, place]
    kind = ("公司类型" if layout == "old" and company.form == "company" else "类型", company.licence_type)
    if layout == "old":
        name = (representative[0] + ("姓名" if company.form == "company" else ""), representative[1])
        return [("名称", company.name), place, name, *capital, *composition, kind, scope, start, *term], []
    return [("名称", company.name), kind, place, representative, *capital, *composition, start, *term, scope], []


def _wrapped(text: str, width: int, size: int) -> list[str]:
    lines, line, used = [], "", 0.0
    for character in text:
        step = size * (0.56 if character.isascii() else 1)
        if used + step > width:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + character, used + step
    return [*lines, line]


def _column(draw: ImageDraw.ImageDraw, pairs: Sequence[tuple[str, str]], column: Column) -> int:
    """Draws labels spread over their width and values wrapped beside them; answers where the next row would begin."""
    label_face, value_face = (font(face, column.size) for face in column.faces)
    y = float(column.top)
    for label, value in pairs:
        room = (column.label_width - column.size) / max(1, len(label) - 1)
        for index, character in enumerate(label):
            draw.text((column.left + index * room, y), character, fill=INK, font=label_face, anchor="lm")
        lines = _wrapped(value, column.value_width, column.size)
        for row, line in enumerate(lines):
            at = (column.left + column.label_width + column.size * 1.1, y + row * column.size * 1.28)
            draw.text(at, line, fill=INK, font=value_face, anchor="lm")
        y += max(column.pitch, (len(lines) - 1) * column.size * 1.28 + column.pitch)
    return int(y)


def _seal(sheet: Image.Image, centre: tuple[int, int], radius: int, text: str) -> None:
    """The authority's round seal.

    The name along the upper ring, a star in the middle, ink that lets the print through.
    """
    layer = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    x, y = centre
    ink = (*RED, 190)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=ink, width=max(3, radius // 22))
    star = [(x + radius * r * math.sin(k * math.pi / 5), y - radius * r * math.cos(k * math.pi / 5))
            for k in range(10) for r in [0.3 if k % 2 == 0 else 0.12]]  # fmt: skip
    draw.polygon(star, fill=ink)
    face = font(found()["song"][0], max(14, int(radius * 0.26)))
    sweep = math.radians(min(270, 24 * len(text)))
    for index, character in enumerate(text):
        angle = -sweep / 2 + sweep * index / max(1, len(text) - 1)
        tile = Image.new("RGBA", (radius, radius), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((radius / 2, radius / 2), character, fill=ink, font=face, anchor="mm")
        tile = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        at = (x + radius * 0.78 * math.sin(angle), y - radius * 0.78 * math.cos(angle))
        layer.alpha_composite(tile, (int(at[0] - radius / 2), int(at[1] - radius / 2)))
    ink_on_white = Image.alpha_composite(Image.new("RGBA", sheet.size, "white"), layer).convert("RGB")
    sheet.paste(ImageChops.multiply(sheet, ink_on_white))


def _ground(size: tuple[int, int], dice: random.Random) -> Image.Image:
    sheet = Image.new("RGB", size, (248, 244, 232))
    draw = ImageDraw.Draw(sheet)
    for y in range(0, size[1], 14):
        draw.line([(0, y), (size[0], y + dice.randint(-6, 6))], fill=(242, 236, 222))
    draw.rectangle((38, 38, size[0] - 38, size[1] - 38), outline=FRAME, width=10)
    draw.rectangle((58, 58, size[0] - 58, size[1] - 58), outline=FRAME, width=3)
    return sheet


def _foot(sheet: Image.Image, company: Company, at: tuple[int, int], size: int, *, printed: bool) -> None:
    """Authority, date and seal at the lower right."""
    draw = ImageDraw.Draw(sheet)
    face = font(found()["song"][0], size)
    x, y = at
    x -= size * 5
    for index, character in enumerate("登记机关"):
        draw.text((x + index * size * 1.4, y), character, fill=INK, font=face, anchor="lm")
    if printed:
        draw.text((x + size * 6.6, y), company.authority, fill=INK, font=face, anchor="lm")
    day = company.registered_on
    parts = (
        (0, f"{day.year}"),
        (2.6, "年"),
        (4.1, f"{day.month:02d}"),
        (5.6, "月"),
        (7.1, f"{day.day:02d}"),
        (8.6, "日"),
    )
    for offset, part in parts:
        draw.text((x + size * (1.5 + offset), y + size * 3.2), part, fill=INK, font=face, anchor="lm")
    _seal(sheet, (x + size * 6, int(y + size * 1.4)), int(size * 4.2), company.authority)


def _code(draw: ImageDraw.ImageDraw, at: tuple[int, int], pair: tuple[str, str], *, size: int, stacked: bool) -> None:
    faces = font(found()["hei"][0], size), font(found()["hei"][0], int(size * 1.1))
    draw.text(at, pair[0], fill=INK, font=faces[0], anchor="lm")
    offset = (0, int(size * 1.5)) if stacked else (int(size * (len(pair[0]) + 0.8)), 0)
    draw.text((at[0] + offset[0], at[1] + offset[1]), pair[1], fill=INK, font=faces[1], anchor="lm")


def licence_sheet(company: Company, layout: Layout, seed: int = 0, *, printed: bool = True) -> Image.Image:
    """One sheet; `printed` says whether the authority stands in print beside its label or in the seal alone."""
    dice = random.Random(f"licence {seed}")
    size = (2000, 1414) if layout == "landscape" else (1414, 2000)
    sheet = _ground(size, dice)
    draw = ImageDraw.Draw(sheet)
    middle = size[0] // 2
    song, value = dice.choice(found()["song"]), dice.choice((*found()["song"], *found()["kai"], found()["hei"][0]))
    draw.ellipse((middle - 75, 90, middle + 75, 240), fill=(200, 60, 50), outline=(220, 180, 90), width=10)
    for index, character in enumerate("营业执照"):
        draw.text((middle + (index - 1.5) * 170, 330), character, fill=INK, font=font(song, 120), anchor="mm")
    draw.text(
        (middle, 430), dice.choice(("（副本）", "（副 本）", "（正本）")), fill=INK, font=font(song, 40), anchor="mm"
    )
    code = ("注册号", company.registration_number) if layout == "old" else ("统一社会信用代码", company.credit_code)
    left, right = _rows(company, layout)
    faces = (song, value)
    if layout == "landscape":
        _code(draw, (130, 300), code, size=34, stacked=True)
        link = f"http://www.gsxt.gov.cn/{company.credit_code}"
        sheet.paste(_qr(link), (size[0] - 390, 180))
        _column(draw, left, Column(140, 560, 170, 700, 34, 82, faces))
        _column(draw, right, Column(1140, 560, 140, 510, 34, 82, faces))
        _foot(sheet, company, (1480, 1110), 32, printed=printed and len(company.authority) <= 11)
        draw.text(
            (130, 1330),
            "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn",
            fill=INK,
            font=font(song, 22),
            anchor="lm",
        )
        return sheet.filter(ImageFilter.GaussianBlur(0.5))
    _code(draw, (middle - 330, 510), code, size=34, stacked=False)
    end = _column(draw, left, Column(170, 610, 190, 800, 36, 76 if layout == "portrait" else 80, faces))
    _foot(sheet, company, (840, max(1560, end + 40)), 34, printed=printed and len(company.authority) <= 11)
    return sheet.filter(ImageFilter.GaussianBlur(0.5))


def _qr(text: str) -> Image.Image:
    """A QR code drawn from its matrix."""
    rows = [list(row) for row in segno.make(text, error="m").matrix]
    tile = Image.new("L", (len(rows) + 2, len(rows) + 2), 255)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            tile.putpixel((x + 1, y + 1), 0 if cell else 255)
    return tile.resize((230, 230), Image.Resampling.NEAREST).convert("RGB")
