"""Write-offs, reversals, what was paid ahead, loans from elsewhere, previews."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.terms.model import Fee, FeeBasis, Method, Terms
from server.terms.prepayment import Choice, prepay
from server.terms.running.acts import (
    Act,
    BroughtIn,
    ChargedFee,
    NewRate,
    PayOff,
    Prepayment,
    Receipt,
    Recovered,
    Refunded,
    Rescheduled,
    Reversed,
    WrittenOff,
)
from server.terms.running.applying import apply, replay
from server.terms.running.errors import ActRefused
from server.terms.running.opening import open_standing
from server.terms.running.penalty import reckon_penalty
from server.terms.running.policy import Ahead, Policy
from server.terms.running.quoting import preview, quote_pay_off, quote_prepayment
from server.terms.schedules import schedule

LOAN = Terms(10_000_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 12, date(2026, 1, 15))
HOUSE = Policy()


def test_a_written_off_loan_keeps_its_claim_and_takes_recoveries_principal_first() -> None:
    standing = open_standing(LOAN, HOUSE)
    effect = apply(standing, WrittenOff(number=1, on=date(2026, 6, 1)))
    assert effect.written_off.principal_fen == 10_000_000
    assert effect.written_off.penalty_fen == standing.lines[0].penalty_fen + sum(
        line.penalty_fen for line in standing.lines[1:]
    )
    assert standing.outstanding_fen == 0
    assert standing.open_fen == effect.written_off.total_fen
    assert reckon_penalty(standing, date(2027, 6, 1)) == 0
    with pytest.raises(ActRefused):
        apply(standing, Receipt(number=2, on=date(2026, 7, 1), amount_fen=1))
    recovered = apply(standing, Recovered(number=2, on=date(2026, 7, 1), amount_fen=4_000_000))
    assert recovered.paid.principal_fen == 4_000_000
    rest = apply(standing, Recovered(number=3, on=date(2026, 8, 1), amount_fen=standing.open_fen + 7))
    assert (rest.settled, rest.excess_fen) == (True, 7)


def test_interest_and_fees_that_have_not_run_are_not_part_of_the_claim() -> None:
    terms = replace(LOAN, fees=(Fee(FeeBasis.FIXED, 1_000),))
    standing = open_standing(terms, HOUSE)
    effect = apply(standing, WrittenOff(number=1, on=date(2026, 1, 25)))
    assert (effect.written_off.interest_fen, effect.written_off.fee_fen) == (33_333, 0)


def test_a_fee_joins_the_running_instalment_and_survives_a_new_plan() -> None:
    standing = open_standing(LOAN, HOUSE)
    apply(standing, ChargedFee(number=1, on=date(2026, 2, 20), amount_fen=5_000))
    assert standing.lines[1].fee_fen == 5_000
    apply(standing, NewRate(number=2, on=date(2026, 2, 25), rate_annual=Decimal("0.08")))
    assert (standing.lines[1].fee_fen, standing.lines[1].charged_fee_fen) == (5_000, 5_000)
    quote = quote_pay_off(standing, date(2026, 3, 1))
    assert quote.parts.fee_fen == 5_000


def test_an_instalment_paid_ahead_stays_paid_when_the_rest_is_laid_down_anew() -> None:
    standing = open_standing(LOAN, replace(HOUSE, ahead=Ahead.NEXT))
    apply(standing, Receipt(number=1, on=date(2026, 2, 1), amount_fen=888_488))
    act = Prepayment(number=2, on=date(2026, 2, 5), amount_fen=2_000_000, choice=Choice.LOWER_INSTALMENT)
    effect = apply(standing, act)
    assert standing.lines[0].open_fen == 0
    assert effect.splits[-1].number == 2
    # ten days on 20,000.00 were paid with the first instalment and come off the second one's interest
    balance = 10_000_000 - 788_488 - 2_000_000
    assert standing.lines[1].interest_fen == round(Decimal(balance) / 100) - 6_666
    assert sum(line.principal_fen for line in standing.lines) == 10_000_000


def test_a_lower_rate_does_not_take_back_interest_that_was_paid_ahead() -> None:
    standing = open_standing(LOAN, replace(HOUSE, ahead=Ahead.NEXT))
    apply(standing, Receipt(number=1, on=date(2026, 2, 1), amount_fen=888_488))
    apply(standing, NewRate(number=2, on=date(2026, 2, 5), rate_annual=Decimal("0.06")))
    assert (standing.lines[0].interest_fen, standing.lines[0].open_fen) == (100_000, 0)
    apply(standing, NewRate(number=3, on=date(2026, 2, 5), rate_annual=Decimal("0.24")))
    assert standing.lines[0].open_interest_fen >= 0


def test_a_reversed_payment_reopens_what_it_paid_and_later_ones_move_up() -> None:
    acts: list[Act] = [
        Receipt(number=1, on=date(2026, 2, 15), amount_fen=888_488),
        Receipt(number=2, on=date(2026, 3, 15), amount_fen=888_488),
    ]
    standing, effects = replay(LOAN, HOUSE, [*acts, Reversed(number=3, on=date(2026, 3, 20), act=1)])
    assert list(effects) == [2]
    assert effects[2].splits[0].number == 1
    assert effects[2].splits[0].penalty_fen == round(Decimal(788_488) * 28 * 18 / 36_000)
    assert standing.next_due_on == date(2026, 2, 15)


def test_a_refund_keeps_the_payment_that_it_came_from() -> None:
    acts: list[Act] = [
        Receipt(number=1, on=date(2026, 2, 15), amount_fen=20_000_000),
        Refunded(number=2, on=date(2026, 2, 16), amount_fen=9_000_000),
    ]
    replay(LOAN, HOUSE, acts)
    with pytest.raises(ActRefused) as refusal:
        replay(LOAN, HOUSE, [*acts, Reversed(number=3, on=date(2026, 3, 20), act=1)])
    assert refusal.value.code == "running.more_than_excess"


def test_a_pay_off_that_no_longer_suffices_is_an_ordinary_payment() -> None:
    first = Receipt(number=1, on=date(2026, 2, 15), amount_fen=888_488)
    standing = open_standing(LOAN, HOUSE)
    apply(standing, first)
    last = PayOff(number=2, on=date(2026, 3, 1), amount_fen=quote_pay_off(standing, date(2026, 3, 1)).total_fen)
    assert apply(standing, last).settled
    undone, effects = replay(LOAN, HOUSE, [first, last, Reversed(number=3, on=date(2026, 3, 2), act=1)])
    assert not effects[2].settled
    assert effects[2].paid.total_fen == last.amount_fen
    assert not undone.is_settled


def test_a_loan_from_elsewhere_goes_on_from_its_lines() -> None:
    whole = open_standing(LOAN, HOUSE)
    apply(whole, Receipt(number=1, on=date(2026, 2, 15), amount_fen=888_488))
    reckon_penalty(whole, date(2026, 4, 1))
    lines = tuple(replace(line) for line in whole.lines)
    brought, effects = replay(LOAN, HOUSE, [BroughtIn(number=1, on=date(2026, 4, 1), lines=lines)])
    assert effects[1].plan_changed
    assert brought.lines == whole.lines
    on = date(2026, 4, 10)
    assert quote_pay_off(brought, on) == quote_pay_off(whole, on)
    minus = (replace(lines[0], paid_interest_fen=lines[0].interest_fen + 1), *lines[1:])
    with pytest.raises(ActRefused):
        replay(LOAN, HOUSE, [BroughtIn(number=1, on=date(2026, 4, 1), lines=minus)])


def test_a_loan_from_elsewhere_may_begin_with_what_was_left_of_it() -> None:
    whole = open_standing(LOAN, HOUSE)
    for number, line in enumerate(list(whole.lines[:5]), 1):
        apply(whole, Receipt(number=number, on=line.due_on, amount_fen=line.open_fen))
    left = [replace(line, number=number) for number, line in enumerate(whole.lines[5:], 1)]
    brought, _ = replay(LOAN, HOUSE, [BroughtIn(number=1, on=date(2026, 6, 20), lines=tuple(left))])
    on = date(2026, 7, 1)
    ours, theirs = quote_pay_off(brought, on), quote_pay_off(whole, on)
    assert (ours.interest_fen, ours.principal_fen) == (theirs.interest_fen, theirs.principal_fen)
    assert apply(brought, NewRate(number=2, on=on, rate_annual=Decimal("0.06"))).plan_changed


def test_a_preview_shows_the_loan_before_and_after_and_does_nothing() -> None:
    standing = open_standing(LOAN, HOUSE)
    before = standing.copy()
    seen = preview(standing, Rescheduled(number=1, on=date(2026, 2, 15), skip=1))
    assert standing == before
    assert seen.before == tuple(before.lines)
    assert seen.saved_fen < 0
    assert seen.next_due_on == date(2026, 2, 15)


@given(
    st.sampled_from([Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.BULLET]),
    st.integers(0, 300),
    st.integers(1, 9_000_000),
)
def test_a_prepayment_lays_down_what_the_terms_quote_for_it(method: Method, days: int, amount: int) -> None:
    terms = replace(LOAN, method=method)
    on = LOAN.start_on + timedelta(days=days)
    standing = open_standing(terms, HOUSE)
    for number, line in enumerate(list(standing.lines), 1):
        if line.due_on <= on:
            apply(standing, Receipt(number=number, on=line.due_on, amount_fen=line.open_fen))
    try:
        quote = quote_prepayment(standing, on, amount)
    except ActRefused:
        return
    for option in quote.options:
        told = prepay(terms, schedule(terms), on, quote.principal_fen, option.choice)
        left = [line for line in option.lines if line.agreed_on > on]
        assert told.interest_fen == quote.interest_fen
        assert [row.due_on for row in told.rows_after] == [line.due_on for line in left]
        assert [row.principal_fen for row in told.rows_after] == [line.open_principal_fen for line in left]
        assert [row.interest_fen for row in told.rows_after] == [line.open_interest_fen for line in left]
