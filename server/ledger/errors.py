"""Refusals of the ledger function, each with the SQLSTATE under which the function raises it."""

from typing import ClassVar

from server.kit.errors import Conflict, Denied, DomainError, Invalid


class LedgerRefusal(Invalid):
    """What the books do not take. Nothing of the whole array is posted."""

    code = "ledger.refused"
    zh = "记账被拒绝"
    en = "The books refused the entry"
    sqlstate: ClassVar[str] = "JL000"


class Unbalanced(LedgerRefusal):
    """Debits and credits differ."""

    code = "ledger.unbalanced"
    zh = "分录借贷不平"
    en = "The postings do not add up to zero"
    sqlstate = "JL001"


class TooFewPostings(LedgerRefusal):
    """An entry has two to a hundred postings."""

    code = "ledger.too_few_postings"
    zh = "分录行数须为2至100行"
    en = "An entry has two to a hundred postings"
    sqlstate = "JL002"


class AmountRefused(LedgerRefusal):
    """Zero, fractional or beyond the limit."""

    code = "ledger.amount_refused"
    zh = "分录金额须为非零整数分且不超过上限"
    en = "A posting is a whole number of fen, not zero and within the limit"
    sqlstate = "JL003"


class UnknownAccount(LedgerRefusal):
    """Not in the chart."""

    code = "ledger.unknown_account"
    zh = "科目不存在"
    en = "No such account in the chart"
    sqlstate = "JL004"


class CurrencyRefused(LedgerRefusal):
    """The books are kept in yuan."""

    code = "ledger.currency_refused"
    zh = "仅以人民币记账"
    en = "The books are kept in CNY only"
    sqlstate = "JL005"


class DimensionMissing(LedgerRefusal):
    """The account asks for a loan or a funding account."""

    code = "ledger.dimension_missing"
    zh = "该科目须指明贷款或资金账户"
    en = "This account needs a loan or a funding account with each posting"
    sqlstate = "JL009"


class Malformed(LedgerRefusal):
    """Not an array of one to five thousand whole entries."""

    code = "ledger.malformed"
    zh = "分录格式有误"
    en = "Not an array of one to five thousand whole entries"
    sqlstate = "JL010"


class ReversalRefused(LedgerRefusal):
    """A reversal names an entry of the same customer that is no reversal itself, and mirrors it."""

    code = "ledger.reversal_refused"
    zh = "冲正须与原分录一一对应"
    en = "A reversal mirrors an entry of the same customer that is no reversal itself"
    sqlstate = "JL007"


class AlreadyPosted(Conflict):
    """The business event stands in the books."""

    code = "ledger.already_posted"
    zh = "该业务已记账"
    en = "This business event is posted already"
    sqlstate: ClassVar[str] = "JL006"


class AlreadyReversed(Conflict):
    """The entry was reversed before."""

    code = "ledger.already_reversed"
    zh = "该分录已冲正"
    en = "This entry is reversed already"
    sqlstate: ClassVar[str] = "JL008"


class PeriodClosed(Conflict):
    """The month is closed."""

    code = "ledger.period_closed"
    zh = "该月份已结账"
    en = "The books of this month are closed"
    sqlstate: ClassVar[str] = "JL011"


class MonthClosed(Conflict):
    """A month is closed once."""

    code = "ledger.month_closed"
    zh = "该月份已结账，不能重复结账"
    en = "This month is closed already"


class MonthNotPrepared(Conflict):
    """Somebody prepares a month before another closes it, and nothing comes between."""

    code = "ledger.month_not_prepared"
    zh = "该月份尚未准备结账，或准备后又有新的分录"
    en = "The month is not prepared, or something was booked in it since"


class MonthPreparedByOneself(Denied):
    """Who closes a month did not prepare it."""

    code = "ledger.month_prepared_by_oneself"
    zh = "结账复核人不得与准备人相同"
    en = "Whoever prepared a month does not close it"


class TrialBalanceOff(Conflict):
    """Debits and credits of a branch differ."""

    code = "ledger.trial_balance_off"
    zh = "该月份试算不平衡"
    en = "The trial balance of this month is off"


class WholeHouseOnly(Denied):
    """Days and months are closed for the whole house."""

    code = "ledger.whole_house_only"
    zh = "仅总部可办理日终与结账"
    en = "Only somebody who sees the whole house closes its days and months"


BY_SQLSTATE: dict[str, type[DomainError]] = {
    refusal.sqlstate: refusal
    for refusal in (
        Unbalanced,
        TooFewPostings,
        AmountRefused,
        UnknownAccount,
        CurrencyRefused,
        AlreadyPosted,
        ReversalRefused,
        AlreadyReversed,
        DimensionMissing,
        Malformed,
        PeriodClosed,
    )
}
