"""The part of a year that a stretch of time is, as an exact quotient of two whole numbers."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import Final

from server.terms.convention import BY_PERIOD, Convention, Count, PartPeriod, Year
from server.terms.dates import DAYS_PER_WEEK, MONTHS_PER_YEAR
from server.terms.model import PeriodUnit, Terms

_YEAR_DAYS: Final = {Year.DAYS_360: 360, Year.DAYS_364: 364, Year.DAYS_365: 365}
_MONTH_OF_THIRTY: Final = 30
_COMMON, _LEAP = 365, 366

Quotient = tuple[int, int]  # numerator, denominator


def year_days(year: Year, start_on: date) -> int:
    """Days of the year that days are divided by. `Year.ACTUAL` has no single one: the starting year's is given."""
    fixed = _YEAR_DAYS.get(year)
    return fixed or (_LEAP if isleap(start_on.year) else _COMMON)


def thirty_days(from_on: date, to_on: date) -> int:
    """Days between two dates when every month has thirty (the 31st counts as the 30th)."""
    from_day, to_day = min(from_on.day, _MONTH_OF_THIRTY), to_on.day
    if from_day == _MONTH_OF_THIRTY:
        to_day = min(to_day, _MONTH_OF_THIRTY)
    months = (to_on.year - from_on.year) * MONTHS_PER_YEAR + to_on.month - from_on.month
    return months * _MONTH_OF_THIRTY + to_day - from_day


def days_fraction(convention: Convention, from_on: date, to_on: date, start_on: date) -> Quotient:
    """The part of a year from one date to another by days, whatever periods were agreed. `start_on` is the loan's."""
    if convention.count is Count.THIRTY:
        return thirty_days(from_on, to_on), year_days(convention.year, start_on)
    if convention.year is Year.ACTUAL:
        return _by_calendar_year(from_on, to_on)
    return (to_on - from_on).days, year_days(convention.year, start_on)


def _by_calendar_year(from_on: date, to_on: date) -> Quotient:
    """Actual/actual: the days of each calendar year over its own length. 31 December closes the old year."""
    if from_on.year == to_on.year or from_on == to_on:
        return (to_on - from_on).days, _LEAP if isleap(from_on.year) else _COMMON
    common = leap = 0
    at = from_on
    while at < to_on:
        # the night from 31 December is already counted with the new year
        year = (at + timedelta(days=1)).year
        until = min(date(year, 12, 31), to_on)
        if isleap(year):
            leap += (until - at).days
        else:
            common += (until - at).days
        at = until
    return common * _LEAP + leap * _COMMON, _COMMON * _LEAP


def period_fraction(terms: Terms, from_on: date, to_on: date, *, whole: bool) -> Quotient:
    """The part of a year that one agreed period is; `whole` says that it has its nominal length.

    Counted by period, a whole period is its nominal part of the year (months over 12, weeks and days by their days);
    any other goes by its days.
    """
    convention = terms.convention
    if convention.count in BY_PERIOD and whole:
        return nominal_fraction(terms)
    return days_fraction(convention, from_on, to_on, terms.start_on)


def nominal_fraction(terms: Terms) -> Quotient:
    """The part of a year that a period of the agreed unit is by name."""
    if terms.period_unit is PeriodUnit.MONTH:
        if terms.convention.count is Count.MONTH_30:
            return terms.every * _MONTH_OF_THIRTY, year_days(terms.convention.year, terms.start_on)
        return terms.every, MONTHS_PER_YEAR
    days = terms.every * (DAYS_PER_WEEK if terms.period_unit is PeriodUnit.WEEK else 1)
    return days, year_days(terms.convention.year, terms.start_on)


def part_fraction(terms: Terms, period: tuple[date, date], from_on: date, to_on: date, *, whole: bool) -> Quotient:
    """The part of a year that a stretch inside a period is, as the convention reckons parts of periods."""
    if (from_on, to_on) == period:
        return period_fraction(terms, from_on, to_on, whole=whole)
    convention = terms.convention
    if convention.count in BY_PERIOD and whole and convention.part_period is PartPeriod.SHARE:
        numerator, denominator = nominal_fraction(terms)
        return numerator * (to_on - from_on).days, denominator * (period[1] - period[0]).days
    return days_fraction(convention, from_on, to_on, terms.start_on)
