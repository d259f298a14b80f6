"""Due dates: every n days, weeks or months, month ends, an odd first period, and the roll over days without work."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from server.terms.convention import MonthEnd, Roll
from server.terms.model import PeriodUnit, Terms

MONTHS_PER_YEAR: Final = 12
DAYS_PER_WEEK: Final = 7
_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY: Final = 2
_SHORTEST_MONTH: Final = 28
_ONE_DAY: Final = timedelta(days=1)


def month_length(year: int, month: int) -> int:
    """Number of days of a month."""
    return 29 if month == _FEBRUARY and isleap(year) else _MONTH_DAYS[month - 1]


def add_months(anchor: date, months: int, rule: MonthEnd = MonthEnd.CLAMP, *, day: int | None = None) -> date:
    """Go whole months on from a date. `day` is the wanted day of the month where the anchor itself lost it."""
    wanted = day or anchor.day
    ahead = anchor.month - 1 + months
    year, month = anchor.year + ahead // MONTHS_PER_YEAR, ahead % MONTHS_PER_YEAR + 1
    length = month_length(year, month)
    if rule is MonthEnd.LAST and anchor.day == monthrange(anchor.year, anchor.month)[1]:
        return date(year, month, length)
    if wanted <= length:
        return date(year, month, wanted)
    if rule is MonthEnd.NEXT_FIRST:
        return date(year, month, length) + _ONE_DAY
    return date(year, month, length)


def months_between(before: date, after: date) -> int:
    """Whole months that have passed from a day to a later one."""
    passed = (after.year - before.year) * MONTHS_PER_YEAR + after.month - before.month
    return passed - (after.day < before.day)


def step(anchor: date, unit: PeriodUnit, count: int, rule: MonthEnd, *, day: int | None = None) -> date:
    """Go a number of days, weeks or months on from a date."""
    if unit is PeriodUnit.MONTH:
        return add_months(anchor, count, rule, day=day)
    return anchor + timedelta(days=count * (DAYS_PER_WEEK if unit is PeriodUnit.WEEK else 1))


def agreed_dates(terms: Terms) -> list[date]:
    """The due dates of all periods as agreed, before any roll. With `first_due_on` the later ones count from it."""
    if terms.due_on:
        return list(terms.due_on)
    unit, every, rule = terms.period_unit, terms.every, terms.convention.month_end
    first = terms.first_due_on
    if first is None:
        if unit is PeriodUnit.MONTH and rule is MonthEnd.CLAMP:
            return _months_on(terms.start_on, every, terms.periods)
        return [step(terms.start_on, unit, every * number, rule) for number in range(1, terms.periods + 1)]
    # a first due date that is a clamped month end keeps the day of the start for the longer months
    regular = step(terms.start_on, unit, every, rule)
    day = terms.start_on.day if first == regular and first.day < terms.start_on.day else first.day
    return [first, *(step(first, unit, every * number, rule, day=day) for number in range(1, terms.periods))]


def _months_on(anchor: date, every: int, count: int) -> list[date]:
    """The usual case of `agreed_dates` in one loop: schedules are made by the thousand."""
    year, month, day = anchor.year, anchor.month, anchor.day
    dates = []
    for _ in range(count):
        month += every
        while month > MONTHS_PER_YEAR:
            month -= MONTHS_PER_YEAR
            year += 1
        dates.append(date(year, month, day if day <= _SHORTEST_MONTH else min(day, month_length(year, month))))
    return dates


def agreed_of(start_on: date, days: Iterable[int]) -> list[date]:
    """The agreed due dates of rows from the days of their periods; the rows themselves may be rolled."""
    return [start_on + timedelta(days=whole) for whole in accumulate(days)]


def regular_first_due(terms: Terms) -> date:
    """Where the first period would end if it were a whole one."""
    return step(terms.start_on, terms.period_unit, terms.every, terms.convention.month_end)


def roll(on: date, rule: Roll, non_working: Collection[date]) -> date:
    """Move a due date to the next working day where the convention says so (Civil Code, article 203)."""
    if rule is Roll.FORWARD:
        while on in non_working:
            on += _ONE_DAY
    return on
