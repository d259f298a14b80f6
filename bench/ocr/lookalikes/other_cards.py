"""Other cards of the same size: their grounds, their labels, a portrait or none."""

import random
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from bench.ocr.fonts import pick
from bench.ocr.pen import Colour, Pen
from bench.ocr.people import Person, person
from bench.ocr.photos import Paper

WIDTH, HEIGHT, SCALE = 1000, 631, 2.0
LETTER, CORNER = 0.036, 0.035


@dataclass(frozen=True)
class Design:
    """A card's ground, its title, and rows as (left, height, size, text)."""

    ground: Colour
    ink: Colour
    title: str
    title_size: float
    rows: tuple[tuple[float, float, float, str], ...]
    portrait: tuple[int, int, int, int] | None


def _drawn(design: Design, dice: random.Random, *, upright: bool = False) -> Paper:
    size = (HEIGHT, WIDTH) if upright else (WIDTH, HEIGHT)
    card = Image.new("RGB", (round(size[0] * SCALE), round(size[1] * SCALE)), design.ground)
    draw = ImageDraw.Draw(card)
    tint = tuple(max(0, one - 12) for one in design.ground)
    for row in range(0, card.height, dice.randint(18, 40)):
        draw.line((0, row, card.width, row + dice.randint(-90, 90)), fill=tint, width=2)
    pen = Pen(card, SCALE, pick(dice, "card"), design.ink)
    pen.text((size[0] / 2, 62), design.title, design.title_size, middle=True, gap=0.08)
    for left, top, letter, text in design.rows:
        pen.text((left, top + dice.uniform(-4, 4)), text, letter)
    if design.portrait:
        left, top, right, bottom = (round(side * SCALE) for side in design.portrait)
        draw.rectangle((left, top, right, bottom), fill=(226, 232, 240))
        middle, wide = (left + right) / 2, right - left
        draw.ellipse(
            (middle - wide * 0.26, top + wide * 0.2, middle + wide * 0.26, top + wide * 0.85), fill=(210, 178, 152)
        )
        draw.pieslice((left, top + wide * 0.85, right, bottom + wide * 0.4), 180, 360, fill=(60, 66, 90))
        draw.rectangle((left, bottom, right, bottom + wide * 0.4), fill=design.ground)
    return Paper(card.filter(ImageFilter.GaussianBlur(0.8)), LETTER, CORNER)


def driving_licence(dice: random.Random) -> Paper:
    one = person(str(dice.random()))
    rows = [
        (60.0, 150.0, 34.0, f"证号 {one.number}"),
        (60, 212, 34, f"姓名 {one.name}   性别 {one.sex}   国籍 中国"),
        (60, 274, 34, f"住址 {one.address[:17]}"),
        (60, 320, 34, f"     {one.address[17:30]}"),
        (330, 382, 32, f"出生日期 {one.birth.isoformat()}"),
        (330, 440, 32, "初次领证日期 2015-06-01"),
        (330, 498, 32, "准驾车型 C1"),
        (60, 570, 32, "有效期限 2021-06-01 至 2031-06-01"),
    ]
    return _drawn(
        Design((232, 238, 226), (40, 40, 44), "中华人民共和国机动车驾驶证", 44, tuple(rows), (70, 360, 260, 530)), dice
    )


def vehicle_licence(dice: random.Random) -> Paper:
    one = person(str(dice.random()))
    plate = f"{dice.choice('京沪粤苏浙鲁豫川')}A{dice.randrange(10**5):05d}"
    rows = [
        (60.0, 150.0, 34.0, f"号牌号码 {plate}   车辆类型 小型轿车"),
        (60, 215, 34, f"所有人 {one.name}"),
        (60, 280, 34, f"住址 {one.address[:17]}"),
        (60, 330, 34, f"     {one.address[17:30]}"),
        (60, 395, 34, "使用性质 非营运   品牌型号 幸福牌XF7150"),
        (330, 455, 34, f"车辆识别代号 LXFAA{dice.randrange(10**12):012d}"),
        (330, 510, 34, "注册日期 2018-03-14   发证日期 2018-03-14"),
    ]
    return _drawn(Design((222, 228, 240), (40, 40, 50), "中华人民共和国机动车行驶证", 44, tuple(rows), None), dice)


