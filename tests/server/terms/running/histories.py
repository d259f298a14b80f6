"""Loans and what may happen to them, drawn at random: terms, policies, and acts that the engine takes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from server.terms.allocation import NON_PERFORMING_ORDER, Sweep
from server.terms.convention import PROFILES
from server.terms.errors import TermsError
from server.terms.model import Fee, FeeBasis, Method, Terms
from server.terms.prepayment import Choice
from server.terms.running.acts import (
    Act,
    ChargedFee,
    Drawn,
    Holiday,
    NewRate,
    PayOff,
    Prepayment,
    Receipt,
    Recovered,
    Refunded,
    Rescheduled,
    Waiver,
    WrittenOff,
)
from server.terms.running.applying import apply
from server.terms.running.model import Effect, Standing
from server.terms.running.opening import open_standing
from server.terms.running.policy import Ahead, Policy, PrepaymentRule
from server.terms.running.quoting import quote_pay_off

START = date(2026, 1, 31)
CONVENTIONS = ["prc_360", "prc_365", "prc_360_daily", "actual_actual", "thirty_360", "fineract_progressive", "sunline"]
GRACES = ("grace_principal", "grace_interest", "interest_free")
GRACED = (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.FLAT, Method.BALLOON)
HOLIDAYS = frozenset(START + timedelta(days=each) for each in range(1, 900) if each % 7 in (0, 1))


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """A loan of any method."""
    method = draw(st.sampled_from(list(Method)))
    periods = draw(st.integers(2, 18))
    principal = draw(st.integers(10_000, 50_000_000))
    made = Terms(
        principal,
        Decimal(draw(st.integers(0, 2400))) / 10_000,
        method,
        periods,
        START,
        convention=PROFILES[draw(st.sampled_from(CONVENTIONS))],
        non_working=draw(st.sampled_from([frozenset(), HOLIDAYS])),
        fees=draw(st.sampled_from([(), (Fee(FeeBasis.FIXED, 500),), (Fee(FeeBasis.OPENING, 9_900),)])),
        balloon_fen=principal // 3 if method is Method.BALLOON else 0,
    )
    if method in GRACED and draw(st.booleans()):
        grace = draw(st.integers(0, periods - 1))
        setting: dict[str, Any] = {draw(st.sampled_from(GRACES)): grace}
        made = replace(made, **setting)
    return made


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A way of serving it."""
    return Policy(
        sweep=draw(st.sampled_from(list(Sweep))),
        late_order=draw(st.sampled_from([None, NON_PERFORMING_ORDER])),
        ahead=draw(st.sampled_from(list(Ahead))),
        grace_days=draw(st.sampled_from([0, 0, 1, 3])),
        grace_is_free=draw(st.booleans()),
        penalty_multiple=draw(st.sampled_from([Decimal("1.5"), Decimal("1.3")])),
        prepayment=PrepaymentRule(fee_share=draw(st.sampled_from([Decimal(0), Decimal("0.01")]))),
    )


@st.composite
def acts_at(draw: st.DrawFn, number: int, on: date, standing: Standing) -> Act:
    """Any act on a day; amounts are near to what is open so that edges are met."""
    open_fen = max(1, standing.open_fen)
    amount = draw(st.one_of(st.integers(1, open_fen + 100), st.sampled_from(_telling(standing))))
    kind = draw(st.sampled_from([*MONEY_IN, *SERVICING]))
    if kind in MONEY_IN:
        return _money(draw, kind, number, on, standing=standing, amount_fen=amount)
    return _servicing(draw, kind, number, on, amount_fen=amount)


def _money(draw: st.DrawFn, kind: type[Act], number: int, on: date, *, standing: Standing, amount_fen: int) -> Act:
    excess = max(1, standing.excess_fen)
    if kind is Prepayment:
        return Prepayment(number=number, on=on, amount_fen=amount_fen, choice=draw(st.sampled_from(list(Choice))))
    if kind is PayOff:
        return PayOff(number=number, on=on, amount_fen=_pays_off(standing, on))
    if kind is Refunded:
        return Refunded(number=number, on=on, amount_fen=excess)
    if kind is Recovered:
        return Recovered(number=number, on=on, amount_fen=amount_fen)
    if not draw(st.integers(0, 5)):
        return Receipt(number=number, on=on, amount_fen=excess, from_excess=True)
    return Receipt(number=number, on=on, amount_fen=amount_fen)


def _servicing(draw: st.DrawFn, kind: type[Act], number: int, on: date, *, amount_fen: int) -> Act:
    skip, extra = draw(st.sampled_from([(1, 0), (0, 2), (2, 1)]))
    interest_too, extends = draw(st.sampled_from([(False, False), (False, True), (True, True)]))
    some = amount_fen % 9_999 + 1
    rate = Decimal(draw(st.integers(0, 3600))) / 10_000
    multiple = draw(st.sampled_from([None, Decimal(2)]))
    periods = draw(st.integers(1, 3))
    made: dict[type[Act], Act] = {
        ChargedFee: ChargedFee(number=number, on=on, amount_fen=some, late=interest_too),
        Waiver: Waiver(number=number, on=on, **{draw(st.sampled_from(WAIVED)): some}),
        NewRate: NewRate(number=number, on=on, rate_annual=rate, penalty_multiple=multiple),
        Rescheduled: Rescheduled(number=number, on=on, skip=skip, extra_periods=extra),
        Holiday: Holiday(number=number, on=on, periods=periods, interest_too=interest_too, extends=extends),
        Drawn: Drawn(number=number, on=on, amount_fen=some * 100),
        WrittenOff: WrittenOff(number=number, on=on),
    }
    return made[kind]


MONEY_IN = (*(Receipt,) * 7, *(Prepayment,) * 3, PayOff, Refunded, Recovered)
SERVICING = (ChargedFee, Waiver, NewRate, Rescheduled, Holiday, Drawn, WrittenOff)
WAIVED = ("interest_fen", "penalty_fen", "fee_fen")


def _telling(standing: Standing) -> list[int]:
    """Amounts at which something turns: each open line, all that is open."""
    found = {line.open_fen for line in standing.lines} | {standing.open_fen, 1}
    return sorted(fen for fen in found if fen > 0)


def _pays_off(standing: Standing, on: date) -> int:
    try:
        return quote_pay_off(standing, on).total_fen
    except TermsError:
        return 1


@st.composite
def histories(draw: st.DrawFn, *, most: int = 8) -> tuple[Terms, Policy, list[Act]]:
    """Terms, a policy and acts in order, each taken by the engine when its time came."""
    agreed, policy = draw(terms()), draw(policies())
    standing = open_standing(agreed, policy)
    taken: list[Act] = []
    on = START
    for number in range(1, draw(st.integers(1, most)) + 1):
        on += timedelta(days=draw(st.sampled_from([0, 1, 2, 14, 28, 31, 45, 95])))
        act = draw(acts_at(number, on, standing))
        try:
            apply(standing, act)
        except TermsError:
            continue
        taken.append(act)
    return agreed, policy, taken


def played(agreed: Terms, policy: Policy, acts: list[Act]) -> Iterator[tuple[Standing, Act, Effect]]:
    """The same once more, telling the standing after each act."""
    standing = open_standing(agreed, policy)
    for act in acts:
        yield standing, act, apply(standing, act)
