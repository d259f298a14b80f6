"""What a version allows, to the fen and the month."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.kit.errors import DomainError
from server.products import catalogue, rules
from server.products.errors import (
    AmountOutOfRange,
    NotOffered,
    PurposeNotAllowed,
    TermNotWholePeriods,
    TermOutOfRange,
    TermsUnsound,
)
from server.terms.model import Method


@dataclass
class Version:
    """The parts of a version that rules look at."""

    amount_min_fen: int = 1_000_000
    amount_max_fen: int = 500_000_000
    term_months_min: int = 3
    term_months_max: int = 36
    purposes: list[str] = field(default_factory=lambda: ["stock"])
    effective_from: date = date(2026, 1, 1)
    effective_until: date | None = date(2026, 6, 30)
    plan: dict[str, Any] = field(default_factory=dict)


SPEC = rules.VersionSpec(
    method=Method.EQUAL_INSTALMENT,
    amount_min_fen=1,
    amount_max_fen=2,
    term_months_min=1,
    term_months_max=2,
    rate_annual=Decimal("0.144"),
    convention="prc_360",
    penalty_multiple=Decimal("1.5"),
    fee_share=Decimal(0),
    purposes=("stock",),
)


@pytest.mark.parametrize(("amount_fen", "months"), [(1_000_000, 3), (500_000_000, 36), (1_000_001, 12)])
def test_amounts_and_terms_within_the_bounds_pass(amount_fen: int, months: int) -> None:
    rules.check_terms(Version(), amount_fen, months)


@pytest.mark.parametrize(
    ("amount_fen", "months", "error", "named"),
    [
        (999_999, 12, AmountOutOfRange, "amount"),
        (500_000_001, 12, AmountOutOfRange, "amount"),
        (0, 12, AmountOutOfRange, "amount"),
        (-1_000_000, 12, AmountOutOfRange, "amount"),
        (1_000_000, 2, TermOutOfRange, "termMonths"),
        (1_000_000, 37, TermOutOfRange, "termMonths"),
    ],
)
def test_one_fen_or_month_outside_is_refused_by_field(
    amount_fen: int, months: int, error: type[DomainError], named: str
) -> None:
    with pytest.raises(error) as refusal:
        rules.check_terms(Version(), amount_fen, months)
    assert refusal.value.field == named
    assert refusal.value.message_zh
    assert refusal.value.message_en


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 7, 1)])
def test_a_version_is_not_offered_outside_its_days(day: date) -> None:
    rules.check_offered(Version(), date(2026, 1, 1))
    rules.check_offered(Version(), date(2026, 6, 30))
    with pytest.raises(NotOffered):
        rules.check_offered(Version(), day)


def test_a_purpose_that_the_product_does_not_name_is_refused() -> None:
    rules.check_purpose(Version(), "stock")
    with pytest.raises(PurposeNotAllowed):
        rules.check_purpose(Version(), "speculation")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"amount_min_fen": 0}, "amountMin"),
        ({"amount_min_fen": 3}, "amountMin"),
        ({"term_months_min": 3}, "termMonthsMin"),
        ({"rate_annual": Decimal(1)}, "rateAnnual"),
        ({"rate_annual": Decimal("NaN")}, "rateAnnual"),
        ({"rate_annual": Decimal("NaN"), "rate_annual_max": Decimal("0.2")}, "rateAnnual"),
        ({"rate_annual_max": Decimal("0.07")}, "rateAnnualMax"),
        ({"rate_annual_max": Decimal(1)}, "rateAnnualMax"),
        ({"rate_annual_max": Decimal("NaN")}, "rateAnnualMax"),
        ({"convention": "lunar"}, "convention"),
        ({"penalty_multiple": Decimal("0.9")}, "penaltyMultiple"),
        ({"fee_share": Decimal(-1)}, "feeShare"),
        ({"purposes": ()}, "purposes"),
        ({"purposes": ("stock", "stock")}, "purposes"),
    ],
)
def test_a_version_whose_figures_make_no_sense_is_refused_by_field(change: dict[str, object], named: str) -> None:
    rules.check_spec(SPEC)
    with pytest.raises(TermsUnsound) as refusal:
        rules.check_spec(replace(SPEC, **change))  # type: ignore[arg-type]  # one field at a time, of its own type
    assert refusal.value.field == named


@pytest.mark.parametrize(
    ("method", "plan", "named"),
    [
        (Method.EQUAL_INSTALMENT, {"every": 0}, "plan.every"),
        (Method.EQUAL_INSTALMENT, {"period_unit": "year"}, "plan.periodUnit"),
        (Method.EQUAL_INSTALMENT, {"period_unit": "week", "due_day": 5}, "plan.dueDay"),
        (Method.EQUAL_INSTALMENT, {"due_day": 32}, "plan.dueDay"),
        (Method.EQUAL_INSTALMENT, {"first_period_days": 60}, "plan.firstPeriodDays"),
        (Method.EQUAL_INSTALMENT, {"grace_principal": 2}, "plan.gracePrincipal"),
        (Method.EQUAL_INSTALMENT, {"balloon_share": "0.3"}, "plan.balloon"),
        (Method.BALLOON, {}, "plan.balloonShare"),
        (Method.BALLOON, {"balloon_share": "1"}, "plan.balloonShare"),
        (Method.BULLET, {"grace_interest": 1}, "plan.graceInterest"),
        (Method.EQUAL_INSTALMENT, {"roll": "backward"}, "plan.roll"),
        (Method.EQUAL_INSTALMENT, {"rounding": "nearest"}, "plan.rounding"),
        (Method.EQUAL_INSTALMENT, {"instalment_multiple_fen": 0}, "plan.instalmentMultiple"),
        (Method.EQUAL_INSTALMENT, {"instalment_multiple_fen": True}, "plan.instalmentMultiple"),
        (Method.EQUAL_INSTALMENT, {"fees": [{"basis": "fixed", "amount_fen": -1}]}, "plan.fees"),
        (Method.EQUAL_INSTALMENT, {"colour": "red"}, "plan.colour"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_by_field(method: Method, plan: dict[str, Any], named: str) -> None:
    with pytest.raises(TermsUnsound) as refusal:
        rules.check_spec(replace(SPEC, method=method, plan=plan))
    assert refusal.value.field == named


@pytest.mark.parametrize(
    ("servicing", "named"),
    [
        ({"grace_days": -1}, "servicing.policy"),
        ({"order": ["fee", "fee", "interest", "principal"]}, "servicing.order"),
        ({"prepayment": {"fee_share": "0.05"}}, "servicing.prepayment"),
        ({"mood": "good"}, "servicing.mood"),
    ],
)
def test_a_servicing_policy_that_makes_no_sense_is_refused_by_field(servicing: dict[str, Any], named: str) -> None:
    rules.check_spec(replace(SPEC, servicing={"grace_days": 3}))
    with pytest.raises(TermsUnsound) as refusal:
        rules.check_spec(replace(SPEC, servicing=servicing))
    assert refusal.value.field == named


@pytest.mark.parametrize("offered", [catalogue.FIRST, *catalogue.FURTHER], ids=lambda offered: offered.code)
def test_every_product_of_the_catalogue_is_sound(offered: catalogue.Offered) -> None:
    rules.check_spec(offered.spec)


def test_a_term_that_is_no_multiple_of_the_periods_is_refused_by_field() -> None:
    quarterly = Version(plan={"every": 3})
    rules.check_terms(quarterly, 1_000_000, 12)
    with pytest.raises(TermNotWholePeriods) as refusal:
        rules.check_terms(quarterly, 1_000_000, 13)
    assert refusal.value.field == "termMonths"
