"""What holds whatever happens to a loan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.terms.errors import TermsError
from server.terms.model import Terms
from server.terms.running.acts import Act, PayOff, Prepayment, Receipt, Recovered, Refunded, Reversed
from server.terms.running.applying import apply, needs_replay, replay
from server.terms.running.errors import ActRefused
from server.terms.running.model import Line, Standing, accrued_interest_fen
from server.terms.running.opening import open_standing
from server.terms.running.penalty import penalty_of, reckon_penalty
from server.terms.running.policy import Policy
from server.terms.running.quoting import preview_receipt, quote_pay_off, quote_prepayment
from tests.server.terms.running.histories import START, histories, played

History = tuple[Terms, Policy, list[Act]]
MONEY_IN = (Receipt, Prepayment, PayOff, Recovered)


def check_line(line: Line, standing: Standing) -> None:
    """Nothing of a line is negative, nothing is paid twice, its penalty is what its fen-days say."""
    for part in ("principal", "interest", "penalty", "fee"):
        assert getattr(line, f"{part}_fen") >= 0
        assert getattr(line, f"paid_{part}_fen") >= 0
        assert getattr(line, f"waived_{part}_fen", 0) >= 0
        assert getattr(line, f"open_{part}_fen") >= 0
    assert line.from_on <= line.agreed_on <= line.due_on
    assert 0 <= line.settled_principal_fen <= line.principal_fen
    assert 0 <= line.settled_interest_fen <= line.interest_fen
    assert 0 <= line.earlier_interest_fen <= line.interest_fen
    assert 0 <= line.charged_fee_fen <= line.fee_fen
    assert line.penalty_fen == penalty_of(line, standing.penalty_rate, standing.day_base)


@given(histories())
@settings(max_examples=150)
def test_nothing_is_ever_negative_and_the_principal_adds_up(history: History) -> None:
    agreed, policy, acts = history
    drawn = agreed.principal_fen
    for standing, _, effect in played(agreed, policy, acts):
        drawn += effect.drawn_fen
        assert sum(line.principal_fen for line in standing.lines) == drawn
        assert standing.excess_fen >= 0
        assert [line.number for line in standing.lines] == list(range(1, len(standing.lines) + 1))
        for line in standing.lines:
            check_line(line, standing)


@given(histories())
@settings(max_examples=100)
def test_money_is_shared_out_to_the_fen(history: History) -> None:
    agreed, policy, acts = history
    paid = gained = 0
    for standing, act, effect in played(agreed, policy, acts):
        shared = effect.paid.total_fen + effect.excess_fen
        if isinstance(act, Refunded):
            assert shared == -act.amount_fen
        elif isinstance(act, Receipt) and act.from_excess:
            assert shared == 0
        elif isinstance(act, MONEY_IN):
            assert shared == act.amount_fen
        else:
            assert shared == 0
        assert all(split.total_fen > 0 for split in effect.splits)
        paid, gained = paid + effect.paid.total_fen, gained + effect.excess_fen
        lines = standing.lines
        assert paid == sum(
            line.paid_principal_fen + line.paid_interest_fen + line.paid_fee_fen + line.paid_penalty_fen
            for line in lines
        )
        assert standing.excess_fen == gained


@given(histories())
@settings(max_examples=100)
def test_act_by_act_is_the_replay_from_the_terms(history: History) -> None:
    agreed, policy, acts = history
    standing, effects = open_standing(agreed, policy), {}
    for last, act, effect in played(agreed, policy, acts):
        standing, effects[act.number] = last, effect
    again, replayed = replay(agreed, policy, acts)
    assert again == standing
    assert replayed == effects


@given(histories(), st.data())
@settings(max_examples=60)
def test_penalty_day_by_day_is_penalty_in_one_go(history: History, data: st.DataObject) -> None:
    agreed, policy, acts = history
    until = START + timedelta(days=data.draw(st.integers(0, 900)))
    at_once, _ = replay(agreed, policy, acts, until)
    daily = open_standing(agreed, policy)
    waiting = [act for act in acts if act.on <= until]
    on = START
    while on <= until:
        reckon_penalty(daily, on)
        for act in [act for act in waiting if act.on == on]:
            apply(daily, act)
        on += timedelta(days=1)
    assert daily.lines == at_once.lines


@given(histories(), st.data())
@settings(max_examples=60)
def test_an_act_that_comes_late_stands_as_if_it_had_come_in_time(history: History, data: st.DataObject) -> None:
    agreed, policy, acts = history
    late = data.draw(st.sampled_from([Receipt(number=99, on=START + timedelta(days=40), amount_fen=12_345)]))
    in_time = sorted([*acts, late], key=lambda act: act.on)
    numbered = [replace(act, number=number) for number, act in enumerate(in_time, 1)]
    back, _ = replay_or_none(agreed, policy, [*acts, late])
    straight, _ = replay_or_none(agreed, policy, numbered)
    if back is None or straight is None:
        assert back is straight
        return
    assert back.lines == straight.lines
    assert back.excess_fen == straight.excess_fen


def replay_or_none(agreed: Terms, policy: Policy, acts: list[Act]) -> tuple[Standing | None, object]:
    """A replay, or nothing where an act cannot stand any more (money given back that never came in)."""
    try:
        return replay(agreed, policy, acts)
    except TermsError:
        return None, None


@given(histories(), st.data())
@settings(max_examples=60)
def test_what_was_reversed_never_happened(history: History, data: st.DataObject) -> None:
    agreed, policy, acts = history
    if not acts:
        return
    wrong = data.draw(st.sampled_from(acts))
    on = acts[-1].on
    reversal = Reversed(number=98, on=on, act=wrong.number)
    without, effects = replay_or_none(agreed, policy, [act for act in acts if act is not wrong])
    undone, told = replay_or_none(agreed, policy, [*acts, reversal])
    assert (undone, told) == (without, effects)
    regretted = Reversed(number=99, on=on, act=98)
    assert replay(agreed, policy, [*acts, reversal, regretted]) == replay(agreed, policy, acts)


@given(histories(most=5), st.integers(0, 70), st.data())
@settings(max_examples=100)
def test_a_quote_is_what_is_done_then(history: History, days: int, data: st.DataObject) -> None:
    agreed, policy, acts = history
    standing, _ = replay(agreed, policy, acts)
    before = standing.copy()
    on = standing.last_on + timedelta(days=days)
    try:
        quote = quote_pay_off(standing, on)
    except ActRefused:
        return
    assert standing == before
    paid_off = standing.copy()
    effect = apply(paid_off, PayOff(number=77, on=on, amount_fen=quote.total_fen))
    assert paid_off.is_settled
    assert effect.settled
    assert effect.excess_fen == 0
    assert effect.paid == quote.parts
    amount = data.draw(st.integers(1, quote.total_fen))
    seen = preview_receipt(standing, on, amount)
    received = standing.copy()
    assert apply(received, Receipt(number=standing.acts + 1, on=on, amount_fen=amount)) == seen.effect
    assert tuple(received.lines) == seen.lines
    check_prepayment(standing, on, amount)
    assert standing == before


def check_prepayment(standing: Standing, on: date, amount_fen: int) -> None:
    """Each option of a quote is what the prepayment then makes of the loan, and its parts add up to the money."""
    try:
        quote = quote_prepayment(standing, on, amount_fen)
    except TermsError:
        return
    assert quote.arrears_fen + quote.principal_fen + quote.interest_fen + quote.fee_fen == amount_fen
    for option in quote.options:
        after = standing.copy()
        act = Prepayment(number=standing.acts + 1, on=on, amount_fen=amount_fen, choice=option.choice)
        assert apply(after, act) == option.effect
        assert tuple(after.lines) == option.lines
        assert after.open_principal_fen < standing.open_principal_fen


@given(histories(), st.data())
@settings(max_examples=60)
def test_interest_accrues_from_nothing_to_all_of_it_and_never_falls(history: History, data: st.DataObject) -> None:
    agreed, policy, acts = history
    standing, _ = replay(agreed, policy, acts)
    line = data.draw(st.sampled_from(standing.lines))
    days = (line.agreed_on - line.from_on).days
    told = [accrued_interest_fen(line, line.from_on + timedelta(days=each)) for each in range(-1, days + 2)]
    assert told == sorted(told)
    assert told[0] == line.earlier_interest_fen
    assert told[-1] == line.interest_fen


@given(histories())
@settings(max_examples=60)
def test_a_refused_act_changes_nothing(history: History) -> None:
    agreed, policy, acts = history
    standing, _ = replay(agreed, policy, acts)
    before = standing.copy()
    refused = (
        Refunded(number=50, on=standing.last_on, amount_fen=standing.excess_fen + 1),
        Receipt(number=50, on=standing.last_on, amount_fen=0),
        Reversed(number=50, on=standing.last_on, act=1),
        PayOff(number=50, on=standing.last_on, amount_fen=10**14),
    )
    for act in refused:
        with pytest.raises(ActRefused):
            apply(standing, act)
        assert standing == before


@given(histories())
@settings(max_examples=40)
def test_what_comes_before_the_last_act_needs_a_replay(history: History) -> None:
    agreed, policy, acts = history
    standing, _ = replay(agreed, policy, acts)
    early = Receipt(number=50, on=standing.last_on - timedelta(days=1), amount_fen=1)
    assert needs_replay(standing, early)
    with pytest.raises(ActRefused) as refusal:
        apply(standing, early)
    assert refusal.value.code == "running.replay_needed"
