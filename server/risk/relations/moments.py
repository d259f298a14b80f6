"""Instants and days as formulas ask for them: business days are those of Shanghai, instants are of the world."""

from typing import Final

DAY: Final = "CAST(:day AS date)"
ENDS: Final = f"(({DAY} + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')"
"""The first instant after the measured day."""


def local(instant: str) -> str:
    """SQL: the day of an instant in Shanghai."""
    return f"({instant} AT TIME ZONE 'Asia/Shanghai')::date"


def begins(days: int) -> str:
    """SQL: the first instant of the last so many days, the measured one among them."""
    return f"(({DAY} - {days - 1})::timestamp AT TIME ZONE 'Asia/Shanghai')"


def within(instant: str, days: int) -> str:
    """SQL: whether an instant lies in the last so many days, the measured one among them."""
    return f"({instant} >= {begins(days)} AND {instant} < {ENDS})"


def seconds(since: str, until: str) -> str:
    """SQL: seconds from one instant to another, never below nothing."""
    return f"greatest(extract(epoch FROM {until} - {since}), 0)"
