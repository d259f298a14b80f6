"""Other certificates with a border and a seal."""

import random

from bench.ocr.companies import company
from bench.ocr.fonts import pick
from bench.ocr.licences.ground import SCALE, blank
from bench.ocr.licences.rows import spoken
from bench.ocr.licences.seal import press, seal_stamp
from bench.ocr.pen import Pen
from bench.ocr.photos import Paper


def _permit(dice: random.Random, title: str, rows: list[tuple[str, str]], *, wide: bool) -> Paper:
    paper = blank((1414, 1000) if wide else (1000, 1414), dice)
    pen = Pen(paper, SCALE, pick(dice, "print"), (30, 30, 34))
    middle = 707 if wide else 500
    pen.text((middle, 210), title, 76, middle=True, gap=0.15)
    for index, (label, value) in enumerate(rows):
        y = 340 + index * (64 if wide else 84)
        pen.text((170, y), label, 26)
        for number, line in enumerate(pen.wrapped(value, middle * 1.15, 26)[:2]):
            pen.text((440 if wide else 400, y + number * 32), line, 26)
    firm = company(str(dice.random()), "company", "landscape")
    press(paper, seal_stamp(firm.authority, dice), (middle * 1.4 * SCALE, (820 if wide else 1180) * SCALE), 200 * SCALE)
    return Paper(paper, 0.0184 if wide else 0.026)


def food_permit(dice: random.Random) -> Paper:
    firm = company(str(dice.random()), dice.choice(("company", "sole_trader")), "landscape")
    rows = [
        ("经营者名称", firm.name),
        ("社会信用代码", firm.code),
        ("法定代表人（负责人）", firm.representative),
        ("住所", firm.address),
        ("经营场所", firm.address),
        ("主体业态", "食品销售经营者"),
        ("经营项目", "预包装食品销售，散装食品销售"),
        ("许可证编号", f"JY1{dice.randrange(10**13):013d}"),
    ]
    return _permit(
        dice, "食品经营许可证", [*rows, ("发证机关", firm.authority)][: dice.choice((8, 9))], wide=dice.random() < 0.6
    )


def account_permit(dice: random.Random) -> Paper:
    firm = company(str(dice.random()), "company", "landscape")
    rows = [
        ("核准号", f"J{dice.randrange(10**13):013d}"),
        ("存款人名称", firm.name),
        ("法定代表人", firm.representative),
        ("开户银行", "农商银行城关支行"),
        ("账号", f"62{dice.randrange(10**16):016d}"),
        ("发证机关", "人民银行"),
        ("日期", spoken(firm.registered, "padded")),
    ]
    return _permit(dice, "开户许可证", rows, wide=True)


def institution_certificate(dice: random.Random) -> Paper:
    firm = company(str(dice.random()), "company", "landscape")
    rows = [
        ("统一社会信用代码", "12" + firm.code[2:]),
        ("名称", f"{firm.name[:3]}职业技术学校"),
        ("宗旨和业务范围", "培养技术人才，开展职业培训"),
        ("住所", firm.address),
        ("法定代表人", firm.representative),
        ("经费来源", "财政补助"),
        ("开办资金", "￥500万元"),
        ("举办单位", "教育局"),
        ("登记管理机关", "事业单位登记管理局"),
    ]
    return _permit(dice, "事业单位法人证书", rows, wide=dice.random() < 0.5)
