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
