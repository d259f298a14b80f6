"""Dates and capital amounts as Chinese papers print them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.checks.amounts import capital_fen
from ocr.checks.dates import age_on, date_in, dates_in, is_long_term, years_between


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019年03月05日", date(2019, 3, 5)),
        ("2019 年 3 月 5 日", date(2019, 3, 5)),
        ("2019.3.5", date(2019, 3, 5)),
        ("2019-03-05", date(2019, 3, 5)),
        ("20190305", date(2019, 3, 5)),
        ("二〇〇八年十二月三十一日", date(2008, 12, 31)),
        ("一九九八年五月廿日", date(1998, 5, 20)),
        ("二零一五年十月一日", date(2015, 10, 1)),
        ("贰零壹零年零壹月壹拾伍日", date(2010, 1, 15)),
        ("二○一一年二月二十八日", date(2011, 2, 28)),
    ],
)
def test_a_date_is_read_however_it_is_printed(text: str, day: date) -> None:
    assert date_in(text) == day


@pytest.mark.parametrize("text", ["2019年13月05日", "2019年02月29日", "长期", "", "2019年3月", "120190305", "第2019号"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert date_in(text) is None


def test_two_dates_are_two_and_no_single_one() -> None:
    assert dates_in("2015年3月1日至2035年2月28日") == [date(2015, 3, 1), date(2035, 2, 28)]
    assert date_in("2016.05.09-2036.05.09") is None


def test_without_end_is_said_in_several_words() -> None:
    assert is_long_term("2011年3月1日至长期")
    assert is_long_term("无固定期限")
    assert not is_long_term("2011年3月1日至2021年2月28日")


def test_years_between_tolerates_a_day_and_a_leap_day() -> None:
    assert years_between(date(2016, 5, 9), date(2036, 5, 9)) == 20
    assert years_between(date(2016, 5, 9), date(2036, 5, 8)) == 20
    assert years_between(date(2016, 2, 29), date(2026, 2, 28)) == 10
    assert years_between(date(2016, 5, 9), date(2036, 5, 11)) is None


def test_an_age_counts_completed_years() -> None:
    assert age_on(date(2000, 2, 29), date(2018, 2, 28)) == 17
    assert age_on(date(2000, 2, 29), date(2018, 3, 1)) == 18


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("壹佰万元整", "1000000"),
        ("伍佰万元整", "5000000"),
        ("500万元人民币", "5000000"),
        ("100.000000万", "1000000"),
        ("500.000000万人民币", "5000000"),
        ("人民币伍拾万元整", "500000"),
        ("贰佰零捌万元人民币", "2080000"),
        ("壹亿贰仟万元整", "120000000"),
        ("壹亿零壹元整", "100000001"),
        ("壹万零壹拾元整", "10010"),
        ("拾万元", "100000"),
        ("3,500万元", "35000000"),
        ("50.5万元", "505000"),
    ],
)
def test_a_capital_is_the_same_amount_in_words_and_digits(text: str, yuan: str) -> None:
    assert capital_fen(text) == int(Decimal(yuan) * 100)


@pytest.mark.parametrize(
    "text",
    ["", "5万美元", "万", "壹佰仟元", "一百万或两百万", "0.001元", "abc", "1.2.3万元", "3000,000000万", "1,23万元"],
)
def test_what_is_no_single_amount_in_yuan_is_none(text: str) -> None:
    assert capital_fen(text) is None


@given(st.integers(1, 99_999))
def test_ten_thousands_in_digits_are_exact(count: int) -> None:
    assert capital_fen(f"{count}万元整") == count * 10_000 * 100
