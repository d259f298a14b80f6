"""The facts that answers are made into, and no others. Pure.

Where ratings or rules of risk know the same fact it has the same code, the same type and the same unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

Value = Decimal | bool | str


class FactKind(StrEnum):
    """A number (amounts in whole fen), yes or no, or one of a few words."""

    NUMBER = "number"
    FLAG = "flag"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Term:
    """What a fact is called, and what its words are called."""

    code: str
    kind: FactKind
    zh: str
    en: str
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def _number(code: str, zh: str, en: str) -> Term:
    return Term(code, FactKind.NUMBER, zh, en)


def _flag(code: str, zh: str, en: str) -> Term:
    return Term(code, FactKind.FLAG, zh, en)


def _word(code: str, zh: str, en: str, words: dict[str, tuple[str, str]]) -> Term:
    return Term(code, FactKind.WORD, zh, en, MappingProxyType(words))


TAX_GRADES: Final = ("A", "B", "M", "C", "D", "none")
GOOD_FAIR_POOR: Final = {"good": ("良好", "good"), "fair": ("一般", "fair"), "poor": ("较差", "poor")}
COURT: Final = {
    "clean": ("无记录", "clean"),
    "minor": ("轻微", "minor"),
    "dishonest": ("失信被执行人", "listed as dishonest debtor"),
}

TERMS: Final = MappingProxyType(
    {
        term.code: term
        for term in (
            _flag("name_id_matched", "姓名与身份证号一致", "name and identity number belong together"),
            _flag("phone_matched", "手机号实名一致", "the phone is his"),
            _number("phone_months", "手机号在网月数", "months for which the phone number is held"),
            _flag("identity_complete", "身份要素核验齐全", "all identity elements verified"),
            _flag("card_matched", "银行卡四要素一致", "the four elements of the card belong together"),
            _flag("liveness_passed", "活体检测通过", "the living person was seen"),
            _number("sanctions_hits", "制裁与特别预防名单命中数", "hits on lists of sanctions"),
            _flag("register_matched", "工商登记信息一致", "the business register says the same"),
            _flag("register_active", "登记状态存续", "registered and in business"),
            _number("firm_years", "企业成立年限", "age of the firm in years"),
            _word("court_record", "司法与行政记录", "court and administrative record", COURT),
            _flag("bureau_found", "征信有记录", "known to the bureau"),
            _number("bureau_months", "征信历史月数", "months of history at the bureau"),
            _number("bureau_m1", "近24月逾期1个月以内次数", "first-month overdues in 24 months"),
            _number("bureau_m2", "近24月逾期1至2个月次数", "second-month overdues in 24 months"),
            _number("bureau_m3", "近24月逾期2个月以上次数", "later overdues in 24 months"),
            _number("bureau_overdue_24m", "近24月逾期总次数", "overdues in 24 months"),
            _number("bureau_repaired", "依信用修复政策不计的逾期", "overdues left out by the one-off credit repair"),
            _flag("bureau_overdue_now", "征信当前逾期", "overdue at the bureau now"),
            _number("inquiries", "近3月征信查询次数", "bureau inquiries in 3 months"),
            _number("utilisation", "额度平均使用率", "mean use of credit lines"),
            _number("full_utilisation_months", "使用率超95%月数", "months with lines used above 95%"),
            _word(
                "tax_grade",
                "纳税信用等级",
                "tax grade",
                {grade: (f"{grade}级", f"grade {grade}") for grade in "ABMCD"} | {"none": ("未评级", "not graded")},
            ),
            _number("tax_arrears_fen", "欠缴税款", "tax in arrears"),
            _number("turnover_growth", "营业收入增长率", "growth of turnover"),
            _number("income_monthly_fen", "月收入", "income a month"),
            _number("social_security_months", "社保连续缴存月数", "months of social security without a gap"),
            _word("staff_continuity", "用工与社保连续性", "staff and social security", GOOD_FAIR_POOR),
            _number("annual_inflow_fen", "年销售结算", "settled sales of a year"),
            _number("positive_flow_months", "近6月净流入月数", "months of 6 with net inflow"),
            _number("receivables_fen", "已确权应收账款", "confirmed receivables"),
        )
    }
)
FEN_A_YUAN: Final = 100


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one term."""

    code: str
    value: Value

    def as_data(self) -> dict[str, Any]:
        """The fact as it is kept: the value as text, and both languages for people."""
        term = TERMS[self.code]
        zh, en = shown(term, self.value)
        names = {"name_zh": term.zh, "name_en": term.en}
        return {"code": self.code, "kind": term.kind.value, "value": as_text(self.value), "zh": zh, "en": en, **names}


def fact_of(data: Mapping[str, Any]) -> Fact:
    """A fact out of what was kept of it."""
    code, text = str(data["code"]), str(data["value"])
    match TERMS[code].kind:
        case FactKind.NUMBER:
            return Fact(code, Decimal(text))
        case FactKind.FLAG:
            return Fact(code, text == "true")
        case FactKind.WORD:
            return Fact(code, text)


def as_text(value: Value) -> str:
    """A value in one form that loses nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else value


def shown(term: Term, value: Value) -> tuple[str, str]:
    """A value for people, in Chinese and English: yuan for fen, words by their labels."""
    if isinstance(value, bool):
        return ("是", "yes") if value else ("否", "no")
    if isinstance(value, str):
        return term.words[value]
    if term.code.endswith("_fen"):
        yuan = f"{value / FEN_A_YUAN:,.2f}"
        return f"{yuan}元", f"{yuan} yuan"
    number = f"{value.normalize():f}"
    return number, number
