"""Pages, tables, slips and screens with the words of cards and licences."""

import random

from PIL import Image, ImageDraw, ImageFilter

from bench.ocr.companies import company
from bench.ocr.fonts import pick
from bench.ocr.licences.ground import SCALE
from bench.ocr.licences.rows import spoken
from bench.ocr.pen import Colour, Pen
from bench.ocr.people import person
from bench.ocr.photos import Paper

LAW = (
    "第三条 居民身份证登记的项目包括：姓名、性别、民族、出生日期、常住户口所在地住址、公民身份号码、"
    "本人相片、指纹信息、证件的有效期和签发机关。"
    "公民身份号码是每个公民唯一的、终身不变的身份代码，由公安机关按照公民身份号码国家标准编制。"
    "第四条 居民身份证使用规范汉字和符合国家标准的数字符号填写。"
    "营业执照应当载明名称、类型、法定代表人、注册资本、成立日期、营业期限、经营范围、住所。"
    "登记机关可以根据需要核发副本。"
)
CONTRACT = (
    "甲方（出租人）：{a}，性别{sex}，公民身份号码：{number}，住址：{address}。乙方（承租人"
    "）：{firm}，统一社会信用代码：{code}，法定代表人：{b}，住所：{place}。"
    "根据有关法律规定，双方就房屋租赁事宜达成如下协议：一、甲方将位于{address}的房屋出租给乙方使用。"
    "二、租赁期限自{day}起。三、租金每月人民币叁仟元整。"
)


def _page(size: tuple[float, float], ground: Colour, dice: random.Random) -> Pen:
    paper = Image.new("RGB", (round(size[0] * SCALE), round(size[1] * SCALE)), ground)
    return Pen(paper, SCALE, pick(dice, "print"), (dice.randint(20, 50),) * 3)


def _done(pen: Pen, letter: float) -> Paper:
    return Paper(pen.paper.filter(ImageFilter.GaussianBlur(0.7)), letter)


def law_page(dice: random.Random) -> Paper:
    pen = _page((1000, 1414), (250, 250, 248), dice)
    pen.text((500, 120), "中华人民共和国居民身份证法", 40, middle=True)
    for index, line in enumerate(pen.wrapped(LAW * 2, 800, 27)):
        pen.text((100, 200 + 46 * index), line, 27)
    return _done(pen, 0.027)


def contract_page(dice: random.Random) -> Paper:
    pen = _page((1000, 1414), (252, 250, 246), dice)
    one, firm = person(str(dice.random())), company(str(dice.random()), "company", "landscape")
    text = CONTRACT.format(
        a=one.name,
        sex=one.sex,
        number=one.number,
        address=one.address,
        firm=firm.name,
        code=firm.code,
        b=firm.representative,
        place=firm.address,
        day=spoken(firm.registered, "padded"),
    )
    pen.text((500, 120), "房屋租赁合同", 44, middle=True)
    for index, line in enumerate(pen.wrapped(text, 800, 26)):
        pen.text((100, 210 + 48 * index), line, 26)
    return _done(pen, 0.026)


def loan_form(dice: random.Random) -> Paper:
    """A form whose cells carry the labels of a card with a person's data in them."""
    pen, one = _page((1000, 1414), (250, 250, 250), dice), person(str(dice.random()))
    pen.text((500, 110), dice.choice(("个人借款申请表", "客户信息登记表", "入职登记表")), 40, middle=True)
    rows = (
        ("姓名", one.name, "性别", one.sex),
        ("民族", one.nation, "出生", one.birth.isoformat()),
        ("公民身份号码", one.number, "婚姻状况", "已婚"),
        ("住址", one.address[:13], "邮编", f"{dice.randrange(10**6):06d}"),
        ("签发机关", one.authority[:12], "有效期限", "长期"),
        ("工作单位", "", "联系电话", f"139{dice.randrange(10**8):08d}"),
        ("申请金额", "50,000.00元", "期限", "12个月"),
    )
    for index, cells in enumerate(rows):
        y = 180 + index * 80
        for left, right, text in zip((60, 210, 610, 740), (210, 610, 740, 940), cells, strict=True):
            pen.draw.rectangle([side * SCALE for side in (left, y, right, y + 80)], outline=(40, 40, 40), width=3)
            pen.text((left + 10, y + 40), text, pen.fitting(text, 25, right - left - 16))
    pen.text((80, 820), "本人承诺以上信息真实有效。申请人签字：____________    日期：", 24)
    return _done(pen, 0.025)


