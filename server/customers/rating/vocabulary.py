"""The facts that ratings are made of, and no others. Pure.

What may not be used is not among them: sex, ethnicity, faith, illness, birthplace, price of the device, marriage.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

Value = Decimal | bool | str
"""What a fact may be; None beside it means that nobody knows."""


class FactKind(StrEnum):
    """A number, yes or no, or one of a few words."""

    NUMBER = "number"
    FLAG = "flag"
    WORD = "word"


class FactSource(StrEnum):
    """Where a fact comes from. Which of them verify it is said by the chart."""

    TOLD = "told"
    DOCUMENT = "document"
    VISIT = "visit"
    BUREAU = "bureau"
    TAX = "tax"
    SOCIAL_SECURITY = "social_security"
    BANK_FLOW = "bank_flow"
    COMMERCE = "commerce"
    REGISTER = "register"
    CHANNEL = "channel"
    OWN_BOOKS = "own_books"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: how it is called, what it may be, and for how many months it holds (None: for good).

    A derived fact is reckoned from others and cannot be recorded.
    """

    code: str
    kind: FactKind
    zh: str
    en: str
    unit_zh: str = ""
    unit_en: str = ""
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(10**15)
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    valid_months: int | None = None
    is_derived: bool = False


def _number(
    code: str, zh: str, en: str, unit: tuple[str, str] = ("", ""), *, most: int | str = 10**15, **more: Any
) -> Fact:
    return Fact(code, FactKind.NUMBER, zh, en, *unit, most=Decimal(most), **more)


def _flag(code: str, zh: str, en: str, **more: Any) -> Fact:
    return Fact(code, FactKind.FLAG, zh, en, **more)


def _word(code: str, zh: str, en: str, words: dict[str, tuple[str, str]], **more: Any) -> Fact:
    return Fact(code, FactKind.WORD, zh, en, words=MappingProxyType(words), **more)


YEARS, MONTHS, TIMES = ("年", " years"), ("个月", " months"), ("次", "")
PEOPLE, DAYS, SHARE = ("人", ""), ("天", " days"), ("", "")
FRESH: Final = {"valid_months": 3}
YEARLY: Final = {"valid_months": 12}
DERIVED: Final = {"is_derived": True}
MONEY: Final = ("分", " fen")

