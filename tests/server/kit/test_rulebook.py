"""Rules as data: limits, missing inputs, conditions, sentences."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.rulebook import (
    Comparison,
    Condition,
    Finding,
    FindingOutcome,
    Measure,
    Rule,
    Severity,
    Unit,
    examine,
    worst,
)

LABELS = {"income": ("月收入", "the monthly income"), "days": ("天数", "the days")}


def rule(**changes: Any) -> Rule:
    plain: dict[str, Any] = {
        "code": "R-1",
        "version": 3,
        "name_zh": "负债",
        "name_en": "Debt",
        "fact": "ratio",
        "comparison": Comparison.ABOVE,
        "limit": Decimal("0.5"),
        "unit": Unit.PERCENT,
        "severity": Severity.REVIEW,
        "zh": "{value}超过{limit}",
        "en": "{value} above {limit}",
    }
    return Rule(**(plain | changes))


def one(found: tuple[Finding, ...]) -> Finding:
    assert len(found) == 1
    return found[0]


def asked(of: Rule, **measures: Measure) -> tuple[Finding, ...]:
    return examine([of], measures, applies_to="person", labels=LABELS)


@given(st.decimals(min_value=-10, max_value=10, places=6))
def test_the_limit_itself_is_allowed_and_the_next_digit_is_not(limit: Decimal) -> None:
    step = Decimal("0.000001")
    above, below = rule(limit=limit), rule(limit=limit, comparison=Comparison.BELOW)
    assert one(asked(above, ratio=Measure(limit))).outcome is FindingOutcome.PASS
    assert one(asked(above, ratio=Measure(limit + step))).outcome is FindingOutcome.REVIEW
    assert one(asked(below, ratio=Measure(limit))).outcome is FindingOutcome.PASS
    assert one(asked(below, ratio=Measure(limit - step))).outcome is FindingOutcome.REVIEW


def test_a_missing_input_is_a_review_that_names_what_is_missing() -> None:
    found = one(asked(rule(severity=Severity.BLOCK), ratio=Measure(None, ("income",))))
    assert (found.outcome, found.value, found.missing) == (FindingOutcome.REVIEW, None, ("income",))
    assert "月收入" in found.zh
    assert "the monthly income" in found.en


def test_a_measure_has_a_value_or_says_what_is_missing() -> None:
    with pytest.raises(ValueError, match="names what is missing"):
        Measure(None)
    with pytest.raises(ValueError, match="names what is missing"):
        Measure(Decimal(1), ("income",))


def test_a_blocking_rule_refuses_and_a_warning_only_notes() -> None:
    over = Measure(Decimal("0.6"))
    assert one(asked(rule(severity=Severity.BLOCK), ratio=over)).outcome is FindingOutcome.REFUSE
    noted = one(asked(rule(severity=Severity.WARN), ratio=over))
    assert (noted.outcome, noted.violated) == (FindingOutcome.PASS, True)


def test_a_warning_without_its_input_asks_nobody() -> None:
    found = one(asked(rule(severity=Severity.WARN), ratio=Measure(None, ("income",))))
    assert (found.outcome, found.violated, found.missing) == (FindingOutcome.PASS, False, ("income",))


def test_a_rule_for_another_kind_of_customer_says_nothing() -> None:
    assert asked(rule(applies_to="company"), ratio=Measure(Decimal(1))) == ()


def test_no_rule_in_force_at_all_is_a_review() -> None:
    found = one(examine([], {}, applies_to="person", labels=LABELS))
    assert found.outcome is FindingOutcome.REVIEW
    assert found.zh
    assert found.en


def test_a_rule_holds_only_under_its_conditions() -> None:
    long = rule(conditions=(Condition("days", Comparison.ABOVE, Decimal(31)),))
    over = Measure(Decimal(1))
    assert asked(long, ratio=over, days=Measure(Decimal(31))) == ()
    assert one(asked(long, ratio=over, days=Measure(Decimal(32)))).violated
    unknown = one(asked(long, ratio=over, days=Measure(None, ("days",))))
    assert (unknown.outcome, unknown.missing) == (FindingOutcome.REVIEW, ("days",))


def test_a_rule_about_an_unknown_measure_is_a_mistake_and_not_a_pass() -> None:
    with pytest.raises(KeyError):
        asked(rule(fact="unheard_of"), ratio=Measure(Decimal(0)))


def test_a_value_just_above_its_limit_never_reads_as_the_limit() -> None:
    found = one(asked(rule(), ratio=Measure(Decimal("0.5000001"))))
    assert found.zh == "50.01%超过50.00%"
    assert found.en == "50.01% above 50.00%"
    short = rule(comparison=Comparison.BELOW, unit=Unit.TIMES, limit=Decimal(4))
    assert one(asked(short, ratio=Measure(Decimal("3.999")))).en == "3.99 above 4.00"


def test_the_worst_outcome_counts_and_nothing_found_is_a_pass() -> None:
    passed = one(asked(rule(), ratio=Measure(Decimal(0))))
    referred = one(asked(rule(), ratio=Measure(Decimal(1))))
    refused = one(asked(rule(severity=Severity.BLOCK), ratio=Measure(Decimal(1))))
    assert worst([]) is FindingOutcome.PASS
    assert worst([passed, referred]) is FindingOutcome.REVIEW
    assert worst([referred, refused, passed]) is FindingOutcome.REFUSE


def test_the_version_goes_with_the_result() -> None:
    kept = one(asked(rule(), ratio=Measure(Decimal("0.7")))).as_facts
    assert kept == {
        "code": "R-1",
        "version": 3,
        "outcome": "review",
        "violated": True,
        "value": "0.7",
        "limit": "0.5",
        "missing": [],
    }