def bank_card(dice: random.Random) -> Paper:
    digits = "".join(str(dice.randrange(10)) for _ in range(13))
    ground = dice.choice(((120, 146, 200), (176, 40, 44), (30, 90, 80), (60, 60, 66)))
    rows = [
        (80.0, 330.0, 64.0, f"6217 {digits[:4]} {digits[4:8]} {digits[8:12]} 016"),
        (80, 430, 30, "有效期 VALID THRU 09/31"),
        (80, 520, 40, person(str(dice.random())).name),
        (760, 560, 48, "银联 UnionPay"),
        (80, 220, 34, "储蓄卡 DEBIT CARD"),
    ]
    return _drawn(
        Design(ground, (240, 240, 236), dice.choice(("农商银行", "城市商业银行", "村镇银行")), 56, tuple(rows), None),
        dice,
    )


def social_security(dice: random.Random) -> Paper:
    one = person(str(dice.random()))
    rows = [
        (360.0, 200.0, 38.0, f"姓名 {one.name}"),
        (360, 270, 38, f"社会保障号码 {one.number}"),
        (360, 340, 38, f"卡号 {dice.choice('ABCDE')}{dice.randrange(10**8):08d}"),
        (360, 410, 38, "发卡日期 2019年06月"),
        (360, 480, 32, "有效期限 10年"),
        (60, 570, 30, "人力资源和社会保障部监制"),
    ]
    return _drawn(
        Design((206, 222, 236), (30, 30, 40), "中华人民共和国社会保障卡", 46, tuple(rows), (70, 180, 300, 470)), dice
    )


def work_badge(dice: random.Random) -> Paper:
    one = person(str(dice.random()))
    rows = [
        (90.0, 600.0, 44.0, f"姓名：{one.name}"),
        (90, 680, 44, f"性别：{one.sex}"),
        (90, 760, 44, "部门：信贷业务部"),
        (90, 840, 44, f"工号：{dice.randrange(10**6):06d}"),
        (90, 920, 36, "有效期限：2024.01.01-2026.12.31"),
    ]
    return _drawn(
        Design((240, 244, 250), (30, 50, 90), "工作证", 66, tuple(rows), (190, 160, 440, 500)), dice, upright=True
    )


def residence_permit(dice: random.Random) -> Paper:
    one = person(str(dice.random()))
    rows = [
        (60.0, 150.0, 36.0, f"姓名 {one.name}"),
        (60, 215, 36, f"性别 {one.sex}   民族 {one.nation}"),
        (60, 280, 36, f"户籍地址 {one.address[:14]}"),
        (60, 340, 36, f"现住址 {one.address[:14]}"),
        (60, 400, 36, "签注有效期 2025.01.10"),
        (60, 560, 38, f"公民身份号码 {one.number}"),
    ]
    return _drawn(Design((214, 232, 222), (36, 44, 44), "居 住 证", 56, tuple(rows), (690, 150, 920, 440)), dice)


def pass_permit(dice: random.Random) -> Paper:
    one: Person = person(str(dice.random()))
    rows = [
        (330.0, 170.0, 34.0, f"姓名 {one.name}"),
        (330, 235, 34, f"出生日期 {one.birth:%Y.%m.%d}   性别 {one.sex}"),
        (330, 300, 34, f"有效期限 {one.valid_from:%Y.%m.%d}-{one.valid_from.year + 10}.{one.valid_from:%m.%d}"),
        (330, 365, 34, "签发地点 广东"),
        (330, 430, 34, "签发机关 公安部出入境管理局"),
        (330, 500, 40, f"C{dice.randrange(10**8):08d}"),
        (60, 580, 34, f"CSC{dice.randrange(10**8):08d}<3507226<{one.birth:%y%m%d}<"),
    ]
    return _drawn(Design((226, 216, 232), (40, 36, 48), "往来港澳通行证", 48, tuple(rows), (60, 150, 280, 440)), dice)


def student_card(dice: random.Random) -> Paper:
    one = person(str(dice.random()))
    rows = [
        (60.0, 170.0, 38.0, f"姓名  {one.name}"),
        (60, 240, 38, f"性别  {one.sex}    民族  {one.nation}"),
        (60, 310, 38, f"出生  {one.birth.year}年{one.birth.month}月"),
        (60, 380, 38, "学院  经济管理学院"),
        (60, 450, 38, f"学号  {dice.randrange(10**10):010d}"),
        (60, 560, 32, "注：本证限本人使用，妥善保管"),
    ]
    return _drawn(Design((238, 232, 220), (50, 36, 30), "学 生 证", 60, tuple(rows), (680, 160, 900, 430)), dice)
