"""Invented people and what their cards say, beside the labels of the truth."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from bench.ocr.identifiers import MUNICIPAL, identity_number, place, region

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤尤郁巫麻晏幸隗亓逄仝佟"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "司徒", "东方")
GIVEN = {
    "男": "伟强磊军勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国志海峰庆宏泽昊睿晖炜钧骏翰铭一子文天",
    "女": "芳娜敏静丽艳娟霞燕婷雪梅玲红莉萍丹倩颖琳洁晶莹慧佳蕾瑶欣怡雅岚薇菲琪璐茜玥瑜淑珍秀蓉兰凤桂英",
}
RARE = "珺翀堃淼垚犇頔昉赟喆祎旻昇玚燚甦嫄婳祯晟昱彧奕翊骞瑾瑄铖钰妤"
DOTTED = {
    "维吾尔": ("阿依古丽·买买提", "艾力·吐尔逊", "古丽娜尔·阿不都热合曼", "买买提江·艾山", "热依汗古丽·图尔荪"),
    "哈萨克": ("叶尔江·努尔兰", "阿依达娜·哈力别克", "巴合提别克·沙肯"),
    "柯尔克孜": ("古丽巴哈尔·托合塔洪",),
}
PLAIN = {
    "藏": ("扎西顿珠", "卓玛央金", "索南多吉", "白玛曲珍", "旦增"),
    "蒙古": ("巴特尔", "乌云其其格", "苏日娜", "格日勒图"),
    "彝": ("阿木呷", "吉克拉曲", "沙马依古"),
}
NATIONS = ("回", "满", "壮", "苗", "土家", "彝", "侗", "瑶", "白", "朝鲜", "布依", "畲", "傣", "黎", "仡佬", "锡伯")
ROADS = (
    "人民", "解放", "建设", "中山", "和平", "新华", "文化", "长江", "迎宾", "滨河", "光明", "青年", "胜利", "东风",
    "科技", "学府", "湖滨", "翠竹", "朝阳", "清泉", "凤凰", "金水", "富民", "太白", "梧桐",
)  # fmt: skip
ESTATES = ("锦绣", "金色", "阳光", "碧水", "翠湖", "东方", "盛世", "枫林", "紫荆", "怡和", "水岸", "丽景")
VILLAGES = "王李张刘陈杨赵周吴孙胡郭何高"
ISSUED_FROM, ISSUED_TO = date(2006, 1, 6), date(2025, 11, 28)


@dataclass(frozen=True)
class Person:
    """Who never lived; `valid_until` None is 长期."""

    name: str
    sex: str
    nation: str
    birth: date
    address: str
    number: str
    valid_from: date
    valid_until: date | None
    authority: str

    def front(self) -> dict[str, str | None]:
        """The truth of the portrait side."""
        return {
            "姓名": self.name,
            "性别": self.sex,
            "民族": self.nation,
            "出生": self.birth.isoformat(),
            "住址": self.address,
            "公民身份号码": self.number,
        }

    def back(self) -> dict[str, str | None]:
        """The truth of the emblem side."""
        end = "长期" if self.valid_until is None else self.valid_until.isoformat()
        return {"签发机关": self.authority, "有效期限": f"{self.valid_from.isoformat()}/{end}"}


def _name(dice: random.Random, sex: str) -> tuple[str, str]:
    fall = dice.random()
    if fall < 0.07:
        nation = dice.choice(list(DOTTED))
        return dice.choice(DOTTED[nation]), nation
    if fall < 0.11:
        nation = dice.choice(list(PLAIN))
        return dice.choice(PLAIN[nation]), nation
    return common_name(dice, sex), dice.choice(NATIONS) if fall < 0.24 else "汉"


def common_name(dice: random.Random, sex: str) -> str:
    """Surname and given name of two to four characters, one in eight with a rare one."""
    surname = dice.choice(COMPOUND) if dice.random() < 0.04 else dice.choice(SURNAMES)
    given = dice.sample(GIVEN[sex], dice.choice((1, 2, 2, 2)))
    if dice.random() < 0.12:
        given[-1] = dice.choice(RARE)
    return surname + "".join(given)


def street(dice: random.Random) -> str:
    """Road and house."""
    return (
        f"{dice.choice(ROADS)}{dice.choice(('路', '街', '大道', '东路', '北街', '巷', '西路'))}{dice.randint(1, 999)}号"
    )


def address(dice: random.Random, region_code: str, *, long: float = 0.3) -> str:
    """From a village's house to a flat in an estate; `long` is the share of very long ones."""
    head = "".join(place(region_code))
    if dice.random() < 0.25:
        head = "".join(place(region_code)[-2:])
    town = dice.choice(ROADS) + dice.choice(("镇", "乡", "街道"))
    village = dice.choice(VILLAGES) + dice.choice(("家庄", "家坪", "店", "官屯", "家湾", "家沟"))
    group = village + "村" + dice.choice(("", f"{dice.randint(1, 16)}组", f"第{dice.randint(2, 9)}村民小组"))
    house = f"{dice.randint(1, 199)}号" + dice.choice(("", "", "附1号", "之" + dice.choice("一二三")))
    tower = f"{dice.randint(1, 32)}{dice.choice('栋幢')}{dice.randint(1, 4)}单元"
    flat = f"{tower}{dice.randint(1, 33)}0{dice.randint(1, 8)}室"
    estate = dice.choice(ESTATES) + dice.choice(("花苑", "家园", "小区", "名邸", "国际城", "华庭"))
    tower = f"{dice.randint(1, 18)}号楼{dice.choice('ABCD')}座{dice.randint(101, 2404)}"
    forms = [
        head + town + group + house,
        head + street(dice),
        f"{head}{street(dice)}{flat}",
        head + street(dice) + estate,
    ]
    if dice.random() < long:
        return head + town + dice.choice((group + house, street(dice) + estate + tower, street(dice) + flat))
    return dice.choice(forms)


