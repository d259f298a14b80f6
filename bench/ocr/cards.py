"""Identity cards in thousandths of their width (85.6 x 54 mm), each printed with a little play."""

import math
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from bench.ocr.fonts import Face, pick, present
from bench.ocr.pen import Colour, Pen
from bench.ocr.people import Person

WIDTH, HEIGHT, SCALE = 1000.0, 630.8, 2.0
BLUES = ((62, 108, 150), (46, 100, 148), (84, 124, 160), (52, 116, 168))
# Latin-lettered and other second names of 姓名 性别 民族 出生 住址 公民身份号码
SECOND_LABELS = {
    "壮": ("Singqmingz", "Singqbied", "Minzcuz", "Seng", "Dieg'youq", "Gunghminz Sinhfwn Haumaj"),
    "朝鲜": ("성명", "성별", "민족", "출생", "주소", "공민신분번호"),
    "维吾尔": ("ئىسمى", "جىنسى", "مىللىتى", "تۇغۇلغان", "ئادرېسى", "سالاھىيەت نومۇرى"),
    "彝": ("ꂓ", "ꁯꑊ", "ꊿꋅ", "ꒆ", "ꀋꅔ", "ꈄꂱꌠꃀ"),
    "藏": ("མིང་།", "ཕོ་མོ།", "མི་རིགས།", "སྐྱེས།", "གནས་ཡུལ།", "སྤྱི་དམངས་ཐོབ་ཐང་ཨང་།"),
}
SECOND_NAMES = {"维吾尔": "ئايگۈل مەمەت", "藏": "བསོད་ནམས་རྡོ་རྗེ།", "彝": "ꀉꃅꇤ", "朝鲜": "이름난"}
SECOND_FACE = {"朝鲜": "korean", "维吾尔": "arabic", "彝": "yi", "藏": "tibetan"}


@dataclass(frozen=True)
class Print:
    """How one printer's plate differs from another's; lengths in units."""

    label: Face
    value: Face
    digits: Face
    blue: Colour
    ink: Colour
    label_size: float
    value_size: float
    name_size: float
    number_size: float
    left: float
    value_left: float
    pitch: float


def _plate(dice: random.Random) -> Print:
    black = dice.randint(18, 48)
    return Print(
        pick(dice, "card"), pick(dice, "card"), pick(dice, "digits"), dice.choice(BLUES), (black, black, black + 4),
        dice.uniform(29, 32.5), dice.uniform(34.5, 39), dice.uniform(38, 44), dice.uniform(41, 47),
        dice.uniform(58, 69), dice.uniform(178, 192), dice.uniform(45, 52),
    )  # fmt: skip


def _ground(dice: random.Random, *, back: bool) -> Image.Image:
    """The tinted ground with fine wavy lines in two colours."""
    base = (dice.randint(232, 242), dice.randint(232, 240), dice.randint(228, 238)) if back else (
        dice.randint(218, 234), dice.randint(230, 240), dice.randint(234, 244))  # fmt: skip
    card = Image.new("RGB", (round(WIDTH * SCALE), round(HEIGHT * SCALE)), base)
    draw, phase = ImageDraw.Draw(card), dice.random() * math.tau
    step, height = dice.randint(14, 24), dice.uniform(20, 50)
    blue = tuple(one - dice.randint(14, 26) for one in base)
    pink = (base[0] - 2, base[1] - dice.randint(12, 22), base[2] - dice.randint(8, 18))
    for number, row in enumerate(range(-100, card.height + 100, step)):
        points = [
            (x, row + height * math.sin(x / 260 + phase + row / 500) + 8 * math.sin(x / 67 - row / 90))
            for x in range(0, card.width + 16, 16)
        ]
        draw.line(points, fill=blue if number % 3 else pink, width=2)
    return card


