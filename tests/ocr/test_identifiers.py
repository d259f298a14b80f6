"""Numbers with check digits: published and synthetic vectors, and what any single error does to them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.checks.identifiers import (
    CREDIT_ALPHABET,
    credit_check_character,
    credit_organisation_agrees,
    credit_problem,
    identity_birth,
    identity_check_character,
    identity_problem,
    identity_sex,
    organisation_check_character,
    registration_problem,
)

TODAY = date(2026, 1, 1)
SOUND_NUMBERS = [
    ("110101199003079817", "男"),
    ("31010119850228982X", "女"),
    ("440305200412229837", "男"),
    ("510104200002299841", "女"),
    ("810000199510019863", "女"),
    ("650102196208159907", "女"),
    ("11010519491231002X", "女"),
]
BROKEN_NUMBERS = [
    ("110101199003079818", "number_check_digit"),
    ("310101198502299825", "number_birth"),
    ("11010119900307981", "number_shape"),
    ("440305203012229831", "number_birth"),
    ("110101199013079815", "number_birth"),
    ("１10101199003079817", "number_shape"),
]
SOUND_CODES = [
    "91110105YYYYYY0535",
    "91310115YYYYYY0532",
    "92440305YYYYYY053W",
    "93510104YYYYYY045G",
    "91650102YYYYYY029B",
    "52330106YYYYYY0615",
    "91110000600037341L",
]
BROKEN_CODES = [
    ("91110105YYYYYY0536", "code_check_digit"),
    ("91110105YYYYYI0535", "code_shape"),
    ("9111O105YYYYYY0535", "code_shape"),
    ("91110105YYYYYY053", "code_shape"),
]


@pytest.mark.parametrize(("number", "sex"), SOUND_NUMBERS)
def test_a_sound_identity_number_has_no_problem_and_tells_sex_and_birth(number: str, sex: str) -> None:
    assert identity_problem(number, TODAY) is None
    assert identity_sex(number) == sex
    assert identity_birth(number) == date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


@pytest.mark.parametrize(("number", "problem"), BROKEN_NUMBERS)
def test_a_broken_identity_number_says_what_is_wrong(number: str, problem: str) -> None:
    assert identity_problem(number, TODAY) == problem


@given(st.sampled_from([number for number, _ in SOUND_NUMBERS]), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_leaves_an_identity_number_sound(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert identity_problem(wrong, TODAY) is not None


@given(st.dates(date(1920, 1, 1), date(2020, 12, 31)), st.integers(0, 999))
def test_a_computed_check_character_is_accepted(born: date, sequence: int) -> None:
    body = f"110101{born:%Y%m%d}{sequence:03d}"
    assert identity_problem(body + identity_check_character(body), TODAY) is None


@pytest.mark.parametrize("code", SOUND_CODES)
def test_a_sound_credit_code_has_no_problem(code: str) -> None:
    assert credit_problem(code) is None


@pytest.mark.parametrize(("code", "problem"), BROKEN_CODES)
def test_a_broken_credit_code_says_what_is_wrong(code: str, problem: str) -> None:
    assert credit_problem(code) == problem


@given(st.text(CREDIT_ALPHABET, min_size=8, max_size=8), st.integers(8, 16), st.integers(1, 30))
def test_one_wrong_character_never_leaves_a_credit_code_sound(body: str, place: int, shift: int) -> None:
    start = f"91110105{body}0"
    code = start + credit_check_character(start)
    other = CREDIT_ALPHABET[(CREDIT_ALPHABET.index(code[place]) + shift) % 31]
    assert credit_problem(code) is None
    assert credit_problem(code[:place] + other + code[place + 1 :]) is not None


@pytest.mark.parametrize("code", ["600037341", "YYYYYY010", "TE8TAA101", "D2143569X", "000000190", "YXWUTR777"])
def test_organisation_codes_end_in_their_check_character(code: str) -> None:
    assert organisation_check_character(code[:8]) == code[8]


def test_the_organisation_code_inside_a_credit_code_is_checked_apart() -> None:
    assert credit_organisation_agrees("91110000600037341L")
    assert not credit_organisation_agrees("91110000600037342L")


@pytest.mark.parametrize(
    "number",
    ["110108000000016", "110000019999995", "440301609999999", "310115009999982", "510104107777775", "330103208888885"],
)
def test_registration_numbers_and_their_check_digit(number: str) -> None:
    assert registration_problem(number) is None
    assert registration_problem(number[:-1] + str((int(number[-1]) + 1) % 10)) == "code_check_digit"


def test_a_registration_number_before_2007_has_no_check_digit_to_fail() -> None:
    assert registration_problem("1101082345678") is None
    assert registration_problem("11010823456789") == "code_shape"
