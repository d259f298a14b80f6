"""Refusals of direct debits."""

from server.kit.errors import Conflict, Invalid


class MandateUnsound(Invalid):
    """Limit, period or agreement cannot be right."""

    code = "debit.mandate_unsound"
    zh = "代扣授权有误：{reason}"
    en = "The mandate is unsound: {reason}"


class MandateActive(Conflict):
    """The customer has a mandate in force; revoke it first."""

    code = "debit.mandate_active"
    zh = "客户已有有效的代扣授权"
    en = "The customer has a mandate in force"


class MandateEnded(Conflict):
    """The mandate is revoked or suspended already."""

    code = "debit.mandate_ended"
    zh = "代扣授权已终止"
    en = "The mandate has ended"


class NothingDue(Conflict):
    """Nothing may be taken for that day."""

    code = "debit.nothing_due"
    zh = "当日没有可代扣的款项"
    en = "Nothing may be taken for this day"


class DayRefused(Invalid):
    """Debits are made for today or the days to come."""

    code = "debit.day_refused"
    zh = "代扣日期须为今天起{days}天内"
    en = "Debits are made for today or the next {days} days"
