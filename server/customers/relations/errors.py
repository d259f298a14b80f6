"""Refusals about contacts, related parties, groups and assets."""

from server.kit.errors import Conflict, Invalid


class ContactKnown(Conflict):
    """One phone stands once among the contacts of a customer."""

    code = "contact.already_known"
    zh = "该号码已在联系人中"
    en = "This phone is among the contacts already"


class ContactIsCustomer(Invalid):
    """The customer himself is no contact of his."""

    code = "contact.is_customer"
    zh = "联系人号码不能是客户本人的号码"
    en = "A contact is somebody else: this is the customer's own phone"


class AgreementUnsound(Invalid):
    """Somebody agrees on a day that has come."""

    code = "contact.agreement_unsound"
    zh = "同意日期不能晚于今天"
    en = "The day of the agreement has not come yet"


class EndedAlready(Conflict):
    """It was ended before."""

    code = "relation.already_ended"
    zh = "该记录已停用"
    en = "It was ended before"


class PartyIsCustomer(Invalid):
    """Nobody is his own related party."""

    code = "relation.with_itself"
    zh = "关联方不能是客户本人"
    en = "A customer is not related to himself"


class ShareUnsound(Invalid):
    """A share of the capital is said of shareholders and controllers, above nought and up to the whole."""

    code = "relation.share_unsound"
    zh = "持股比例应大于 0 且不超过 100%，仅适用于股东和实际控制人"
    en = "A share is above 0 and at most 100 %, of a shareholder or controller"


class AssetUnsound(Invalid):
    """Value, debt, day or description of an asset makes no sense."""

    code = "asset.unsound"
    zh = "资产信息有误：{reason_zh}"
    en = "The asset is unsound: {reason_en}"


class TooManyRows(Conflict):
    """A customer's file holds a limited number of each."""

    code = "relation.too_many"
    zh = "最多登记 {limit} 条"
    en = "At most {limit} of them"


class NotGrouped(Conflict):
    """The customer is in no group."""

    code = "customer.not_grouped"
    zh = "该客户不属于任何集团"
    en = "The customer is in no group"


class GroupMerged(Conflict):
    """The group went into another meanwhile."""

    code = "customer.group_merged"
    zh = "该集团已并入其他集团"
    en = "The group went into another one"


class GroupIntoItself(Invalid):
    """A group goes into another."""

    code = "customer.group_into_itself"
    zh = "不能并入自身"
    en = "A group cannot go into itself"
