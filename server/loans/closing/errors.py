"""Refusals of closing days and months."""

from server.kit.errors import Conflict, Invalid


class DayNotOver(Invalid):
    """A day that has not come cannot be closed."""

    code = "closing.day_in_future"
    zh = "不能结转未来的营业日"
    en = "A business day that has not come cannot be closed"


class DayOutOfOrder(Conflict):
    """Days are closed in order."""

    code = "closing.day_out_of_order"
    zh = "须按日期顺序日终，前面还有未结转的营业日或该日早于最近已结转日"
    en = "Days are closed in order: an earlier day is still open, or a later one is closed"


class DayNotBegun(Conflict):
    """Nobody has begun to close this day."""

    code = "closing.day_not_begun"
    zh = "该营业日尚未开始日终"
    en = "The closing of this day has not begun"


class MonthNotOver(Invalid):
    """A month is closed when it is over."""

    code = "closing.month_not_over"
    zh = "该月份尚未结束"
    en = "The month is not over"


class MonthMalformed(Invalid):
    """A month is named like 2026-03."""

    code = "closing.month_malformed"
    zh = "月份格式应为2026-03"
    en = "A month is written like 2026-03"


class DaysUnclosed(Conflict):
    """Every day of the month must be closed first."""

    code = "closing.days_unclosed"
    zh = "该月份尚有营业日未日终"
    en = "Days of this month are not closed yet"
