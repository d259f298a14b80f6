"""The table of parties, cell by cell; guarantees; the means of those who borrow together."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.applications.securing.errors import GuaranteeUnsound, PartyWrongState
from server.applications.securing.rules import (
    MONTHS_MAX,
    Guarantee,
    GuaranteeKind,
    Means,
    PartyRole,
    PartyState,
    PartyStep,
    check_guarantee,
    means_together,
    moved,
)

S, T = PartyState, PartyStep
LEGAL = {
    (S.NAMED, T.CONSENT): S.CONSENTED,
    (S.NAMED, T.REMOVE): S.REMOVED,
    (S.CONSENTED, T.BIND): S.BOUND,
    (S.CONSENTED, T.REMOVE): S.REMOVED,
    (S.BOUND, T.RELEASE): S.RELEASED,
    (S.RELEASED, T.REVIVE): S.BOUND,
}
FEN = st.integers(0, 10**11)
JOINT = Guarantee(GuaranteeKind.JOINT, 100, 6)


@pytest.mark.parametrize(("state", "step"), list(itertools.product(S, T)))
def test_every_cell_of_the_table_is_legal_or_refused(state: PartyState, step: PartyStep) -> None:
    if (state, step) in LEGAL:
        assert moved(state, step) is LEGAL[state, step]
        return
    with pytest.raises(PartyWrongState) as refusal:
        moved(state, step)
    assert refusal.value.message_zh
    assert refusal.value.message_en


def test_a_guarantor_says_for_what_he_answers_and_a_co_borrower_owes_all_of_it() -> None:
    check_guarantee(PartyRole.GUARANTOR, JOINT)
    check_guarantee(PartyRole.CO_BORROWER, None)
    for role, guarantee in ((PartyRole.GUARANTOR, None), (PartyRole.CO_BORROWER, JOINT)):
        with pytest.raises(GuaranteeUnsound):
            check_guarantee(role, guarantee)


@pytest.mark.parametrize(("amount_fen", "months"), [(0, 6), (-1, 6), (100, 0), (100, MONTHS_MAX + 1)])
def test_a_guarantee_of_nothing_or_of_no_time_is_refused(amount_fen: int, months: int) -> None:
    with pytest.raises(GuaranteeUnsound) as refusal:
        check_guarantee(PartyRole.GUARANTOR, Guarantee(GuaranteeKind.JOINT, amount_fen, months))
    assert refusal.value.field in {"guarantee.amount", "guarantee.monthsAfterDue"}


@given(FEN, FEN, st.lists(st.tuples(FEN, FEN), max_size=6), st.decimals("0", "1", places=4))
def test_all_debts_count_and_of_a_co_borrowers_income_a_share(
    income: int, debt: int, others: list[tuple[int, int]], share: Decimal
) -> None:
    together = means_together(Means(income, debt), [Means(*each) for each in others], share)
    assert together.debt_monthly_fen == debt + sum(owed for _, owed in others)
    assert together.income_monthly_fen is not None
    assert income <= together.income_monthly_fen <= income + sum(earned for earned, _ in others)


@pytest.mark.parametrize("untold", [Means(None, 5), Means(5, None)])
def test_what_a_co_borrower_has_not_told_is_unknown_of_all(untold: Means) -> None:
    together = means_together(Means(100, 10), [Means(50, 5), untold], Decimal(1))
    assert (together.income_monthly_fen is None) == (untold.income_monthly_fen is None)
    assert (together.debt_monthly_fen is None) == (untold.debt_monthly_fen is None)
    assert means_together(Means(None, None), [], Decimal(1)) == Means(None, None)
