"""Hours of work: when a step has to be done. Pure.

An hour of work lies between nine and eighteen o'clock in Shanghai on a day that is not off.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from server.kit.clock import SHANGHAI

OPENS_HOUR: Final = 9
CLOSES_HOUR: Final = 18
LOOKAHEAD_DAYS: Final = 120
_DAY: Final = timedelta(days=1)


def due_after(began_at: datetime, hours: int, days_off: Collection[date]) -> datetime:
    """The instant at which so many hours of work have passed, in the zone of `began_at`.

    Raises LookupError when the days known to be worked do not suffice.
    """
    left, day = timedelta(hours=hours), began_at.astimezone(SHANGHAI).date()
    for _ in range(LOOKAHEAD_DAYS):
        opens = datetime(day.year, day.month, day.day, OPENS_HOUR, tzinfo=SHANGHAI)
        closes = opens.replace(hour=CLOSES_HOUR)
        begins = max(opens, began_at)
        if day not in days_off and begins < closes:
            if begins + left <= closes:
                return (begins + left).astimezone(began_at.tzinfo)
            left -= closes - begins
        day += _DAY
    message = f"{hours} hours of work are not within {LOOKAHEAD_DAYS} days of {began_at}"
    raise LookupError(message)


class Push(StrEnum):
    """What an overdue step is given."""

    REMINDER = "reminder"
    ESCALATION = "escalation"


def push_for(
    *, reminded_at: datetime | None, escalates_to: str | None, sla_hours: int, now: datetime, days_off: Collection[date]
) -> Push | None:
    """What is to be done about a step that is overdue: a reminder, and after half its hours again another position."""
    if reminded_at is None:
        return Push.REMINDER
    if escalates_to is None or now < due_after(reminded_at, max(1, sla_hours // 2), days_off):
        return None
    return Push.ESCALATION
