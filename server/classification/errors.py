"""Refusals of classification."""

from server.kit.errors import Conflict, Denied, Invalid


class DayNotClosed(Conflict):
    """A date is classified when its day is closed."""

    code = "classification.day_not_closed"
    zh = "该营业日尚未日终，不能分类"
    en = "A date is classified after its business day is closed"


class RunOutOfOrder(Conflict):
    """Dates are classified in order."""

    code = "classification.out_of_order"
    zh = "须按日期顺序分类"
    en = "Dates are classified in order"


class RunNotBegun(Conflict):
    """Nobody has begun to classify this date."""

    code = "classification.not_begun"
    zh = "该日期尚未开始分类"
    en = "Classifying this date has not begun"


class NotClassified(Conflict):
    """Only running loans are classified."""

    code = "classification.loan_not_active"
    zh = "只对存续贷款分类"
    en = "Only running loans are classified"


class TierTooGood(Invalid):
    """A ground asks for a tier of its own at least."""

    code = "classification.tier_too_good"
    zh = "因“{ground_zh}”不得优于“{tier_zh}”"
    en = "{ground_en}: the tier may not be better than {tier_en}"


class GroundHolds(Conflict):
    """The loan is held down for the same already."""

    code = "classification.ground_holds"
    zh = "该贷款已有同一认定"
    en = "The loan is held down on the same ground already"


class GroundNotProposed(Conflict):
    """Lifting a ground is proposed first."""

    code = "classification.not_proposed"
    zh = "尚未有人提出解除该认定"
    en = "Nobody has proposed to lift this ground"


class GroundProposed(Conflict):
    """It waits for another person already."""

    code = "classification.already_proposed"
    zh = "该认定已提出解除，等待复核"
    en = "Lifting this ground is proposed already"


class GroundLifted(Conflict):
    """It holds no more."""

    code = "classification.ground_lifted"
    zh = "该认定已解除"
    en = "This ground is lifted already"


class OwnProposal(Denied):
    """Four eyes."""

    code = "classification.own_proposal"
    zh = "不得复核本人提出的上调"
    en = "Nobody agrees to an upgrade that he proposed or that concerns a customer of his own"


class ReasonMissing(Invalid):
    """Downgrades and upgrades say why."""

    code = "classification.reason_missing"
    zh = "请写明理由（500字以内）"
    en = "Say why, in at most 500 characters"


class MonthUnknown(Invalid):
    """A month is told by a day in it, within three years."""

    code = "classification.months_wrong"
    zh = "月份范围有误（最多36个月）"
    en = "The range of months is wrong (at most 36)"
