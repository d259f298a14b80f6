"""The root finder over many periods."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from server.terms.apr import apr_of
from server.terms.model import Method, Terms
from server.terms.schedules import schedule

METHODS = [Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY]


@given(
    method=st.sampled_from(METHODS),
    periods=st.integers(min_value=1, max_value=360),
    rate=st.decimals(min_value="0.01", max_value="0.60", places=4),
)
def test_without_fees_the_annual_rate_is_the_contract_rate_however_many_periods(
    method: Method, periods: int, rate: Decimal
) -> None:
    terms = Terms(100_000_000, rate, method, periods, date(2026, 3, 2))
    assert abs(apr_of(terms, schedule(terms)).nominal - rate) < Decimal("0.00001")
