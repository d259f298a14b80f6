"""What a product declares becomes terms: periods, due days, grace, balloon, fees, overrides."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.money import Rounding
from server.terms.convention import PROFILES, Roll
from server.terms.errors import TermsError
from server.terms.model import Method, PeriodUnit, Terms
from server.terms.plan import Plan, Wanted, plan_from, planned
from server.terms.schedules import schedule

START = date(2026, 1, 15)


def terms(plan: dict[str, Any], method: Method = Method.EQUAL_INSTALMENT, months: int = 12, **more: Any) -> Terms:
    wanted = Wanted(10_000_000, Decimal("0.12"), method, months, more.pop("start_on", START))
    return planned(plan_from(plan), wanted, PROFILES["prc_360"], **more)


def test_nothing_declared_is_a_monthly_loan_on_the_day_of_its_start_that_does_not_roll() -> None:
    made = terms({})
    assert (made.periods, made.period_unit, made.convention.roll) == (12, PeriodUnit.MONTH, Roll.NONE)
    assert [row.due_on for row in schedule(made)][:2] == [date(2026, 2, 15), date(2026, 3, 15)]


@pytest.mark.parametrize(
    ("plan", "months", "periods"),
    [
        ({"every": 3}, 12, 4),
        ({"period_unit": "week", "every": 2}, 3, 6),
        ({"period_unit": "day", "every": 10}, 1, 3),
        ({"every": 12}, 36, 3),
    ],
)
def test_a_term_in_months_is_as_many_whole_periods_as_it_holds(plan: dict[str, Any], months: int, periods: int) -> None:
    assert terms(plan, months=months).periods == periods


@pytest.mark.parametrize(("plan", "months"), [({"every": 3}, 13), ({"period_unit": "week", "every": 6}, 1)])
def test_a_term_that_holds_no_whole_number_of_periods_is_refused(plan: dict[str, Any], months: int) -> None:
    with pytest.raises(TermsError) as refusal:
        terms(plan, months=months)
    assert (refusal.value.code, refusal.value.field) == ("terms.term_not_whole_periods", "term_months")


@pytest.mark.parametrize(
    ("start_on", "due_day", "first", "second"),
    [
        (date(2026, 1, 15), 20, date(2026, 2, 20), date(2026, 3, 20)),  # the 20th is too near: five days
        (date(2026, 1, 1), 20, date(2026, 1, 20), date(2026, 2, 20)),
        (date(2026, 1, 15), 31, date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 1, 31), 30, date(2026, 2, 28), date(2026, 3, 30)),
    ],
)
def test_a_due_day_makes_an_odd_first_period(start_on: date, due_day: int, first: date, second: date) -> None:
    rows = schedule(terms({"due_day": due_day}, start_on=start_on))
    assert [row.due_on for row in rows][:2] == [first, second]
    assert len(rows) == 12
    assert sum(row.principal_fen for row in rows) == 10_000_000


def test_the_odd_first_period_bears_interest_by_its_days() -> None:
    rows = schedule(terms({"due_day": 20}, Method.INTEREST_ONLY))
    assert rows[0].interest_fen == 120_000  # 36 days at 12 % over 360
    assert rows[1].interest_fen == 100_000


def test_grace_balloon_and_fees_are_those_of_the_plan() -> None:
    plan = {
        "grace_principal": 2,
        "balloon_share": "0.3",
        "fees": [{"basis": "fixed", "amount_fen": 500}, {"basis": "interest", "share": "0.1"}],
    }
    made = terms(plan, Method.BALLOON, fee_share=Decimal("0.01"))
    rows = schedule(made)
    assert [row.principal_fen for row in rows[:2]] == [0, 0]
    assert rows[0].fee_fen == 100_000 + 500 + 10_000
    assert rows[1].fee_fen == 500 + 10_000
    assert rows[-1].principal_fen > made.balloon_fen == 3_000_000


def test_overrides_take_the_place_of_the_convention() -> None:
    made = terms({"rounding": "down", "instalment_rounding": "ceiling", "instalment_multiple_fen": 100})
    assert made.convention.rounding is Rounding.DOWN
    assert {row.total_fen % 100 for row in schedule(made)[:-1]} == {0}


def test_a_due_date_on_a_day_off_rolls_forward_and_its_interest_stays() -> None:
    off = {date(2026, 2, 15), date(2026, 2, 16)}
    rolled, plain = schedule(terms({"roll": "forward"}, non_working=off)), schedule(terms({}, non_working=off))
    assert (rolled[0].due_on, plain[0].due_on) == (date(2026, 2, 17), date(2026, 2, 15))
    assert [row.interest_fen for row in rolled] == [row.interest_fen for row in plain]
    assert rolled[1].due_on == date(2026, 3, 15)


plans = st.builds(
    Plan,
    period_unit=st.sampled_from(PeriodUnit),
    every=st.integers(1, 4),
    grace_principal=st.integers(0, 2),
    interest_free=st.integers(0, 2),
    roll=st.sampled_from(Roll),
    instalment_multiple_fen=st.sampled_from([None, 1, 100, 1000]),
)


@given(
    plans,
    st.sampled_from([Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.FLAT]),
    st.integers(1, 3).map(lambda years: 12 * years),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.sampled_from(sorted(PROFILES)),
)
def test_every_plan_gives_rows_that_add_up_and_are_never_negative(
    plan: Plan, method: Method, months: int, start_on: date, profile: str
) -> None:
    wanted = Wanted(10_000_000, Decimal("0.144"), method, months, start_on)
    rows = schedule(planned(plan, wanted, PROFILES[profile]))
    assert sum(row.principal_fen for row in rows) == 10_000_000
    assert all(min(row.principal_fen, row.interest_fen, row.fee_fen, row.balance_after_fen) >= 0 for row in rows)
    assert rows[-1].balance_after_fen == 0
    assert all(before.due_on < after.due_on for before, after in pairwise(rows))
