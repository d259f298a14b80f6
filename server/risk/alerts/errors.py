"""Why something of alerts is refused."""

from server.kit.errors import Conflict, Denied, Invalid


class AlertReasonMissing(Invalid):
    """No reason, or one that is too long."""

    code = "alert.reason_missing"
    zh = "请说明原因（2至500字）"
    en = "Say why, in 2 to 500 characters"


class AlertClosed(Conflict):
    """The alert is closed, or was handed up and is not put off any more."""

    code = "alert.closed"
    zh = "该预警已关闭或已升级，不能再进行此操作"
    en = "This alert is closed or was handed up: that is not possible any more"


class AlertNotYours(Denied):
    """Another desk answers it."""

    code = "alert.not_yours"
    zh = "该预警由{whose_zh}处理"
    en = "This alert is answered by {whose_en}"


class SnoozeUnsound(Invalid):
    """Not a later day, or too far away."""

    code = "alert.snooze_unsound"
    zh = "暂缓日期须在明日起{days}日以内"
    en = "An alert is put off to a later day, at most {days} days away"


class IndicatorUnknown(Invalid):
    """There is no indicator with this code."""

    code = "risk.indicator_unknown"
    zh = "没有这个指标"
    en = "There is no such indicator"


class SwitchUnchanged(Conflict):
    """The indicator is so already."""

    code = "risk.switch_unchanged"
    zh = "该指标已处于此状态"
    en = "This indicator is so already"
