"""The tiers as rules: limits of the days, contagion, observation; and any history against the independent model."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.classification.rules import (
    Decision,
    Edition,
    Facts,
    Ground,
    Standing,
    classify,
    is_non_performing,
)
from server.classification.vocabulary import LEAST, RANK, Cause, GroundKind, Tier
from tests.server.classification.model import NAMES, Due, Model, ModelLoan, months_later

ON = date(2026, 3, 1)
FLOORS = ((0, Tier.SPECIAL_MENTION), (90, Tier.SUBSTANDARD), (270, Tier.DOUBTFUL), (360, Tier.LOSS))
EDITION = Edition(1, FLOORS, Decimal("0.10"), 6, 12, 2)
PERSON = UUID(int=1)


def facts(number: int = 1, **over: Any) -> Facts:
    """A loan of 1,000,000 fen of which nothing speaks against anything."""
    given: dict[str, Any] = {"loan_id": UUID(int=number), "person_id": PERSON, "balance_fen": 1_000_000}
    return Facts(**(given | {"days_past_due": 0} | over))


def tiers(*loans: Facts, on: date = ON) -> list[Tier]:
    return [each.tier for each in classify(loans, on, EDITION)]


@pytest.mark.parametrize(
    ("days", "tier"),
    [
        (0, Tier.NORMAL),
        (1, Tier.SPECIAL_MENTION),
        (7, Tier.SPECIAL_MENTION),
        (8, Tier.SPECIAL_MENTION),
        (90, Tier.SPECIAL_MENTION),
        (91, Tier.SUBSTANDARD),
        (270, Tier.SUBSTANDARD),
        (271, Tier.DOUBTFUL),
        (360, Tier.DOUBTFUL),
        (361, Tier.LOSS),
    ],
)
def test_days_past_due_set_the_best_tier(days: int, tier: Tier) -> None:
    assert tiers(facts(days_past_due=days)) == [tier]


@pytest.mark.parametrize(
    ("bad_fen", "good_fen", "tier"),
    [
        (100_000, 900_000, Tier.SUBSTANDARD),
        (99_999, 900_001, Tier.NORMAL),
        (1_000_000, 1, Tier.SUBSTANDARD),
    ],
)
def test_a_tenth_that_is_non_performing_takes_all_of_a_persons_loans_down(
    bad_fen: int, good_fen: int, tier: Tier
) -> None:
    bad, good = facts(1, balance_fen=bad_fen, days_past_due=100), facts(2, balance_fen=good_fen)
    decisions = classify([bad, good], ON, EDITION)
    assert [each.tier for each in decisions] == [Tier.SUBSTANDARD, tier]
    assert (Cause.CONTAGION in {each.cause for each in decisions[1].reasons}) is (tier is Tier.SUBSTANDARD)


def test_loans_that_were_only_taken_down_take_nobody_down() -> None:
    """The third loan is more than a tenth; it is in its tier for the first loan's sake alone."""
    before = Standing(own_tier=Tier.NORMAL, tier=Tier.SUBSTANDARD, clear_since=date(2025, 1, 1))
    kept = facts(3, before=before, dues_clear=9)
    assert tiers(facts(2), kept) == [Tier.NORMAL, Tier.NORMAL]


@pytest.mark.parametrize(
    ("clear_since", "dues", "tier"),
    [
        (date(2025, 9, 1), 2, Tier.NORMAL),
        (date(2025, 9, 2), 6, Tier.SUBSTANDARD),
        (date(2025, 9, 1), 1, Tier.SUBSTANDARD),
        (None, 6, Tier.SUBSTANDARD),
    ],
)
def test_a_loan_rises_out_of_the_non_performing_after_six_months_and_two_instalments(
    clear_since: date | None, dues: int, tier: Tier
) -> None:
    before = Standing(Tier.SUBSTANDARD, Tier.SUBSTANDARD, clear_since)
    assert tiers(facts(before=before, dues_clear=dues)) == [tier]


def test_a_restructured_loan_is_watched_for_a_year_and_missing_a_payment_or_another_makes_it_worse() -> None:
    signed, resumed = date(2025, 1, 10), date(2025, 2, 10)
    over: dict[str, Any] = {"restructures": 1, "restructured_on": signed, "resumed_on": resumed, "dues_resumed": 11}
    before = Standing(Tier.SPECIAL_MENTION, Tier.SPECIAL_MENTION, date(2025, 1, 1))
    watched = facts(**over, before=before)
    assert tiers(watched, on=date(2026, 2, 9)) == [Tier.SPECIAL_MENTION]
    assert tiers(watched, on=date(2026, 2, 10)) == [Tier.NORMAL]
    late = facts(**over, before=before, days_past_due=3)
    assert tiers(late, on=date(2025, 6, 13)) == [Tier.SUBSTANDARD]
    assert tiers(facts(**over, before=before, days_past_due=40), on=signed + timedelta(days=5)) == [
        Tier.SPECIAL_MENTION
    ]
    again = facts(**(over | {"restructures": 2}), before=before)
    assert tiers(again, on=date(2025, 6, 13)) == [Tier.SUBSTANDARD]


