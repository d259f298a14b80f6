"""Acts that cannot be done: a code, the field it is about, and the sentence in English and Chinese."""

from __future__ import annotations

from typing import Final

from server.terms.errors import TermsError

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "running.replay_needed": ("lies before what is already reckoned", "早于已计算日期，须按顺序重算"),
    "running.before_start": ("lies before the loan began", "早于贷款起息日"),
    "running.amount_not_positive": ("the amount is above zero", "金额须大于零"),
    "running.amount_too_large": ("the amount is beyond 10,000,000,000,000.00 yuan", "金额超过10万亿元"),
    "running.no_such_line": ("the loan has no such instalment", "没有这一期"),
    "running.nothing_open": ("nothing of it is open", "没有未结清的金额"),
    "running.more_than_open": ("more than is open of it", "超过未结清的金额"),
    "running.more_than_excess": ("more than stands in suspense", "超过挂账金额"),
    "running.not_the_pay_off": ("is not what pays the loan off on that day", "与当日结清金额不符"),
    "running.pays_off": ("would pay the whole loan off: ask for a pay-off", "足以结清全部贷款，请办理结清"),
    "running.below_minimum": ("below the least that may be prepaid", "低于提前还款最低金额"),
    "running.covers_no_principal": ("does not reach the principal that is not due", "不足以归还未到期本金"),
    "running.choice_not_offered": ("the contract does not offer this", "合同未约定该方式"),
    "running.above_cap": ("would cost more than the yearly cap", "将超过年化成本上限"),
    "running.written_off": ("the loan is written off", "贷款已核销"),
    "running.not_written_off": ("the loan is not written off", "贷款未核销"),
    "running.above_limit": ("beyond the credit limit", "超过授信额度"),
    "running.nothing_left": ("no instalment is left that could change", "没有可调整的剩余期次"),
    "running.no_such_act": ("no act of that number before it", "此前没有该编号的记录"),
    "running.unknown_value": ("is none of the known values", "不是可选值"),
}


class ActRefused(TermsError):
    """An act, or a question about one, that makes no sense for the loan as it stands."""

    def __init__(self, code: str, field: str) -> None:
        english, chinese = SENTENCES[code]
        self.code = code
        self.field = field
        self.message = f"{field}: {english}"
        self.message_zh = f"{field}：{chinese}"
        ValueError.__init__(self, self.message)
