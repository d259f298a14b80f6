"""How answers are read: by every adapter what the simulator says, by none what is not in its form."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.connectors.adapters.table import ADAPTERS
from server.connectors.errors import AnswerMalformed, AnswerOfAnother
from server.connectors.kinds import SourceKind
from server.connectors.reading import Reading, content_of
from server.connectors.vocabulary import Fact, fact_of
from server.simulators.sources.profiles import content_of as drawn

TODAY = date(2026, 3, 2)
PEOPLE = st.integers(0, 10**6).map(str)


def read(kind: SourceKind, content: Any) -> dict[str, Any]:
    return {each.code: each.value for each in ADAPTERS[kind].read(Reading(content), TODAY).facts}


def outcome(kind: SourceKind, content: Any) -> tuple[str | None, dict[str, Any]]:
    """The place at which an answer is refused, or its facts."""
    try:
        return None, read(kind, content)
    except AnswerMalformed as refusal:
        return str(refusal.facts["place"]), {}


@settings(max_examples=60)
@given(kind=st.sampled_from(SourceKind), number=PEOPLE, firm=st.booleans())
def test_every_answer_of_the_simulator_is_read_and_kept_without_loss(
    kind: SourceKind, number: str, *, firm: bool
) -> None:
    subject = {"number": number, "kind": "company" if firm else "person"}
    content = drawn(kind.value, subject, TODAY)
    answer = ADAPTERS[kind].read(Reading(json.loads(json.dumps(content))), TODAY)
    assert answer.facts
    assert answer.observed_on <= TODAY
    kept = json.loads(json.dumps([each.as_data() for each in answer.facts]))
    assert tuple(fact_of(each) for each in kept) == answer.facts
    assert all(each["zh"] and each["en"] for each in kept)


WEIRD: st.SearchStrategy[Any] = st.sampled_from([None, "0", 0.5, -1, [], {}, True, "2026-13-01", "x" * 1_000, 10**30])


@settings(max_examples=150)
@given(kind=st.sampled_from(SourceKind), number=PEOPLE, spoil=st.data())
def test_a_spoilt_answer_is_refused_as_a_whole_or_says_less_but_never_breaks(
    kind: SourceKind, number: str, spoil: st.DataObject
) -> None:
    content = drawn(kind.value, {"number": number, "kind": "person"}, TODAY)
    member = spoil.draw(st.sampled_from(sorted(content)))
    if spoil.draw(st.booleans()):
        del content[member]
    else:
        content[member] = spoil.draw(WEIRD)
    place, facts = outcome(kind, content)
    assert bool(facts) is (place is None)
    assert place is None or place.partition(".")[0] in drawn(kind.value, {"number": number}, TODAY)


@pytest.mark.parametrize("kind", SourceKind)
def test_an_answer_without_any_member_is_refused(kind: SourceKind) -> None:
    with pytest.raises(AnswerMalformed):
        read(kind, {})


def overdue(on: str, amount_fen: int = 500_000, stage: int = 1, paid_on: str | None = "2026-01-10") -> dict[str, Any]:
    return {"on": on, "amount_fen": amount_fen, "stage": stage, "paid_on": paid_on}


def report(*overdues: dict[str, Any], lines: Any = None) -> dict[str, Any]:
    told = {"report_on": "2026-03-01", "found": True, "months": 30, "inquiries_3m": 2}
    return told | {"overdues": list(overdues), "lines": lines}


def test_a_report_counts_overdues_of_two_years_by_their_stage() -> None:
    facts = read(
        SourceKind.CREDIT_BUREAU,
        report(
            overdue("2026-01-05"),
            overdue("2025-05-05", 2_000_000, 2),
            overdue("2025-05-06", 2_000_000, 4),
            overdue("2023-01-05", 2_000_000),
            lines={"used_percent": 45, "full_months": 1},
        ),
    )
    assert {code: facts[code] for code in ("bureau_m1", "bureau_m2", "bureau_m3", "bureau_overdue_24m")} == {
        "bureau_m1": 1,
        "bureau_m2": 1,
        "bureau_m3": 1,
        "bureau_overdue_24m": 3,
    }
    assert facts["bureau_overdue_now"] is False
    assert facts["utilisation"] == Decimal("0.45")


REPAIRED = [
    (overdue("2025-12-31", 1_000_000, paid_on="2026-03-01"), True),
    (overdue("2025-12-31", 1_000_001, paid_on="2026-03-01"), False),
    (overdue("2026-01-01", 1_000_000, paid_on="2026-03-01"), False),
    (overdue("2025-06-01", 1_000_000, paid_on=None), False),
    (overdue("2019-12-31", 1_000_000), None),
]


@pytest.mark.parametrize(("item", "left_out"), REPAIRED)
def test_what_the_one_off_credit_repair_took_from_display_is_not_counted(
    item: dict[str, Any], *, left_out: bool | None
) -> None:
    facts = read(SourceKind.CREDIT_BUREAU, report(item))
    assert facts["bureau_repaired"] == (1 if left_out else 0)
    assert facts["bureau_overdue_24m"] == (1 if left_out is False else 0)
    assert facts["bureau_overdue_now"] is (item["paid_on"] is None)


def test_who_is_unknown_to_the_bureau_has_no_history_and_no_counted_overdues() -> None:
    facts = read(SourceKind.CREDIT_BUREAU, {"report_on": "2026-03-01", "found": False})
    assert facts == {"bureau_found": False, "bureau_months": Decimal(0)}


def test_what_a_source_does_not_know_is_not_there_and_growth_after_nothing_is_unknown() -> None:
    told = {"as_of": "2026-03-01", "grade": "none", "arrears_fen": 0, "income_fen": None}
    assert set(read(SourceKind.TAX, told | {"turnover_fen": None, "former_turnover_fen": None})) == {
        "tax_grade",
        "tax_arrears_fen",
    }
    facts = read(SourceKind.TAX, told | {"turnover_fen": 5, "former_turnover_fen": 0, "income_fen": 12_000})
    assert ("turnover_growth" in facts, facts["income_monthly_fen"]) == (False, Decimal(1_000))
    name = {"matched": True, "phone_matched": None, "phone_months": None}
    assert read(SourceKind.NAME_ID, name) == {"name_id_matched": True}


def test_a_company_that_the_register_does_not_have_is_a_mismatch_and_nothing_else() -> None:
    assert read(SourceKind.BUSINESS_REGISTER, {"matched": False}) == {"register_matched": False}
    found = {"matched": True, "status": "revoked", "founded_on": "2016-03-03", "court_record": "dishonest"}
    facts = read(SourceKind.BUSINESS_REGISTER, found)
    assert (facts["register_active"], facts["firm_years"], facts["court_record"]) == (False, 9, "dishonest")


ENVELOPES = [
    (b"\xff", AnswerMalformed),
    (b"[]", AnswerMalformed),
    (b'{"number": "N1", "state": "PENDING", "content": {}}', AnswerMalformed),
    (b'{"number": "N1", "state": "ANSWERED", "content": []}', AnswerMalformed),
    (b'{"number": "N2", "state": "ANSWERED", "content": {}}', AnswerOfAnother),
    (b"[" * 100_000, AnswerMalformed),
]


@pytest.mark.parametrize(("answer", "error"), ENVELOPES)
def test_an_envelope_that_is_none_is_refused(answer: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        content_of(answer, "N1")


def test_amounts_are_told_to_people_in_yuan() -> None:
    told = Fact("tax_arrears_fen", Decimal(123_456)).as_data()
    assert (told["value"], told["zh"], told["en"]) == ("123456", "1,234.56元", "1,234.56 yuan")


def moved(on: str, amount_fen: int, kind: str = "trade") -> dict[str, Any]:
    return {"on": on, "amount_fen": amount_fen, "balance_fen": 100, "party": "甲", "kind": kind}


def test_an_account_that_is_known_for_three_months_says_nothing_of_longer_windows() -> None:
    moves = [moved("2026-01-10", 300), moved("2026-02-10", 500, "salary"), moved("2026-02-11", -900, "rent")]
    content = {"as_of": "2026-03-01", "since": "2025-12-01", "moves": moves}
    assert read(SourceKind.BANK_FLOW, content) == {
        "flow_month_fen": 500,
        "flow_former_month_fen": 300,
        "flow_quarter_fen": 800,
        "flow_negative_months": 1,
        "flow_balance_fen": 100,
        "flow_in_90_days_fen": 800,
        "flow_through_fen": 0,
        "flow_betting_fen": 0,
        "flow_lenders_fen": 0,
        "flow_salary_days": 19,
        "flow_premises_days": 18,
    }


def test_money_that_left_after_the_window_of_its_kind_is_not_counted() -> None:
    spent = [
        {"on": on, "amount_fen": fen, "payee": payee, "agreed": payee == "trade", "founded_on": None}
        for on, fen, payee in (("2026-01-08", 1, "cash"), ("2026-01-09", 20, "cash"), ("2026-02-01", 300, "trade"))
    ]
    facts = read(SourceKind.FUND_TRAIL, {"as_of": "2026-03-01", "paid_on": "2026-01-01", "spent": spent})
    assert (facts["trail_cash_fen"], facts["trail_mismatch_fen"]) == (1, 21)
    assert "trail_payee_months" not in facts


def test_a_bureau_of_the_older_form_says_nothing_of_debts() -> None:
    debts = {"monthly_fen": 30_000, "unsecured_fen": 0, "guaranteed_fen": 7}
    facts = read(SourceKind.CREDIT_BUREAU, report() | {"debts": debts})
    assert (facts["bureau_monthly_fen"], facts["bureau_unsecured_fen"], facts["bureau_guaranteed_fen"]) == (
        30_000,
        0,
        7,
    )
    assert "bureau_monthly_fen" not in read(SourceKind.CREDIT_BUREAU, report())