def _years(dice: random.Random, age: int) -> int | None:
    """Validity by age at issue (Resident Identity Card Law, article 5)."""
    if age < 16:
        return 5
    if age <= 25:
        return 10
    return 20 if age <= 45 or dice.random() < 0.02 else None


def police(region_code: str) -> str:
    """Who issues cards there."""
    names = place(region_code)
    if not names[-1].endswith("区") or len(names) == 1:
        return f"{names[-1]}公安局"
    return f"{names[-2]}公安局{names[-1].removesuffix('区') if len(names[-1]) > 2 else names[-1]}分局"


def person(seed: str, *, minority: bool = False) -> Person:
    """The same person for the same seed; with `minority` of a nation whose cards print a second script."""
    dice = random.Random(f"person {seed}")
    sex = dice.choice("男女")
    name, nation = _name(dice, sex)
    if minority:
        nation = dice.choice(("壮", "朝鲜", "维吾尔", "彝", "藏"))
        name = dice.choice((*DOTTED.get(nation, ()), *PLAIN.get(nation, ()))) if nation in {*DOTTED, *PLAIN} else name
        name = common_name(dice, sex) if nation in {"壮", "朝鲜"} else name
    born = date(1948, 1, 1) + timedelta(days=dice.randrange(62 * 365))
    code = region(dice)
    issued = ISSUED_FROM + timedelta(days=dice.randrange((ISSUED_TO - ISSUED_FROM).days))
    issued = max(issued, born + timedelta(days=dice.randrange(200, 3000)))
    issued = issued.replace(day=min(issued.day, 28))
    years = _years(dice, (issued - born).days // 365)
    until = None if years is None else issued.replace(year=issued.year + years)
    issuer = police(code)
    if code[:2] in MUNICIPAL and dice.random() < 0.3:
        issuer = f"{place(code)[0]}公安局{place(code)[-1].removesuffix('区')}分局"
    number = identity_number(dice, code, born, sex)
    return Person(name, sex, nation, born, address(dice, code), number, issued, until, issuer)
