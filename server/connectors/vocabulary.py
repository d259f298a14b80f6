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

FLOW_TERMS: Final = (
    _number("flow_month_fen", "上月流入", "inflow of the last full month"),
    _number("flow_former_month_fen", "前月流入", "inflow of the month before it"),
    _number("flow_quarter_fen", "近3月流入", "inflow of three full months"),
    _number("flow_quarter_year_ago_fen", "去年同期3月流入", "inflow of the same months a year earlier"),
    _number("flow_negative_months", "连续净流出月数", "months in a row with net outflow"),
    _number("flow_balance_fen", "近30日日均余额", "mean balance of 30 days"),
    _number("flow_in_90_days_fen", "近90日流入", "inflow of 90 days"),
    _number("flow_through_fen", "近90日当日快进快出", "in and out on the same day in 90 days"),
    _number("flow_in_half_year_fen", "近6月流入", "inflow of half a year"),
    _number("flow_top_payer_fen", "近6月第一大付款方", "from the largest payer in half a year"),
    _number("flow_moved_fen", "近6月进出合计", "moved in half a year"),
    _number("flow_related_fen", "近6月关联方往来", "to and from related parties in half a year"),
    _number("flow_inflows", "近6月流入笔数", "inflows in half a year"),
    _number("flow_round_inflows", "近6月整千元流入笔数", "inflows of whole thousands in half a year"),
    _number("flow_benford", "流入首位数字卡方", "chi-square of first digits against Benford"),
    _number("flow_salary_days", "距上次工资入账天数", "days since the last wage"),
    _number("flow_salary_variation", "近6月工资变异系数", "variation of wages in half a year"),
    _number("flow_betting_fen", "近90日博彩与虚拟币支出", "to betting and crypto in 90 days"),
    _number("flow_lenders_fen", "近90日偿还他贷", "to other lenders in 90 days"),
    _number("flow_premises_days", "距上次水电租金支出天数", "days since utilities or rent were paid"),
    _number("trail_securities_fen", "放款30日内流入证券", "to securities within 30 days"),
    _number("trail_property_fen", "放款60日内流入房产", "to property within 60 days"),
    _number("trail_wealth_fen", "放款30日内购买理财", "to wealth products within 30 days"),
    _number("trail_lenders_fen", "放款15日内偿还他贷", "to other lenders within 15 days"),
    _number("trail_cash_fen", "放款7日内取现", "withdrawn in cash within 7 days"),
    _number("trail_related_fen", "放款30日内回流关联人", "back to him or related parties within 30 days"),
    _number("trail_mismatch_fen", "与约定用途不符金额", "spent otherwise than agreed"),
    _number("trail_payee_months", "最新收款方成立月数", "age in months of the youngest payee"),
)

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
            _number("liveness_score", "活体检测得分", "score of the liveness check, 0 to 1"),
            _number("face_score", "人脸比对得分", "likeness to the photograph of the identity card, 0 to 1"),
            _number("sanctions_hits", "制裁与特别预防名单命中数", "hits on lists of sanctions"),
            _flag("register_matched", "工商登记信息一致", "the business register says the same"),
            _flag("register_active", "登记状态存续", "registered and in business"),
            _number("firm_years", "企业成立年限", "age of the firm in years"),
            _number("firm_months", "企业成立月数", "age of the firm in months"),
            _number("register_changes_12m", "近12月登记变更次数", "changes in the register in 12 months"),
            _number("court_cases_3m", "近3月新增司法案件", "new court cases in 3 months"),
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
            _number("inquiries_1m", "近1月征信查询次数", "bureau inquiries in 1 month"),
            _number("inquiries_6m", "近6月征信查询次数", "bureau inquiries in 6 months"),
            _number("bureau_lenders", "未结清授信机构数", "lenders with an open account at the bureau"),
            _number("bureau_online_lenders", "未结清网络借贷机构数", "online lenders among them"),
            _number("bureau_new_accounts_6m", "近6月新开账户数", "accounts opened in 6 months"),
            _number("bureau_balance_fen", "征信负债余额", "owed to all lenders at the bureau"),
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
            _number("turnover_fen", "近一年申报营业额", "declared turnover of a year"),
            _number("bureau_monthly_fen", "征信月还款额", "instalments a month at the bureau"),
            _number("bureau_unsecured_fen", "征信无抵押负债余额", "unsecured debt at the bureau"),
            _number("bureau_guaranteed_fen", "征信对外担保余额", "guaranteed for others at the bureau"),
            *FLOW_TERMS,
            _flag("device_emulated", "模拟器环境", "an emulator, no device"),
            _flag("device_rooted", "设备越权", "the device is unlocked to the root"),
            _flag("device_cloned", "应用多开", "the app runs as a clone"),
            _flag("device_masked", "代理、VPN或机房地址", "the address is a proxy's, a VPN's or a data centre's"),
            _flag("device_gps_mocked", "虚拟定位", "the position is made up"),
            _flag("device_elsewhere", "网络地区与定位省份不符", "address and position lie in different provinces"),
            _flag("device_remote_controlled", "屏幕共享或远程控制", "the screen is shared or controlled from afar"),
            _flag("device_on_call", "申请时通话中", "on a call while applying"),
            _number("device_speed_kmh", "24小时内移动速度", "speed between two sightings of 24 hours in km/h"),
            _flag("property_owner_matched", "不动产权属一致", "the register of property names the same owner"),
            _flag("property_sealed", "不动产被查封", "sealed by a court"),
            _number("property_index_change", "押品价格指数变动", "change of its price index since the charge"),
            _number("property_liquidation_days", "预计处置天数", "days that a sale takes"),
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
