"""A payment is shared out to the fen, oldest first, in the agreed order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.terms.allocation import DEFAULT_ORDER, NON_PERFORMING_ORDER, Due, Order, Part, Split, Sweep, allocate
from server.terms.errors import TermsError

DAY = date(2026, 1, 15)
TWO = (Due(1, DAY, 100, 200, 3_000, 40_000), Due(2, date(2026, 2, 15), 100, 0, 2_500, 40_500))

dues = st.lists(
    st.builds(
        Due,
        number=st.integers(1, 99),
        due_on=st.just(DAY),
        fee_fen=st.integers(0, 500),
        penalty_fen=st.integers(0, 500),
        interest_fen=st.integers(0, 5_000),
        principal_fen=st.integers(0, 50_000),
    ),
    max_size=8,
    unique_by=lambda due: due.number,
)
orders = st.permutations(list(Part)).map(tuple)


def test_the_default_order_is_fee_penalty_interest_principal_oldest_first() -> None:
    splits, excess = allocate(3_300, TWO)
    assert splits == (Split(1, 100, 200, 3_000, 0),)
    assert excess == 0
    splits, excess = allocate(43_300 + 2_700, TWO)
    assert splits == (Split(1, 100, 200, 3_000, 40_000), Split(2, 100, 0, 2_500, 100))


def test_what_is_more_than_owed_is_excess() -> None:
    splits, excess = allocate(100_000, TWO)
    assert sum(split.total_fen for split in splits) == 86_400
    assert excess == 13_600
    assert allocate(500, ()) == ((), 500)


def test_principal_first_runs_over_all_instalments_when_swept_by_part() -> None:
    splits, _ = allocate(80_600, TWO, NON_PERFORMING_ORDER, sweep=Sweep.BY_PART)
    assert splits == (Split(1, 0, 0, 100, 40_000), Split(2, 0, 0, 0, 40_500))


@given(st.integers(0, 400_000), dues, orders, st.sampled_from(Sweep))
def test_splits_and_excess_add_up_and_nothing_is_paid_twice(
    amount: int, owed: list[Due], order: Order, sweep: Sweep
) -> None:
    splits, excess = allocate(amount, owed, order, sweep=sweep)
    by_number = {due.number: due for due in owed}
    assert sum(split.total_fen for split in splits) + excess == amount
    assert excess == max(0, amount - sum(due.total_fen for due in owed))
    for split in splits:
        due = by_number[split.number]
        assert split.total_fen > 0
        for part in Part:
            assert 0 <= getattr(split, f"{part}_fen") <= getattr(due, f"{part}_fen")


@given(st.integers(0, 400_000), dues, orders)
def test_nothing_younger_is_paid_while_something_older_is_open(amount: int, owed: list[Due], order: Order) -> None:
    splits, _ = allocate(amount, owed, order)
    paid = {split.number: split.total_fen for split in splits}
    partial = [due for due in owed if paid.get(due.number, 0) < due.total_fen]
    if partial:
        after = owed[owed.index(partial[0]) + 1 :]
        assert all(due.number not in paid for due in after)


@pytest.mark.parametrize(
    ("amount", "owed", "order", "code"),
    [
        (-1, TWO, DEFAULT_ORDER, "terms.amount_negative"),
        (1, (Due(1, DAY, principal_fen=-1),), DEFAULT_ORDER, "terms.amount_negative"),
        (1, TWO, (Part.FEE, Part.FEE, Part.INTEREST, Part.PRINCIPAL), "terms.unknown_value"),
        (1, TWO, (Part.PRINCIPAL,), "terms.unknown_value"),
    ],
)
def test_senseless_payments_and_orders_are_refused(amount: int, owed: tuple[Due, ...], order: Order, code: str) -> None:
    with pytest.raises(TermsError) as refusal:
        allocate(amount, owed, order)
    assert refusal.value.code == code