PERSON: Final = (
    _number("age_years", "年龄", "age", ("周岁", " years"), most=150, **DERIVED),
    _number("dependants", "供养人数", "dependants", PEOPLE, most=50),
    _number("earners", "有收入人数", "earners", PEOPLE, most=50),
    _number("dependants_per_earner", "每名有收入者供养人数", "dependants for each earner", PEOPLE, **DERIVED),
    _word(
        "education",
        "学历或职业资格",
        "education or qualification",
        {
            "degree": ("本科及以上或高级职业资格", "degree or senior qualification"),
            "college": ("专科或中级职业资格", "college or middle qualification"),
            "secondary": ("高中或中专", "secondary school"),
            "basic": ("初中及以下", "basic school"),
        },
    ),
    _flag("address_verified", "住址已核实", "address verified"),
    _flag("home_owned", "自有住房", "owns his home"),
    _number("residence_months", "现住址居住时间", "at the present address for", MONTHS, most=1200),
    _word(
        "occupation",
        "职业与单位性质",
        "occupation",
        {
            "public": ("机关事业单位或国企", "public service or state company"),
            "listed": ("上市或规上企业", "listed or large company"),
            "enterprise": ("其他企业", "other company"),
            "sole_trader": ("个体经营", "sole trader"),
            "freelance": ("自由职业", "freelance"),
            "none": ("无业", "without work"),
        },
    ),
    _number("work_months", "工作或经营时间", "in work or trade for", MONTHS, most=1200),
    _number("income_monthly_fen", "月收入", "income a month", MONEY, **YEARLY),
    _number("income_ratio", "月收入与当地中位数之比", "income against the local median", ("倍", " times"), **DERIVED),
    _flag("income_verified", "收入已核实", "income verified", **DERIVED),
    _number("assets_fen", "总资产", "assets", MONEY, **YEARLY),
    _number("liabilities_fen", "总负债", "liabilities", MONEY, **YEARLY),
    _number("requested_fen", "申请金额", "amount asked for", MONEY, **YEARLY),
    Fact(
        "assets_ratio",
        FactKind.NUMBER,
        "净资产与申请金额之比",
        "net assets against the amount asked for",
        "倍",
        " times",
        least=Decimal(-(10**15)),
        is_derived=True,
    ),
    _number("debt_ratio", "负债收入比", "debt against income", SHARE, **DERIVED),
    _number("bureau_months", "征信历史", "history at the bureau", MONTHS, most=1200, **YEARLY),
    _number("bureau_m1", "近24月逾期1个月以内次数", "first-month overdues in 24 months", TIMES, most=1000, **FRESH),
    _number("bureau_m2", "近24月逾期1至2个月次数", "second-month overdues in 24 months", TIMES, most=1000, **FRESH),
    _number("bureau_m3", "近24月逾期2个月以上次数", "later overdues in 24 months", TIMES, most=1000, **FRESH),
    _flag("bureau_overdue_now", "征信当前逾期", "overdue at the bureau now", **FRESH),
    _number("phone_months", "手机号在网时间", "phone number held for", MONTHS, most=1200),
    _flag("identity_complete", "身份要素核验齐全", "all identity elements verified"),
    _number("social_security_months", "社保公积金连续缴存", "social security paid without a gap for", MONTHS, **YEARLY),
)
BEHAVIOUR: Final = (
    _number("current_dpd", "当前逾期天数", "overdue now by", DAYS, **DERIVED),
    _number("worst_dpd", "近12月最长逾期", "worst overdue in 12 months", DAYS, **DERIVED),
    _number("on_time_share", "近12月按时还款占比", "share paid on time in 12 months", SHARE, **DERIVED),
    _number("utilisation", "额度平均使用率", "mean use of credit lines", SHARE, most=5, **FRESH),
    _number("full_utilisation_months", "使用率超95%月数", "months with lines used above 95%", ("个月", ""), **FRESH),
    _number("inquiries", "近3月征信查询", "bureau inquiries in 3 months", TIMES, most=10000, **FRESH),
    _number("positive_flow_months", "近6月净流入月数", "months of 6 with net inflow", ("个月", ""), most=6, **FRESH),
    _flag("flow_fabricated", "流水疑似虚构", "account flow looks made up", **FRESH),
    _number("application_flags", "申请行为异常项", "oddities of applying", ("项", ""), most=5, **YEARLY),
    _word(
        "device",
        "设备与位置",
        "device and place",
        {
            "stable": ("同一设备90天以上且地区一致", "one device for 90 days, in its region"),
            "few": ("设备不超过2台", "two devices at most"),
            "new": ("新设备", "a new device"),
            "masked": ("代理或越权设备", "hidden address or unlocked device"),
            "emulated": ("模拟器或虚拟定位", "emulator or made-up position"),
        },
        **FRESH,
    ),
    _number("contact_share", "本人接通率", "share of calls that reached him", SHARE, most=1, **YEARLY),
    _number("promise_share", "承诺兑现率", "share of promises kept", SHARE, most=1, **YEARLY),
    _word(
        "use_of_funds",
        "资金用途",
        "use of the money",
        {
            "proven": ("凭证齐全且无挪用", "proven, no misuse"),
            "late": ("凭证迟交", "proven late"),
            "mismatch": ("不符金额不超过10%", "up to a tenth differs"),
            "forbidden": ("流入禁止领域", "went where it may not"),
        },
        **YEARLY,
    ),
    _flag("blocked", "命中禁止性规则", "a blocking rule applies", **FRESH),
    _flag("is_new", "新客户", "new customer", **DERIVED),
)
GOOD_FAIR_POOR: Final = {"good": ("良好", "good"), "fair": ("一般", "fair"), "poor": ("较差", "poor")}
COMPANY: Final = (
    _word("owner_character", "业主品行与口碑", "owner's character and repute", GOOD_FAIR_POOR, **YEARLY),
    _number("trade_years", "从业年限", "years in the trade", YEARS, most=100),
    _number("own_capital_share", "自有资金占比", "share of own capital", SHARE, most=1, **YEARLY),
    _number("firm_years", "企业成立年限", "age of the firm", YEARS, most=300),
    _word(
        "premises",
        "经营场所",
        "premises",
        {
            "owned": ("自有", "owned"),
            "long_lease": ("租期三年以上", "leased for three years or more"),
            "short_lease": ("租期不足三年", "leased for less"),
        },
        **YEARLY,
    ),
    _word("staff_continuity", "用工与社保连续性", "staff and social security", GOOD_FAIR_POOR, **YEARLY),
    _word(
        "tax_grade",
        "纳税信用等级",
        "tax grade",
        {grade: (f"{grade}级", f"grade {grade}") for grade in "ABMCD"} | {"none": ("未评级", "not graded")},
        **YEARLY,
    ),
    _number("top_customer_share", "第一大客户占比", "share of the largest buyer", SHARE, most=1, **YEARLY),
    _word("supplier_terms", "供应商账期", "terms of suppliers", GOOD_FAIR_POOR, **YEARLY),
    _word(
        "court_record",
        "司法与行政记录",
        "court and administrative record",
        {
            "clean": ("无记录", "clean"),
            "minor": ("轻微", "minor"),
            "dishonest": ("失信被执行人", "listed as dishonest debtor"),
        },
        **FRESH,
    ),
    _word("industry_outlook", "行业前景", "outlook of the trade", GOOD_FAIR_POOR, **YEARLY),
    Fact("liability_ratio", FactKind.NUMBER, "资产负债率", "liabilities against assets", is_derived=True),
    _number("current_ratio", "流动比率", "current ratio", SHARE, most=1000, **YEARLY),
    Fact(
        "turnover_growth",
        FactKind.NUMBER,
        "营业收入增长率",
        "growth of turnover",
        least=Decimal(-1),
        most=Decimal(1000),
        valid_months=12,
    ),
    Fact(
        "net_margin",
        FactKind.NUMBER,
        "净利率",
        "net margin",
        least=Decimal(-1000),
        most=Decimal(1),
        valid_months=12,
    ),
    _number("annual_inflow_fen", "年账户净流入", "inflow a year", MONEY, **YEARLY),
    _number("loan_to_inflow", "贷款与年流入之比", "loan against inflow of a year", SHARE, **DERIVED),
    _number("debt_service_cover", "经营现金流偿债倍数", "cash flow against debt service", ("倍", " times"), **YEARLY),
)
KIND: Final = _word(
    "kind", "客户类型", "kind of customer", {"person": ("自然人", "person"), "company": ("企业", "company")}, **DERIVED
)

FACTS: Final = MappingProxyType({fact.code: fact for fact in (KIND, *PERSON, *BEHAVIOUR, *COMPANY)})


def shown(fact: Fact, value: Value | None) -> tuple[str, str]:
    """A value for people, in Chinese and English: yuan for fen, words by their labels."""
    if value is None:
        return "未知", "not known"
    if isinstance(value, bool):
        return ("是", "yes") if value else ("否", "no")
    if isinstance(value, str):
        return fact.words[value]
    if fact.code.endswith("_fen"):
        yuan = f"{value / 100:,.2f}"
        return f"{yuan}元", f"{yuan} yuan"
    if fact.code.endswith(("_share", "_margin", "_growth")) or fact.code in {"debt_ratio", "utilisation"}:
        percent = f"{(value * 100).quantize(Decimal('0.1'))}%"
        return percent, percent
    number = f"{value.quantize(Decimal('0.01')).normalize():f}"
    return f"{number}{fact.unit_zh}", f"{number}{fact.unit_en}"
