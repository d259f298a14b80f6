"""Refusals of applications."""

from server.kit.errors import Conflict, Invalid


class WrongState(Conflict):
    """The state does not allow this step."""

    code = "application.wrong_state"
    zh = "申请当前状态为“{state_zh}”，不能{verb_zh}"
    en = "The application is {state_en}: it cannot be {verb_en}"


class CustomerNotRegistered(Conflict):
    """The customer is still a prospect, or was merged into another."""

    code = "application.customer_not_registered"
    zh = "客户尚未登记"
    en = "The customer is not registered"


class ConsentMissing(Conflict):
    """The customer has not agreed to the use of his data."""

    code = "application.consent_missing"
    zh = "缺少客户授权同意"
    en = "The customer's consent is missing"


class IdentityNotConfirmed(Conflict):
    """No identity document of the customer was read and confirmed."""

    code = "application.identity_not_confirmed"
    zh = "客户证件尚未核对确认"
    en = "No identity document of the customer is confirmed"


class OpinionAboveRequest(Invalid):
    """An officer recommends what was asked for, or less."""

    code = "application.opinion_above_request"
    zh = "建议金额不得超过申请金额 {requested} 元"
    en = "The recommended amount is at most the requested {requested} yuan"


class OpinionReasonMissing(Invalid):
    """An opinion says why."""

    code = "application.opinion_reason_missing"
    zh = "请填写客户经理意见"
    en = "Give your reasons"


class TextTooLong(Invalid):
    """A text is a few sentences."""

    code = "application.text_too_long"
    zh = "文字不得超过 {length} 字"
    en = "The text has at most {length} characters"


class WithdrawalReasonMissing(Invalid):
    """A withdrawal says why."""

    code = "application.withdrawal_reason_missing"
    zh = "请填写撤回原因"
    en = "Say why it is withdrawn"


class ApprovalVoid(Conflict):
    """Amount, account, term, customer or product is not what was approved."""

    code = "application.approval_void"
    zh = "审批内容已变更，原审批失效，须重新审批"
    en = "It is not what was approved any more: the approval is void"


class BlockedByRule(Conflict):
    """A rule of law forbids the approval as things stand now."""

    code = "application.blocked_by_rule"
    zh = "合规规则 {rule} 不允许批准：{reason_zh}"
    en = "Rule {rule} forbids the approval: {reason_en}"


class NumberMalformed(Invalid):
    """A search by number wants digits."""

    code = "application.number_malformed"
    zh = "申请编号应为不超过 12 位的数字"
    en = "An application number has at most 12 digits"


class QuoteDateOutOfRange(Invalid):
    """The day from which a schedule is wanted makes no sense."""

    code = "application.quote_date_out_of_range"
    zh = "起息日超出范围"
    en = "The start date is out of range"


class TermsNotAccepted(Conflict):
    """The approval has changed the terms, and the customer has not said yes."""

    code = "application.terms_not_accepted"
    zh = "批复条件与申请不同，须先经客户确认接受"
    en = "The approval has changed the terms: the customer has to accept them first"


class NothingToAccept(Conflict):
    """The terms are those that were asked for, or accepted already."""

    code = "application.nothing_to_accept"
    zh = "没有待客户确认的批复条件"
    en = "There are no changed terms to accept"


class AcceptanceUnsound(Invalid):
    """How the customer has said yes."""

    code = "application.acceptance_unsound"
    zh = "请说明客户确认的方式，不超过 {length} 字"
    en = "Say how the customer has accepted, in at most {length} characters"


class ConditionsOpen(Conflict):
    """What the approval wants before payment is not there yet."""

    code = "application.conditions_open"
    zh = "还有 {count} 条放款条件未落实：{first}"
    en = "{count} conditions of the approval are not met, the first: {first}"


class ReviewNotOpen(Conflict):
    """A person has decided on it already."""

    code = "application.review_not_open"
    zh = "该申请已由人工作出决定"
    en = "A person has decided on this application already"


class ReviewReasonMissing(Invalid):
    """Who asks for a person says why, in a word or two."""

    code = "application.review_reason_missing"
    zh = "请写明申请人工复核的理由"
    en = "Say why a person should decide"
