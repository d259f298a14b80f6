"""Spans between facts that are dates in ISO text."""

from datetime import date, datetime

MONTHS = 12
SECONDS_AN_HOUR = 3600


def day(text: str) -> date:
    """The date of an ISO date or instant."""
    return date.fromisoformat(text[:10])


def days_between(earlier: str, later: str) -> int:
    return (day(later) - day(earlier)).days


def hours_between(earlier: str, later: str) -> int:
    """Whole hours, counted up: any part of one is one."""
    seconds = (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()
    return -int(-seconds // SECONDS_AN_HOUR)


def months_between(earlier: str, later: str) -> int:
    """Whole months, counted up: the day after a year is in the thirteenth month."""
    first, last = day(earlier), day(later)
    whole = (last.year - first.year) * MONTHS + last.month - first.month
    return whole + (last.day > first.day)


def years_after(text: str, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    start = day(text)
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


def years_old(born: str, on: str) -> int:
    """Completed years (民法典 1259: the birthday counts)."""
    first, today = day(born), day(on)
    return today.year - first.year - ((today.month, today.day) < (first.month, first.day))
