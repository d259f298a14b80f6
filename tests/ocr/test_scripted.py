"""The scripted reader and the record that the command prints."""

import hashlib

import pytest

from ocr import Kind, PictureError
from ocr.records import record_of, refusal_of
from ocr.scripted import ScriptedReader, scripted_reading
from tests.ocr.test_pictures import encoded, picture

FRONT = {
    "name": "林瑜敏",
    "sex": "女",
    "nation": "汉",
    "birth_date": "1985-02-28",
    "address": None,
    "id_number": "31010119850228982X",
}


def test_the_script_answers_for_its_bytes_and_nothing_else() -> None:
    data = encoded(picture(), "JPEG")
    script = {hashlib.sha256(data).hexdigest(): scripted_reading(Kind.ID_FRONT, FRONT, doubtful=frozenset({"name"}))}
    reader = ScriptedReader(script)
    (document,) = reader.read(data).documents
    assert document.values == FRONT
    name, address = document.field("name"), document.field("address")
    assert name is not None
    assert (name.sure, name.reason) == (False, "doubtful_reading")
    assert address is not None
    assert (address.sure, address.reason) == (False, "not_found")
    other = reader.read(encoded(picture(size=(90, 70)), "JPEG"))
    assert (other.documents, other.width, other.height) == ((), 90, 70)


def test_a_script_still_refuses_what_is_no_picture() -> None:
    with pytest.raises(PictureError):
        ScriptedReader({}).read(b"no picture")


def test_a_record_has_all_labels_of_its_kind_and_confidence_only_for_values() -> None:
    record = record_of("a.jpg", scripted_reading(Kind.ID_FRONT, FRONT))
    assert record["kind"] == "id_front"
    assert list(record["fields"]) == ["姓名", "性别", "民族", "出生", "住址", "公民身份号码"]
    assert record["fields"]["住址"] is None
    assert "住址" not in record["confidence"]
    assert record["confidence"]["姓名"] == 0.99
    assert record["error"] is None


def test_a_validity_is_printed_as_start_and_end() -> None:
    back = {"authority": "某市公安局", "valid_from": "2020-01-06", "valid_until": "long-term"}
    record = record_of("b.jpg", scripted_reading(Kind.ID_BACK, back))
    assert record["fields"] == {"签发机关": "某市公安局", "有效期限": "2020-01-06/长期"}


def test_a_licence_shows_its_capital_as_printed_and_a_bare_long_term_as_nothing() -> None:
    reading = scripted_reading(Kind.BUSINESS_LICENCE, {"registered_capital_fen": "500000000", "term": "long-term"})
    record = record_of("c.jpg", reading)
    assert record["fields"]["注册资本"] == "500000000"  # the script's raw text
    assert record["fields"]["营业期限"] is None
    assert len(record["fields"]) == 13


def test_a_refusal_has_a_code_and_no_fields() -> None:
    record = refusal_of("d.jpg", "picture.broken", 0.1)
    assert (record["kind"], record["fields"]) == ("none", {})
    assert record["error"] == {"code": "picture.broken", "message": "图片已损坏"}
