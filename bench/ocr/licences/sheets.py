"""The three sheets drawn. Units: the short side of the paper is 1000, the long one 1414."""

import random
from dataclasses import dataclass, replace

from PIL import Image, ImageFilter

from bench.ocr.companies import Company
from bench.ocr.fonts import Face, pick
from bench.ocr.licences.ground import SCALE, blank, emblem, qr_code
from bench.ocr.licences.rows import Rows, Sheet
from bench.ocr.licences.seal import press, seal_stamp
from bench.ocr.pen import Pen

SHORT, LONG = 1000.0, 1414.0
NOTICE = "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告。"
SITE = "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn"
HINTS = ("扫描市场主体身份码", "了解更多登记、备案、", "许可、监管信息，体验", "更多应用服务。")


@dataclass(frozen=True)
class Block:
    """A column of labels and values, in units; `spread` says that labels are justified."""

    left: float
    top: float
    label_width: float
    value_left: float
    value_right: float
    bottom: float
    size: float
    pitch: float
    leading: float
    label: Face
    value: Face
    spread: bool
    bold: float


def _lines(pen: Pen, block: Block, rows: Rows) -> list[list[str]]:
    width = block.value_right - block.value_left
    return [pen.wrapped(value, width, block.size, face=block.value) for _, value in rows]


def _height(block: Block, lines: list[list[str]]) -> float:
    return sum(block.pitch + (len(one) - 1) * block.size * block.leading for one in lines)


def _fitted(pen: Pen, block: Block, rows: Rows) -> Block:
    """The block in a smaller type when its rows would run out of it, as licences with a long scope print it."""
    while block.top + _height(block, _lines(pen, block, rows)) > block.bottom and block.size > 12:
        block = replace(block, size=block.size * 0.95, pitch=block.pitch * 0.96)
    return block


def draw_block(pen: Pen, block: Block, rows: Rows) -> float:
    """Draw the rows from the top; answers the height at which the next would stand."""
    y, label_size = block.top, block.size
    block = _fitted(pen, block, rows)
    for (label, _), lines in zip(rows, _lines(pen, block, rows), strict=True):
        size = min(label_size, block.label_width / max(1, len(label)))
        if block.spread and len(label) <= 5:
            right = block.left + block.label_width
            pen.spread(block.left, right, y, label, size, face=block.label, bold=block.bold)
        else:
            pen.text((block.left, y), label, size, face=block.label, bold=block.bold)
        for number, line in enumerate(lines):
            pen.text((block.value_left, y + number * block.size * block.leading), line, block.size, face=block.value)
        y += block.pitch + (len(lines) - 1) * block.size * block.leading
    return y


def licence_sheet(firm: Company, sheet: Sheet, dice: random.Random) -> Image.Image:
    """The paper with everything printed and sealed."""
    wide = sheet.layout == "landscape"
    paper = blank((LONG, SHORT) if wide else (SHORT, LONG), dice)
    pen = Pen(paper, SCALE, pick(dice, "song"), (dice.randint(16, 46),) * 3)
    (_landscape if wide else _portrait)(pen, firm, sheet, dice)
    return paper.filter(ImageFilter.GaussianBlur(0.7))


def _faces(dice: random.Random) -> tuple[Face, Face]:
    return pick(dice, dice.choice(("song", "hei", "song"))), pick(dice, "print")


def _title(pen: Pen, dice: random.Random, centre: float, y: float, size: float) -> None:
    emblem(pen.paper, (centre, y - size * 1.35), size * dice.uniform(0.55, 0.68))
    face = pick(dice, dice.choice(("song", "kai", "kai")))
    pen.text(
        (centre, y), "营业执照", size, face=face, gap=dice.uniform(0.1, 0.45), middle=True, bold=dice.choice((0, 0.015))
    )
    copy = dice.choice(("（副 本）", "（副本）", "（正本）", "(副　本)", ""))
    if copy:
        pen.text((centre, y + size * 0.85), copy, size * 0.32, middle=True)
        if dice.random() < 0.4:
            pen.text(
                (centre + size * 0.9, y + size * 0.85), dice.choice(("1-1", "(1-1)", "3-2", "（2-1）")), size * 0.24
            )


