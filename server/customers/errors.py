"""Refusals about customers. They never say anything about a customer out of sight."""

from typing import Final

from server.kit.errors import Conflict, Invalid

# by the words of `reference.number_formats`
_WRONG_PARTS: Final = {
    "shape": ("不是18位号码，或含有不应出现的字符", "not 18 characters, or with characters that do not belong there"),
    "region": ("地区代码不存在", "its region code does not exist"),
    "birth": ("其中的出生日期不成立", "its date of birth cannot be"),
    "department": ("登记管理部门代码不存在", "its code of the registering department does not exist"),
    "check_digit": ("校验位不符，请核对每一位", "its check digit does not fit: compare every digit"),
}


class AlreadyRegistered(Conflict):
    """The number belongs to a customer in the caller's own sight."""

    code = "customer.already_registered"
    zh = "该证件号码已登记为客户"
    en = "A customer with this number is registered already"


class PhoneInUse(Conflict):
    """The phone belongs to another customer in the caller's own sight."""

    code = "customer.phone_in_use"
    zh = "该手机号已登记在其他客户名下"
    en = "Another customer is registered with this phone"


class IdentityUnderReview(Conflict):
    """The number cannot be taken now; headquarters looks into it."""

    code = "customer.identity_under_review"
    zh = "该信息需总部核实，已提交核实"
    en = "This has to be looked into by headquarters; it has been passed on"


class NotProspect(Conflict):
    """Registered before, or merged into another customer."""

    code = "customer.not_a_prospect"
    zh = "该客户已完成登记"
    en = "This customer has been registered already"


class NotRegistered(Conflict):
    """The customer has to be registered first."""

    code = "customer.not_registered"
    zh = "请先完成客户登记"
    en = "The customer is not registered yet"


class ConsentMissing(Invalid):
    """No data without consent (个人信息保护法 articles 13 and 14)."""

    code = "customer.consent_missing"
    zh = "须先取得客户的个人信息授权"
    en = "The customer has not agreed to the use of his data"


class NumberUnsound(Invalid):
    """Not a sound identity number or credit code; the fact says which part is wrong."""

    code = "customer.number_unsound"
    zh = "证件号码有误：{reason}"
    en = "The number is not sound: {reason}"

    @property
    def message_zh(self) -> str:
        return self.zh.format(reason=_WRONG_PARTS[str(self.facts["reason"])][0])

    @property
    def message_en(self) -> str:
        return self.en.format(reason=_WRONG_PARTS[str(self.facts["reason"])][1])


class NameUnsound(Invalid):
    """Empty, too long, or with characters that names do not have."""

    code = "customer.name_unsound"
    zh = "姓名或名称有误"
    en = "The name is not sound"


class PhoneUnsound(Invalid):
    """Not a mobile number of mainland China."""

    code = "customer.phone_unsound"
    zh = "手机号有误"
    en = "Not a mobile number of mainland China"


class AmountUnsound(Invalid):
    """Income and debt are amounts of nothing or more."""

    code = "customer.amount_unsound"
    zh = "金额不能为负数或过大"
    en = "The amount is negative or too large"


class IdentityMismatch(Conflict):
    """The registered number is not the one on the confirmed document."""

    code = "customer.identity_mismatch"
    zh = "号码与已确认的证件不一致"
    en = "The number is not the one on the confirmed document"


class ReasonMissing(Invalid):
    """Personal data is shown for a stated reason only."""

    code = "customer.reason_missing"
    zh = "请填写查看原因（2 至 200 字）"
    en = "Say why, in 2 to 200 characters"


class FieldUnknown(Invalid):
    """There is no such piece of personal data."""

    code = "customer.field_unknown"
    zh = "没有这一项信息"
    en = "There is no such field"


class AccountUnsound(Invalid):
    """Not an account number, or no bank named."""

    code = "customer.account_unsound"
    zh = "账户信息有误"
    en = "The account is not sound"


class AccountBound(Conflict):
    """This account is bound already."""

    code = "customer.account_already_bound"
    zh = "该账户已绑定"
    en = "This account is bound already"


class ExposureBelowZero(Conflict):
    """More would be taken back than was committed or lent."""

    code = "customer.exposure_below_zero"
    zh = "授信占用不能小于零"
    en = "An exposure cannot fall below zero"


class GroupTooSmall(Invalid):
    """A group has two members or more."""

    code = "customer.group_too_small"
    zh = "关联集团至少包含两名客户"
    en = "A group has at least two members"


class AlreadyGrouped(Conflict):
    """A customer is in one group at most."""

    code = "customer.already_grouped"
    zh = "该客户已属于其他集团"
    en = "The customer is in a group already"


class PurposeUnknown(Invalid):
    """Nobody is asked to agree to this."""

    code = "customer.purpose_unknown"
    zh = "没有这一授权事项"
    en = "There is no such purpose"


class NotOwnMerge(Invalid):
    """A record goes into another, never into itself."""

    code = "customer.merge_into_itself"
    zh = "不能合并到自身"
    en = "A record cannot be merged into itself"


class MergedAlready(Conflict):
    """The record went into another before."""

    code = "customer.merged_already"
    zh = "该客户已被合并"
    en = "The record was merged before"


class KindsDiffer(Conflict):
    """A person and a company are never one and the same."""

    code = "customer.kinds_differ"
    zh = "个人与企业客户不能合并"
    en = "A person and a company cannot be merged"


class ReviewSettled(Conflict):
    """Somebody has settled the review."""

    code = "customer.review_settled"
    zh = "该核实事项已处理"
    en = "The review is settled already"


class NotReleasable(Conflict):
    """Only a phone is given up; an identity number or credit code belongs to one for good."""

    code = "customer.number_not_releasable"
    zh = "证件号码不能释放，仅手机号可释放"
    en = "An identity number is never released; a phone is"
