"""A line missing, doubled or a fen off never gets in, whatever the form and wherever the line stands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.errors import DomainError
from server.reconciliation import errors
from server.reconciliation.formats import reading
from server.reconciliation.proofs import proofread
from server.reconciliation.rules import content_hash
from server.simulators.bank.papers import camt053, csv_table
from tests.factories.reconciliation import DAY, movement, statement

TODAY = date(2026, 3, 2)
FORMS = [camt053, csv_table]
AMOUNTS = st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=20)


@given(amounts=AMOUNTS, opening=st.integers(0, 10**12), data=st.data())
@pytest.mark.parametrize("write", FORMS)
def test_a_line_missing_doubled_or_changed_is_noticed(
    write: object, amounts: list[int], opening: int, data: st.DataObject
) -> None:
    assert callable(write)
    told = statement(*(movement(n, fen) for n, fen in enumerate(amounts, 1)), opening_fen=opening)
    proofread(reading.read(write(told)), TODAY)
    at = data.draw(st.integers(0, len(amounts) - 1))
    off = data.draw(st.integers(-1000, 1000).filter(lambda fen: fen and fen != -amounts[at]))
    for spoilt in (told.without(at), told.doubled(at), told.off_by(at, off)):
        with pytest.raises(DomainError) as caught:
            proofread(reading.read(write(spoilt)), TODAY)
        assert caught.value.code in {
            "statement.line_repeated",
            "statement.count_differs",
            "statement.line_broken",
            "statement.balances_differ",
        }


def test_each_fault_has_its_own_code() -> None:
    told = statement(movement(1, 100), movement(2, 200), opening_fen=50)
    lines_only = reading.read(camt053(told))
    cases: list[tuple[object, type[DomainError]]] = [
        (replace(lines_only, currency="USD"), errors.CurrencyRefused),
        (replace(lines_only, first_on=DAY + timedelta(days=1)), errors.PeriodRefused),
        (replace(lines_only, last_on=DAY - timedelta(days=1)), errors.PeriodRefused),
        (replace(lines_only, count=3), errors.CountDiffers),
        (replace(lines_only, count_in=1), errors.CountDiffers),
        (replace(lines_only, closing_fen=351), errors.BalancesDiffer),
        (replace(lines_only, lines=(lines_only.lines[0],) * 2, count=None, count_in=None), errors.LineRepeated),
    ]
    for spoilt, refusal in cases:
        with pytest.raises(refusal):
            proofread(spoilt, TODAY)  # type: ignore[arg-type]  # a list of cases is as wide as its widest
    with_balances = reading.read(csv_table(told))
    first, second = with_balances.lines
    with pytest.raises(errors.LineBroken) as caught:
        proofread(replace(with_balances, lines=(first, replace(second, balance_fen=349))), TODAY)
    assert caught.value.facts == {"line": 2}


def test_a_statement_of_tomorrow_is_refused() -> None:
    told = reading.read(camt053(statement(movement(1, 100))))
    with pytest.raises(errors.PeriodRefused):
        proofread(told, DAY - timedelta(days=1))


def test_the_form_does_not_tell_statements_apart() -> None:
    told = statement(movement(1, 100), movement(2, -40), opening_fen=50)
    hashes = {
        content_hash(read.first_on, read.last_on, (read.opening_fen, read.closing_fen), read.lines)
        for read in (reading.read(write(told)) for write in FORMS)
    }
    assert len(hashes) == 1
