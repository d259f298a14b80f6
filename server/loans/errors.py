"""Refusals of loans."""

from server.kit.errors import Conflict, Denied, Invalid


class AlreadyDisbursed(Conflict):
    """The bank has paid this loan."""

    code = "loan.already_disbursed"
    zh = "该笔贷款已放款"
    en = "This loan is disbursed already"


class DisbursementRunning(Conflict):
    """A payment order is on its way; what became of it is asked of the bank by its number."""

    code = "loan.disbursement_running"
    zh = "放款指令已发出，正在等待银行结果"
    en = "A payment order is on its way and the bank's answer is awaited"


class OwnEntry(Denied):
    """Who entered or decided an application does not pay it out."""

    code = "loan.own_entry"
    zh = "参与录入或审批的人员不得办理放款"
    en = "Whoever entered or decided an application does not pay it out"


class NoVerifiedAccount(Conflict):
    """Money goes to the borrower's own verified account only."""

    code = "loan.no_verified_account"
    zh = "借款人没有已核验的本人收款账户"
    en = "The borrower has no verified account of his own"


class ContractDiffers(Conflict):
    """The signed contract and the approval do not say the same."""

    code = "loan.contract_differs"
    zh = "已签合同与批准内容不一致"
    en = "The signed contract differs from what was approved"


class NotActive(Conflict):
    """The loan is not disbursed yet."""

    code = "loan.not_active"
    zh = "贷款尚未放款"
    en = "The loan is not disbursed yet"


class AlreadyClosed(Conflict):
    """Nothing is owed any more."""

    code = "loan.closed"
    zh = "贷款已结清"
    en = "The loan is settled"


class AmountRefused(Invalid):
    """A repayment is a positive amount within the limit."""

    code = "loan.amount_refused"
    zh = "还款金额须为正数且不超过上限"
    en = "A repayment is positive and within the limit"


class PaidInFuture(Invalid):
    """Money that has not come yet cannot be entered."""

    code = "loan.paid_in_future"
    zh = "还款日期不得晚于今天"
    en = "A repayment is not dated in the future"


class PaidBeforeDisbursement(Invalid):
    """Nothing was owed on that day."""

    code = "loan.paid_before_disbursement"
    zh = "还款日期不得早于放款日"
    en = "A repayment is not dated before the disbursement"


class ReferenceMissing(Invalid):
    """A repayment names its payment."""

    code = "loan.reference_missing"
    zh = "请填写还款凭证号（不超过64个字符）"
    en = "Give the payment's reference, at most 64 characters"


class AlreadyRecorded(Conflict):
    """A repayment with this reference stands in the books of this loan."""

    code = "loan.repayment_already_recorded"
    zh = "该还款凭证号已登记"
    en = "A repayment with this reference is recorded already"


class WrittenOff(Conflict):
    """The loan has left the books; what still comes in is a recovery."""

    code = "loan.written_off"
    zh = "贷款已核销"
    en = "The loan is written off"


class NotWrittenOff(Conflict):
    """Recoveries are for loans that are written off."""

    code = "loan.not_written_off"
    zh = "贷款未核销"
    en = "The loan is not written off"


class DayInFuture(Invalid):
    """What has not happened yet cannot be entered."""

    code = "loan.day_in_future"
    zh = "生效日期不得晚于今天"
    en = "The value date is not in the future"


class DayBeforeDisbursement(Invalid):
    """The loan did not run on that day."""

    code = "loan.day_before_disbursement"
    zh = "生效日期不得早于放款日"
    en = "The value date is not before the disbursement"


class ReasonMissing(Invalid):
    """Who changes what is owed says why."""

    code = "loan.reason_missing"
    zh = "请填写原因（不超过200个字符）"
    en = "Give a reason, at most 200 characters"


class NotThePayOff(Conflict):
    """The amount is not what pays the loan off on that day."""

    code = "loan.not_the_pay_off"
    zh = "与当日结清金额不符，请重新试算"
    en = "This is not what pays the loan off on that day: ask for a quote again"


class PaysOff(Invalid):
    """A prepayment leaves principal; who pays all of it pays off."""

    code = "loan.prepayment_pays_off"
    zh = "金额足以结清全部贷款，请办理提前结清"
    en = "This would pay the whole loan off: pay off instead"


class PrepaymentTooSmall(Invalid):
    """What is due comes first; the rest must reach the least principal that may be prepaid."""

    code = "loan.prepayment_too_small"
    zh = "扣除应还款项后，不足以提前归还本金"
    en = "After what is due, this does not reach the least principal that may be prepaid"


class NotOffered(Conflict):
    """The contract does not offer this."""

    code = "loan.not_offered"
    zh = "合同未约定该方式"
    en = "The contract does not offer this"


class MoreThanOpen(Invalid):
    """More than is open of it."""

    code = "loan.more_than_open"
    zh = "超过未结清的金额"
    en = "This is more than is open"


class NothingOpen(Conflict):
    """Nothing of it is open."""

    code = "loan.nothing_open"
    zh = "没有未结清或可调整的金额"
    en = "Nothing is left that this could be about"


class AboveCap(Invalid):
    """Charges stay below the yearly cap."""

    code = "loan.above_cap"
    zh = "将超过年化成本上限"
    en = "This would cost more than the yearly cap"


class NoSuchInstalment(Invalid):
    """The loan has no such instalment, or it cannot be changed any more."""

    code = "loan.no_such_instalment"
    zh = "没有这一期，或该期已不可调整"
    en = "The loan has no such instalment, or it cannot be changed any more"


class ChangeUnsound(Invalid):
    """A figure of the change makes no sense."""

    code = "loan.change_unsound"
    zh = "参数有误：{reason}"
    en = "This makes no sense: {reason}"


class LaterActDepends(Conflict):
    """A later waiver, fee, write-off or refund rests on what would change: it is reversed first."""

    code = "loan.later_act_depends"
    zh = "其后的减免、收费、核销或退款以此为准，请先冲正后者"
    en = "A later waiver, fee, write-off or refund rests on this: reverse that first"


class AlreadyReversed(Conflict):
    """The act was taken back before."""

    code = "loan.already_reversed"
    zh = "该笔业务已冲正"
    en = "This is reversed already"


class NotReversible(Conflict):
    """Money that went out, and reversals themselves, are not taken back."""

    code = "loan.not_reversible"
    zh = "该类业务不能冲正"
    en = "This kind of act cannot be reversed"


class OwnAct(Denied):
    """Four eyes: who recorded something, or serves the customer, does not do this."""

    code = "loan.own_act"
    zh = "经办人或该客户的客户经理不得办理"
    en = "Whoever recorded it, or serves the customer, does not do this"


class NoExcess(Conflict):
    """There is not so much in suspense."""

    code = "loan.no_excess"
    zh = "挂账金额不足"
    en = "There is not that much in suspense"


class RefundRunning(Conflict):
    """A refund is on its way."""

    code = "loan.refund_running"
    zh = "退款指令已发出，正在等待银行结果"
    en = "A refund is on its way"
