"""Papers that are no identity card and no licence, however much they look like one.

Forms, chats, other cards, another licence, a page of law: each holds some of the words that the real ones print.
"""

from PIL import Image, ImageDraw

from tests.pictures.fonts import font, found
from tests.pictures.people import Person, invented_person
from tests.pictures.photos import photograph

INK = (30, 30, 34)
CARD, PHONE, PAGE, SHEET = (1012, 638), (1080, 1900), (1654, 2339), (2000, 1414)
CHAT = """客户经理小王
你好，请把资料发一下
姓名：{name}
身份证号 {number}
住址见附件
性别民族不用填
好的，收到，谢谢！
明天上午九点带身份证到网点"""
FORM = """借款申请表
申请人姓名    {name}        性别    {sex}        民族    {nation}
出生日期    {birth}        婚姻状况    已婚
公民身份号码    {number}
住址    {address}
工作单位    ____________________
申请金额    50,000.00 元        期限    12 个月
本人承诺以上信息真实有效。
申请人签字：                    日期："""
DRIVER = """中华人民共和国机动车驾驶证
证号 {number}
姓名 {name}   性别 {sex}   国籍 中国
住址 {address}
出生日期 {birth}
初次领证日期 2015-06-01
准驾车型 C1
有效期限 2021-06-01 至 2031-06-01"""
BANK = """农商银行
储蓄卡 DEBIT CARD
6217 0099 9900 0000 016
{name}
有效期 VALID THRU 09/31
银联 UnionPay"""
PERMIT = """食品经营许可证
经营者名称  诚信便利店
法定代表人（负责人）  {name}
住所  {address}
经营场所  同上
主体业态  食品销售经营者
经营项目  预包装食品销售
许可证编号  JY11101010000000
发证机关  市场监督管理局
有效期至  2029年06月30日"""
LAW = """第三条 居民身份证登记的项目包括：姓名、性别、民族、
出生日期、常住户口所在地住址、公民身份号码、
本人相片、指纹信息、证件的有效期和签发机关。
公民身份号码是每个公民唯一的、终身不变的身份代码，
由公安机关按照公民身份号码国家标准编制。
（例）{name}
营业执照应当载明名称、类型、法定代表人、
注册资本、成立日期、营业期限、经营范围、住所。
登记机关可以根据需要核发副本。"""
# text, size, first row, distance of rows, ground
DRAWINGS = (
    (CHAT, PHONE, 80, 140, (236, 236, 236)),
    (FORM, PAGE, 200, 130, (250, 250, 250)),
    (DRIVER, CARD, 70, 70, (232, 238, 232)),
    (BANK, CARD, 90, 92, (120, 146, 200)),
    (PERMIT, SHEET, 140, 115, (246, 244, 232)),
    (LAW, PAGE, 220, 110, (250, 250, 250)),
)


def _filled(text: str, person: Person) -> list[str]:
    return text.format(
        name=person.name,
        sex=person.sex,
        nation=person.nation,
        birth=person.birth.isoformat(),
        number=person.id_number,
        address=person.address[:16],
    ).splitlines()


def lookalike(severity: int, seed: int) -> bytes:
    """A JPEG of something that must be turned down; the seed chooses what it is."""
    text, size, top, pitch, ground = DRAWINGS[seed % len(DRAWINGS)]
    paper = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(paper)
    for index, row in enumerate(_filled(text, invented_person(seed))):
        draw.text((70, top + pitch * index), row, fill=INK, font=font(found()["hei"][0], 34), anchor="lm")
    if text is FORM:
        for rule in range(10):
            draw.line((60, 135 + pitch * rule, size[0] - 60, 135 + pitch * rule), fill=INK, width=2)
    return photograph([paper], severity, seed)
