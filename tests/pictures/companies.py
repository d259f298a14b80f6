"""Invented firms: companies, sole traders, partnerships, branches, with sound numbers and a licence's phrases."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ocr.checks.identifiers import credit_check_character, organisation_check_character, registration_check_digit
from ocr.checks.regions import region_path
from tests.pictures.people import invented_address, invented_person, invented_region

Form = Literal["company", "sole_trader", "partnership", "branch"]
FORMS: tuple[Form, ...] = ("company", "company", "company", "sole_trader", "partnership", "branch")

BRANDS = "恒瑞鑫源盛达嘉禾博远天成华泰润丰宏图卓越启明新锐安康利民佳美金桥永信万通诚合众邦汇智云帆青禾海川"
TRADES = {
    "商贸": "日用百货销售；五金产品零售；办公用品销售；针纺织品销售",
    "科技": "技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广；计算机系统服务；软件开发；信息系统集成服务",
    "餐饮管理": "餐饮服务；食品销售；餐饮管理；外卖递送服务",
    "建筑工程": "建设工程施工；建筑材料销售；园林绿化工程施工；建筑劳务分包；室内装饰装修",
    "农业发展": "谷物种植；蔬菜种植；农副产品销售；初级农产品收购；农业机械服务",
    "机械制造": "通用设备制造；机械零件、零部件加工；机械设备销售；金属制品销售",
    "文化传媒": "组织文化艺术交流活动；广告设计、代理；会议及展览服务；企业形象策划；图文设计制作",
    "物流": "道路货物运输；国内货物运输代理；普通货物仓储服务（不含危险化学品等需许可审批的项目）；装卸搬运",
}
TAIL = "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"
OLD_TAIL = "（依法须经批准的项目，经相关部门批准后方可开展经营活动）"
COMPANY_TYPES = ("有限责任公司（自然人投资或控股）", "有限责任公司（自然人独资）", "有限责任公司", "其他有限责任公司")
SHOPS = ("便利店", "小吃店", "五金店", "服装店", "美发店", "水果店", "汽车修理部", "文具店")
CAPITALS = (
    ("壹佰万元整", 1_000_000), ("伍佰万元整", 5_000_000), ("叁仟万元整", 30_000_000), ("壹仟贰佰万元整", 12_000_000),
    ("100万元人民币", 1_000_000), ("500.000000万人民币", 5_000_000), ("贰佰零捌万元人民币", 2_080_000),
    ("人民币伍拾万元整", 500_000),
    ("1000万人民币", 10_000_000), ("3,500万元", 35_000_000),
)  # fmt: skip


@dataclass(frozen=True)
class Company:
    """What a licence says; amounts in fen beside their printed text, None where this form of business has none."""

    form: Form
    name: str
    credit_code: str
    registration_number: str
    licence_type: str
    legal_representative: str
    composition: str | None
    registered_capital_text: str | None
    registered_capital_fen: int | None
    established_on: date
    valid_until: date | None
    address: str
    business_scope: str
    authority: str
    registered_on: date


def _credit_code(dice: random.Random, form: Form, region: str) -> str:
    body = "Y" + "".join(dice.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(7))
    code = f"9{'2' if form == 'sole_trader' else '1'}{region}{body}{organisation_check_character(body)}"
    return code + credit_check_character(code)


def _registration_number(dice: random.Random, form: Form, region: str) -> str:
    body = f"{region}{dice.choice('678') if form == 'sole_trader' else dice.choice('012')}{dice.randrange(10**7):07d}"
    return body + registration_check_digit(body)


def _naming(dice: random.Random, form: Form, path: tuple[str, ...], trade: str) -> tuple[str, str, str | None]:
    """Name, type, composition."""
    brand = "".join(dice.sample(BRANDS, 2))
    city = path[-2] if len(path) > 1 else path[0]
    if form == "sole_trader":
        return f"{path[-1]}{brand}{dice.choice(SHOPS)}", "个体工商户", dice.choice(("个人经营", "家庭经营"))
    if form == "partnership":
        return f"{city}{brand}企业管理合伙企业（有限合伙）", "有限合伙企业", None
    if form == "branch":
        return f"{city}{brand}{trade}有限公司{path[-1]}分公司", "有限责任公司分公司（自然人投资或控股）", None
    front = dice.random() < 0.5
    name = f"{city}{brand}{trade}有限公司" if front else f"{brand}{trade}（{city.removesuffix('市')}）有限公司"
    return name, dice.choice(COMPANY_TYPES), None


def invented_company(seed: int, of_form: Form | None = None) -> Company:
    """The same firm for the same seed; without a form, mostly companies."""
    dice = random.Random(f"company {seed}")
    form = of_form if of_form is not None else dice.choice(FORMS)
    region = invented_region(dice)
    path = region_path(region)
    trade = dice.choice(list(TRADES))
    name, licence_type, composition = _naming(dice, form, path, trade)
    capital = dice.choice(CAPITALS) if form in {"company", "partnership"} else (None, None)
    established = date(2006, 3, 1) + timedelta(days=dice.randrange(19 * 365))
    registered = established + timedelta(days=dice.choice((0, 0, dice.randrange(400))))
    scope = TRADES[trade] + ("；" + TRADES[dice.choice(list(TRADES))] if dice.random() < 0.4 else "")
    office = dice.choice(("市场监督管理局", "市场监督管理局", "行政审批局", "工商行政管理局"))
    if (established.month, established.day) == (2, 29):
        established = established.replace(day=28)
    return Company(
        form=form,
        name=name,
        credit_code=_credit_code(dice, form, region),
        registration_number=_registration_number(dice, form, region),
        licence_type=licence_type,
        legal_representative=invented_person(seed + 500_000).name.replace("·", ""),
        composition=composition,
        registered_capital_text=capital[0],
        registered_capital_fen=None if capital[1] is None else capital[1] * 100,
        established_on=established,
        valid_until=None if dice.random() < 0.5 else established.replace(year=established.year + dice.choice((20, 30))),
        address=invented_address(dice, region),
        business_scope=scope + dice.choice((TAIL, OLD_TAIL, "")),
        authority=path[-1] + office,
        registered_on=registered,
    )
