"""The annual rate over everything that is paid: the worked cases of PBoC 2021-3 and what has no rate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.terms.apr import AprMethod, Flow, apr, apr_of, flows_of, irr, simple, xirr
from server.terms.errors import TermsError
from server.terms.model import Fee, FeeBasis, Method, Terms
from server.terms.schedules import schedule

BASE = Terms(10_000_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 12, date(2026, 1, 15))


def shown(rate: Decimal) -> str:
    return f"{rate * 100:.3f}"


# domain/regulation, section 3, cases A to E: received, paid each month, nominal, effective
@pytest.mark.parametrize(
    ("amounts", "nominal", "effective"),
    [
        ([10_000_000] + [-888_488] * 12, "12.000", "12.683"),
        ([9_700_000] + [-888_488] * 12, "17.825", "19.356"),
        ([1_200_000] + [-107_200] * 12, "13.034", "13.842"),
        ([10_000_000] + [-938_488] * 12, "22.528", "25.006"),
        ([10_000_000] + [-100_000] * 11 + [-10_100_000], "12.000", "12.683"),
    ],
)
def test_the_worked_cases_come_out(amounts: list[int], nominal: str, effective: str) -> None:
    assert shown(apr(amounts)) == nominal
    assert shown((1 + irr(amounts)) ** 12 - 1) == effective


def test_a_monthly_schedule_shows_its_own_rate_by_period_and_a_higher_one_by_dates() -> None:
    rows = schedule(BASE)
    rate = apr_of(BASE, rows)
    assert (rate.method, shown(rate.nominal), shown(rate.effective)) == (AprMethod.IRR, "12.000", "12.682")
    assert shown(xirr(flows_of(BASE, rows))) == "12.738"


def test_a_bullet_goes_by_its_dates_and_its_simple_rate_is_another() -> None:
    terms = replace(BASE, method=Method.BULLET, periods=6)
    rows = schedule(terms)
    rate = apr_of(terms, rows)
    assert (rate.method, shown(rate.effective)) == (AprMethod.XIRR, "12.540")
    assert shown(simple(10_000_000, rows[0].total_fen, 181)) == "12.167"


def test_fees_and_other_payments_raise_the_rate() -> None:
    plain = apr_of(BASE, schedule(BASE)).nominal
    with_fee = replace(BASE, fees=(Fee(FeeBasis.FIXED, amount_fen=50_000),))
    assert shown(apr_of(with_fee, schedule(with_fee)).nominal) == "22.528"
    withheld = apr_of(BASE, schedule(BASE), [Flow(BASE.start_on, -300_000)])
    assert shown(withheld.nominal) == "17.825"
    assert withheld.nominal > plain


def test_a_due_date_that_rolls_over_days_off_does_not_change_the_rate() -> None:
    off = frozenset({date(2026, 2, 15), date(2026, 3, 15), date(2026, 3, 16)})
    rolled = replace(BASE, non_working=off)
    rows = schedule(rolled)
    assert rows[0].due_on == date(2026, 2, 16)
    assert apr_of(rolled, rows) == apr_of(BASE, schedule(BASE))


@pytest.mark.parametrize(("every", "nominal", "effective"), [(3, "12.000", "12.551"), (6, "12.000", "12.360")])
def test_periods_of_several_months_show_the_rate_of_a_period_times_their_number(
    every: int, nominal: str, effective: str
) -> None:
    terms = replace(BASE, method=Method.EQUAL_PRINCIPAL, every=every, periods=4)
    rate = apr_of(terms, schedule(terms))
    assert (rate.method, shown(rate.nominal), shown(rate.effective)) == (AprMethod.IRR, nominal, effective)


def test_an_odd_first_period_goes_by_its_dates() -> None:
    terms = replace(BASE, first_due_on=date(2026, 2, 20))
    assert apr_of(terms, schedule(terms)).method is AprMethod.XIRR


def test_money_drawn_later_counts_from_its_day() -> None:
    late = replace(BASE, drawn_on=date(2026, 1, 25))
    assert flows_of(late, schedule(late))[0] == Flow(date(2026, 1, 25), 10_000_000)


@pytest.mark.parametrize(
    "amounts", [[], [100], [100, 200], [-100, -1], [0, 0], [100, -50, 60, -200], [100, -1], [1, -10_000_000]]
)
def test_flows_without_one_rate_are_refused(amounts: list[int]) -> None:
    with pytest.raises(TermsError) as refusal:
        irr(amounts)
    assert refusal.value.code == "terms.flows_without_solution"


@given(st.integers(10**6, 10**9), st.integers(1, 60), st.decimals(Decimal("0.001"), Decimal("0.5"), places=4))
def test_at_the_rate_found_the_flows_are_worth_nothing(principal: int, periods: int, rate: Decimal) -> None:
    rows = schedule(replace(BASE, principal_fen=principal, periods=periods, rate_annual=rate))
    found = irr([principal, *(-row.total_fen for row in rows)])
    worth = Decimal(principal)
    for row in rows:
        worth -= Decimal(row.total_fen) / (1 + found) ** row.number
    assert abs(worth) < Decimal("0.01")
    assert abs(found * 12 - rate) < Decimal("0.0005")
