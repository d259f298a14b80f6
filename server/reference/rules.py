"""Days off: weekends, but for days worked in place of others, and holidays. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days without work in a span. `weekends_only` are the years of it of which nothing but the week is known."""

    days: frozenset[date]
    weekends_only: tuple[int, ...]


def days_off(named: Mapping[date, bool], from_on: date, to_on: date) -> DaysOff:
    """Days off from one day to another, both included; `named` says of single days whether they are worked.

    A year of which no day is named goes by weekends alone.
    """
    known = {on.year for on in named}
    years = range(from_on.year, to_on.year + 1)
    span = (from_on + timedelta(days=offset) for offset in range((to_on - from_on).days + 1))
    off = frozenset(on for on in span if not named.get(on, on.weekday() < SATURDAY))
    return DaysOff(off, tuple(year for year in years if year not in known))
