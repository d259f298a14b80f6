"""Paying early, rescheduling, and schedules from a given instalment."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.terms.errors import TermsError
from server.terms.given import longest, schedule_by_instalment, schedule_by_principal
from server.terms.model import Method, RateChange, Terms, Tranche
from server.terms.prepayment import Choice, PrepaymentFee, payoff, prepay
from server.terms.rescheduling import Rescheduling, rescheduled
from server.terms.schedules import schedule

BASE = Terms(10_000_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 12, date(2026, 1, 15))
ROWS = schedule(BASE)
APRIL = date(2026, 4, 25)
METHODS = st.sampled_from([Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.BULLET])


def test_a_pay_off_takes_the_balance_and_the_interest_of_the_days() -> None:
    quote = payoff(BASE, ROWS, APRIL)
    assert quote.principal_fen == ROWS[2].balance_after_fen
    assert quote.interest_fen == round(Decimal(ROWS[2].balance_after_fen) * Decimal("0.12") * 10 / 360)
    assert quote.fee_fen == 0
    assert quote.rows_after == ()
    assert quote.saved_fen == sum(row.interest_fen for row in ROWS[3:]) - quote.interest_fen


def test_on_a_due_date_no_interest_has_run_yet() -> None:
    assert payoff(BASE, ROWS, date(2026, 4, 15)).interest_fen == 0
    assert payoff(BASE, ROWS, BASE.start_on).total_fen == 10_000_000


def test_interest_of_a_pay_off_follows_a_new_rate_from_its_day() -> None:
    terms = replace(BASE, rate_changes=(RateChange(date(2026, 4, 20), Decimal("0.06")),))
    quote = payoff(terms, schedule(terms), APRIL)
    balance = schedule(terms)[2].balance_after_fen
    assert quote.interest_fen == round(Decimal(balance) * (5 * Decimal("0.12") + 5 * Decimal("0.06")) / 360)


def test_shortening_keeps_the_instalment_and_drops_rows() -> None:
    quote = prepay(BASE, ROWS, APRIL, 3_000_000, Choice.SHORTEN_TERM)
    assert [row.number for row in quote.rows_after] == [4, 5, 6, 7, 8, 9]
    assert {row.total_fen for row in quote.rows_after[:-1]} == {888_488}
    assert [row.due_on for row in quote.rows_after] == [row.due_on for row in ROWS[3:9]]


def test_lowering_keeps_the_rows_and_lowers_the_instalment() -> None:
    quote = prepay(BASE, ROWS, APRIL, 3_000_000, Choice.LOWER_INSTALMENT)
    assert len(quote.rows_after) == 9
    assert len({row.total_fen for row in quote.rows_after[:-1]}) == 1
    assert quote.rows_after[0].total_fen < 888_488
    assert quote.saved_fen < prepay(BASE, ROWS, APRIL, 3_000_000, Choice.SHORTEN_TERM).saved_fen


def test_shortening_equal_principal_keeps_the_principal_of_a_row() -> None:
    terms = replace(BASE, method=Method.EQUAL_PRINCIPAL)
    quote = prepay(terms, schedule(terms), APRIL, 3_000_000, Choice.SHORTEN_TERM)
    assert {row.principal_fen for row in quote.rows_after[:-1]} == {833_333}
    assert quote.rows_after[-1].principal_fen <= 833_333


def test_rows_rolled_over_holidays_change_nothing_of_the_quote() -> None:
    rolled = replace(BASE, non_working=frozenset({date(2026, 4, 15), date(2026, 5, 15)}))
    quote = payoff(rolled, schedule(rolled), APRIL)
    assert quote.total_fen == payoff(BASE, ROWS, APRIL).total_fen


@pytest.mark.parametrize(
    ("on", "periods", "fee"),
    [
        (APRIL, 12, 30_000),  # one per cent, which is a month's interest at 12 % a year
        (date(2026, 7, 20), 12, 0),  # half the term is over
        (APRIL, 11, 0),  # a short loan
    ],
)
def test_the_fee_is_the_disclosed_one(on: date, periods: int, fee: int) -> None:
    terms = replace(BASE, periods=periods)
    quote = prepay(terms, schedule(terms), on, 3_000_000, Choice.LOWER_INSTALMENT, fee=PrepaymentFee())
    assert quote.fee_fen == fee


def test_the_fee_is_never_more_than_a_month_of_interest() -> None:
    cheap = replace(BASE, rate_annual=Decimal("0.06"))
    assert payoff(cheap, schedule(cheap), BASE.start_on, PrepaymentFee()).fee_fen == 50_000


@given(METHODS, st.integers(1, 30), st.integers(0, 900), st.integers(1, 9_999_999), st.sampled_from(Choice))
def test_what_is_prepaid_and_what_remains_add_up_to_what_was_owed(
    method: Method, periods: int, days: int, principal: int, choice: Choice
) -> None:
    terms = replace(BASE, method=method, periods=periods)
    rows = schedule(terms)
    on = date.fromordinal(BASE.start_on.toordinal() + days)
    try:
        quote = prepay(terms, rows, on, principal, choice)
    except TermsError as refusal:
        assert refusal.code in {"terms.row_out_of_range", "terms.principal_out_of_range"}  # noqa: PT017 - or it is given
        return
    owed = sum(row.principal_fen for row in quote.rows_before)
    assert principal + sum(row.principal_fen for row in quote.rows_after) == owed
    assert quote.rows_after[-1].balance_after_fen == 0
    assert quote.rows_after[-1].due_on <= rows[-1].due_on


@pytest.mark.parametrize(
    ("terms", "on", "principal", "code"),
    [
        (BASE, date(2026, 1, 14), 1, "terms.row_out_of_range"),
        (BASE, date(2027, 1, 15), 1, "terms.row_out_of_range"),
        (BASE, APRIL, 0, "terms.amount_negative"),
        (BASE, APRIL, 9_999_999, "terms.principal_out_of_range"),
        (replace(BASE, method=Method.FLAT), APRIL, 1, "terms.not_for_method"),
        (replace(BASE, tranches=(Tranche(date(2026, 6, 1), 5),)), APRIL, 1, "terms.not_for_method"),
    ],
)
def test_prepayments_that_cannot_be_are_refused(terms: Terms, on: date, principal: int, code: str) -> None:
    with pytest.raises(TermsError) as refusal:
        prepay(terms, schedule(terms), on, principal, Choice.SHORTEN_TERM)
    assert refusal.value.code == code


def test_a_moved_due_date_keeps_the_instalment_and_moves_the_later_ones() -> None:
    moved = rescheduled(BASE, ROWS, Rescheduling(date(2026, 5, 15), due_on=date(2026, 5, 25)))
    assert moved[:3] == ROWS[:3]
    assert [row.due_on for row in moved[3:5]] == [date(2026, 5, 25), date(2026, 6, 25)]
    assert {row.total_fen for row in moved[3:-1]} == {888_488}
    assert moved[-1].total_fen > 888_488
    assert sum(row.principal_fen for row in moved) == 10_000_000


def test_more_periods_spread_what_is_left() -> None:
    longer = rescheduled(BASE, ROWS, Rescheduling(date(2026, 5, 15), extra_periods=6))
    assert longer[:3] == ROWS[:3]
    assert [row.number for row in longer] == list(range(1, 19))
    assert longer[-1].due_on == date(2027, 7, 15)
    assert longer[3].total_fen < 888_488
    assert sum(row.principal_fen for row in longer) == 10_000_000


def test_a_new_rate_and_new_grace_hold_from_their_row() -> None:
    changed = rescheduled(BASE, ROWS, Rescheduling(date(2026, 5, 15), rate_annual=Decimal("0.06"), grace_principal=2))
    assert changed[3].principal_fen == changed[4].principal_fen == 0
    assert changed[3].interest_fen == round(Decimal(ROWS[2].balance_after_fen) * Decimal("0.005"))
    assert len(changed) == 12


def test_flat_interest_goes_on_bearing_on_the_whole_principal() -> None:
    flat = replace(BASE, method=Method.FLAT)
    rows = rescheduled(flat, schedule(flat), Rescheduling(date(2026, 5, 15), extra_periods=3))
    assert {row.interest_fen for row in rows} == {100_000}
    assert sum(row.principal_fen for row in rows) == 10_000_000


def test_a_rescheduling_after_the_last_row_is_refused() -> None:
    with pytest.raises(TermsError) as refusal:
        rescheduled(BASE, ROWS, Rescheduling(date(2027, 1, 16), extra_periods=1))
    assert refusal.value.code == "terms.row_out_of_range"


def test_a_given_instalment_decides_the_number_of_rows() -> None:
    rows = schedule_by_instalment(longest(BASE), 888_488)
    assert len(rows) == 12
    assert rows[:-1] == ROWS[:-1]
    assert len(schedule_by_instalment(longest(BASE), 2_000_000)) == 6


def test_an_instalment_that_does_not_cover_the_interest_never_repays() -> None:
    with pytest.raises(TermsError) as refusal:
        schedule_by_instalment(longest(BASE), 100_000)
    assert refusal.value.code == "terms.periods_out_of_range"


def test_a_given_size_goes_with_its_own_method_only() -> None:
    with pytest.raises(TermsError):
        schedule_by_instalment(replace(BASE, method=Method.BULLET), 888_488)
    with pytest.raises(TermsError):
        schedule_by_principal(BASE, 888_488)
