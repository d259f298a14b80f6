"""Rule sets: what is refused before anybody can publish it, and what a rule does where it cannot be worked out."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.decision.errors import RuleUnsound
from server.decision.facts import FACTS, FactType
from server.decision.language import DividedByZero, ExpressionError, NotEvaluated, compiled
from server.decision.rules import Facts, evaluate
from server.decision.rulesets import read_rule_set
from server.kit.rulebook import Finding, FindingOutcome
from tests.factories.decision import FIRST

CASE = Facts("person", date(2026, 3, 2), date(1990, 5, 1), 1_000_000, 100_000, 300_000, {"channel": "staff"})


def content(**changed: Any) -> dict[str, Any]:
    """A set of one rule, the first, with some of its parts changed."""
    told: dict[str, Any] = deepcopy(FIRST["content"])
    told["rules"] = [told["rules"][0] | changed]
    return told


def found(facts: Facts = CASE, **changed: Any) -> Finding:
    decision = evaluate(facts, read_rule_set(content(**changed), 7))
    return decision.results[0]


@pytest.mark.parametrize(
    ("changed", "field", "place", "said"),
    [
        ({"expression": "age_years <"}, "rules[0].expression", "1:12", "Syntax error"),
        ({"expression": "age_years\n < agee"}, "rules[0].expression", "2:4", "no fact called agee"),
        ({"expression": "age_years + 1"}, "rules[0].expression", "1:1", "gives INT"),
        ({"expression": "age_years > 0.5"}, "rules[0].expression", "1:11", "no matching overload"),
        ({"expression": "debt_ratio / 2.0 > 0.1"}, "rules[0].expression", "1:12", "no matching overload"),
        ({"expression": "[1, 2].all(x, x > age_years)"}, "rules[0].expression", "1:12", "no fact called x"),
        ({"expression": "dyn(age_years) > 0.5"}, "rules[0].expression", "1:4", "no fact called dyn"),
        ({"expression": ""}, "rules[0].expression", "1:1", "empty"),
        ({"expression": "age_years < 22 || " * 60 + "true"}, "rules[0].expression", "1:1", "too long"),
        ({"code": "first"}, "rules[0].code", "1:1", "DE-01"),
        ({"severity": "fatal"}, "rules[0].severity", "1:1", "block, review, warn"),
        ({"unit": "apples"}, "rules[0].unit", "1:1", "percent"),
        ({"applies_to": "robots"}, "rules[0].applies_to", "1:1", "person"),
        ({"value": "channel"}, "rules[0].value", "1:1", "number"),
        ({"value": "nobody"}, "rules[0].value", "1:1", "number"),
        ({"limit": "many"}, "rules[0].limit", "1:1", "number"),
        ({"zh": "{name}"}, "rules[0].zh", "1:1", "{value} and {limit}"),
        ({"en": "{"}, "rules[0].en", "1:1", "{value} and {limit}"),
        ({"name_zh": " "}, "rules[0].name_zh", "1:1", "text"),
    ],
)
def test_an_unsound_rule_is_refused_with_its_name_and_place(
    changed: dict[str, Any], field: str, place: str, said: str
) -> None:
    with pytest.raises(RuleUnsound) as refusal:
        read_rule_set(content(**changed), 0)
    told = refusal.value
    assert (told.field, told.facts["place"]) == (field, place)
    assert said in told.message_en
    assert str(told.facts["rule"]) in told.message_zh
    assert told.facts["reason_zh"]


@pytest.mark.parametrize(
    "whole",
    [{}, {"rules": []}, {"rules": "all"}, {"rules": ["DE-01"]}, {"rules": FIRST["content"]["rules"]}],
)
def test_a_set_without_rules_or_bounds_is_refused(whole: dict[str, Any]) -> None:
    with pytest.raises(RuleUnsound):
        read_rule_set(whole, 0)


def test_a_code_stands_once_in_a_set() -> None:
    twice = content()
    twice["rules"] *= 2
    with pytest.raises(RuleUnsound) as refusal:
        read_rule_set(twice, 0)
    assert refusal.value.field == "rules[1].code"


def test_division_by_zero_is_a_review_that_says_so() -> None:
    poor = replace(CASE, more={"channel": "staff", "exposure_fen": 0, "amount_fen": 5})
    for expression in (
        "amount_fen / exposure_fen > 2",
        "ratio(amount_fen, exposure_fen) > 2.0",
        "7 % exposure_fen > 2",
    ):
        finding = found(poor, expression=expression)
        assert (finding.outcome, finding.violated) == (FindingOutcome.REVIEW, False)
        assert "除数为零" in finding.zh
        assert "divides by zero" in finding.en
    assert found(
        replace(poor, more={"exposure_fen": 2, "amount_fen": 5}), expression="ratio(amount_fen, exposure_fen) > 2.0"
    ).violated


def test_a_number_that_outgrows_its_type_is_a_review_and_no_crash() -> None:
    finding = found(expression="income_monthly_fen * 9223372036854775807 > 1")
    assert finding.outcome is FindingOutcome.REVIEW
    assert "overflow" in finding.en


def test_a_missing_fact_is_a_review_that_names_it_and_a_warning_passes() -> None:
    unscored = found(expression="score < 500")
    assert (unscored.outcome, unscored.missing) == (FindingOutcome.REVIEW, ("score",))
    assert "缺少评分" in unscored.zh
    assert found(expression="score < 500", severity="warn").outcome is FindingOutcome.PASS
    assert found(replace(CASE, income_monthly_fen=None), expression="debt_ratio > 0.5").missing == ("income_monthly",)


def test_what_is_violated_whatever_is_missing_is_violated() -> None:
    assert found(expression="score < 500 || age_years > 30", severity="block").outcome is FindingOutcome.REFUSE
    assert found(expression="score < 500 && age_years > 80").outcome is FindingOutcome.PASS


def test_the_value_shown_is_rounded_away_from_the_limit() -> None:
    slightly = replace(CASE, income_monthly_fen=10**9, debt_monthly_fen=5 * 10**8 - 299_999)
    rule = {"expression": "debt_ratio > 0.5", "value": "debt_ratio", "limit": "0.5", "unit": "percent"}
    finding = found(slightly, **rule, zh="{value}超过{limit}", en="{value} above {limit}")
    assert (finding.zh, finding.value) == ("50.01%超过50.00%", Decimal("0.500000001"))


def test_every_type_of_fact_is_known_to_the_language() -> None:
    samples = {FactType.INT: "{} > 0", FactType.DOUBLE: "{} > 0.0", FactType.STRING: "{} == ''", FactType.BOOL: "{}"}
    for name, fact in FACTS.items():
        assert compiled(samples[fact.type].format(name)).names == {name}


def test_a_name_inside_a_text_is_no_fact() -> None:
    assert compiled("channel == 'score' || channel == \"age_years\"").names == {"channel"}


def test_an_expression_fails_in_one_of_two_ways_and_no_other() -> None:
    with pytest.raises(DividedByZero):
        compiled("1 / term_months > 0").holds({"term_months": 0})
    with pytest.raises(NotEvaluated):
        compiled("1 / term_months > 0").holds({})
    with pytest.raises(ExpressionError):
        compiled("now() > 3")
