"""Refusals about parties of an application."""

from server.kit.errors import Conflict, Invalid


class PartyWrongState(Conflict):
    """The party is not where this step begins."""

    code = "party.wrong_state"
    zh = "当事人当前状态为“{state_zh}”，不能{verb_zh}"
    en = "The party is {state_en} and cannot be {verb_en}"


class PartyIsBorrower(Invalid):
    """Nobody guarantees his own loan, or borrows it twice."""

    code = "party.is_borrower"
    zh = "借款人本人不能作为共同借款人或保证人"
    en = "The borrower himself cannot be a party beside him"


class PartyTwice(Conflict):
    """He is a party to this application already."""

    code = "party.there_already"
    zh = "该客户已是本笔申请的当事人"
    en = "This customer is a party to the application already"


class TooManyParties(Invalid):
    """There is room for so many signatures."""

    code = "party.too_many"
    zh = "共同借款人与保证人合计不超过 {limit} 人"
    en = "There are at most {limit} co-borrowers and guarantors"


class GuaranteeUnsound(Invalid):
    """A guarantor says how, for how much and how long; a co-borrower owes all of it."""

    code = "party.guarantee_unsound"
    zh = "保证责任有误：{reason}"
    en = "This cannot be a guarantee: {reason}"


class PartyConsentUnsound(Invalid):
    """How a party has said yes."""

    code = "party.consent_unsound"
    zh = "请说明当事人同意的方式，不超过 {length} 字"
    en = "Say how the party has agreed, in at most {length} characters"


class PartyNotRegistered(Conflict):
    """A party is a registered customer."""

    code = "party.not_registered"
    zh = "当事人尚未登记为客户"
    en = "The party is not a registered customer"


class PartyConsentMissing(Conflict):
    """A party has not agreed to the use of his data, or not to be one."""

    code = "party.consent_missing"
    zh = "缺少当事人的同意（个人信息授权或担保、共同借款意愿）"
    en = "A party has not agreed to the use of his data, or to be a party"


class PartyNotIdentified(Conflict):
    """No identity document of a party was read and confirmed."""

    code = "party.not_identified"
    zh = "当事人证件尚未核对确认"
    en = "No identity document of the party is confirmed"
