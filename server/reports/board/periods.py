"""Periods of a board: from their first day to today, against the same stretch before. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

ONE_DAY: Final = timedelta(days=1)
TREND_DAYS: Final = 30
TREND_MONTHS: Final = 12


class Period(StrEnum):
    """Calendar periods that have begun."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included."""

    first: date
    last: date


def begun_on(period: Period, today: date) -> date:
    """The first day of the period that a day lies in; weeks begin on Monday."""
    match period:
        case Period.DAY:
            return today
        case Period.WEEK:
            return today - timedelta(days=today.weekday())
        case Period.MONTH:
            return today.replace(day=1)
        case Period.QUARTER:
            return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        case Period.YEAR:
            return today.replace(month=1, day=1)


def spans(period: Period, today: date) -> tuple[Span, Span]:
    """The period up to today, and as many days of the one before, or all of it where it was shorter."""
    first = begun_on(period, today)
    before = begun_on(period, first - ONE_DAY)
    return Span(first, today), Span(before, min(before + (today - first), first - ONE_DAY))


def trend_span(period: Period, today: date) -> Span:
    """Of which days a trend tells: the last thirty, or the last twelve months for a quarter and a year."""
    if by_month(period):
        months = today.year * 12 + today.month - TREND_MONTHS
        return Span(date(months // 12, months % 12 + 1, 1), today)
    return Span(today - timedelta(days=TREND_DAYS - 1), today)


def by_month(period: Period) -> bool:
    """Whether a trend's points are months."""
    return period in {Period.QUARTER, Period.YEAR}
