"""Invented people: names from lists, sequence numbers 980 to 989 (practically unassigned), sound check digits."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from ocr.checks.identifiers import identity_check_character
from ocr.checks.regions import region_names, region_path

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟")
GIVEN = {
    "男": "伟强磊军勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国志海峰庆宏泽昊睿晖炜钧骏翰铭",
    "女": "芳娜敏静丽艳娟霞燕婷雪梅玲红莉萍丹倩颖琳洁晶莹慧佳蕾瑶欣怡雅岚薇菲琪璐茜玥瑜淑珍秀蓉",
}
MINORITY_NAMES = {
    "维吾尔": ("阿依古丽·买买提", "艾力·吐尔逊", "古丽娜尔·阿不都", "买买提江·艾山"),
    "藏": ("扎西顿珠", "卓玛央金", "索南多吉", "白玛曲珍"),
    "蒙古": ("巴特尔", "乌云其其格", "苏日娜", "格日勒图"),
    "哈萨克": ("叶尔江·努尔兰", "阿依达娜·哈力"),
}
PLAIN_NATIONS = ("回", "满", "壮", "苗", "土家", "彝", "侗", "瑶", "白", "朝鲜", "布依", "畲")
ROADS = (
    "人民",
    "解放",
    "建设",
    "中山",
    "和平",
    "新华",
    "文化",
    "长江",
    "迎宾",
    "滨河",
    "光明",
    "青年",
    "胜利",
    "东风",
    "科技",
    "学府",
    "湖滨",
    "翠竹",
)
ESTATES = ("锦绣", "金色", "阳光", "碧水", "翠湖", "东方", "盛世", "枫林", "紫荆", "怡和")
ISSUED_FROM, ISSUED_TO = date(2020, 1, 6), date(2025, 11, 28)


@dataclass(frozen=True)
class Person:
    """What a card says; `valid_until` None is 长期."""

    name: str
    sex: str
    nation: str
    birth: date
    address: str
    id_number: str
    valid_from: date
    valid_until: date | None
    authority: str


def _name(dice: random.Random, sex: str) -> tuple[str, str]:
    fall = dice.random()
    if fall < 0.06:
        nation = dice.choice(list(MINORITY_NAMES))
        return dice.choice(MINORITY_NAMES[nation]), nation
    nation = dice.choice(PLAIN_NATIONS) if fall < 0.14 else "汉"
    surname = dice.choice(COMPOUND_SURNAMES) if dice.random() < 0.03 else dice.choice(SURNAMES)
    return surname + "".join(dice.sample(GIVEN[sex], dice.choice((1, 2, 2, 2)))), nation


def invented_region(dice: random.Random) -> str:
    """A county or district code of the mainland that is in force."""
    codes = [code for code in region_names() if code[4:] not in {"00", "90"} and code[0] in "123456"]
    while True:
        code = dice.choice(codes)
        path = region_path(code)
        if path and (len(path) == 3 or code[:2] in {"11", "12", "31", "50"}):
            return code


def invented_address(dice: random.Random, region: str) -> str:
    """A postal address within the region: street and number, an estate's flat, or a village group."""
    place = "".join(region_path(region))
    road = f"{dice.choice(ROADS)}{dice.choice('东西南北中')}{dice.choice(('路', '街', '大道'))}{dice.randint(1, 999)}号"
    form = dice.random()
    if form < 0.35:
        return (
            f"{place}{road}{dice.randint(1, 32)}栋{dice.randint(1, 4)}单元{dice.randint(1, 33)}0{dice.randint(1, 8)}室"
        )
    if form < 0.6:
        estate = dice.choice(ESTATES) + dice.choice(("花苑", "家园", "小区", "名邸"))
        return f"{place}{road}{estate}{dice.randint(1, 18)}号楼{dice.randint(101, 2404)}"
    if form < 0.8:
        return f"{place}{road}"
    village = dice.choice("王李张刘陈杨赵周") + dice.choice(("家庄", "家坪", "店", "官屯", "家湾"))
    return f"{place}{dice.choice(ROADS)}镇{village}村{dice.randint(1, 16)}组{dice.randint(1, 199)}号"


def _span_years(age: int) -> int | None:
    """Validity by age at issue (Resident Identity Card Law, art. 5)."""
    if age < 16:
        return 5
    if age <= 25:
        return 10
    return 20 if age <= 45 else None


def invented_person(seed: int) -> Person:
    """The same person for the same seed, between 19 and 62 years old in 2026."""
    dice = random.Random(f"person {seed}")
    sex = dice.choice("男女")
    name, nation = _name(dice, sex)
    born = date(1964, 1, 1) + timedelta(days=dice.randrange(43 * 365))
    region = invented_region(dice)
    sequence = dice.choice((981, 983, 985, 987) if sex == "男" else (980, 982, 984, 986))
    body = f"{region}{born:%Y%m%d}{sequence}"
    issued = ISSUED_FROM + timedelta(days=dice.randrange((ISSUED_TO - ISSUED_FROM).days))
    if (issued.month, issued.day) == (2, 29):
        issued = issued.replace(day=28)
    age = issued.year - born.year - ((issued.month, issued.day) < (born.month, born.day))
    years = _span_years(age)
    path = region_path(region)
    authority = (
        f"{path[-1]}公安局"
        if path[-1].endswith(("县", "市", "旗"))
        else f"{path[-2]}公安局{path[-1].removesuffix('区')}分局"
    )
    return Person(
        name=name,
        sex=sex,
        nation=nation,
        birth=born,
        address=invented_address(dice, region),
        id_number=body + identity_check_character(body),
        valid_from=issued,
        valid_until=None if years is None else issued.replace(year=issued.year + years),
        authority=authority,
    )
