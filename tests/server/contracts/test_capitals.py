"""Capital figures, against known examples and against reading them back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contracts.capitals import DIGITS, FEN_MAX, GROUP, GROUPS, PLACES, capitals

EXAMPLES = {
    0: "零元整",
    5: "伍分",
    10: "壹角整",
    100: "壹元整",
    105: "壹元零伍分",
    110: "壹元壹角整",
    8_000_000: "捌万元整",
    1_000_000_000: "壹仟万元整",
    100_205: "壹仟零贰元零伍分",
    10_000_500: "壹拾万零伍元整",
    10_050_000: "壹拾万零伍佰元整",
    12_345_678_90: "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整",
    10_000_000_001: "壹亿元零壹分",
    10_000_000_100: "壹亿零壹元整",
}


@pytest.mark.parametrize(("fen", "words"), EXAMPLES.items())
def test_amounts_are_written_as_the_banks_write_them(fen: int, words: str) -> None:
    assert capitals(fen) == words


def read_back(words: str) -> int:
    """The amount that a reader understands."""
    whole, _, rest = words.partition("元") if "元" in words else ("", "", words)
    yuan = group = digit = 0
    for character in whole:
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif character in PLACES[1:]:
            group += digit * 10 ** PLACES.index(character)
            digit = 0
        else:
            yuan = yuan + (group + digit) * GROUP ** GROUPS.index(character)
            group = digit = 0
    fen = (yuan + group + digit) * 100
    for character, unit in (("角", 10), ("分", 1)):
        if character in rest:
            fen += DIGITS.index(rest[rest.index(character) - 1]) * unit
    return fen


@given(st.integers(0, FEN_MAX - 1))
def test_what_is_written_reads_back_as_the_same_amount(fen: int) -> None:
    assert read_back(capitals(fen)) == fen


@pytest.mark.parametrize("fen", [-1, FEN_MAX])
def test_an_amount_out_of_range_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="range"):
        capitals(fen)
