"""The real models on invented pictures: a phone's picture is read and checked, what is no such paper is turned down."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from bench.ocr.cases import LAYOUTS, Case
from bench.ocr.licences.rows import Layout
from bench.ocr.lookalikes.catalogue import LOOKALIKES
from bench.ocr.photos import SEVERITIES, Severity
from bench.ocr.scoring import SURE
from ocr import Kind, PictureError, Reader
from ocr.engine.weights import model_folders
from ocr.records import record_of
from tests.factories.photographs import front_of, person, photographed
from tests.ocr.conftest import ReadOnce

pytestmark = pytest.mark.ocr

# they print the labels of a licence or of a card, or lie in the same frame; the bench asks for all of them
TEMPTING = ("food_permit", "institution_certificate", "spreadsheet", "residence_permit", "loan_form")
LONG = {"经营范围", "住所"}  # hundreds of characters: their share that is right is counted by the bench


def jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_front_is_read_at_every_severity(read_once: ReadOnce, severity: Severity) -> None:
    card, reading = read_once("id_front", "41", severity)
    assert record_of("front", reading)["fields"] == card.truth
    (document,) = reading.documents
    assert document.kind is Kind.ID_FRONT
    assert all(field.sure for field in document.fields if field.name in {"id_number", "birth_date", "sex"})


def test_boxes_and_outline_lie_in_the_upright_picture(read_once: ReadOnce) -> None:
    _, reading = read_once("id_front", "41", "medium")
    (document,) = reading.documents
    assert document.outline is not None
    for box in (document.outline, *(field.box for field in document.fields)):
        assert box is not None
        assert all(-0.1 * reading.width < x < 1.1 * reading.width for x, _ in box)
        assert all(-0.1 * reading.height < y < 1.1 * reading.height for _, y in box)
    name, number = document.field("name"), document.field("id_number")
    assert name is not None
    assert number is not None
    assert name.box is not None
    assert number.box is not None
    assert name.box[0][1] < number.box[0][1]


@pytest.mark.parametrize("turn", [90, 180])
def test_a_turned_picture_is_set_upright_and_says_so(reader: Reader, read_once: ReadOnce, turn: int) -> None:
    card, standing = read_once("id_front", "41")
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(card.data)))
    reading = reader.read(jpeg(image.rotate(-turn, expand=True)))
    assert record_of("turned", reading)["fields"] == card.truth
    assert reading.rotation == (standing.rotation - turn) % 360
    assert {reading.width, reading.height} == set(image.size)


def test_a_back_gives_authority_and_validity_and_a_hint_that_it_belies_is_a_warning(reader: Reader) -> None:
    card = photographed("id_back", "23", "medium")
    reading = reader.read(card.data, hint=Kind.ID_FRONT)
    assert "not_the_kind_asked" in reading.warnings
    record = record_of("back", reading)
    assert record["kind"] == "id_back"
    assert record["fields"] == card.truth


def test_both_sides_on_one_sheet_are_two_documents(reader: Reader) -> None:
    sheet = photographed("id_both", "31")
    reading = reader.read(sheet.data)
    assert [document.kind for document in reading.documents] == [Kind.ID_FRONT, Kind.ID_BACK]
    assert "several_documents" in reading.warnings
    record = record_of("both", reading)
    assert record["kind"] == "id_both"
    assert record["fields"] == sheet.truth


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS)))
def test_a_licence_of_each_layout_is_read_and_no_long_value_is_surely_wrong(
    read_once: ReadOnce, layout: Layout
) -> None:
    sheet, reading = read_once("business_licence", "5", turn=LAYOUTS.index(layout))
    record = record_of("licence", reading)
    assert record["kind"] == "business_licence"
    sure = [name for name in LONG if record["confidence"].get(name, 0.0) >= SURE]
    assert {name: record["fields"][name] for name in sure} == {name: sheet.truth[name] for name in sure}
    assert {name: value for name, value in record["fields"].items() if name not in LONG} == {
        name: value for name, value in sheet.truth.items() if name not in LONG
    }


def test_the_authority_is_read_from_the_seal_when_it_stands_nowhere_else(read_once: ReadOnce) -> None:
    assert not Case("5", "business_licence", len(SEVERITIES)).plan().authority_printed
    sheet, reading = read_once("business_licence", "5", turn=1)
    assert record_of("sealed", reading)["fields"]["登记机关"] == sheet.truth["登记机关"]


@pytest.mark.parametrize("name", TEMPTING)
def test_a_lookalike_is_turned_down(reader: Reader, name: str) -> None:
    picture = photographed("none", "lookalikes", turn=list(LOOKALIKES).index(name))
    assert record_of("none", reader.read(picture.data))["kind"] == "none"


def test_a_number_that_fails_its_check_is_withheld_with_a_reason(reader: Reader) -> None:
    holder = person("17")
    last = "0" if holder.number[-1] != "0" else "1"
    forged = replace(holder, number=holder.number[:-1] + last)
    (document,) = reader.read(front_of(forged, seed="17")).documents
    number, born = document.field("id_number"), document.field("birth_date")
    assert number is not None
    assert (number.value, number.reason, number.sure) == (None, "number_check_digit", False)
    assert number.raw == forged.number
    assert born is not None
    assert born.value == holder.birth.isoformat()
    assert not born.sure


def test_a_birth_date_that_contradicts_the_number_is_withheld(reader: Reader) -> None:
    holder = person("18")
    forged = replace(holder, birth=date(holder.birth.year - 1, holder.birth.month, 11))
    (document,) = reader.read(front_of(forged, seed="18")).documents
    born, number = document.field("birth_date"), document.field("id_number")
    assert born is not None
    assert (born.value, born.reason) == (None, "disagrees_with_number")
    assert number is not None
    assert number.value == holder.number
    assert not number.sure


def test_a_plain_picture_holds_nothing(reader: Reader) -> None:
    reading = reader.read(jpeg(Image.new("RGB", (800, 600), (120, 130, 140))))
    assert reading.documents == ()


def test_broken_bytes_are_refused(reader: Reader) -> None:
    data = jpeg(Image.effect_noise((800, 600), 60))
    with pytest.raises(PictureError) as refused:
        reader.read(data[: len(data) // 3])
    assert refused.value.code == "picture.broken"


def test_model_folders_are_written_once(tmp_path: Path) -> None:
    first = model_folders(tmp_path)
    stamps = [(folder / "inference.onnx").stat().st_mtime_ns for folder in first]
    assert model_folders(tmp_path) == first
    assert [(folder / "inference.onnx").stat().st_mtime_ns for folder in first] == stamps
    assert sorted(path.name for path in first[0].iterdir()) == ["inference.onnx", "inference.yml"]
