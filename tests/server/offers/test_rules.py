"""Eligibility, states, terms: pure rules, tried with many customers."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.offers import rules
from server.offers.errors import OfferNotInState
from server.offers.rules import (
    MOVES,
    Behaviour,
    OfferKind,
    OfferState,
    Step,
    amount_offered_fen,
    bars,
    is_control,
    moved,
    rate_offered,
    term_offered,
)

TODAY = date(2026, 3, 2)
NUMBERS = {
    "on_time_share_min": Decimal("0.95"),
    "instalments_min": Decimal(6),
    "late_days_max": Decimal(3),
    "late_months": Decimal(12),
    "months_on_book_min": Decimal(6),
    "utilisation_min": Decimal("0.2"),
    "gap_days": Decimal(90),
}
GOOD = Behaviour(
    customer_id=UUID(int=1),
    branch_id=UUID(int=2),
    officer_id=UUID(int=3),
    kind="person",
    is_active=True,
    income_monthly_fen=2_000_000,
    debt_monthly_fen=0,
    exposure_fen=1_000_000,
    group_exposure_fen=1_000_000,
    loan_id=UUID(int=4),
    loan_runs=True,
    principal_fen=3_000_000,
    loan_outstanding_fen=1_000_000,
    rate_annual=Decimal("0.144"),
    term_months=12,
    product_code="biz_equal",
    purpose="working_capital",
    outstanding_fen=1_000_000,
    granted_fen=3_000_000,
    current_days=0,
    is_written_off=False,
    first_on=TODAY - timedelta(days=300),
    last_closed_on=None,
    due=9,
    on_time=9,
    late_days=0,
    has_bad_tier=False,
    has_case=False,
    has_alert=False,
    has_hold=False,
    tickets=(),
    has_consent=True,
    is_applying=False,
    has_other_offer=False,
    last_sent_on=None,
)
people = st.builds(
    replace,
    st.just(GOOD),
    is_active=st.booleans(),
    current_days=st.sampled_from((0, 0, 1, 40)),
    is_written_off=st.booleans(),
    due=st.integers(0, 12),
    on_time=st.integers(0, 12),
    late_days=st.sampled_from((None, 0, 3, 4, 90)),
    has_bad_tier=st.booleans(),
    has_case=st.booleans(),
    has_alert=st.booleans(),
    has_hold=st.booleans(),
    tickets=st.sampled_from(((), ("complaint",), ("hardship",), ("erasure",), ("data_access",))),
    has_consent=st.booleans(),
    is_applying=st.booleans(),
    has_other_offer=st.booleans(),
    outstanding_fen=st.integers(0, 3_000_000),
    loan_runs=st.booleans(),
    last_sent_on=st.sampled_from((None, TODAY, TODAY - timedelta(days=89), TODAY - timedelta(days=90))),
)


@settings(max_examples=400, deadline=None)
@given(who=people, kind=st.sampled_from(OfferKind))
def test_nobody_with_anything_against_him_is_eligible(who: Behaviour, kind: OfferKind) -> None:
    against = (
        who.current_days > 0,
        who.is_written_off,
        who.has_bad_tier or who.has_case or who.has_alert or who.has_hold,
        bool(set(who.tickets) & {"complaint", "hardship", "erasure"}),
        not who.has_consent,
        who.is_applying or who.has_other_offer or not who.is_active,
        who.due < 6 or who.late_days is None or who.late_days > 3,
        who.due > 0 and Decimal(min(who.on_time, 12)) / who.due < Decimal("0.95"),
        Decimal(who.outstanding_fen) / who.granted_fen < Decimal("0.2"),
        kind is OfferKind.RATE_DOWN and not who.loan_runs,
        who.last_sent_on is not None and (TODAY - who.last_sent_on).days < 90,
    )
    found = bars(kind, who, NUMBERS, TODAY)
    assert bool(found) == any(against)
    assert len({bar.code for bar in found}) == len(found)
    assert not any("{" in bar.zh + bar.en for bar in found)


def test_a_good_payer_has_nothing_against_him_and_marketing_alone_does_not_bar_an_answer() -> None:
    assert bars(OfferKind.RENEWAL, GOOD, NUMBERS, TODAY) == []
    silent = replace(GOOD, has_consent=False, has_other_offer=True)
    assert [bar.code for bar in bars(OfferKind.RENEWAL, silent, NUMBERS, TODAY)] == ["OF-12", "OF-13"]
    assert bars(OfferKind.RENEWAL, silent, NUMBERS, TODAY, writes=False) == []


def test_whoever_ended_long_ago_is_not_asked_again() -> None:
    over = replace(GOOD, granted_fen=0, outstanding_fen=0, loan_runs=False, last_closed_on=TODAY - timedelta(days=366))
    numbers = {name: value for name, value in NUMBERS.items() if name != "utilisation_min"}
    assert [each.code for each in bars(OfferKind.RENEWAL, over, numbers | {"ended_days_max": Decimal(365)}, TODAY)] == [
        "OF-20"
    ]


def test_states_move_as_the_table_says_and_nowhere_else() -> None:
    for state, step in product(OfferState, Step):
        if (state, step) in MOVES:
            assert moved(state, step) is MOVES[state, step]
        else:
            with pytest.raises(OfferNotInState):
                moved(state, step)
    ended = {OfferState.EXCLUDED, OfferState.CONTROL, OfferState.ACCEPTED, OfferState.DECLINED, OfferState.EXPIRED}
    assert not {state for state, _ in MOVES} & (ended | {OfferState.WITHDRAWN})


def test_the_control_group_is_near_its_share_and_the_same_whoever_reckons_it() -> None:
    campaign, people_ = uuid4(), [uuid4() for _ in range(4000)]
    drawn = [is_control(campaign, each, Decimal("0.1")) for each in people_]
    assert drawn == [is_control(campaign, each, Decimal("0.1")) for each in people_]
    assert 300 < sum(drawn) < 500
    assert not any(is_control(campaign, each, Decimal(0)) for each in people_)


@given(
    rate=st.decimals("0.01", "0.36", places=4),
    cut=st.decimals("0.001", "0.1", places=4),
    floor=st.decimals("0.01", "0.36", places=4),
)
def test_a_rate_falls_never_below_the_floor(rate: Decimal, cut: Decimal, floor: Decimal) -> None:
    lower = rate_offered(rate, cut, floor)
    if lower is None:
        assert rate <= floor
    else:
        assert floor <= lower < rate
        assert lower >= rate - cut


@given(
    principal_fen=st.integers(1, 10**10),
    factor=st.decimals("0.1", "3", places=2),
    most_fen=st.integers(1, 10**10),
    term=st.integers(1, 60),
    every=st.integers(1, 6),
)
def test_amounts_and_terms_stay_within_their_bounds(
    principal_fen: int, factor: Decimal, most_fen: int, term: int, every: int
) -> None:
    amount_fen = amount_offered_fen(replace(GOOD, principal_fen=principal_fen), factor, most_fen)
    assert 0 <= amount_fen <= min(Decimal(most_fen), principal_fen * factor)
    assert amount_fen % rules.STEP_FEN == 0
    offered = term_offered(term, 3, 36, every)
    assert offered is None or (3 <= offered <= 36 and offered % every == 0)
