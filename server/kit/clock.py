"""The only place that reads the time. Instants are UTC, business dates are Asia/Shanghai with a cut-off hour."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the present instant, aware and in UTC."""

    def now(self) -> datetime: ...


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock, moved by `offset` where a demo plays on another date."""

    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset


@dataclass
class FixedClock:
    """A clock that stands until a test moves it."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def advance(self, step: timedelta) -> None:
        self.instant += step


def business_date(instant: datetime, cut_off_hour: int = 24) -> date:
    """The business day of an instant: after the cut-off hour in Shanghai the next day has begun."""
    local = instant.astimezone(SHANGHAI)
    return local.date() + timedelta(days=1) if local.hour >= cut_off_hour else local.date()


def clock_on(day: date | None) -> Clock:
    """The system's clock, shifted by whole days so that today in Shanghai is `day`."""
    today = datetime.now(SHANGHAI).date()
    return SystemClock() if day is None else SystemClock(timedelta(days=(day - today).days))


def start_of(day: date) -> datetime:
    """Midnight in Shanghai that begins a business day, as an instant in UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