def _landscape(pen: Pen, firm: Company, sheet: Sheet, dice: random.Random) -> None:
    size = dice.uniform(21, 25.5)
    label, value = _faces(dice)
    _title(pen, dice, LONG / 2 + dice.uniform(-14, 14), dice.uniform(228, 250), dice.uniform(80, 100))
    left, y = dice.uniform(118, 150), dice.uniform(190, 215)
    pen.text((left, y), "统一社会信用代码", size, face=label)
    pen.text(
        (left, y + size * dice.uniform(1.4, 1.8)), firm.code, size * dice.uniform(1.0, 1.15), face=pick(dice, "print")
    )
    number = f"编号{dice.choice((' ', '：', ' No.'))}{dice.randrange(10**8):08d}"
    if dice.random() < 0.4:
        pen.text((left, y - size * 1.7), number, size * 0.8)
    side = dice.uniform(100, 124)
    corner = (dice.uniform(1056, 1086), dice.uniform(120, 150))
    pen.paper.paste(
        qr_code(f"http://www.gsxt.gov.cn/{firm.code}", side), (round(corner[0] * SCALE), round(corner[1] * SCALE))
    )
    for index, line in enumerate(HINTS if dice.random() < 0.8 else ()):
        pen.text((corner[0] + side + 8, corner[1] + 18 + index * 19), line, 13)
    top, pitch = dice.uniform(395, 425), dice.uniform(46, 58)
    bold, spread = dice.choice((0, 0, 0.012)), dice.random() < 0.8
    base = Block(left, top, size * dice.uniform(4.6, 5.4), left + size * dice.uniform(5.8, 6.4), dice.uniform(740, 770),
                 860, size, pitch, dice.uniform(1.25, 1.5), label, value, spread, bold)  # fmt: skip
    draw_block(pen, base, sheet.left)
    right = dice.uniform(815, 850)
    value_left = right + size * dice.uniform(5.4, 6.1)
    width = size * dice.uniform(4.1, 5.0)
    draw_block(
        pen,
        replace(base, left=right, label_width=width, value_left=value_left, value_right=1300, bottom=720),
        sheet.right,
    )
    _foot(pen, firm, sheet, dice, (dice.uniform(840, 900), dice.uniform(780, 800)), size)
    below = dice.uniform(964, 975)
    pen.text((left - 60, below), SITE, 13.5)
    pen.text((600, below), NOTICE, 11.5 if dice.random() < 0.5 else 12.5)
    pen.text((1180, below), "国家市场监督管理总局监制", 13.5)


def _portrait(pen: Pen, firm: Company, sheet: Sheet, dice: random.Random) -> None:
    size = dice.uniform(24, 29)
    label, value = _faces(dice)
    _title(pen, dice, SHORT / 2 + dice.uniform(-10, 10), dice.uniform(270, 295), dice.uniform(84, 110))
    old = sheet.layout == "old"
    word, code = ("注册号", firm.registration) if old else ("统一社会信用代码", firm.code)
    y = dice.uniform(398, 425)
    gap = dice.uniform(0.4, 1.2) * size
    width = pen.width(word, size * 0.9, face=label) + gap + pen.width(code, size, face=value)
    start = dice.choice((SHORT / 2 - width / 2, 860 - width, 180.0))
    end = pen.text((start, y), word + dice.choice(("", "", "：")), size * 0.9, face=label)
    pen.text((end + gap, y), code, size, face=value)
    left = dice.uniform(128, 160)
    spread, pitch = dice.random() < 0.8, dice.uniform(54, 66)
    labels = size * dice.uniform(4.6, 5.6)
    block = Block(left, y + dice.uniform(60, 90), labels, left + labels + size * dice.uniform(0.7, 1.6),
                  dice.uniform(830, 880), 1130, size, pitch, dice.uniform(1.25, 1.5), label, value, spread,
                  dice.choice((0, 0, 0.012)))  # fmt: skip
    draw_block(pen, block, sheet.left)
    _foot(pen, firm, sheet, dice, (dice.uniform(480, 540), dice.uniform(1180, 1200)), size)
    if not old:
        pen.text((110, 1372), "企业信用信息公示系统网址：http://www.gsxt.gov.cn", 14)
        pen.text((640, 1372), "中华人民共和国国家工商行政管理总局监制", 14)
    elif dice.random() < 0.5:
        for index in range(4):
            pen.text((150, 1180 + index * 34), f"{firm.registered.year + index}年度检验　合格", 15)


def _foot(pen: Pen, firm: Company, sheet: Sheet, dice: random.Random, at: tuple[float, float], size: float) -> None:
    """登记机关, perhaps its name in print, the date in spaced parts, and the seal over both."""
    x, y = at
    gap = dice.uniform(0, 0.5)
    end = pen.text((x, y), "登记机关", size, gap=gap)
    if sheet.authority_printed:
        room = (LONG if sheet.layout == "landscape" else SHORT) - 90 - end - size
        pen.text((end + size * 0.6, y), firm.authority, pen.fitting(firm.authority, size, room))
    day, below = firm.registered, y + size * dice.uniform(2.4, 3.4)
    middle = end + dice.uniform(20, 120)
    spaced = dice.uniform(0.2, 0.9) * size
    place = middle - size * 2.2 - spaced * 2
    parts = (f"{day.year}", "年", f"{day.month:02d}" if dice.random() < 0.7 else f"{day.month}", "月",
             f"{day.day:02d}", "日")  # fmt: skip
    for part in parts:
        place = pen.text((place, below), part, size) + spaced
    centre = (middle + dice.uniform(-40, 40), (y + below) / 2 + dice.uniform(-26, 16))
    press(
        pen.paper,
        seal_stamp(firm.authority, dice),
        (centre[0] * SCALE, centre[1] * SCALE),
        dice.uniform(178, 225) * SCALE,
    )
