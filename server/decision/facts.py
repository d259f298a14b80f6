"""The facts that rules and scorecards may ask for: name, type, unit, and what each is called. Pure.

Amounts are whole fen, ages whole years, ratios the nearest double of the exact fraction: two different fractions of
amounts below 10^13 fen never meet in one double near a limit, and a limit written in a rule is read the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from server.kit.rulebook import Labels

AGE: Final = "age_years"
DEBT_RATIO: Final = "debt_ratio"
SCORE: Final = "score"

BIRTH_DATE: Final = "birth_date"
INCOME: Final = "income_monthly"
DEBT: Final = "debt_monthly"
INSTALMENT: Final = "highest_instalment"

LABELS: Final[Labels] = {
    BIRTH_DATE: ("出生日期", "the birth date"),
    INCOME: ("月收入", "the monthly income"),
    DEBT: ("现有月还款额", "the existing monthly debt"),
    INSTALMENT: ("本笔贷款月还款额", "this loan's monthly instalment"),
}


class FactType(StrEnum):
    """Types of facts, as the expression language names them."""

    INT = "int"
    DOUBLE = "double"
    STRING = "string"
    BOOL = "bool"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `inputs` are what it is worked out from, when it has names of its own."""

    type: FactType
    zh: str
    en: str

    @property
    def is_number(self) -> bool:
        return self.type in (FactType.INT, FactType.DOUBLE)


FACTS: Final[Mapping[str, Fact]] = {
    "applies_to": Fact(FactType.STRING, "客户类型", "the kind of customer"),
    AGE: Fact(FactType.INT, "年龄（周岁）", "the age in full years"),
    DEBT_RATIO: Fact(FactType.DOUBLE, "负债收入比", "the debt ratio"),
    "income_monthly_fen": Fact(FactType.INT, "月收入（分）", "the monthly income in fen"),
    "debt_monthly_fen": Fact(FactType.INT, "现有月还款额（分）", "the existing monthly debt in fen"),
    "highest_instalment_fen": Fact(FactType.INT, "本笔最高月还款额（分）", "this loan's highest instalment in fen"),
    "amount_fen": Fact(FactType.INT, "申请金额（分）", "the amount in fen"),
    "term_months": Fact(FactType.INT, "期限（月）", "the term in months"),
    "exposure_fen": Fact(FactType.INT, "本次申请前的敞口（分）", "the exposure before this loan in fen"),
    SCORE: Fact(FactType.INT, "评分", "the score"),
    "default_probability": Fact(FactType.DOUBLE, "违约概率", "the probability of default"),
    "channel": Fact(FactType.STRING, "进件渠道", "the channel"),
    "same_address_last_hour": Fact(
        FactType.INT, "同一地址一小时内申请数", "applications of the last hour from the same address"
    ),
    "same_device_last_hour": Fact(
        FactType.INT, "同一设备一小时内录入数", "applications of the last hour from the same device"
    ),
    "same_officer_last_hour": Fact(
        FactType.INT, "同一客户经理一小时内录入数", "applications of the last hour by the same officer"
    ),
}
SCORE_FACTS: Final = frozenset({SCORE, "default_probability"})


def labels_of(name: str) -> tuple[str, str]:
    """What a fact or an input is called."""
    if name in LABELS:
        return LABELS[name]
    fact = FACTS[name]
    return fact.zh, fact.en
