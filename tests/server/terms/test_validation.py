"""Terms that make no sense are refused with a code and the field, in both languages; plain data reads strictly."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.kit.money import Rounding
from server.terms.convention import PROFILES, Convention, named
from server.terms.errors import SENTENCES, TermsError
from server.terms.model import Fee, FeeBasis, Method, RateChange, Terms, Tranche
from server.terms.reading import terms_from

BASE = Terms(10_000_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 12, date(2026, 1, 15))
DATA: dict[str, Any] = {
    "principal": "100000.00",
    "rate_annual": "0.12",
    "method": "equal_instalment",
    "periods": 12,
    "start_on": "2026-01-15",
}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"principal_fen": 0}, "terms.principal_out_of_range", "principal_fen"),
        ({"principal_fen": -5}, "terms.principal_out_of_range", "principal_fen"),
        ({"principal_fen": 10**13 + 1}, "terms.principal_out_of_range", "principal_fen"),
        ({"principal_fen": 1.5}, "terms.not_a_number", "principal_fen"),
        ({"principal_fen": True}, "terms.not_a_number", "principal_fen"),
        ({"rate_annual": 0.12}, "terms.not_a_number", "rate_annual"),
        ({"rate_annual": Decimal("NaN")}, "terms.not_a_number", "rate_annual"),
        ({"rate_annual": Decimal("-0.01")}, "terms.rate_out_of_range", "rate_annual"),
        ({"rate_annual": Decimal("10.1")}, "terms.rate_out_of_range", "rate_annual"),
        ({"rate_annual": Decimal("0.1234567890123")}, "terms.rate_too_fine", "rate_annual"),
        ({"periods": 0}, "terms.periods_out_of_range", "periods"),
        ({"periods": 1201}, "terms.periods_out_of_range", "periods"),
        ({"periods": 1200, "every": 12}, "terms.date_out_of_range", "periods"),
        ({"every": 0}, "terms.every_out_of_range", "every"),
        ({"start_on": date(1980, 1, 1)}, "terms.date_out_of_range", "start_on"),
        ({"first_due_on": date(2026, 1, 15)}, "terms.first_due_out_of_range", "first_due_on"),
        ({"first_due_on": date(2026, 4, 1)}, "terms.first_due_out_of_range", "first_due_on"),
        ({"due_on": (date(2026, 2, 15),)}, "terms.due_dates_not_rising", "due_on"),
        ({"periods": 2, "due_on": (date(2026, 3, 1), date(2026, 2, 1))}, "terms.due_dates_not_rising", "due_on"),
        ({"grace_principal": 12}, "terms.grace_out_of_range", "grace_principal"),
        ({"grace_interest": -1}, "terms.grace_out_of_range", "grace_interest"),
        ({"method": Method.BULLET, "grace_principal": 1}, "terms.not_for_method", "grace_principal"),
        ({"balloon_fen": 1}, "terms.not_for_method", "balloon_fen"),
        ({"method": Method.BALLOON, "balloon_fen": 10_000_001}, "terms.balloon_out_of_range", "balloon_fen"),
        ({"principal_share": Decimal("0.05")}, "terms.not_for_method", "principal_share"),
        ({"method": Method.FLAT, "drawn_on": date(2026, 1, 20)}, "terms.not_for_method", "drawn_on"),
        ({"tranches": (Tranche(date(2026, 1, 1), 1),)}, "terms.tranche_out_of_range", "tranches"),
        ({"tranches": (Tranche(date(2027, 1, 15), 1),)}, "terms.tranche_out_of_range", "tranches"),
        ({"tranches": (Tranche(date(2026, 2, 1), 0),)}, "terms.tranche_out_of_range", "tranches"),
        ({"drawn_on": date(2026, 2, 15)}, "terms.tranche_out_of_range", "drawn_on"),
        (
            {"rate_changes": (RateChange(date(2026, 1, 15), Decimal(0)),)},
            "terms.rate_change_out_of_range",
            "rate_changes",
        ),
        ({"fees": (Fee(FeeBasis.FIXED, amount_fen=-1),)}, "terms.fee_out_of_range", "fees"),
        ({"fees": (Fee(FeeBasis.FIXED, share=Decimal("0.1")),)}, "terms.not_for_method", "fees"),
    ],
)
def test_senseless_terms_are_refused_with_code_and_field(changes: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(TermsError) as refusal:
        replace(BASE, **changes)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert field in refusal.value.message
    assert refusal.value.message_zh


def test_every_sentence_stands_in_both_languages() -> None:
    for code, (english, chinese) in SENTENCES.items():
        assert code.startswith("terms.")
        assert english.isascii()
        assert not chinese.isascii()


def test_an_unknown_convention_and_a_multiple_of_nothing_are_refused() -> None:
    with pytest.raises(TermsError):
        named("prc_400")
    with pytest.raises(TermsError):
        Convention("wrong", instalment_multiple_fen=0)


def test_plain_data_reads_as_the_terms_it_says() -> None:
    assert terms_from(DATA) == BASE
    fuller = DATA | {
        "principal": "1234.50",
        "method": "balloon",
        "balloon": "34.50",
        "convention": {"profile": "prc_365", "rounding": "half_even"},
        "tranches": [{"on": "2026-03-01", "amount": "10.00"}],
        "rate_changes": [{"from_on": "2026-05-15", "rate_annual": "0.1"}],
        "fees": [{"basis": "fixed", "amount_fen": 100}],
        "non_working": ["2026-02-15"],
        "first_due_on": None,
    }
    read = terms_from(fuller)
    assert (read.principal_fen, read.balloon_fen) == (123_450, 3_450)
    assert read.tranches == (Tranche(date(2026, 3, 1), 1_000),)
    assert read.convention == replace(PROFILES["prc_365"], rounding=Rounding.HALF_EVEN)
    assert read.non_working == frozenset({date(2026, 2, 15)})


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"principal": 100000}, "terms.not_a_number", "principal"),
        ({"principal": "1e5"}, "terms.not_a_number", "principal"),
        ({"principal_fen": 10_000_000}, "terms.given_twice", "principal"),
        ({"rate_annual": 0.12}, "terms.not_a_number", "rate_annual"),
        ({"rate_annual": "12%"}, "terms.not_a_number", "rate_annual"),
        ({"rate_annual": True}, "terms.not_a_number", "rate_annual"),
        ({"method": "annuity"}, "terms.unknown_value", "method"),
        ({"method": []}, "terms.unknown_value", "method"),
        ({"periods": "12"}, "terms.not_a_number", "periods"),
        ({"start_on": "15.1.2026"}, "terms.unknown_value", "start_on"),
        ({"start_on": 20260115}, "terms.unknown_value", "start_on"),
        ({"convention": "mars"}, "terms.unknown_convention", "convention"),
        ({"convention": {"count": "moons"}}, "terms.unknown_value", "count"),
        ({"convention": 3}, "terms.unknown_value", "convention"),
        ({"tranches": {"on": "2026-03-01"}}, "terms.unknown_value", "tranches"),
        ({"tranches": [{"on": "2026-03-01"}]}, "terms.missing", "tranches"),
        ({"colour": "red"}, "terms.unknown_field", "colour"),
    ],
)
def test_plain_data_that_is_wrong_names_its_field(changes: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(TermsError) as refusal:
        terms_from(DATA | changes)
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize("name", sorted(DATA))
def test_each_needed_field_is_asked_for(name: str) -> None:
    with pytest.raises(TermsError) as refusal:
        terms_from({key: value for key, value in DATA.items() if key != name})
    assert (refusal.value.code, refusal.value.field) == ("terms.missing", name)


@pytest.mark.parametrize("data", [None, [], "terms", 3, {1: 2}])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(TermsError):
        terms_from(data)
