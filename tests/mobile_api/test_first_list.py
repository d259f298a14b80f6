"""The painted list by itself: figures as the app writes them, and nothing that a name could smuggle into a page."""

from typing import Any

import pytest

from mobile_api.first_list import Words, first_list, money, percent

TABLE = {"votesOf": "{n} of {of} votes", "months": "{n} {n|month|months}"}
ZH = Words("zh", TABLE, {"refresh": "M0 0", "warn": "M1 1"})
EVIL = """</script><img src=x onerror="alert('1')">"""


def case(**over: Any) -> dict[str, Any]:
    application = {
        "id": "Application_1",
        "termMonths": 1,
        "purpose": "stock",
        "debtRatio": None,
        "customer": {"nameMasked": "孔*姣"},
        "officer": {"name": "丁奕辰"},
        "branch": {"name": "杭州分公司"},
        "findings": [],
    }
    return {
        "tier": "REGIONAL",
        "amount": "70000.00",
        "exposureAfter": "70000.00",
        "votesNeeded": 1,
        "votes": [],
        "dueAt": None,
        "overdue": False,
        "urges": 0,
        "assignee": None,
        "application": application | over.pop("application", {}),
    } | over


def painted(*cases: dict[str, Any], words: Words = ZH) -> str:
    return first_list({"nodes": list(cases), "totalCount": len(cases)}, words)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0.00", "¥0.00"),
        ("999.90", "¥999.90"),
        ("1234567.80", "¥1,234,567.80"),
        ("12345678901.05", "¥12,345,678,901.05"),
        ("-5.00", "−¥5.00"),
    ],
)
def test_money_is_written_as_the_app_writes_it(amount: str, shown: str) -> None:
    assert money(amount) == shown


@pytest.mark.parametrize(
    ("rate", "shown"),
    [("0.145", "14.5%"), ("0.4533", "45.33%"), ("1", "100%"), ("0", "0%"), ("0.00999", "0.99%"), ("12.3", "1230%")],
)
def test_a_share_is_written_as_the_app_writes_it(rate: str, shown: str) -> None:
    assert percent(rate) == shown


def test_nothing_that_the_server_names_becomes_markup() -> None:
    names = {"customer": {"nameMasked": EVIL}, "officer": {"name": EVIL}, "branch": {"name": EVIL}, "purpose": EVIL}
    finding = {"outcome": "REVIEW", "reasonZh": EVIL, "reasonEn": EVIL}
    page = painted(
        case(tier=EVIL, urges=2, assignee={"name": EVIL}, application=names | {"id": EVIL, "findings": [finding]})
    )
    assert "<img" not in page
    assert "</script" not in page
    assert page.count("&lt;/script&gt;&lt;img") >= 7


def test_a_case_that_left_his_sight_is_not_painted() -> None:
    assert "card case" not in painted(case() | {"application": None})
    assert painted(case(application={"termMonths": 2})).count("card case") == 1


def test_words_have_their_numbers() -> None:
    assert ZH.say("months", n=1) == "1 month"
    assert ZH.say("months", n=12) == "12 months"
    assert ZH.say("votesOf", n=1, of=2) == "1 of 2 votes"


def test_times_are_on_the_lenders_clock_in_both_languages() -> None:
    assert ZH.time("2026-11-24T16:05:00+00:00") == "11月25日 00:05"
    assert Words("en", TABLE, {}).time("2026-09-01T01:30:00+00:00") == "1 Sept, 09:30"
