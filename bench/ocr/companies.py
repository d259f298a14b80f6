"""Invented firms: companies, sole traders, partnerships, branches; what their licences say."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bench.ocr.identifiers import MUNICIPAL, credit_code, place, region, registration_number
from bench.ocr.people import address, common_name

Form = Literal["company", "sole_trader", "partnership", "branch"]
FORMS: tuple[Form, ...] = ("company", "company", "sole_trader", "partnership", "branch", "company")
BRANDS = (
    "恒瑞鑫源盛达嘉禾博远天成华泰润丰宏图卓越启明新锐安康利民佳美金桥永信万通诚合众邦汇智云帆青禾海川晟昊铭轩煜祺懿"
)
TRADES = {
    "商贸": "日用百货销售；五金产品零售；办公用品销售；针纺织品销售；服装服饰批发；鞋帽零售；家用电器销售；"
    "礼品花卉销售；化妆品零售",
    "科技": "技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广；计算机系统服务；软件开发；"
    "信息系统集成服务；网络与信息安全软件开发；"
    "数据处理和存储支持服务；人工智能应用软件开发；物联网设备销售",
    "餐饮管理": "餐饮服务；食品销售；餐饮管理；外卖递送服务；食品互联网销售（仅销售预包装食品）；酒类经营；"
    "单位后勤管理服务",
    "建筑工程": "建设工程施工；建筑材料销售；园林绿化工程施工；建筑劳务分包；住宅室内装饰装修；建筑工程机械与设备租"
    "赁；土石方工程施工；"
    "消防设施工程施工；对外承包工程",
    "农业发展": "谷物种植；蔬菜种植；农副产品销售；初级农产品收购；农业机械服务；水产养殖；牲畜饲养；肥料销售；"
    "农作物病虫害防治服务",
    "机械制造": "通用设备制造（不含特种设备制造）；机械零件、零部件加工；机械设备销售；金属制品销售；模具制造；"
    "专用设备修理；轴承、齿轮和传动部件制造",
    "文化传媒": "组织文化艺术交流活动；广告设计、代理；广告发布；会议及展览服务；企业形象策划；图文设计制作；"
    "摄影扩印服务；礼仪服务；电影摄制服务",
    "物流": "道路货物运输（不含危险货物）；国内货物运输代理；普通货物仓储服务（不含危险化学品等需许可审批的项目"
    "）；装卸搬运；供应链管理服务；"
    "国际货物运输代理；包装服务",
    "医疗器械": "第一类医疗器械销售；第二类医疗器械销售；第三类医疗器械经营；医护人员防护用品零售；消毒剂销售（不含"
    "危险化学品）；眼镜销售（不含隐形眼镜）",
    "置业": "房地产开发经营；物业管理；非居住房地产租赁；住房租赁；停车场服务；房地产经纪；商业综合体管理服务",
}
LEADS = (
    (
        "许可项目：{licensed}。（依法须经批准的项目，经相关部门批准后方可开展经营活动，"
        "具体经营项目以相关部门批准文件或许可证件为准）一般项目："
    ),
    "一般项目：",
    "一般经营项目：",
    "",
    "",
)
LICENSED = ("食品经营", "道路货物运输", "建设工程设计", "烟草制品零售", "第二类增值电信业务", "住宿服务")
TAILS = (
    "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）",
    "（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
    "（依法须经批准的项目，经相关部门批准后方可开展经营活动。）",
    "。",
    "",
)
TYPES = (
    "有限责任公司（自然人投资或控股）", "有限责任公司（自然人独资）", "有限责任公司", "其他有限责任公司",
    "股份有限公司（非上市、自然人投资或控股）",
    "有限责任公司（自然人投资或控股的法人独资）", "有限责任公司（港澳台法人独资）", "有限责任公司（国有独资）",
)  # fmt: skip
SHOPS = (
    "便利店",
    "小吃店",
    "五金店",
    "服装店",
    "美发店",
    "水果店",
    "汽车修理部",
    "文具店",
    "餐馆",
    "超市",
    "电器维修部",
    "茶庄",
)
SHOP_SCOPES = (
    "小吃服务",
    "五金零售",
    "服装零售",
    "理发服务",
    "水果、蔬菜零售",
    "日用品零售；卷烟零售",
    "汽车维修服务",
    "食品经营；茶具销售",
)
CAPITALS = (
    "壹佰万元整", "伍佰万元整", "叁仟万元整", "壹仟贰佰万元整", "100万元人民币", "500.000000万人民币",
    "贰佰零捌万元人民币", "人民币伍拾万元整", "1000万人民币", "50万元", "捌佰捌拾万圆整", "壹亿元整",
    "3000.000000万人民币", "人民币2000万元",
    "叁拾万元整",
    "10万元整", "伍仟零壹万元整",
    "（人民币）壹仟万元整",
)  # fmt: skip
WINDOWS = {
    "landscape": (date(2019, 3, 4), date(2025, 12, 1)),
    "portrait": (date(2015, 10, 8), date(2019, 2, 26)),
    "old": (date(2004, 3, 1), date(2015, 9, 24)),
}
NEWER = ("市场监督管理局", "市场监督管理局", "市场监督管理局", "行政审批局", "行政审批服务局")
OLDER = ("工商行政管理局", "工商行政管理局", "市场监督管理局", "市场和质量监督管理委员会")


@dataclass(frozen=True)
class Company:
    """What a licence may print; `capital` and `composition` are None where this form of business has none."""

    form: Form
    name: str
    code: str
    registration: str
    kind: str
    representative: str
    composition: str | None
    capital: str | None
    established: date
    until: date | None
    address: str
    scope: str
    authority: str
    registered: date


def _naming(dice: random.Random, form: Form, path: tuple[str, ...], trade: str) -> tuple[str, str]:
    brand = "".join(dice.sample(BRANDS, dice.choice((2, 2, 3))))
    city = path[-2] if len(path) > 1 else path[0]
    bare = city.removesuffix("市")
    if form == "sole_trader":
        return (
            f"{path[-1]}{dice.choice(('', dice.choice(('城关', '东关', '新城'))))}{brand}{dice.choice(SHOPS)}",
            "个体工商户",
        )
    if form == "partnership":
        limited = dice.random() < 0.7
        suffix = "（有限合伙）" if limited else "（普通合伙）"
        purpose = dice.choice(("企业管理", "股权投资", "咨询服务"))
        name = f"{bare}{brand}{purpose}{dice.choice(('合伙企业', '中心'))}{suffix}"
        return name, "有限合伙企业" if limited else "普通合伙企业"
    if form == "branch":
        kind = dice.choice(
            (
                "有限责任公司分公司（自然人投资或控股）",
                "其他有限责任公司分公司",
                "股份有限公司分公司（非上市、自然人投资或控股）",
            )
        )
        return f"{bare}{brand}{trade}有限公司{path[-1].removesuffix('区')}分公司", kind
    kind = dice.choice(TYPES)
    end = "股份有限公司" if kind.startswith("股份") else dice.choice(("有限公司", "有限公司", "有限责任公司"))
    name = dice.choice((f"{city}{brand}{trade}{end}", f"{brand}{trade}（{bare}）{end}", f"{bare}{brand}{trade}{end}"))
    return name, kind


def _scope(dice: random.Random, form: Form, trade: str) -> str:
    """From four characters to ten lines."""
    if form == "sole_trader" and dice.random() < 0.6:
        return dice.choice(SHOP_SCOPES) + dice.choice(TAILS)
    items = [
        item
        for one in (trade, *dice.sample([one for one in TRADES if one != trade], 4))
        for item in TRADES[one].split("；")
    ]
    chosen = items[: dice.choice((3, 5, 7, 10, 14, 19, 26))]
    lead = dice.choice(LEADS).format(licensed="；".join(dice.sample(LICENSED, dice.choice((1, 2)))))
    return lead + dice.choice(("；", "；", "；", "，")).join(chosen) + dice.choice(TAILS)


def _office(dice: random.Random, path: tuple[str, ...], code: str, *, new: bool) -> str:
    office, area = dice.choice(NEWER if new else OLDER), path[-1]
    if code[:2] in MUNICIPAL or dice.random() < 0.2:
        area = path[0] + area if code[:2] in MUNICIPAL else path[-2] if len(path) > 1 else area
    if office == "工商行政管理局" and dice.random() < 0.4 and len(path) > 1 and path[-1].endswith("区"):
        return f"{path[-2] if len(path) > 2 else path[0]}{office}{path[-1].removesuffix('区')}分局"
    return area + office


def company(seed: str, form: Form, layout: str) -> Company:
    """The same firm for the same seed, registered in the years of that layout."""
    dice = random.Random(f"company {seed}")
    code = region(dice)
    path, trade = place(code), dice.choice(list(TRADES))
    name, kind = _naming(dice, form, path, trade)
    first, last = WINDOWS[layout]
    registered = first + timedelta(days=dice.randrange((last - first).days))
    established = registered - timedelta(days=dice.choice((0, 0, 1, dice.randrange(3000))))
    established = established.replace(day=min(established.day, 28))
    representative = common_name(dice, dice.choice("男女"))
    if form == "partnership" and dice.random() < 0.25:
        representative = f"{''.join(dice.sample(BRANDS, 2))}投资有限公司（委派代表：{representative}）"
    years = dice.choice((10, 20, 20, 30, 50))
    end = established.replace(year=established.year + years) - timedelta(days=dice.choice((0, 1)))
    return Company(
        form=form,
        name=name,
        code=credit_code(dice, code, "2" if form == "sole_trader" else "1"),
        registration=registration_number(dice, code, sole_trader=form == "sole_trader"),
        kind=kind,
        representative=representative,
        composition=dice.choice(("个人经营", "个人经营", "家庭经营")) if form == "sole_trader" else None,
        capital=dice.choice(CAPITALS) if form == "company" or (form == "partnership" and dice.random() < 0.5) else None,
        established=established,
        until=None if dice.random() < 0.45 else end,
        address=address(dice, code, long=0.4),
        scope=_scope(dice, form, trade),
        authority=_office(dice, path, code, new=layout == "landscape"),
        registered=registered,
    )  # fmt: skip
