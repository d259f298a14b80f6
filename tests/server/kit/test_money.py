"""Money: what it reads, how it rounds and splits, and that no fen is ever lost."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.money import LIMIT_FEN, Money, MoneyError, Rounding, round_quotient

amounts = st.integers(-LIMIT_FEN, LIMIT_FEN)
small_amounts = st.integers(-(10**12), 10**12)
roundings = st.sampled_from(Rounding)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("0.5", 50),
        ("0.05", 5),
        ("-0.05", -5),
        ("1234.50", 123450),
        ("1234", 123400),
        ("10000000000000.00", LIMIT_FEN),
        ("-10000000000000", -LIMIT_FEN),
    ],
)
def test_a_decimal_string_in_yuan_is_read_to_the_fen(text: str, fen: int) -> None:
    assert Money.parse(text).fen == fen


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("+1", "format"),
        ("00", "format"),
        ("01.00", "format"),
        ("1e3", "format"),
        ("1.", "format"),
        (".5", "format"),
        (" 1", "format"),
        ("1 ", "format"),
        ("1\n", "format"),
        ("1,000.00", "format"),
        ("1_000", "format"),
        ("\uff11\uff12", "format"),  # full-width digits
        ("१२", "format"),
        ("−1", "format"),
        ("--1", "format"),
        ("-", "format"),
        ("-0", "format"),
        ("-0.00", "format"),
        ("NaN", "format"),
        ("Infinity", "format"),
        ("0x10", "format"),
        ("1.005", "places"),
        ("0.000", "places"),
        ("10000000000000.01", "too_large"),
        ("99999999999999999999", "too_large"),
        (True, "type"),
        (1, "type"),
        (1.5, "type"),
        (Decimal(1), "type"),
        (None, "type"),
        (b"1", "type"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: object, reason: str) -> None:
    with pytest.raises(MoneyError) as refusal:
        Money.parse(text)
    assert refusal.value.reason == reason


@pytest.mark.parametrize("fen", [True, 1.0, "1", Decimal(1), None])
def test_an_amount_is_made_of_whole_fen_only(fen: object) -> None:
    with pytest.raises(MoneyError):
        Money(fen)  # type: ignore[arg-type]  # the run-time check is what is tested


def test_an_amount_beyond_the_limit_is_refused_when_made_and_when_reckoned() -> None:
    with pytest.raises(MoneyError):
        Money(LIMIT_FEN + 1)
    with pytest.raises(MoneyError):
        Money(LIMIT_FEN) + Money(1)


@given(amounts)
def test_what_is_written_reads_back_the_same_and_always_has_two_places(fen: int) -> None:
    text = str(Money(fen))
    assert Money.parse(text) == Money(fen)
    assert text.rpartition(".")[2].isdigit()
    assert len(text.rpartition(".")[2]) == 2
    assert Decimal(text) * 100 == fen


@given(small_amounts, small_amounts)
def test_amounts_add_subtract_compare_and_hash_as_their_fen(left: int, right: int) -> None:
    assert (Money(left) + Money(right)).fen == left + right
    assert (Money(left) - Money(right)).fen == left - right
    assert (Money(left) < Money(right)) == (left < right)
    assert (Money(left) == Money(right)) == (left == right)
    assert -Money(left) == Money(-left)
    assert abs(Money(left)) == Money(abs(left))
    assert bool(Money(left)) == bool(left)
    assert len({Money(left), Money(left)}) == 1


@pytest.mark.parametrize("other", [1, 1.0, Decimal(1), "1.00", None])
def test_an_amount_does_not_mix_with_a_bare_number(other: object) -> None:
    with pytest.raises(TypeError):
        Money(1) + other  # type: ignore[operator]  # the run-time check is what is tested
    with pytest.raises(TypeError):
        Money(1) - other  # type: ignore[operator]  # as above
    with pytest.raises(TypeError):
        _ = Money(1) < other  # type: ignore[operator]  # as above
    assert Money(1) != other


@given(small_amounts, st.integers(1, 500))
def test_equal_parts_add_up_and_differ_by_a_fen_at_most(fen: int, parts: int) -> None:
    split = Money(fen).split(parts)
    assert len(split) == parts
    assert sum(part.fen for part in split) == fen
    assert max(split).fen - min(split).fen <= 1


@given(small_amounts, st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_weighted_parts_add_up_and_each_is_within_a_fen_of_its_share(fen: int, weights: list[int]) -> None:
    split = Money(fen).split(weights)
    assert sum(part.fen for part in split) == fen
    for part, weight in zip(split, weights, strict=True):
        assert abs(part.fen - Fraction(fen * weight, sum(weights))) < 1
        assert weight or not part


@pytest.mark.parametrize("parts", [0, -1, True, [], [0, 0], [1, -1]])
def test_a_split_without_sensible_weights_is_refused(parts: int | list[int]) -> None:
    with pytest.raises(MoneyError):
        Money(100).split(parts)


def test_the_left_over_fen_go_to_the_largest_remainders_then_to_the_earlier_part() -> None:
    assert [part.fen for part in Money(100).split(3)] == [34, 33, 33]
    assert [part.fen for part in Money(-100).split(3)] == [-34, -33, -33]
    assert [part.fen for part in Money(10).split([1, 1, 4])] == [2, 2, 6]


@pytest.mark.parametrize(
    ("rounding", "rounded"),
    [
        (Rounding.HALF_EVEN, [-4, -2, -2, -1, 0, 0, 0, 1, 2, 2, 4]),
        (Rounding.HALF_UP, [-4, -3, -2, -1, -1, 0, 1, 1, 2, 3, 4]),
        (Rounding.UP, [-4, -3, -2, -2, -1, 0, 1, 2, 2, 3, 4]),
        (Rounding.DOWN, [-3, -2, -1, -1, 0, 0, 0, 1, 1, 2, 3]),
        (Rounding.CEILING, [-3, -2, -1, -1, 0, 0, 1, 2, 2, 3, 4]),
        (Rounding.FLOOR, [-4, -3, -2, -2, -1, 0, 0, 1, 1, 2, 3]),
    ],
)
def test_each_rounding_rounds_halves_and_rests_as_its_name_says(rounding: Rounding, rounded: list[int]) -> None:
    tenths = [-35, -25, -16, -12, -5, 0, 5, 12, 16, 25, 35]
    assert [round_quotient(value, 10, rounding) for value in tenths] == rounded


@given(small_amounts, st.decimals(-5, 5, places=6, allow_nan=False), roundings)
def test_a_product_is_rounded_as_the_decimal_module_would(fen: int, rate: Decimal, rounding: Rounding) -> None:
    expected = (fen * rate).quantize(Decimal(1), rounding="ROUND_" + rounding.name)
    assert Money(fen).times(rate, rounding).fen == expected


@pytest.mark.parametrize("rate", [1.5, True, "1", Decimal("NaN"), Decimal("Infinity"), None])
def test_a_rate_that_is_no_exact_number_is_refused(rate: object) -> None:
    with pytest.raises(MoneyError):
        Money(100).times(rate, Rounding.HALF_UP)  # type: ignore[arg-type]  # the run-time check is what is tested
