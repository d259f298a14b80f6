"""The servicing policy and the journal as plain data."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from server.terms.allocation import NON_PERFORMING_ORDER
from server.terms.prepayment import Choice
from server.terms.running.acts import Act, BroughtIn, Reversed
from server.terms.running.errors import ActRefused
from server.terms.running.journal import act_from, detail_of
from server.terms.running.opening import open_standing
from server.terms.running.policy import Ahead, Policy, policy_from
from tests.server.terms.running.histories import histories, policies, terms


@given(policies())
def test_a_policy_survives_json(policy: Policy) -> None:
    assert policy_from(json.loads(json.dumps(policy.as_dict()))) == policy


def test_what_is_not_named_is_the_houses() -> None:
    assert policy_from({}) == Policy()
    given_one = policy_from(
        {
            "ahead": "next",
            "late_order": ["principal", "interest", "penalty", "fee"],
            "prepayment": {"fee_share": "0.005", "minimum_fen": 100_000, "choices": ["shorten_term"]},
        }
    )
    assert given_one.ahead is Ahead.NEXT
    assert given_one.late_order == NON_PERFORMING_ORDER
    assert given_one.prepayment.choices == (Choice.SHORTEN_TERM,)
    assert given_one.prepayment.fee_share == Decimal("0.005")
    assert policy_from({"grace_days": 3}, base=given_one).ahead is Ahead.NEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"nonsense": 1}, "running.unknown_value"),
        ({"grace_days": "3"}, "running.unknown_value"),
        ({"grace_days": True}, "running.unknown_value"),
        ({"grace_days": -1}, "running.unknown_value"),
        ({"grace_is_free": 1}, "running.unknown_value"),
        ({"penalty_multiple": 1.5}, "running.unknown_value"),
        ({"penalty_multiple": "x"}, "running.unknown_value"),
        ({"penalty_day_base": 0}, "running.unknown_value"),
        ({"order": ["fee", "interest"]}, "running.unknown_value"),
        ({"ahead": "some"}, "running.unknown_value"),
        ({"prepayment": []}, "running.unknown_value"),
        ({"prepayment": {"fee_share": "0.02"}}, "running.above_cap"),
        ({"prepayment": {"free_after_share": "0.6"}}, "running.above_cap"),
        ({"prepayment": {"free_below_months": 6}}, "running.unknown_value"),
    ],
)
def test_a_policy_beyond_the_house_or_without_sense_is_refused(data: dict[str, Any], code: str) -> None:
    with pytest.raises(ActRefused) as refusal:
        policy_from(data)
    assert refusal.value.code == code


@given(histories())
@settings(max_examples=40)
def test_acts_survive_the_journal(history: tuple[Any, Any, list[Act]]) -> None:
    _, _, acts = history
    for act in [*acts, Reversed(number=90, on=date(2026, 3, 1), act=1)]:
        detail = json.loads(json.dumps(detail_of(act)))
        amount = getattr(act, "amount_fen", None)
        assert act_from(act.kind, act.number, act.on, amount_fen=amount, detail=detail) == act


@given(terms(), policies())
def test_a_loan_from_elsewhere_survives_the_journal(agreed: Any, policy: Policy) -> None:
    standing = open_standing(agreed, policy)
    act = BroughtIn(number=1, on=agreed.start_on, lines=tuple(standing.lines), excess_fen=5)
    detail = json.loads(json.dumps(detail_of(act)))
    assert act_from("opening", 1, act.on, amount_fen=None, detail=detail) == act


@pytest.mark.parametrize(
    ("kind", "detail"),
    [("nonsense", {}), ("prepayment", {"choice": "none"}), ("prepayment", {}), ("rate_change", {"rate_annual": "x"})],
)
def test_a_journal_without_sense_is_refused(kind: str, detail: dict[str, Any]) -> None:
    with pytest.raises(ActRefused) as refusal:
        act_from(kind, 1, date(2026, 1, 1), amount_fen=1, detail=detail)
    assert refusal.value.code == "running.unknown_value"
