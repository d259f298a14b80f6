# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
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


def workdays(since: str, until: str) -> str:
    """SQL: how many days were worked after one day, up to another; a day that is not named goes by the week."""
    return (
        f"(SELECT count(*) FROM generate_series({since} + 1, {until}, interval '1 day') AS each(at) "
        'WHERE coalesce((SELECT c.is_working FROM calendar_days c WHERE c."on" = each.at::date '
        "ORDER BY c.id DESC LIMIT 1), extract(isodow FROM each.at) < 6))"
    )
