"""Refusals at the counter."""

from server.kit.errors import Conflict, Denied, Invalid


class CountUnsound(Invalid):
    """A count is pieces by denomination."""

    code = "cash.count_unsound"
    zh = "清点有误：须按面额填写张数"
    en = "A count is pieces by denomination"


class AlreadyOpened(Conflict):
    """A branch has one till a day."""

    code = "cash.already_opened"
    zh = "该网点今日已开箱"
    en = "The branch has opened its till today"


class LastTillOpen(Conflict):
    """Yesterday's cash was not counted and confirmed."""

    code = "cash.last_till_open"
    zh = "该网点上一现金箱尚未扎账"
    en = "The branch's last till is not closed"


class TillNotOpen(Conflict):
    """The branch has no open till today."""

    code = "cash.till_not_open"
    zh = "该网点今日现金箱未开启"
    en = "The branch has no open till today"


class StillWaiting(Conflict):
    """Receipts or deposits wait for the second person."""

    code = "cash.still_waiting"
    zh = "尚有待复核的收款或缴存"
    en = "Receipts or deposits still wait for a second person"


class NotWaiting(Conflict):
    """It is confirmed or refused already."""

    code = "cash.not_waiting"
    zh = "该笔已复核"
    en = "A second person has dealt with it already"


class SamePerson(Denied):
    """Who took or counted the money does not confirm it."""

    code = "cash.same_person"
    zh = "经手人不得复核自己的现金业务"
    en = "Whoever took or counted the money does not confirm it"


class TooLittleCash(Conflict):
    """The till holds less."""

    code = "cash.too_little"
    zh = "现金箱余额不足"
    en = "The till holds less"


class AmountRefused(Invalid):
    """A positive amount in whole denominations, within the limit."""

    code = "cash.amount_refused"
    zh = "金额须为正数且不超过上限"
    en = "A positive amount within the limit"


class ReasonMissing(Invalid):
    """A difference or a refusal says why."""

    code = "cash.reason_missing"
    zh = "请填写原因（不超过200字）"
    en = "Give a reason, at most 200 characters"


class SlipUsed(Conflict):
    """The bank's slip was entered before."""

    code = "cash.slip_used"
    zh = "该缴款单号已登记"
    en = "A deposit with this slip is entered already"
