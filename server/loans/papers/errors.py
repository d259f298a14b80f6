"""Refusals of papers."""

from server.kit.errors import Conflict, Invalid


class NotSettled(Conflict):
    """A settlement certificate says that nothing is owed."""

    code = "paper.not_settled"
    zh = "贷款尚未结清，不能出具结清证明"
    en = "The loan is not settled: no certificate"


class PeriodUnsound(Invalid):
    """A statement is of a period that has begun and is at most five years long."""

    code = "paper.period_unsound"
    zh = "对账单期间有误"
    en = "The statement's period is unsound"


class RepaymentMissing(Invalid):
    """A receipt is for one repayment of the loan."""

    code = "paper.repayment_missing"
    zh = "请指明该贷款的一笔还款"
    en = "Name a repayment of this loan"