@pytest.mark.parametrize("kind", GroundKind)
def test_a_ground_by_hand_holds_a_loan_down_and_says_so_in_both_languages(kind: GroundKind) -> None:
    found = classify([facts(grounds=(Ground(kind, LEAST[kind]),))], ON, EDITION)[0]
    assert found.tier is LEAST[kind]
    assert found.reasons[0].zh.startswith("人工认定：")
    assert found.reasons[0].en.startswith("Found by hand: ")


LAGS = st.sampled_from([0, 0, 0, 0, 3, 20, 75, 130, 200, 400, None])


@st.composite
def histories(draw: st.DrawFn) -> list[ModelLoan]:
    """One to three loans of a person with monthly instalments, each paid late, on the day or never."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        lent, term = date(2024, 1, draw(st.integers(1, 28))), draw(st.integers(6, 30))
        principal = draw(st.integers(1, 50)) * 100_000
        dues, before, stopped = [], lent, False
        for at in range(1, term + 1):
            due_on, lag = months_later(lent, at), draw(LAGS)
            stopped = stopped or lag is None
            dues.append(Due(at, before, due_on, principal // term + 1, 1, None if stopped else lag))
            before = due_on
        own = UUID(int=number + 10)
        loan = ModelLoan(own, PERSON, own, own, own, principal, lent, dues)
        found.append(loan)
    return found


@settings(max_examples=12, deadline=None)
@given(loans=histories(), data=st.data())
def test_any_history_is_classified_as_the_model_does_and_never_better_than_its_days(
    loans: list[ModelLoan], data: st.DataObject
) -> None:
    model, standings = Model({loan.id: loan for loan in loans}), dict[UUID, Standing]()
    moved = data.draw(st.sets(st.integers(30, 700), max_size=3))
    for step in range(760):
        day = date(2024, 2, 1) + timedelta(days=step)
        for loan in loans:
            _live(loan, day, restructure=step in moved)
        running = model.running(day)
        decisions = {
            each.loan_id: each for each in classify([_facts(each, day, standings) for each in running], day, EDITION)
        }
        model.evening(day)
        assert {at: each.tier.value for at, each in decisions.items()} == {
            loan.id: NAMES[loan.tier] for loan in running
        }
        for loan in running:
            _check(loan, day, standings.get(loan.id), decisions[loan.id])
            standings[loan.id] = decisions[loan.id].standing


def _live(loan: ModelLoan, day: date, *, restructure: bool) -> None:
    for due in loan.dues:
        if not due.paid and due.pay_on is not None and due.pay_on <= day:
            due.paid = True
    if loan.next_due is None and loan.ended_on is None:
        loan.ended_on = day
    if restructure and loan.ended_on is None and any(due.due_on > day for due in loan.dues):
        loan.restructured.append(day)
        for due in loan.dues:
            if due.due_on > day and not due.paid:
                due.due_on = months_later(due.due_on, 1)


def _facts(loan: ModelLoan, day: date, standings: dict[UUID, Standing]) -> Facts:
    before = standings.get(loan.id)
    since = before.clear_since if before else None
    last = loan.restructured[-1] if loan.restructured else None
    resumed = min((due.due_on for due in loan.dues if last and due.due_on > last), default=None)
    past = [due.due_on for due in loan.dues if due.due_on < day]
    return Facts(
        loan_id=loan.id,
        person_id=PERSON,
        balance_fen=loan.balance,
        days_past_due=loan.days_late(day),
        before=before,
        restructures=len(loan.restructured),
        restructured_on=last,
        resumed_on=resumed,
        dues_clear=sum(since is not None and due >= since for due in past),
        dues_resumed=sum(since is not None and resumed is not None and due >= max(since, resumed) for due in past),
    )


def _check(loan: ModelLoan, day: date, before: Standing | None, found: Decision) -> None:
    """What must hold whatever happened."""
    assert RANK[found.tier] >= RANK[EDITION.floor(loan.days_late(day))]
    assert RANK[found.tier] >= RANK[found.standing.own_tier]
    assert found.reasons
    if before and is_non_performing(before.tier) and RANK[found.tier] < RANK[before.tier]:
        since = found.standing.clear_since
        assert since is not None
        assert day >= months_later(since, 6)
    assert max(RANK[each.tier] for each in found.reasons) == RANK[found.tier]
