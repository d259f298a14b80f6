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
    "name_id_matched": Fact(FactType.BOOL, "姓名与身份证号一致", "whether name and identity number belong together"),
    "card_matched": Fact(FactType.BOOL, "银行卡四要素一致", "whether the four elements of the card belong together"),
    "liveness_passed": Fact(FactType.BOOL, "活体检测通过", "whether the living person was seen"),
    "register_matched": Fact(FactType.BOOL, "工商登记信息一致", "whether the business register says the same"),
    "register_active": Fact(FactType.BOOL, "登记状态存续", "whether the firm is registered and in business"),
    "sanctions_hits": Fact(FactType.INT, "制裁与特别预防名单命中数", "hits on lists of sanctions"),
    "bureau_found": Fact(FactType.BOOL, "征信有记录", "whether the bureau knows him"),
    "bureau_overdue_now": Fact(FactType.BOOL, "征信当前逾期", "whether he is overdue at the bureau now"),
    "bureau_overdue_24m": Fact(FactType.INT, "近24月征信逾期次数", "overdues at the bureau in 24 months"),
    "inquiries": Fact(FactType.INT, "近3月征信查询次数", "bureau inquiries in 3 months"),
    "tax_arrears_fen": Fact(FactType.INT, "欠缴税款（分）", "tax in arrears in fen"),
    "social_security_months": Fact(FactType.INT, "社保连续缴存月数", "months of social security without a gap"),
    "receivables_fen": Fact(FactType.INT, "已确权应收账款（分）", "confirmed receivables in fen"),
    "visited": Fact(FactType.BOOL, "已实地调查", "whether somebody went there"),
    "visit_income_monthly_fen": Fact(FactType.INT, "实地核实月收入（分）", "the monthly income verified there in fen"),
    "visit_surplus_fen": Fact(FactType.INT, "家庭月结余（分）", "what the household has left a month in fen"),
    "visit_debt_ratio": Fact(FactType.DOUBLE, "实地核实负债收入比", "the debt ratio verified there"),
    "visit_gross_margin": Fact(FactType.DOUBLE, "实地核实毛利率", "the gross margin verified there"),
    "visit_net_margin": Fact(FactType.DOUBLE, "实地核实净利率", "the net margin verified there"),
    "visit_findings": Fact(FactType.INT, "实地调查疑点数", "the number of doubts of the visit"),
    "co_borrowers": Fact(FactType.INT, "共同借款人数", "the number of co-borrowers"),
    "guarantors": Fact(FactType.INT, "保证人数", "the number of guarantors"),
    "guaranteed_fen": Fact(FactType.INT, "保证金额合计（分）", "what guarantors answer for in fen"),
    "guarantor_exposure_fen": Fact(
        FactType.INT, "保证人自身负债与担保合计最高值（分）", "the most that a guarantor owes and answers for in fen"
    ),
    "contingent_fen": Fact(FactType.INT, "借款人对外担保（分）", "what the borrower answers for in fen"),
    "collateral_value_fen": Fact(FactType.INT, "押品认定价值（分）", "what the collateral counts for in fen"),
    "loan_to_value": Fact(FactType.DOUBLE, "抵质押率", "the loan to value"),
}
SCORE_FACTS: Final = frozenset({SCORE, "default_probability"})


def labels_of(name: str) -> tuple[str, str]:
    """What a fact or an input is called."""
    if name in LABELS:
        return LABELS[name]
    fact = FACTS[name]
    return fact.zh, fact.en
