"""Every method under every convention, unit, grace, tranche, rate and multiple: rows add up and are never negative."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from server.kit.money import Rounding
from server.terms.convention import Convention, Count, InstalmentBasis, LastRow, MonthEnd, PartPeriod, SubPeriod, Year
from server.terms.dates import agreed_dates
from server.terms.errors import TermsError
from server.terms.explaining import explain_all
from server.terms.model import Fee, FeeBasis, Method, PeriodUnit, RateChange, Terms, Tranche
from server.terms.schedules import schedule

rates = st.decimals(Decimal(0), Decimal("0.36"), places=6)
conventions = st.builds(
    Convention,
    name=st.just("any"),
    count=st.sampled_from(Count),
    year=st.sampled_from(Year),
    part_period=st.sampled_from(PartPeriod),
    rounding=st.sampled_from(Rounding),
    instalment_rounding=st.sampled_from([None, *Rounding]),
    instalment_multiple_fen=st.sampled_from([1, 1, 100, 1000]),
    amount_multiple_fen=st.sampled_from([1, 1, 10, 100]),
    instalment_basis=st.sampled_from(InstalmentBasis),
    even_out=st.booleans(),
    last_row=st.sampled_from(LastRow),
    month_end=st.sampled_from(MonthEnd),
    sub_period=st.sampled_from(SubPeriod),
)


@st.composite
def any_terms(draw: st.DrawFn, method: Method) -> Terms:
    """Sound terms of a method; what the method does not know is left out."""
    periods, every = draw(st.integers(1, 24)), draw(st.integers(1, 6))
    unit, start_on = draw(st.sampled_from(PeriodUnit)), draw(st.dates(date(2019, 1, 1), date(2032, 12, 31)))
    principal = draw(st.integers(1, 10**11))
    plain = Terms(
        principal, draw(rates), method, periods, start_on, period_unit=unit, every=every, convention=draw(conventions)
    )
    repays = method in (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.FLAT, Method.BALLOON)
    dates = agreed_dates(plain)
    days = st.integers(1, max(1, (dates[-1] - start_on).days - 1)).map(lambda day: start_on + timedelta(days=day))
    drawn = st.builds(Tranche, on=days, amount_fen=st.integers(1, 10**9))
    changed = st.lists(
        st.builds(RateChange, from_on=days, rate_annual=rates), max_size=2, unique_by=lambda at: at.from_on
    )
    fee = st.builds(Fee, basis=st.sampled_from([FeeBasis.PRINCIPAL, FeeBasis.INTEREST]), share=st.just(Decimal("0.01")))
    grace = st.integers(0, periods - 1) if repays else st.just(0)
    try:
        return replace(
            plain,
            grace_principal=draw(grace),
            grace_interest=draw(grace),
            interest_free=draw(grace),
            balloon_fen=draw(st.integers(0, principal)) if method is Method.BALLOON else 0,
            tranches=tuple(draw(st.lists(drawn, max_size=2))),
            rate_changes=tuple(sorted(draw(changed), key=lambda at: at.from_on)),
            fees=tuple(draw(st.lists(fee, max_size=1))),
        )
    except TermsError as refusal:
        assume(refusal.code not in ("terms.tranche_out_of_range", "terms.rate_change_out_of_range"))
        raise


@pytest.mark.parametrize("method", Method)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_rows_add_up_to_what_was_drawn_and_are_never_negative(method: Method, data: st.DataObject) -> None:
    terms = data.draw(any_terms(method))
    rows = schedule(terms)
    drawn = terms.principal_fen + sum(each.amount_fen for each in terms.tranches)
    assert sum(row.principal_fen for row in rows) == drawn
    assert rows[-1].balance_after_fen == 0
    assert all(min(row.principal_fen, row.interest_fen, row.fee_fen, row.balance_after_fen) >= 0 for row in rows)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert all(before.due_on <= after.due_on for before, after in pairwise(rows))


@pytest.mark.parametrize("method", Method)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_row_of_every_method_explains_itself_in_both_languages(method: Method, data: st.DataObject) -> None:
    terms = data.draw(any_terms(method))
    rows = schedule(terms)
    for language in ("zh", "en"):
        said = explain_all(terms, rows, language)
        assert len(said) == len(rows)
        assert all(str(row.number) in text for row, text in zip(rows, said, strict=True))
