"""Money, rates, ids and cursors as clients write them: read back what was written, or refuse with a code."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.kit.ids import decode, decode_as, encode
from schema.kit.scalars import SCALARS, Money, Rate
from schema.reading import cursors
from server.kit.errors import Invalid

READ_MONEY = cast("Any", SCALARS[Money].parse_value)
WRITE_MONEY = cast("Any", SCALARS[Money].serialize)
READ_RATE = cast("Any", SCALARS[Rate].parse_value)
WRITE_RATE = cast("Any", SCALARS[Rate].serialize)
FEN = st.integers(-(10**15), 10**15)


OURS, THEIRS = b"a" * 32, b"b" * 32
KINDS = (datetime, UUID)


@given(FEN)
def test_money_comes_back_to_the_fen_with_two_places(fen: int) -> None:
    written = WRITE_MONEY(fen)
    assert READ_MONEY(written) == fen
    whole, places = written.split(".")
    assert len(places) == 2
    assert abs(int(whole)) == abs(fen) // 100


@given(st.one_of(st.booleans(), st.floats(), st.integers(), st.none(), st.lists(st.text()), st.binary()))
def test_money_is_never_read_from_anything_but_text(value: object) -> None:
    with pytest.raises(Invalid):
        READ_MONEY(value)


@given(st.text(max_size=40))
def test_any_text_as_money_is_exact_or_refused(text: str) -> None:
    try:
        fen = READ_MONEY(text)
    except Invalid:
        return
    assert text.isascii()
    assert Decimal(text) * 100 == fen


@given(st.decimals(-999_999, 999_999, places=6))
def test_a_rate_comes_back_as_it_was(rate: Decimal) -> None:
    assert READ_RATE(WRITE_RATE(rate)) == rate


@given(st.one_of(st.booleans(), st.floats(), st.integers(), st.sampled_from(["1e3", "NaN", "", " 1", "٣", "1.", "1%"])))
def test_a_rate_is_read_from_plain_decimals_only(value: object) -> None:
    with pytest.raises(Invalid):
        READ_RATE(value)


@given(st.sampled_from(["Loan", "Customer", "Staff"]), st.uuids(), st.none() | st.uuids())
def test_a_global_id_comes_back_as_it_was_written(kind: str, row_id: UUID, customer_id: UUID | None) -> None:
    written = encode(kind, row_id, customer_id)
    assert decode(written, "id") == (kind, customer_id, row_id)
    assert decode_as(kind, written, "id") == row_id
    with pytest.raises(Invalid) as refusal:
        decode_as("Branch", written, "branchId")
    assert refusal.value.field == "branchId"


@given(st.text(max_size=300))
def test_any_text_as_an_id_is_one_or_is_refused_by_its_field(text: str) -> None:
    try:
        found = decode(text, "loanId")
    except Invalid as error:
        refusal: Invalid | None = error
    else:
        refusal = None
        assert isinstance(found.id, UUID)
    assert refusal is None or refusal.field == "loanId"


@given(st.datetimes(timezones=st.just(UTC)), st.uuids())
def test_a_cursor_comes_back_in_its_list_and_only_to_the_house_that_wrote_it(instant: datetime, row_id: UUID) -> None:
    cursor = cursors.write(OURS, "Loan:-opened_at", (instant, row_id))
    assert cursors.read(OURS, "Loan:-opened_at", cursor, KINDS) == (instant, row_id)
    for key, name in ((THEIRS, "Loan:-opened_at"), (OURS, "Loan:opened_at")):
        with pytest.raises(Invalid):
            cursors.read(key, name, cursor, KINDS)


@given(st.uuids(), st.integers(0, 200), st.characters(codec="ascii"))
def test_a_cursor_with_another_character_means_the_same_or_is_refused(row_id: UUID, at: int, other: str) -> None:
    values = (datetime(2026, 3, 2, 4, tzinfo=UTC), row_id)
    cursor = cursors.write(OURS, "list", values)
    at %= len(cursor)
    changed = cursor[:at] + other + cursor[at + 1 :]
    try:
        found = cursors.read(OURS, "list", changed, KINDS)
    except Invalid as error:
        refusal: Invalid | None = error
    else:
        refusal = None
        assert found == values
    assert refusal is None or refusal.field == "after"


@given(st.text(max_size=600))
def test_any_text_as_a_cursor_is_refused_by_its_field(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        cursors.read(OURS, "list", text, KINDS)
    assert refusal.value.field == "after"


def test_a_sound_signature_over_other_values_is_no_place_in_a_list() -> None:
    for values in (("x", "y"), ("2026-03-02",), ("2026-03-02", "2", "3"), ()):
        with pytest.raises(Invalid):
            cursors.read(OURS, "list", cursors.write(OURS, "list", values), KINDS)
