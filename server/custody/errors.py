"""Refusals of custody."""

from server.custody.rules import Fault
from server.kit.errors import Conflict, DomainError, Invalid


class NoFundingAccount(Conflict):
    """Neither the region nor headquarters has an open funding account."""

    code = "custody.no_funding_account"
    zh = "该区域没有可用的放款账户"
    en = "No open funding account serves this region"


class FundsInsufficient(Conflict):
    """The funding account has less at its disposal than the order asks for."""

    code = "custody.funds_insufficient"
    zh = "放款账户可用资金不足"
    en = "The funding account has too little at its disposal"


class FundingAmountRefused(Invalid):
    """An allotment is a positive amount within the limit."""

    code = "custody.funding_amount_refused"
    zh = "拨款金额须为正数且不超过上限"
    en = "An allotment is positive and within the limit"


class FundingReferenceMissing(Invalid):
    """An allotment names its paper."""

    code = "custody.funding_reference_missing"
    zh = "请填写拨款凭证号（不超过64个字符）"
    en = "Name the paper of the allotment, at most 64 characters"


class FundingReferenceUsed(Conflict):
    """The same paper was entered before."""

    code = "custody.funding_reference_used"
    zh = "该拨款凭证号已登记"
    en = "An allotment with this reference is entered already"


class AnswerQuarantined(Conflict):
    """What the bank said does not fit the order. It is kept for people to look at and has changed nothing."""

    code = "payment.answer_quarantined"
    zh = "银行回执与付款指令不符（{reason_zh}），已隔离待查"
    en = "The bank's answer does not fit the order ({reason_en}): set aside for inspection"


class CallbackRefused(DomainError):
    """A callback that the bank cannot have sent, or not now."""

    code = "bank.callback_refused"
    zh = "银行回调验证失败：{reason}"
    en = "The bank callback was refused: {reason}"
    status = 401


FAULT_WORDS: dict[Fault, tuple[str, str]] = {
    Fault.UNKNOWN_NUMBER: ("指令编号不存在", "unknown number"),
    Fault.OTHER_AMOUNT: ("金额不符", "another amount"),
    Fault.OTHER_PAYEE: ("收款账户不符", "another payee"),
    Fault.OTHER_CURRENCY: ("币种不符", "another currency"),
    Fault.NEVER_SENT: ("指令尚未发送", "the order was never sent"),
    Fault.CONTRADICTED: ("与已终结的结果矛盾", "it contradicts the final result"),
}


def quarantined(fault: Fault) -> DomainError:
    """The refusal of an answer with this fault."""
    zh, en = FAULT_WORDS[fault]
    return AnswerQuarantined(reason_zh=zh, reason_en=en)