def spreadsheet(dice: random.Random) -> Paper:
    """A list of firms or people, printed."""
    pen = _page((1414, 1000), (252, 252, 252), dice)
    heads = ("名称", "统一社会信用代码", "法定代表人", "注册资本", "成立日期", "住所")
    edges = (40, 330, 600, 730, 890, 1050, 1380)
    firms = [company(str(dice.random()), "company", "landscape") for _ in range(11)]
    rows = [
        heads,
        *(
            (one.name, one.code, one.representative, one.capital or "", one.established.isoformat(), one.address)
            for one in firms
        ),
    ]
    for index, cells in enumerate(rows):
        for left, right, text in zip(edges, edges[1:], cells, strict=False):
            box = [side * SCALE for side in (left, 60 + index * 70, right, 130 + index * 70)]
            pen.draw.rectangle(box, outline=(120, 120, 120), width=2)
            pen.text((left + 6, 95 + index * 70), text, pen.fitting(text, 21, right - left - 10))
    return _done(pen, 0.017)


def receipt(dice: random.Random) -> Paper:
    pen = _page((500, 1100), (250, 248, 244), dice)
    firm = company(str(dice.random()), "sole_trader", "landscape")
    rows = [
        firm.name,
        "销售小票",
        f"名称：{firm.name[:10]}",
        f"税号：{firm.code}",
        f"日期：{spoken(firm.registered, 'padded')}",
        "-" * 28,
    ]
    rows += [
        f"{name}    {dice.randint(1, 5)} x {dice.randint(2, 90)}.00"
        for name in ("矿泉水", "卷纸", "电池", "酱油", "毛巾", "台灯")
    ]
    rows += [
        "-" * 28,
        f"合计  {dice.randint(50, 500)}.00 元",
        "经营者：" + firm.representative,
        "住所：" + firm.address[:12],
        "谢谢惠顾",
    ]
    for index, row in enumerate(rows):
        pen.text((30, 60 + index * 58), row, pen.fitting(row, 28, 440))
    return _done(pen, 0.056)


def invoice(dice: random.Random) -> Paper:
    pen = _page((1414, 900), (252, 250, 250), dice)
    buyer, seller = (company(str(dice.random()), "company", "landscape") for _ in "ab")
    pen.text((707, 90), "电子发票（普通发票）", 44, middle=True, ink=(150, 60, 40))
    for left, word, firm in ((70, "购买方信息", buyer), (740, "销售方信息", seller)):
        pen.text((left, 200), word, 24)
        pen.text((left, 255), f"名称：{firm.name}", 24)
        pen.text((left, 310), f"统一社会信用代码/纳税人识别号：{firm.code}", 22)
    for index, row in enumerate(
        (
            "项目名称    规格型号    单位    数量    单价    金额    税率",
            "*咨询服务*技术服务费        次    1    9900.99    9900.99    1%",
            "价税合计（大写）  壹万圆整    （小写）¥10000.00",
            "备注：住所 " + seller.address,
            "开票人：" + seller.representative,
        )
    ):
        pen.draw.line(
            [60 * SCALE, (380 + index * 90) * SCALE, 1354 * SCALE, (380 + index * 90) * SCALE],
            fill=(150, 60, 40),
            width=3,
        )
        pen.text((80, 425 + index * 90), row, 25)
    return _done(pen, 0.018)


