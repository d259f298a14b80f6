"""Interest of a running loan against an account that goes through its days one by one, in fractions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from server.terms.convention import PROFILES
from server.terms.errors import TermsError
from server.terms.model import Method, Terms
from server.terms.prepayment import Choice
from server.terms.running.acts import (
    Act,
    ChargedFee,
    Drawn,
    Holiday,
    NewRate,
    Prepayment,
    Receipt,
    Rescheduled,
    WrittenOff,
)
from server.terms.running.applying import apply
from server.terms.running.model import Line, Standing
from server.terms.running.opening import open_standing
from server.terms.running.penalty import reckon_penalty
from server.terms.running.policy import Ahead, Policy
from tests.server.terms.running.histories import START, histories, policies

METHODS = [method for method in Method if method is not Method.FLAT]


class Account:
    """What is out day by day, and at which rate: kept beside the engine, from acts and their effects alone."""

    def __init__(self, terms: Terms) -> None:
        self.moved = {terms.start_on: terms.principal_fen}
        self.rates = {terms.start_on: terms.rate_annual}

    def move(self, on: date, fen: int) -> None:
        self.moved[on] = self.moved.get(on, 0) + fen

    def interest(self, standing: Standing, from_on: date, to_on: date) -> Fraction:
        """Interest of the nights between two dates; planned principal leaves on its agreed date, paid or not."""
        summed, rate = Fraction(0), Fraction(0)
        leaves = dict(self.moved)
        for line in standing.lines:
            planned = line.principal_fen - line.settled_principal_fen
            leaves[line.agreed_on] = leaves.get(line.agreed_on, 0) - planned
        balance = sum(fen for on, fen in leaves.items() if on < from_on)
        on = from_on
        while on < to_on:
            balance += leaves.get(on, 0)
            rate = Fraction(max((each for each in self.rates.items() if each[0] <= on), key=lambda each: each[0])[1])
            summed += balance * rate / 360
            on += timedelta(days=1)
        return summed


def act_of(draw: st.DrawFn, number: int, on: date, standing: Standing) -> Act:
    amount = draw(st.integers(1, max(2, standing.open_fen)))
    return draw(
        st.sampled_from(
            [
                Prepayment(number=number, on=on, amount_fen=amount, choice=Choice.SHORTEN_TERM),
                Prepayment(number=number, on=on, amount_fen=amount, choice=Choice.LOWER_INSTALMENT),
                Receipt(number=number, on=on, amount_fen=amount),
                NewRate(number=number, on=on, rate_annual=Decimal(draw(st.integers(0, 2400))) / 10_000),
                Drawn(number=number, on=on, amount_fen=draw(st.integers(1, 2_000_000))),
                Rescheduled(number=number, on=on, skip=draw(st.integers(0, 2)), extra_periods=1),
                Holiday(number=number, on=on, periods=draw(st.integers(1, 2)), extends=draw(st.booleans())),
            ]
        )
    )


@given(st.data(), st.sampled_from(METHODS), policies())
@settings(max_examples=100)
def test_each_line_bears_the_interest_of_its_days(data: st.DataObject, method: Method, policy: Policy) -> None:
    principal = data.draw(st.integers(100_000, 30_000_000))
    terms = Terms(
        principal,
        Decimal(data.draw(st.integers(0, 2400))) / 10_000,
        method,
        data.draw(st.integers(2, 14)),
        START,
        convention=PROFILES["prc_360_daily"],
        balloon_fen=principal // 4 if method is Method.BALLOON else 0,
    )
    standing = open_standing(terms, replace(policy, ahead=Ahead.NOTHING))
    account, settled, on = Account(terms), 1, START
    for number in range(1, data.draw(st.integers(1, 7))):
        on += timedelta(days=data.draw(st.sampled_from([0, 1, 10, 17, 31, 40])))
        act = data.draw(st.composite(act_of)(number, on, standing))
        try:
            effect = apply(standing, act)
        except TermsError:
            continue
        account.move(on, effect.drawn_fen)
        if isinstance(act, NewRate):
            account.rates[on] = act.rate_annual
        if isinstance(act, Prepayment):
            account.move(on, -effect.splits[-1].principal_fen)
            settled += 1
    begun = START
    for line in standing.lines:
        exact = account.interest(standing, begun, line.agreed_on)
        assert abs(line.interest_fen - exact) <= Fraction(settled, 2), line
        begun = line.agreed_on


Nights = list[tuple[date, dict[int, int]]]  # what is open of each line's principal after the acts of a day


def open_on(nights: Nights, number: int, on: date) -> int:
    """Principal of a line that is open in the night that begins on a day."""
    return next((open_fen[number] for day, open_fen in reversed(nights) if day <= on and number in open_fen), 0)


def penalty_by_nights(line: Line, nights: Nights, until: date, policy: Policy, rate: Fraction) -> int:
    """Penalty of a line, night by night: what was paid within the grace bears nothing."""
    grace_ends = line.due_on + timedelta(days=policy.grace_days)
    if until <= grace_ends:
        return 0
    from_on = grace_ends if policy.grace_is_free else line.due_on
    fen_days = 0
    for days in range((until - from_on).days):
        on = from_on + timedelta(days=days)
        fen_days += open_on(nights, line.number, max(on, grace_ends))
    exact = fen_days * rate
    return (exact.numerator * 2 + exact.denominator) // (exact.denominator * 2)


def played_again(agreed: Terms, policy: Policy, acts: list[Act]) -> Iterator[tuple[Standing, Act, object]]:
    """The acts that can still be done when others are left out."""
    standing = open_standing(agreed, policy)
    for act in acts:
        try:
            effect = apply(standing, act)
        except TermsError:
            continue
        yield standing, act, effect


@given(histories(), st.integers(0, 200))
@settings(max_examples=100)
def test_penalty_is_that_of_the_nights_in_which_principal_was_overdue(
    history: tuple[Terms, Policy, list[Act]], days: int
) -> None:
    agreed, policy, acts = history
    acts = [act for act in acts if not isinstance(act, NewRate | ChargedFee)]
    standing = open_standing(agreed, policy)
    nights: Nights = [(START, {line.number: line.open_principal_fen for line in standing.lines})]
    until, ended = START, None
    for after, act, _ in played_again(agreed, policy, acts):
        standing, until = after, act.on
        nights.append((act.on, {line.number: line.open_principal_fen for line in after.lines}))
        ended = act.on if isinstance(act, WrittenOff) else ended
    until += timedelta(days=days)
    reckon_penalty(standing, until)
    rate = Fraction(standing.penalty_rate) / standing.day_base
    for line in standing.lines:
        assert line.penalty_fen == penalty_by_nights(line, nights, ended or until, policy, rate)
