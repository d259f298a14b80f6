"""The visit in the report's first chapter: who, when and where, the sheet, and what the cross-checks found. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from server.applications.visiting.sheet import LinePart, Trade, VisitPlace
from server.contracts.rules import percent
from server.reports.three_checks.wording import NONE, told, yuan

STATES: Final = {"waiting": "待复核", "standing": "有效"}
PLACES: Final = {
    VisitPlace.HOME: "住所",
    VisitPlace.SHOP: "经营场所",
    VisitPlace.FARM: "种养殖场所",
    VisitPlace.OTHER: "其他",
}
TRADES: Final = {
    Trade.RETAIL: "零售",
    Trade.WHOLESALE: "批发",
    Trade.CATERING: "餐饮",
    Trade.APPAREL: "服装",
    Trade.SERVICES: "服务",
    Trade.MANUFACTURING: "加工制造",
    Trade.FARMING: "种养殖",
    Trade.TRANSPORT: "运输",
    Trade.OTHER: "其他",
}
PARTS: Final = {
    LinePart.HOUSEHOLD_INCOME: "家庭收入",
    LinePart.HOUSEHOLD_EXPENSE: "家庭支出",
    LinePart.SHOP_INCOME: "经营收入",
    LinePart.SHOP_EXPENSE: "经营支出",
    LinePart.EVIDENCE: "佐证",
    LinePart.DEBT: "负债",
    LinePart.ASSET: "资产",
}
KINDS: Final = {
    "wage": "工资",
    "pension": "养老金",
    "rent": "租金",
    "remittance": "汇款",
    "food": "食品",
    "housing": "居住",
    "education": "教育",
    "transport": "交通运输",
    "utilities": "水电",
    "insurance": "保险",
    "sales": "销售",
    "purchases": "进货",
    "wages": "工资",
    "tax": "税费",
    "bank_inflow": "银行流入",
    "tax_turnover": "纳税申报营业额",
    "stock": "库存",
    "own_house": "本司",
    "bank": "银行",
    "online": "网络平台",
    "card": "信用卡",
    "private": "民间",
    "real_estate": "房产",
    "vehicle": "车辆",
    "equipment": "设备",
    "deposit": "存款",
    "receivable": "应收款",
    "securities": "有价证券",
    "other": "其他",
}
OUTCOMES: Final = {"pass": "提示", "review": "转人工", "refuse": "拒绝"}
MINUTES_AN_HOUR: Final = 60


def told_of(row: Any, lines: Sequence[Any]) -> dict[str, Any]:
    """What the layout shows of a visit."""
    visit, visitor, checker = row
    violated = [each for each in visit.findings if each["violated"] or each["missing"]]
    return {
        "facts": _facts(visit, visitor, checker),
        "lines": [_line(*line) for line in lines],
        "findings": [_finding(each) for each in violated],
        "checked": str(len(visit.findings)),
        "summary": visit.summary,
        "hash": visit.content_hash,
    }


def photo(file: str, shown: Any) -> dict[str, str]:
    """A photo with its time and how far from the visit it was taken."""
    where = "地点未知" if shown.distance_m is None else f"距调查地点 {shown.distance_m} 米"
    apart = "" if shown.minutes_apart is None else f"，相差 {_minutes(shown.minutes_apart)}"
    return {"file": file, "caption": shown.caption or "现场照片", "at": told(shown.taken_at), "where": where + apart}


def _minutes(minutes: int) -> str:
    return f"{minutes} 分钟" if minutes < MINUTES_AN_HOUR else f"{minutes // MINUTES_AN_HOUR} 小时"


def _facts(visit: Any, visitor: str, checker: str | None) -> list[list[str]]:
    return [
        ["调查人", visitor],
        ["复核人", checker or NONE],
        ["调查时间", told(visit.visited_at)],
        ["状态", STATES[visit.state.value]],
        ["地点", f"{PLACES[visit.place]} {visit.address_masked or ''}"],
        ["定位精度", f"{visit.accuracy_m} 米" if visit.accuracy_m is not None else NONE],
        ["行业", TRADES[visit.trade] if visit.trade else NONE],
        ["家庭人口", f"{visit.household_size} 人（供养 {visit.dependants}，有收入 {visit.earners}）"],
        ["核实月收入", yuan(visit.verified_income_fen)],
        ["月营业额", yuan(visit.turnover_fen)],
        ["月还债", yuan(visit.debt_monthly_fen)],
        ["月结余", yuan(visit.surplus_fen)],
        ["毛利率", _share(visit.gross_margin)],
        ["核实负债率", _share(visit.debt_ratio)],
    ]


def _line(part: LinePart, kind: str, amount_fen: int, months: int, proven_fen: int) -> list[str]:
    """A kind of a part: its mean a month where it has months, its sum where it has none."""
    amount = int(amount_fen) // months if months else int(amount_fen)
    proven = percent(Decimal(proven_fen) / Decimal(amount_fen)) if amount_fen else NONE
    return [PARTS[part], KINDS[kind], yuan(amount), f"{months} 个月" if months else NONE, proven]


def _finding(found: Mapping[str, Any]) -> list[str]:
    return [OUTCOMES[found["outcome"]], found["zh"], f"{found['code']} v{found['version']}"]


def _share(value: Any) -> str:
    return percent(value) if value is not None else NONE
