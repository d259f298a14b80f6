"""Numbers are judged by arithmetic; the vectors are invented or published with the standards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reference import number_formats as numbers

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "number",
    [
        "110101199003079817",
        "31010119850228982X",
        "440305200412229837",
        "510104200002299841",
        "810000199510019863",
        "650102196208159907",
        "11010519491231002X",
    ],
)
def test_a_sound_identity_number_has_no_problem(number: str) -> None:
    assert numbers.identity_problem(number, TODAY) is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("110101199003079818", "check_digit"),
        ("310101198502299825", "birth"),
        ("990101199003079817", "region"),
        ("11010119900307981", "shape"),
        ("440305203012229831", "birth"),
        ("110101199013079815", "birth"),
        ("１１０101199003079817", "shape"),
        ("", "shape"),
    ],
)
def test_an_unsound_identity_number_is_told_by_what_is_wrong(number: str, problem: str) -> None:
    assert numbers.identity_problem(number, TODAY) == problem


@pytest.mark.parametrize(
    "code",
    [
        "91110105YYYYYY0535",
        "91310115YYYYYY0532",
        "92440305YYYYYY053W",
        "93510104YYYYYY045G",
        "91650102YYYYYY029B",
        "52330106YYYYYY0615",
        "91110000600037341L",
    ],
)
def test_a_sound_credit_code_has_no_problem(code: str) -> None:
    assert numbers.credit_code_problem(code) is None


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91110105YYYYYY0536", "check_digit"),
        ("91110105YYYYYI0535", "shape"),
        ("9111O105YYYYYY0535", "shape"),
        ("9111A105YYYYYY0535", "region"),
        ("91110105YYYYYY053", "shape"),
        ("G1110105YYYYYY0535", "department"),
    ],
)
def test_an_unsound_credit_code_is_told_by_what_is_wrong(code: str, problem: str) -> None:
    assert numbers.credit_code_problem(code) == problem


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("13400000000", "13400000000"),
        ("+86 198-0000-0000", "19800000000"),
        ("8616600000000", "16600000000"),
        ("1３800000000", "13800000000"),
        ("12345678901", None),
        ("1340000000", None),
        ("134000000000", None),
        ("02112345678", None),
        ("11000000000", None),
    ],
)
def test_a_phone_is_a_mobile_number_of_the_mainland(text: str, digits: str | None) -> None:
    assert numbers.phone(text) == digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("6217 0099 9900 0000 016", "6217009999000000016"),
        ("621700999900000001X", None),
        ("123456789", None),
        ("1" * 33, None),
    ],
)
def test_an_account_is_ten_to_thirty_two_digits(text: str, digits: str | None) -> None:
    assert numbers.account_number(text) == digits


def test_normalising_makes_one_of_the_ways_to_write_a_number() -> None:
    assert numbers.normalise(" 31010119850228-982x ") == numbers.normalise("３１０１０１１９８５０２２８９８２Ｘ")


@given(
    st.dates(date(1900, 1, 1), date(2025, 12, 31)),
    st.integers(0, 999),
    st.integers(0, 17),
    st.sampled_from("0123456789"),
)
def test_one_wrong_digit_never_passes(born: date, sequence: int, at: int, other: str) -> None:
    body = f"110101{born:%Y%m%d}{sequence:03d}"
    sound = body + numbers.identity_check_character(body)
    assert numbers.identity_problem(sound, TODAY) is None
    if sound[at] != other:
        assert numbers.identity_problem(sound[:at] + other + sound[at + 1 :], TODAY) is not None
