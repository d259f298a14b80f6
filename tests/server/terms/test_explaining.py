"""Every row says where its figures come from, in both languages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.kit.money import Money
from server.terms.convention import PROFILES
from server.terms.errors import TermsError
from server.terms.explaining import explain
from server.terms.model import Method, RateChange, Terms
from server.terms.schedules import schedule

BASE = Terms(10_000_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 12, date(2026, 1, 15))


@pytest.mark.parametrize("method", [method for method in Method if method is not Method.BALLOON])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_row_of_each_method_states_its_own_figures(method: Method, language: str) -> None:
    terms = replace(BASE, method=method)
    for row in schedule(terms):
        text = explain(terms, row.number, language)
        for amount in (row.total_fen, row.principal_fen, row.interest_fen, row.balance_after_fen):
            assert str(Money(amount)) in text
        assert "12%" in text
        assert str(row.days) in text


def test_the_day_count_the_rate_and_the_rounding_are_named() -> None:
    by_month = explain(BASE, 2, "en")
    assert "balance 92115.12 x 12% a year x 1/12 of a year" in by_month
    assert "rounded half up to the fen" in by_month
    by_day = explain(replace(BASE, convention=PROFILES["prc_365_daily"]), 2, "zh")
    assert "28天/365（算头不算尾）" in by_day
    assert "四舍五入" in by_day


def test_grace_new_rates_and_rolled_dates_are_named() -> None:
    grace = replace(BASE, grace_interest=1, grace_principal=1)
    assert "deferred" in explain(grace, 1, "en")
    assert "宽限" in explain(grace, 1, "zh")
    changed = replace(BASE, rate_changes=(RateChange(date(2026, 3, 1), Decimal("0.10")),))
    assert "new rate" in explain(changed, 2, "en")
    assert "10%" in explain(changed, 3, "zh")
    rolled = replace(BASE, non_working=frozenset({date(2026, 2, 15)}))
    assert "顺延至2026-02-16" in explain(rolled, 1, "zh")


def test_an_unknown_row_or_language_is_refused() -> None:
    for number in (0, 13):
        with pytest.raises(TermsError, match="row_number"):
            explain(BASE, number, "zh")
    with pytest.raises(TermsError, match="language"):
        explain(BASE, 1, "fr")