def household_register(dice: random.Random) -> Paper:
    pen, one = _page((1000, 700), (238, 236, 224), dice), person(str(dice.random()))
    pen.text((500, 60), "常住人口登记卡", 40, middle=True)
    rows = (
        ("姓名", one.name, "户主或与户主关系", "户主"),
        ("曾用名", "", "性别", one.sex),
        ("出生地", one.address[:9], "民族", one.nation),
        ("籍贯", one.address[:6], "出生日期", one.birth.isoformat()),
        ("公民身份证件编号", one.number, "血型", "A型"),
        ("何时由何地迁来本址", one.address[:11], "文化程度", "初中毕业"),
    )
    for index, cells in enumerate(rows):
        for left, right, text in zip((40, 210, 560, 760), (210, 560, 760, 960), cells, strict=True):
            box = [side * SCALE for side in (left, 110 + index * 84, right, 194 + index * 84)]
            pen.draw.rectangle(box, outline=(90, 110, 100), width=3)
            pen.text((left + 8, 152 + index * 84), text, pen.fitting(text, 27, right - left - 14))
    return _done(pen, 0.027)


def name_card(dice: random.Random) -> Paper:
    pen, firm = _page((900, 540), (248, 248, 244), dice), company(str(dice.random()), "company", "landscape")
    pen.text((80, 110), firm.representative, 58)
    for index, row in enumerate(
        ("法定代表人 / 总经理", firm.name, f"电话 138{dice.randrange(10**8):08d}", f"住所 {firm.address[:18]}")
    ):
        pen.text((80, 210 + index * 74), row, 32)
    return _done(pen, 0.036)


def chat(dice: random.Random) -> Paper:
    """A screenshot of a conversation in which someone types his data."""
    one = person(str(dice.random()))
    pen = _page((540, 1080), (237, 237, 237), dice)
    pen.text((270, 40), dice.choice(("客户经理小王", "贷款咨询", "文件传输助手")), 24, middle=True)
    says = (
        ("你好，请把资料发一下", 0),
        (f"姓名：{one.name}", 1),
        (f"性别 {one.sex} 民族 {one.nation}", 1),
        (f"公民身份号码 {one.number}", 1),
        (f"住址：{one.address[:15]}", 1),
        ("签发机关和有效期限呢？", 0),
        (f"{one.authority} {one.valid_from:%Y.%m.%d}-长期", 1),
        ("好的，收到", 0),
    )
    for index, (text, mine) in enumerate(says):
        width, y = pen.width(text, 22) + 36, 110 + index * 108
        left = 520 - width if mine else 20
        box = [side * SCALE for side in (left, y, left + width, y + 62)]
        pen.draw.rounded_rectangle(box, 12, fill=(149, 236, 105) if mine else (255, 255, 255))
        pen.text((left + 18, y + 31), text, 22)
    return Paper(pen.paper, 0.04, flat=dice.random() < 0.7)


def app_screen(dice: random.Random) -> Paper:
    """A screen of a company look-up with every label of a licence."""
    firm = company(str(dice.random()), "company", "landscape")
    pen = _page((540, 1080), (255, 255, 255), dice)
    pen.text((24, 70), firm.name, pen.fitting(firm.name, 28, 500))
    rows = (
        ("统一社会信用代码", firm.code),
        ("法定代表人", firm.representative),
        ("类型", firm.kind),
        ("成立日期", firm.established.isoformat()),
        ("注册资本", firm.capital or ""),
        ("登记机关", firm.authority),
        ("营业期限", f"{firm.established.isoformat()} 至 长期"),
        ("住所", firm.address),
        ("经营范围", firm.scope[:30]),
    )
    for index, (label, value) in enumerate(rows):
        y = 150 + index * 98
        pen.text((24, y), label, 20, ink=(130, 130, 136))
        pen.text((24, y + 36), value, pen.fitting(value, 22, 490))
        ImageDraw.Draw(pen.paper).line(
            [24 * SCALE, (y + 64) * SCALE, 516 * SCALE, (y + 64) * SCALE], fill=(230, 230, 230), width=2
        )
    return Paper(pen.paper, 0.04, flat=dice.random() < 0.7)