def _portrait(card: Image.Image, dice: random.Random, box: tuple[float, float, float, float]) -> None:
    """A head without a face: nobody's likeness."""
    left, top, right, bottom = (round(SCALE * side) for side in box)
    width, height, middle = right - left, bottom - top, (right - left) / 2
    likeness = card.crop((left, top, right, bottom))
    if dice.random() < 0.3:
        likeness.paste((236, 238, 240), (0, 0, width, height))
    draw = ImageDraw.Draw(likeness)
    skin = dice.choice(((222, 190, 168), (206, 172, 148), (232, 202, 180), (198, 160, 136)))
    hair = dice.choice(((30, 26, 26), (48, 40, 36), (90, 88, 88), (150, 148, 146)))
    coat = dice.choice(((44, 52, 72), (96, 32, 40), (30, 30, 34), (140, 148, 156), (60, 84, 60)))
    crown = dice.uniform(0.46, 0.72)
    draw.ellipse((middle - width * 0.29, height * 0.1, middle + width * 0.29, height * crown), fill=hair)
    draw.pieslice((width * 0.05, height * 0.68, width * 0.95, height * 1.34), 180, 360, fill=coat)
    draw.rectangle((middle - width * 0.1, height * 0.55, middle + width * 0.1, height * 0.75), fill=skin)
    draw.ellipse((middle - width * 0.22, height * 0.19, middle + width * 0.22, height * 0.62), fill=skin)
    card.paste(likeness, (left, top))


def _second(pen: Pen, nation: str, index: int, at: tuple[float, float], size: float) -> None:
    """A label in the nation's script."""
    use = SECOND_FACE.get(nation)
    face = pick(random.Random(0), use) if use else pen.face
    pen.run(at, SECOND_LABELS[nation][index], size, face=face)


def _second_name(pen: Pen, nation: str, at: tuple[float, float]) -> None:
    """A name in the nation's script over the Chinese one, where its cards print it."""
    if nation in SECOND_NAMES:
        use = SECOND_FACE.get(nation)
        pen.run(at, SECOND_NAMES[nation], 22, face=pick(random.Random(0), use) if use else pen.face)


def second_script(nation: str) -> bool:
    """Whether this machine can letter a card in this nation's script."""
    return nation in SECOND_LABELS and (nation not in SECOND_FACE or present(SECOND_FACE[nation]))


def front_card(holder: Person, dice: random.Random, *, bilingual: bool = False) -> Image.Image:
    """The side with the portrait; bilingual ones print each label twice and sit lower."""
    plate = _plate(dice)
    card = _ground(dice, back=False)
    pen = Pen(card, SCALE, plate.value, plate.ink)
    bilingual = bilingual and second_script(holder.nation)
    rows = [90.0, 170.0, 244.0, 325.0]
    if bilingual:
        rows = [one + 12 + 3 * index for index, one in enumerate(rows)]
    rows = [one + dice.uniform(-4, 4) for one in rows]
    nation_left = plate.left + dice.uniform(228, 242)
    spots = [("姓名", plate.left, rows[0]), ("性别", plate.left, rows[1]), ("民族", nation_left, rows[1]),
             ("出生", plate.left, rows[2]), ("住址", plate.left, rows[3])]  # fmt: skip
    gap = dice.uniform(0.1, 0.3)
    for index, (label, left, y) in enumerate(spots):
        pen.text((left, y), label, plate.label_size, face=plate.label, ink=plate.blue, gap=gap)
        if bilingual:
            script = Pen(card, SCALE, plate.label, plate.blue)
            _second(script, holder.nation, index, (left, y - 36), 19)
    value = plate.value_left
    if bilingual:
        _second_name(pen, holder.nation, (value, rows[0] - 38))
    pen.text((value, rows[0]), holder.name, plate.name_size, gap=0.0 if len(holder.name) > 4 else dice.uniform(0, 0.12))
    pen.text((value, rows[1]), holder.sex, plate.value_size)
    pen.text((nation_left + plate.label_size * (2.2 + gap) + 18, rows[1]), holder.nation, plate.value_size)
    _birth(pen, holder, plate, value, rows[2])
    room = dice.uniform(10.9, 11.3) * plate.value_size
    pitch = min(plate.pitch, 165 / max(1, len(pen.wrapped(holder.address, room, plate.value_size))))
    for index, line in enumerate(pen.wrapped(holder.address, room, plate.value_size)):
        pen.text((value, rows[3] + pitch * index), line, plate.value_size)
    _number(card, holder, plate, dice, bilingual=bilingual)
    _portrait(card, dice, (640 + dice.uniform(-8, 14), 72, 925 + dice.uniform(-6, 8), 446))
    return card.filter(ImageFilter.GaussianBlur(0.8))


def _birth(pen: Pen, holder: Person, plate: Print, left: float, y: float) -> None:
    """Year, month and day in black at fixed places between blue words."""
    size = plate.value_size
    pen.text((left, y), str(holder.birth.year), size)
    for number, word, at in ((None, "年", 138), (holder.birth.month, "月", 238), (holder.birth.day, "日", 340)):
        pen.text((left + at, y), word, plate.label_size, face=plate.label, ink=plate.blue, middle=True)
        if number is not None:
            pen.text((left + at - 50, y), str(number), size, middle=True)


