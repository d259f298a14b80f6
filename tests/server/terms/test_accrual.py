"""Interest and penalty by the day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.terms.accrual import interest, penalty
from server.terms.convention import PROFILES, Count
from server.terms.daycount import days_fraction, thirty_days
from server.terms.errors import TermsError

PRC = PROFILES["prc_360"]
DAY = date(2026, 1, 1)
RATE = Decimal("0.12")


def test_drawn_as_needed_costs_the_days_between_drawing_and_repaying() -> None:
    assert interest(3_000_000, Decimal("0.108"), DAY, DAY + timedelta(days=23), PRC) == 20_700


def test_the_day_of_drawing_counts_and_the_day_of_repaying_does_not() -> None:
    assert interest(3_600_000, RATE, DAY, DAY, PRC) == 0
    assert interest(3_600_000, RATE, DAY, DAY + timedelta(days=1), PRC) == 1_200


def test_penalty_is_the_contract_rate_and_a_half_on_the_overdue_principal() -> None:
    assert penalty(788_488, RATE, DAY, DAY + timedelta(days=17), PRC) == 6_702


def test_within_the_grace_there_is_no_penalty_and_after_it_the_days_count_from_the_due_date() -> None:
    late = {days: penalty(788_488, RATE, DAY, DAY + timedelta(days=days), PRC, grace_days=3) for days in (3, 4)}
    assert late == {3: 0, 4: 1_577}
    free = penalty(788_488, RATE, DAY, DAY + timedelta(days=4), PRC, grace_days=3, grace_is_free=True)
    assert free == 394


def test_the_cap_bounds_what_lateness_costs() -> None:
    year = DAY + timedelta(days=360)
    assert penalty(1_000_000, Decimal("0.20"), DAY, year, PRC) == 300_000
    assert penalty(1_000_000, Decimal("0.20"), DAY, year, PRC, cap_annual=Decimal("0.24")) == 240_000


@pytest.mark.parametrize(
    ("from_on", "to_on", "days"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 28),
        (date(2026, 1, 30), date(2026, 2, 28), 28),
        (date(2026, 1, 31), date(2026, 3, 31), 60),
        (date(2026, 2, 28), date(2026, 3, 31), 33),
        (date(2026, 1, 15), date(2026, 7, 15), 180),
    ],
)
def test_thirty_day_months(from_on: date, to_on: date, days: int) -> None:
    assert thirty_days(from_on, to_on) == days


def test_actual_actual_splits_at_new_year() -> None:
    numerator, denominator = days_fraction(PROFILES["actual_actual"], date(2023, 12, 12), date(2024, 1, 12), DAY)
    assert Decimal(numerator) / denominator == Decimal(19 * 366 + 12 * 365) / (365 * 366)


@given(st.integers(0, 10**11), st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 4000), st.integers(0, 4000))
def test_interest_grows_with_the_days_and_never_differs_by_more_than_a_fen_when_cut_in_two(
    principal: int, start: date, first: int, second: int
) -> None:
    for name in ("prc_360", "prc_365_daily", "actual_actual"):
        middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
        parts = [
            interest(principal, RATE, start, middle, PROFILES[name]),
            interest(principal, RATE, middle, end, PROFILES[name]),
        ]
        whole = interest(principal, RATE, start, end, PROFILES[name])
        assert whole >= parts[0]
        assert abs(whole - sum(parts)) <= 1


def test_a_thirty_day_month_bears_a_twelfth() -> None:
    convention = replace(PRC, count=Count.THIRTY)
    assert interest(10_000_000, RATE, date(2026, 2, 15), date(2026, 3, 15), convention) == 100_000


@pytest.mark.parametrize(
    ("principal", "rate", "to_on", "code"),
    [
        (-1, RATE, DAY, "terms.amount_negative"),
        (1, RATE, DAY - timedelta(days=1), "terms.dates_reversed"),
        (1, Decimal(-1), DAY, "terms.rate_out_of_range"),
        (1, 0.12, DAY, "terms.not_a_number"),
    ],
)
def test_senseless_questions_are_refused(principal: int, rate: Decimal, to_on: date, code: str) -> None:
    with pytest.raises(TermsError) as refusal:
        interest(principal, rate, DAY, to_on, PRC)
    assert refusal.value.code == code
