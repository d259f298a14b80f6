"""Days off: the week, what the State Council named, and what a house names later."""

from datetime import date, timedelta

import pytest

from server.reference import calendar_data
from server.reference.rules import days_off

NAMED = {on: is_working for on, is_working, _, _ in calendar_data.days()}


@pytest.mark.parametrize(
    ("on", "is_off"),
    [
        (date(2024, 2, 12), True),  # Spring Festival, a Monday
        (date(2024, 2, 18), False),  # the Sunday worked for it
        (date(2025, 1, 26), False),
        (date(2025, 10, 8), True),
        (date(2026, 1, 4), False),
        (date(2026, 2, 23), True),
        (date(2026, 5, 9), False),
        (date(2026, 7, 4), True),  # a Saturday like any other
        (date(2026, 7, 6), False),
    ],
)
def test_holidays_are_off_and_days_worked_for_them_are_not(on: date, is_off: bool) -> None:  # noqa: FBT001 - a table
    assert (on in days_off(NAMED, on, on).days) == is_off


@pytest.mark.parametrize(("year", "off"), [(2024, 115), (2025, 117), (2026, 117)])
def test_a_year_has_as_many_days_off_as_weekend_days_and_statutory_holidays(year: int, off: int) -> None:
    # 104 weekend days each year; 11 statutory holidays until 2024, 13 since
    assert len(days_off(NAMED, date(year, 1, 1), date(year, 12, 31)).days) == off


def test_no_day_is_named_twice_and_days_worked_are_weekends() -> None:
    days = list(calendar_data.days())
    assert len({on for on, *_ in days}) == len(days)
    assert all(on.weekday() >= 5 for on, is_working, *_ in days if is_working)


def test_a_year_that_nobody_named_goes_by_weekends_and_says_so() -> None:
    found = days_off(NAMED, date(2026, 12, 30), date(2027, 1, 10))
    assert found.weekends_only == (2027,)
    assert found.days == {date(2027, 1, 2) + timedelta(days=offset) for offset in (0, 1, 7, 8)}
