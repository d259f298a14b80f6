"""Refusals about facts and ratings."""

from server.kit.errors import Conflict, Invalid


class FactUnknown(Invalid):
    """There is no such fact, or it is reckoned from others."""

    code = "customer.fact_unknown"
    zh = "没有可登记的信息项：{fact}"
    en = "There is no such fact to record: {fact}"


class FactUnsound(Invalid):
    """Not a value that the fact may have."""

    code = "customer.fact_unsound"
    zh = "信息项取值有误：{fact}"
    en = "Not a value of this fact: {fact}"


class SourceNotByHand(Invalid):
    """Staff record what they were told, saw, or read on a document; the rest comes from where it is known."""

    code = "customer.source_not_by_hand"
    zh = "该来源的信息不能手工登记"
    en = "What comes from this source is not entered by hand"


class ChartMissing(Conflict):
    """No chart is in force for this kind of customer on this day."""

    code = "customer.chart_missing"
    zh = "没有适用的评级表"
    en = "No rating chart is in force"


class RunOutOfOrder(Conflict):
    """The re-rating of a month that has not begun."""

    code = "customer.rating_month_in_future"
    zh = "不能对未来月份评级"
    en = "The month has not come yet"
