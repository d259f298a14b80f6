"""Refusals of offers."""

from server.kit.errors import Conflict, Invalid, NotFound


class CampaignNotInState(Conflict):
    """The campaign is not in a state that allows this step."""

    code = "offer.campaign_not_in_state"
    zh = "活动当前状态（{state}）不允许此操作"
    en = "The campaign does not allow this while it is {state}"


class CampaignUnsound(Invalid):
    """A name, words with the place of the link, a product, dates that are to come, shares and amounts in bounds."""

    code = "offer.campaign_unsound"
    zh = "活动内容不完整：{reason_zh}"
    en = "The campaign is not sound: {reason_en}"


class OwnCampaign(Conflict):
    """Who declares a campaign does not approve it."""

    code = "offer.own_campaign"
    zh = "活动须由另一人复核"
    en = "A campaign is approved by another person than who declared it"


class CampaignOfAnother(Conflict):
    """A draft is changed by who declared it: nobody else answers for what is in it."""

    code = "offer.campaign_of_another"
    zh = "活动只能由申报人修改"
    en = "A campaign is changed by who declared it"


class OfferNotInState(Conflict):
    """The offer was answered, has expired or was withdrawn."""

    code = "offer.not_in_state"
    zh = "该邀请当前状态（{state}）不允许此操作"
    en = "The offer does not allow this while it is {state}"


class OfferLinkInvalid(NotFound):
    """The link is unknown, expired, or its offer was withdrawn: which one is not told."""

    code = "offer.link_invalid"
    zh = "链接无效或已过期"
    en = "The link is invalid or has expired"


class NoLongerOffered(Conflict):
    """Things have changed since the offer was made; nothing was changed by the answer."""

    code = "offer.no_longer_offered"
    zh = "很抱歉，您的情况已有变化，本次邀请暂不能办理。如有需要可联系客户经理正常申请，不影响您现有贷款"
    en = "We are sorry: things have changed since, and this offer does not hold. You may apply in the ordinary way"


class ScoreUnsound(Invalid):
    """One to five, and a few words."""

    code = "offer.score_unsound"
    zh = "评分为1至5分，文字不超过{limit}字"
    en = "The score is 1 to 5, with at most {limit} characters"
