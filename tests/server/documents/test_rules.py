"""What may be confirmed of a paper, and what others see of it."""

from datetime import date

import pytest

from server.documents import rules
from server.documents.errors import FieldUnknown, ValueMissing, ValueUnsound
from server.kit.errors import DomainError
from tests.factories.customers import credit_code

TODAY = date(2026, 3, 2)
LICENCE = {"name": "新城贸易有限公司", "credit_code": credit_code(5)}


def test_empty_values_are_left_out_and_spaces_go() -> None:
    given = {"authority": " 新城公安局 ", "valid_from": "", "valid_until": "long-term"}
    assert rules.sound_values("id_back", given, TODAY) == {"authority": "新城公安局", "valid_until": "long-term"}


@pytest.mark.parametrize(
    ("kind", "values", "error", "field"),
    [
        ("id_back", {}, ValueMissing, "fields.valid_until"),
        ("id_back", {"valid_until": "2030.01.01"}, ValueUnsound, "fields.valid_until"),
        ("business_licence", {"credit_code": credit_code(5)}, ValueMissing, "fields.name"),
        ("business_licence", LICENCE | {"credit_code": "91110105YYYYYY0536"}, ValueUnsound, "fields.credit_code"),
        ("business_licence", LICENCE | {"id_number": "1"}, FieldUnknown, "fields"),
        ("other", {"Bad Name": "x"}, FieldUnknown, "fields"),
        ("id_back", {"valid_until": "long-term", "authority": "a\x00b"}, ValueUnsound, "fields.authority"),
    ],
)
def test_a_paper_shows_its_own_fields_soundly(
    kind: str, values: dict[str, str], error: type[DomainError], field: str
) -> None:
    with pytest.raises(error) as refusal:
        rules.sound_values(kind, values, TODAY)
    assert refusal.value.field == field
    assert refusal.value.message_zh


def test_a_licence_identifies_by_its_credit_code_and_an_old_one_by_none() -> None:
    assert rules.identifying_number("business_licence", LICENCE) == ("credit_code", credit_code(5))
    assert rules.identifying_number("business_licence", {"name": "x"}) is None
    assert rules.identifying_number("other", LICENCE) is None


def test_what_was_changed_added_or_left_out_counts_as_corrected() -> None:
    proposed = {"name": "a", "address": "b", "nation": None, "sex": "男"}
    assert rules.corrected({"name": "x", "nation": "汉", "sex": "男"}, proposed) == ["address", "name", "nation"]


@pytest.mark.parametrize(
    ("kind", "name", "value", "shown"),
    [
        ("business_licence", "name", "新城贸易有限公司", "新城贸易有限公司"),
        ("business_licence", "legal_representative", "王小明", "王*明"),
        ("id_back", "authority", "新城公安局", "新城公安局"),
        ("id_front", "address", "北京市东城区", "****"),
        ("id_front", "name", None, None),
    ],
)
def test_a_licence_is_public_but_for_its_person(kind: str, name: str, value: str | None, shown: str | None) -> None:
    assert rules.masked(kind, name, value) == shown


def test_every_failure_is_told_in_both_languages() -> None:
    assert all(zh and en for zh, en in rules.FAILURES.values())