def _number(card: Image.Image, holder: Person, plate: Print, dice: random.Random, *, bilingual: bool) -> None:
    pen = Pen(card, SCALE, plate.digits, plate.ink)
    y = 557 + dice.uniform(-7, 7)
    pen.text((plate.left, y), "公民身份号码", plate.label_size * 1.03, face=plate.label, ink=plate.blue)
    if bilingual:
        _second(Pen(card, SCALE, plate.label, plate.blue), holder.nation, 5, (plate.left, y - 34), 18)
    left, step = dice.uniform(322, 340), dice.uniform(30.5, 33.2)
    for index, digit in enumerate(holder.number):
        pen.text((left + index * step, y), digit, plate.number_size, middle=True)


def _emblem(card: Image.Image, centre: tuple[float, float], radius: float, dice: random.Random) -> None:
    """A red shield with golden wreath, stars and a wheel: like the emblem from afar, not its drawing."""
    draw = ImageDraw.Draw(card)
    x, y, r = centre[0] * SCALE, centre[1] * SCALE, radius * SCALE
    gold, red = (dice.randint(200, 224), dice.randint(160, 184), 84), (dice.randint(180, 206), 56, 50)
    for leaf in range(26):
        angle = math.pi * (0.62 + 1.76 * leaf / 25) - math.pi / 2 + math.pi / 2
        lx, ly = x + r * 0.92 * math.sin(angle + math.pi), y - r * 0.92 * math.cos(angle + math.pi)
        draw.ellipse((lx - r * 0.14, ly - r * 0.14, lx + r * 0.14, ly + r * 0.14), fill=gold)
    draw.ellipse((x - r * 0.84, y - r * 0.84, x + r * 0.84, y + r * 0.84), fill=red, outline=gold, width=6)
    for star in range(5):
        angle = math.pi * (1.15 + 0.175 * star)
        sx, sy = x + r * 0.5 * math.cos(angle), y + r * 0.45 * math.sin(angle)
        size = r * (0.2 if star == 2 else 0.09)
        corners = [(sx + size * f * math.sin(k * math.pi / 5), sy - size * f * math.cos(k * math.pi / 5))
                   for k in range(10) for f in [1.0 if k % 2 == 0 else 0.4]]  # fmt: skip
        draw.polygon(corners, fill=(236, 196, 92))
    draw.rectangle((x - r * 0.44, y + r * 0.16, x + r * 0.44, y + r * 0.34), fill=gold)
    draw.ellipse((x - r * 0.26, y + r * 0.5, x + r * 0.26, y + r * 1.0), fill=gold)
    draw.rectangle((x - r * 0.6, y + r * 0.84, x + r * 0.6, y + r * 0.98), fill=red)


def back_card(holder: Person, dice: random.Random) -> Image.Image:
    """The side with the emblem, the authority and the validity."""
    plate, song = _plate(dice), pick(dice, "song")
    card = _ground(dice, back=True)
    pen = Pen(card, SCALE, plate.value, plate.ink)
    _emblem(card, (140 + dice.uniform(-6, 8), 148 + dice.uniform(-6, 6)), dice.uniform(84, 96), dice)
    title = dice.choice((song, plate.label))
    pen.spread(dice.uniform(370, 392), dice.uniform(810, 842), 117, "中华人民共和国", dice.uniform(54, 62), face=title)
    pen.spread(
        dice.uniform(276, 300), dice.uniform(888, 925), 240, "居民身份证", dice.uniform(92, 104), face=title, bold=0.01
    )
    label = dice.uniform(222, 234)
    left = label + plate.label_size * 1.08 * 4 + dice.uniform(24, 40)
    end = "长期" if holder.valid_until is None else f"{holder.valid_until:%Y.%m.%d}"
    rows = (("签发机关", holder.authority, 472.0), ("有效期限", f"{holder.valid_from:%Y.%m.%d}-{end}", 554.0))
    for word, value, y in rows:
        height = y + dice.uniform(-6, 6)
        pen.text(
            (label, height), word, plate.label_size * 1.08, face=plate.label, ink=dice.choice((plate.ink, plate.ink))
        )
        size = pen.fitting(value, plate.value_size, 985 - left)
        pen.text((left, height), value, size)
    return card.filter(ImageFilter.GaussianBlur(0.8))
