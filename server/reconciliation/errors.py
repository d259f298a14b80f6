"""Refusals of reconciliation."""

from server.kit.errors import Conflict, Denied, Invalid, NotFound


class StatementUnreadable(Invalid):
    """Not a statement in any of the known forms, or broken somewhere. `reason` names the place, never a value."""

    code = "statement.unreadable"
    zh = "无法读取对账单：{reason}"
    en = "The statement cannot be read: {reason}"


class StatementTooLarge(Invalid):
    """A statement is at most so large."""

    code = "statement.too_large"
    zh = "对账单文件过大（上限{limit_bytes}字节）"
    en = "The statement is larger than {limit_bytes} bytes"


class StatementLost(Conflict):
    """The store does not have the file any more."""

    code = "statement.file_lost"
    zh = "对账单文件已丢失，请重新上传"
    en = "The file of the statement is lost: upload it again"


class AccountUnknown(Invalid):
    """The statement is of an account that is none of the lender's, or out of sight, or not the one that was asked."""

    code = "statement.account_unknown"
    zh = "对账单账号不是本机构账户，或与所选账户不符"
    en = "The statement is not of this account of the lender's"


class CurrencyRefused(Invalid):
    """The books are in yuan."""

    code = "statement.currency_refused"
    zh = "对账单币种不是人民币"
    en = "The statement is not in yuan"


class PeriodRefused(Invalid):
    """A statement covers days that have begun, its lines lie within them, in order."""

    code = "statement.period_refused"
    zh = "对账单起止日期有误，或有明细不在期间内"
    en = "The days of the statement are wrong, or a line lies outside them"


class BalancesDiffer(Invalid):
    """Opening balance and lines do not come to the closing balance."""

    code = "statement.balances_differ"
    zh = "期初余额加发生额不等于期末余额：应为{expected}，实为{found}"
    en = "Opening balance and lines come to {expected}, the closing balance is {found}"


class CountDiffers(Invalid):
    """The bank tells of another number of lines."""

    code = "statement.count_differs"
    zh = "对账单笔数不符：应为{expected}笔，实为{found}笔"
    en = "The bank tells of {expected} lines, there are {found}"


class LineRepeated(Invalid):
    """Two lines carry the same reference of the bank."""

    code = "statement.line_repeated"
    zh = "第{line}行与前面的明细流水号重复"
    en = "Line {line} repeats the reference of an earlier one"


class LineBroken(Invalid):
    """The running balance does not follow from the line before."""

    code = "statement.line_broken"
    zh = "第{line}行余额与上一行不衔接（缺行或金额有误）"
    en = "The balance of line {line} does not follow: a line is missing or an amount is off"


class DoesNotFollow(Conflict):
    """The opening balance is not what stood at the end of the day before, or the closing not what stood after it."""

    code = "statement.does_not_follow"
    zh = "期初或期末余额与相邻对账单不衔接，可能缺少某日对账单"
    en = "The balances do not meet those of the statement before or after: a day may be missing"


class Contradicted(Conflict):
    """Lines of these days were imported before, and this statement says otherwise."""

    code = "statement.contradicted"
    zh = "与已导入的同期对账单内容不一致"
    en = "A statement of these days that is imported already says otherwise"


class BankSilent(Conflict):
    """The bank gave no statement for this account and day."""

    code = "statement.bank_silent"
    zh = "银行未返回该账户当日对账单，请稍后再试"
    en = "The bank gave no statement for this account and day: try again later"


class BreakSettled(Conflict):
    """The break is resolved."""

    code = "break.resolved"
    zh = "该差异已处理完毕"
    en = "This break is resolved"


class BreakNotProposed(Conflict):
    """Nobody has proposed how to resolve it."""

    code = "break.not_proposed"
    zh = "该差异尚未提交处理方案"
    en = "No resolution of this break has been proposed"


class SecondPersonNeeded(Denied):
    """Where money moves in the books, two persons decide."""

    code = "break.second_person_needed"
    zh = "涉及资金的处理须由另一人复核"
    en = "Where money moves, another person than the proposer must agree"


class ResolutionRefused(Invalid):
    """This kind of break is not resolved so."""

    code = "break.resolution_refused"
    zh = "该类差异不适用此处理方式"
    en = "This kind of break is not resolved in this way"


class NoteMissing(Invalid):
    """A resolution says why."""

    code = "break.note_missing"
    zh = "请填写处理说明（不超过500字）"
    en = "Say why, in at most 500 characters"


class MatchRefused(Invalid):
    """Lines and entries that do not come to the same amount, or are matched already, are not matched by hand."""

    code = "break.match_refused"
    zh = "所选明细与记账金额不一致，或已勾对"
    en = "What was chosen does not come to the same amount, or is matched already"


class NoRepaymentProposed(NotFound):
    """The break is not money that came in for a loan."""

    code = "break.no_repayment_proposed"
    zh = "该差异不是可入账的还款，或未指定贷款"
    en = "This break is not money that came in for a loan, or the loan is not named"


class BankDiffers(Conflict):
    """Bank and books must agree before a day is closed (CU-02). `accounts` says of which of the lender's, and how."""

    code = "closing.bank_differs"
    zh = "账实不符，日结阻断（CU-02）：{accounts}"
    en = "Bank and books differ, so the day cannot be closed (CU-02): {accounts}"
