"""Refusals of risk: days that are gone by, thresholds without a date, formulas that cannot be."""

from server.kit.errors import Conflict, Invalid, NotFound


class DayGoneBy(Conflict):
    """Indicators are not measured backwards: sheets would say of a later day what was on an earlier one."""

    code = "risk.day_gone_by"
    zh = "指标已测算至{last}，不能再测算{day}；请核对系统时钟"
    en = "Indicators are measured up to {last}, so {day} is gone by: check the clock"


class DayNotReached(Invalid):
    """What has not happened yet cannot be measured."""

    code = "risk.day_not_reached"
    zh = "{day}尚未到来，今日为{today}"
    en = "{day} has not come: today is {today}"


class ThresholdUndated(Invalid):
    """A threshold without a day would change what was found before."""

    code = "risk.threshold_undated"
    zh = "阈值必须注明生效日期"
    en = "A threshold needs the day from which it holds"


class ThresholdBeginsTooEarly(Conflict):
    """What is found stays found: nothing holds from a day that is over."""

    code = "risk.threshold_begins_too_early"
    zh = "阈值不能早于今日（{today}）生效"
    en = "A threshold cannot hold from before today ({today})"


class ThresholdUnsound(Invalid):
    """No bound at all, or one that would be critical before it warns."""

    code = "risk.threshold_unsound"
    zh = "阈值有误：{reason_zh}"
    en = "The threshold makes no sense: {reason_en}"


class ThresholdElsewhere(Invalid):
    """The indicator is not one of a single product or region, or there is none of that name."""

    code = "risk.threshold_elsewhere"
    zh = "该指标不能按此{what_zh}设定阈值"
    en = "This indicator has no threshold for that {what_en}"


class ThresholdDecided(Conflict):
    """It was approved or refused before."""

    code = "risk.threshold_decided"
    zh = "该阈值提议已处理"
    en = "This threshold is decided already"


class ThresholdApprovedByOneself(Conflict):
    """Two pairs of eyes."""

    code = "risk.threshold_approved_by_oneself"
    zh = "不能复核自己提议的阈值"
    en = "Whoever proposed a threshold does not approve it"


class ThresholdReasonMissing(Invalid):
    """Nobody would know later why it was changed."""

    code = "risk.threshold_reason_missing"
    zh = "请说明调整理由（不超过{length}字）"
    en = "Say why, in at most {length} characters"


class IndicatorNotMeasured(NotFound):
    """There is no indicator of this code, or nothing measures it."""

    code = "risk.indicator_not_measured"
    zh = "没有该指标或该指标未测算"
    en = "There is no such indicator, or nothing measures it"


class ClockWentBack(Conflict):
    """The last measuring lies in the future of the clock."""

    code = "risk.clock_went_back"
    zh = "系统时钟（{now}）早于上次测算（{last}），请先校准时钟"
    en = "The clock says {now}, and the last measuring was at {last}: set the clock right first"
