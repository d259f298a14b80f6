"""The table of charges, cell by cell; what a charge counts for; loan to value."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.collateral.errors import ChargeUnfit, ChargeWrongState
from server.collateral.rules import (
    FITTING,
    VALUATION_DAYS,
    ChargeKind,
    ChargeState,
    ChargeStep,
    Hold,
    ItemKind,
    Worth,
    check_fitting,
    counted_together,
    is_current,
    loan_to_value,
    moved,
)

S, T = ChargeState, ChargeStep
LEGAL = {
    (S.AGREED, T.REGISTER): S.REGISTERED,
    (S.AGREED, T.DROP): S.DROPPED,
    (S.AGREED, T.DISCHARGE): S.DROPPED,
    (S.REGISTERED, T.DISCHARGE): S.DISCHARGED,
    (S.DISCHARGED, T.REVIVE): S.REGISTERED,
    (S.DISCHARGED, T.RELEASE): S.RELEASED,
}
FEN = st.integers(1, 10**12)
SHARES = st.decimals("0", "1", places=4)


@pytest.mark.parametrize(("state", "step"), list(itertools.product(S, T)))
def test_every_cell_of_the_table_is_legal_or_refused(state: ChargeState, step: ChargeStep) -> None:
    if (state, step) in LEGAL:
        assert moved(state, step) is LEGAL[state, step]
        return
    with pytest.raises(ChargeWrongState) as refusal:
        moved(state, step)
    assert refusal.value.message_zh
    assert refusal.value.message_en


@pytest.mark.parametrize(("item", "right"), list(itertools.product(ItemKind, ChargeKind)))
def test_a_right_fits_its_thing_or_is_refused(item: ItemKind, right: ChargeKind) -> None:
    if right in FITTING[item]:
        check_fitting(item, right)
        return
    with pytest.raises(ChargeUnfit):
        check_fitting(item, right)


def charges_on(secured: list[int], value_fen: int | None, share: Decimal, prior_fen: int = 0) -> list[Worth]:
    """Charges of rank 1, 2, 3... on one item."""
    item_id = uuid4()
    holds = [Hold(uuid4(), rank, fen) for rank, fen in enumerate(secured, 1)]
    return [
        Worth(each.charge_id, item_id, value_fen, share, prior_fen, each.rank, each.secured_fen, holds)
        for each in holds
    ]


@given(st.lists(FEN, min_size=1, max_size=9), FEN, SHARES, st.integers(0, 10**12))
def test_all_charges_on_an_item_together_count_for_no_more_than_counts_of_it(
    secured: list[int], value_fen: int, share: Decimal, prior_fen: int
) -> None:
    worths = charges_on(secured, value_fen, share, prior_fen)
    counted = [each.counted_fen or 0 for each in worths]
    assert sum(counted) <= max(0, int(value_fen * share) - prior_fen)
    assert all(0 <= fen <= each.secured_fen for fen, each in zip(counted, worths, strict=True))


@given(st.lists(FEN, min_size=2, max_size=9), FEN, SHARES)
def test_a_better_rank_never_counts_for_less(secured: list[int], value_fen: int, share: Decimal) -> None:
    first, *others = charges_on(secured, value_fen, share)
    moved_back = Worth(
        first.charge_id, first.item_id, value_fen, share, 0, len(secured) + 1, first.secured_fen, first.holds
    )
    assert (moved_back.counted_fen or 0) <= (first.counted_fen or 0)
    assert first.ahead_fen == 0
    assert all(each.ahead_fen >= first.secured_fen for each in others)


@given(st.lists(FEN, min_size=1, max_size=5), FEN, SHARES)
def test_an_item_is_over_secured_exactly_when_all_that_is_secured_exceeds_what_counts(
    secured: list[int], value_fen: int, share: Decimal
) -> None:
    for each in charges_on(secured, value_fen, share):
        assert each.is_over_secured == (sum(secured) > int(value_fen * share))
        assert each.others == len(secured) - 1


@given(FEN, FEN)
def test_loan_to_value_is_rounded_up_so_that_a_limit_is_never_read_as_kept(amount_fen: int, value_fen: int) -> None:
    (worth,) = charges_on([amount_fen], value_fen, Decimal("0.7"))
    told = loan_to_value(amount_fen, [worth])
    assert told is not None
    assert told >= Decimal(amount_fen) / Decimal(value_fen) > told - Decimal("0.0001")


@given(FEN, FEN, FEN)
def test_what_stands_before_a_loan_counts_into_its_loan_to_value(
    amount_fen: int, before_fen: int, value_fen: int
) -> None:
    first, second = charges_on([before_fen, amount_fen], value_fen, Decimal(1))
    behind, alone = loan_to_value(amount_fen, [second]), loan_to_value(amount_fen, [first])
    assert behind is not None
    assert alone is not None
    assert behind >= alone
    assert behind == loan_to_value(amount_fen + before_fen, [first])


def test_an_unknown_value_is_unknown_and_never_zero() -> None:
    known, unknown = charges_on([100], 1000, Decimal(1))[0], charges_on([100], None, Decimal(1))[0]
    assert unknown.counted_fen is None
    assert not unknown.is_over_secured
    assert counted_together([known, unknown]) is None
    assert loan_to_value(100, [known, unknown]) is None


def test_without_collateral_nothing_counts_and_there_is_no_ratio() -> None:
    assert counted_together([]) == 0
    assert loan_to_value(100, []) is None


def test_an_item_that_two_charges_of_a_loan_lie_on_counts_once() -> None:
    one = UUID(int=1)
    pair = [Worth(uuid4(), one, 1000, Decimal(1), 0, rank, 100, ()) for rank in (1, 2)]
    assert loan_to_value(500, pair) == Decimal("0.5")


def test_a_valuation_tells_the_value_for_a_year() -> None:
    today = date(2026, 3, 2)
    assert is_current(today, today)
    assert is_current(today - timedelta(days=VALUATION_DAYS), today)
    assert not is_current(today - timedelta(days=VALUATION_DAYS + 1), today)
    assert not is_current(today + timedelta(days=1), today)
