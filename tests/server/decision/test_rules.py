"""Age, debt ratio, and the decision that follows."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.decision.rules import (
    BIRTH_DATE,
    DEBT,
    INCOME,
    INSTALMENT,
    Facts,
    age,
    debt_ratio,
    evaluate,
)
from server.decision.rulesets import read_rule_set
from server.kit.rulebook import FindingOutcome
from tests.factories.decision import FIRST

ON = date(2026, 3, 2)
STAFF: dict[str, int | str | bool | None] = {
    "channel": "staff",
    "same_address_last_hour": 0,
    "same_device_last_hour": 1,
    "same_officer_last_hour": 1,
}
CLEAN = Facts("person", ON, date(1990, 5, 1), 1_000_000, 100_000, 300_000, STAFF)
RULES = read_rule_set(FIRST["content"], 1)


def codes(facts: Facts) -> list[str]:
    return [finding.code for finding in evaluate(facts, RULES).findings]


def test_a_clean_application_passes_without_a_finding() -> None:
    decision = evaluate(CLEAN, RULES)
    assert (decision.outcome, decision.findings, decision.debt_ratio) == (FindingOutcome.PASS, (), Decimal("0.4"))
    assert [each.code for each in decision.results] == ["DE-01", "DE-02", "DE-03", "DE-04"]


@pytest.mark.parametrize(
    ("born", "referred"),
    [(date(2004, 3, 2), False), (date(2004, 3, 3), True), (date(2004, 3, 1), False), (date(2026, 3, 2), True)],
)
def test_a_borrower_is_referred_until_the_day_he_turns_22(born: date, *, referred: bool) -> None:
    assert codes(replace(CLEAN, birth_date=born)) == (["DE-01"] if referred else [])


def test_who_was_born_on_29_february_turns_older_on_1_march() -> None:
    born = replace(CLEAN, birth_date=date(2004, 2, 29))
    assert age(replace(born, event_date=date(2026, 2, 28))).value == 21
    assert age(replace(born, event_date=date(2026, 3, 1))).value == 22


def test_half_of_the_income_passes_and_a_fen_more_does_not() -> None:
    assert codes(replace(CLEAN, debt_monthly_fen=200_000)) == []
    assert codes(replace(CLEAN, debt_monthly_fen=200_001)) == ["DE-02"]


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (replace(CLEAN, birth_date=None), BIRTH_DATE),
        (replace(CLEAN, birth_date=ON + timedelta(days=1)), BIRTH_DATE),
        (replace(CLEAN, income_monthly_fen=None), INCOME),
        (replace(CLEAN, income_monthly_fen=0), INCOME),
        (replace(CLEAN, debt_monthly_fen=None), DEBT),
        (replace(CLEAN, highest_instalment_fen=None), INSTALMENT),
    ],
)
def test_a_missing_input_is_a_review_that_names_it_and_never_a_pass(facts: Facts, missing: str) -> None:
    decision = evaluate(facts, RULES)
    assert decision.outcome is FindingOutcome.REVIEW
    assert [finding.missing for finding in decision.findings] == [(missing,)]


def test_a_debt_of_nothing_is_an_answer() -> None:
    assert codes(replace(CLEAN, debt_monthly_fen=0)) == []


def test_a_company_has_no_age() -> None:
    company = replace(CLEAN, applies_to="company", birth_date=None)
    assert evaluate(company, RULES).outcome is FindingOutcome.PASS


def test_without_any_rule_in_force_somebody_has_to_look() -> None:
    assert evaluate(CLEAN, None).outcome is FindingOutcome.REVIEW


amounts = st.integers(min_value=0, max_value=10**13)


@given(income=st.integers(min_value=1, max_value=10**13), debt=amounts, instalment=amounts)
def test_the_ratio_lies_above_half_exactly_when_the_fractions_say_so(income: int, debt: int, instalment: int) -> None:
    facts = replace(CLEAN, income_monthly_fen=income, debt_monthly_fen=debt, highest_instalment_fen=instalment)
    exact = Fraction(debt + instalment, income)
    ratio = debt_ratio(facts).value
    assert ratio is not None
    assert (ratio > Decimal("0.5")) == (exact > Fraction(1, 2))
    assert ("DE-02" in codes(facts)) == (exact > Fraction(1, 2))


@given(born=st.dates(min_value=date(1930, 1, 1), max_value=ON), on=st.dates(min_value=ON, max_value=date(2040, 1, 1)))
def test_age_is_the_number_of_birthdays_seen(born: date, on: date) -> None:
    years = age(replace(CLEAN, birth_date=born, event_date=on)).value
    assert years is not None
    birthdays = [
        year for year in range(born.year + 1, on.year + 1) if (year, born.month, born.day) <= on.timetuple()[:3]
    ]
    assert years == len(birthdays)
