"""One payment over several debts: the order of the Civil Code, articles 560 and 561."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.terms.errors import TermsError
from server.terms.running.debts import Debt, share_over_debts

TODAY = date(2026, 6, 1)
EARLY, LATER, FUTURE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1)


def debt(name: str, open_fen: int = 100, due_on: date = EARLY, *, secured_fen: int = 0, burden: int = 0) -> Debt:
    return Debt(id=name, open_fen=open_fen, due_on=due_on, secured_fen=secured_fen, burden=burden)


@pytest.mark.parametrize(
    ("debts", "expected"),
    [
        ([debt("future", due_on=FUTURE, burden=9), debt("due", due_on=LATER)], {"due": 100, "future": 50}),
        ([debt("secured", secured_fen=80, burden=9), debt("bare")], {"bare": 100, "secured": 50}),
        ([debt("light", burden=12), debt("heavy", due_on=LATER, burden=24)], {"heavy": 100, "light": 50}),
        ([debt("later", due_on=LATER), debt("early")], {"early": 100, "later": 50}),
        ([debt("one", 100), debt("two", 300)], {"one": 38, "two": 112}),
    ],
)
def test_the_law_puts_debts_in_order(debts: list[Debt], expected: dict[str, int]) -> None:
    shares, left = share_over_debts(150, debts, TODAY)
    assert (shares, left) == (expected, 0)


def test_what_the_debtor_designates_comes_first() -> None:
    debts = [debt("due"), debt("future", due_on=FUTURE)]
    assert share_over_debts(150, debts, TODAY, designated=["future"])[0] == {"due": 50, "future": 100}
    with pytest.raises(TermsError):
        share_over_debts(150, debts, TODAY, designated=["nobody"])
    with pytest.raises(TermsError):
        share_over_debts(-1, debts, TODAY)


DEBTS = st.lists(
    st.builds(
        Debt,
        id=st.uuids().map(str),
        open_fen=st.integers(0, 10_000),
        due_on=st.sampled_from([EARLY, LATER, FUTURE]),
        secured_fen=st.integers(0, 3),
        burden=st.integers(0, 3),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)


@given(st.integers(0, 40_000), DEBTS)
def test_shares_and_excess_add_up_and_no_debt_gets_more_than_it_asks(amount: int, debts: list[Debt]) -> None:
    shares, left = share_over_debts(amount, debts, TODAY)
    assert sum(shares.values()) + left == amount
    assert all(0 <= shares[each.id] <= each.open_fen for each in debts)
    assert not left or all(shares[each.id] == each.open_fen for each in debts)
