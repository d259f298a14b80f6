"""Why somebody is not made an offer: codes and sentences. Pure."""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Bar:
    """A reason against an offer, in both languages."""

    code: str
    zh: str
    en: str

    def of(self, **facts: Any) -> "Bar":
        """The same with its figures filled in."""
        return Bar(self.code, self.zh.format(**facts), self.en.format(**facts))


OVERDUE: Final = Bar("OF-01", "当前有逾期或核销贷款", "Something is overdue now, or was written off")
PUNCTUALITY: Final = Bar(
    "OF-02", "按期还款占比{share}，低于{least}", "{share} of instalments were paid on time, less than {least}"
)
LATENESS: Final = Bar(
    "OF-03", "近{months}个月曾逾期{days}天，超过{most}天", "{days} days late within {months} months, more than {most}"
)
TOO_YOUNG: Final = Bar(
    "OF-04",
    "到期{due}期、账龄{months}个月，尚不足以判断",
    "{due} instalments and {months} months are too few to judge by",
)
TIER: Final = Bar("OF-05", "有贷款未分类或不是正常类", "A loan is not classified, or not as normal")
CASE: Final = Bar("OF-06", "有未结催收案件", "A case of collection is open")
ALERT: Final = Bar("OF-07", "有未结风险预警", "An alert of risk is open")
HOLD: Final = Bar("OF-08", "客户资料处于保全状态", "The customer's data is under a hold")
COMPLAINT: Final = Bar("OF-09", "投诉、异议或人工复核申请处理中", "A complaint or objection is being looked into")
HARDSHIP: Final = Bar("OF-10", "困难申请处理中", "A hardship request is being looked into")
UTILISATION: Final = Bar(
    "OF-11", "在贷余额占比{share}，不在要求范围内", "{share} of what was lent is out: outside the range"
)
CONSENT: Final = Bar("OF-12", "客户未同意营销联系或已撤回", "The customer has not agreed to marketing, or no more")
RECENT: Final = Bar(
    "OF-13", "近{days}天已收到邀请，或另有邀请待回复", "He had an offer within {days} days, or another waits"
)
BUDGET: Final = Bar("OF-14", "活动预算已用完", "The campaign's budget is used up")
UNDER_WAY: Final = Bar("OF-15", "有申请正在办理", "An application is under way")
BOUNDS: Final = Bar(
    "OF-16", "金额或期限超出产品范围，或不高于原贷款", "Amount or term is outside the product, or no more than before"
)
FLOOR: Final = Bar("OF-17", "利率已是产品最低", "The rate is the product's lowest already")
DEBT: Final = Bar(
    "OF-18", "收入或负债未知，无法判断还款能力", "Income or debt is unknown: what he can bear cannot be told"
)
RULE: Final = Bar("OF-19", "{code} {zh}", "{code} {en}")
ENDED: Final = Bar("OF-20", "贷款结清已超过{days}天", "The last loan ended more than {days} days ago")
WITHDRAWN_PRODUCT: Final = Bar("OF-21", "产品当前不再提供", "The product is not offered now")
LEAVING: Final = Bar("OF-22", "客户要求撤回同意或删除资料", "The customer asks to take back consent or to be erased")
NOT_RUNNING: Final = Bar("OF-23", "没有在贷的贷款", "No loan is running")
CANCELLED: Final = Bar("OF-24", "活动已撤回", "The campaign was withdrawn")
OVER: Final = Bar("OF-25", "活动已结束，未发出", "The campaign is over, nothing was sent")
GONE: Final = Bar("OF-26", "客户已不是有效客户", "The customer is not an active one any more")

OF_COMPLAINT: Final = frozenset({"complaint", "objection", "human_review"})
OF_HARDSHIP: Final = frozenset({"hardship"})
OF_LEAVING: Final = frozenset({"withdrawal", "erasure"})
