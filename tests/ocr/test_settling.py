"""Numbers settled from the network's probabilities: what was read stands, one digit may be decided, more stays open."""

import itertools

import numpy as np
import pytest

from ocr.checks.identifiers import (
    CREDIT_ALPHABET,
    credit_check_character,
    credit_problem,
    identity_problem,
    organisation_check_character,
)
from ocr.engine.decoding import Readout
from ocr.papers.settling import IDENTITY_SYMBOLS, Settled, credit_settled, settled

NUMBER = "31010119850228982X"


def readout(symbols: str, text: str, doubts: dict[int, tuple[str, float]] | None = None) -> Readout:
    """A blank, a symbol, a blank…; at a doubted place another symbol takes a share of the chance."""
    rows = []
    for place, character in enumerate(text):
        mark = np.zeros(1 + len(symbols), np.float32)
        rival, share = (doubts or {}).get(place, (character, 0.0))
        mark[1 + symbols.index(character)] += 1 - share
        mark[1 + symbols.index(rival)] += share
        blank = np.zeros(1 + len(symbols), np.float32)
        blank[0] = 1
        rows += [blank, mark]
    return Readout(symbols, np.array(rows, np.float32))


def sound(text: str) -> bool:
    return identity_problem(text) is None


def misread(place: int, other: str) -> str:
    return NUMBER[:place] + other + NUMBER[place + 1 :]


def test_the_chances_of_all_texts_of_a_row_sum_to_one() -> None:
    marks = np.array([[0.5, 0.3, 0.2], [0.2, 0.4, 0.4], [0.6, 0.1, 0.3]], np.float32)
    row = Readout("ab", marks)
    texts = ["".join(letters) for size in (1, 2, 3) for letters in itertools.product("ab", repeat=size)]
    found = sum(float(np.exp(row.log_chances([text])[0])) for text in texts)
    assert found + 0.5 * 0.2 * 0.6 == pytest.approx(1, abs=1e-5)
    assert row.text == "a"


def test_a_sound_number_that_was_read_stands() -> None:
    assert settled([readout(IDENTITY_SYMBOLS, NUMBER)] * 3, sound) == Settled(NUMBER, as_read=True)


def test_one_digit_that_the_network_itself_doubted_is_settled_and_not_called_read() -> None:
    rows = [readout(IDENTITY_SYMBOLS, misread(9, "6"), {9: ("5", 0.4)})] * 3
    assert settled(rows, sound) == Settled(NUMBER, as_read=False)


def test_a_clear_number_with_a_wrong_check_digit_is_left_open() -> None:
    assert settled([readout(IDENTITY_SYMBOLS, misread(17, "1"))] * 3, sound) is None


def test_two_sound_numbers_that_are_nearly_as_likely_leave_it_open() -> None:
    wrong = misread(9, "6")
    others = [
        (place, digit)
        for place in range(17)
        for digit in "0123456789"
        if place != 9 and digit != wrong[place] and sound(wrong[:place] + digit + wrong[place + 1 :])
    ]
    rival = {place: (digit, 0.4) for place, digit in others[:1]}
    assert settled([readout(IDENTITY_SYMBOLS, wrong, {9: ("5", 0.4), **rival})], sound) is None


def test_two_misread_digits_are_never_mended() -> None:
    twice = misread(9, "6")[:14] + "8" + NUMBER[15:]
    rows = [readout(IDENTITY_SYMBOLS, twice, {9: ("5", 0.45), 14: (NUMBER[14], 0.45)})]
    found = settled(rows, sound)
    assert found is None or found.text != NUMBER


def test_a_digit_lost_by_one_reading_of_three_is_found_in_the_others() -> None:
    short = readout(IDENTITY_SYMBOLS, NUMBER[:5] + NUMBER[6:])
    whole = readout(IDENTITY_SYMBOLS, NUMBER)
    assert settled([short, whole, whole], sound) == Settled(NUMBER, as_read=True)


def test_no_reading_settles_nothing() -> None:
    assert settled([], sound) is None
    assert settled([readout(IDENTITY_SYMBOLS, "1")], sound) is None


def test_a_credit_code_is_settled_by_both_its_checks() -> None:
    body = "91110105MA01C5BX"
    code = body + organisation_check_character(body[8:])
    code += credit_check_character(code)
    assert credit_problem(code) is None
    blurred = code[:12] + "8" + code[13:]
    rows = [readout(CREDIT_ALPHABET, blurred, {12: (code[12], 0.4)})] * 2
    assert credit_settled(rows) == Settled(code, as_read=False)
