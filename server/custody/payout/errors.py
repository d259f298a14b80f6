"""Refusals of letting money out."""

from server.kit.errors import Conflict, Denied, Invalid


class AfterCutOff(Conflict):
    """The bank takes nothing more today."""

    code = "payout.after_cut_off"
    zh = "已过当日截止时间，请于下一营业日办理"
    en = "The bank's cut-off has passed: pay on the next business day"


class CutOffUnsound(Invalid):
    """A time of the day is written HH:MM."""

    code = "payout.cut_off_unsound"
    zh = "截止时间须为HH:MM格式"
    en = "A cut-off is a time of the day, HH:MM"


class NotWaiting(Conflict):
    """The order does not wait for a second person."""

    code = "payout.not_waiting"
    zh = "该付款指令不在待复核状态"
    en = "This order does not wait for a second person"


class OwnRelease(Denied):
    """Who made an order does not release it."""

    code = "payout.own_release"
    zh = "经办人不得复核自己发起的付款"
    en = "Whoever made an order does not release it"


class ReasonMissing(Invalid):
    """A refusal says why."""

    code = "payout.reason_missing"
    zh = "请填写原因（不超过200字）"
    en = "Give a reason, at most 200 characters"


class EntrustedPaymentRequired(Conflict):
    """The amount is above what may be paid to the borrower himself (BK-01)."""

    code = "payout.entrusted_payment_required"
    zh = "超过自主支付上限，须受托支付给交易对手"
    en = "Above the limit of self-payment: pay the supplier (entrusted payment)"


class PayeeNotConfirmed(Conflict):
    """A supplier is recorded and waits for the second person."""

    code = "payout.payee_not_confirmed"
    zh = "受托支付对象尚未复核"
    en = "The entrusted payee waits for a second person"


class PayeeRecorded(Conflict):
    """The application has a payee; withdraw it first."""

    code = "payout.payee_recorded"
    zh = "该申请已登记受托支付对象"
    en = "The application has an entrusted payee already"


class PayeeUnsound(Invalid):
    """Name, account, bank or purpose is missing or cannot be right."""

    code = "payout.payee_unsound"
    zh = "受托支付信息有误：{reason}"
    en = "The entrusted payee is unsound: {reason}"
