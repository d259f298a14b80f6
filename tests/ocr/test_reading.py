"""The real models on invented pictures: a phone's picture is read and checked, what is no such paper is turned down."""

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from ocr import Kind, PictureError, Reader
from ocr.engine.weights import model_folders
from ocr.records import record_of
from tests.pictures import id_back, id_both, id_front, invented_company, invented_person, licence
from tests.pictures.cards import front_card
from tests.pictures.lookalikes import DRAWINGS, lookalike
from tests.pictures.photos import jpeg, photograph
from tests.pictures.truths import back_truth, front_truth, licence_truth

pytestmark = pytest.mark.ocr


@pytest.mark.parametrize("severity", [0, 2, 3])
def test_a_front_is_read_at_every_severity(reader: Reader, severity: int) -> None:
    person = invented_person(41 + severity)
    reading = reader.read(id_front(person, severity, seed=41 + severity))
    assert record_of("front", reading)["fields"] == front_truth(person)
    (document,) = reading.documents
    assert document.kind is Kind.ID_FRONT
    assert all(field.sure for field in document.fields if field.name in {"id_number", "birth_date", "sex"})


def test_boxes_and_outline_lie_in_the_upright_picture(reader: Reader) -> None:
    person = invented_person(7)
    reading = reader.read(id_front(person, 1, seed=7))
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
def test_a_turned_picture_is_set_upright_and_says_so(reader: Reader, turn: int) -> None:
    person = invented_person(12)
    image = Image.open(io.BytesIO(id_front(person, 1, seed=12)))
    reading = reader.read(jpeg(image.rotate(-turn, expand=True)))
    assert record_of("turned", reading)["fields"] == front_truth(person)
    assert reading.rotation == (360 - turn) % 360
    assert (reading.width, reading.height) == image.size


def test_a_back_gives_authority_and_validity(reader: Reader) -> None:
    person = invented_person(23)
    record = record_of("back", reader.read(id_back(person, 2, seed=23)))
    assert record["kind"] == "id_back"
    assert record["fields"] == back_truth(person)


def test_both_sides_on_one_sheet_are_two_documents(reader: Reader) -> None:
    person = invented_person(31)
    reading = reader.read(id_both(person, 1, seed=31))
    assert [document.kind for document in reading.documents] == [Kind.ID_FRONT, Kind.ID_BACK]
    assert "several_documents" in reading.warnings
    record = record_of("both", reading)
    assert record["kind"] == "id_both"
    assert record["fields"] == front_truth(person) | back_truth(person)


@pytest.mark.parametrize("layout", ["landscape", "portrait", "old"])
def test_a_licence_of_each_layout_is_read(reader: Reader, layout: str) -> None:
    company = invented_company(5, "company")
    record = record_of("licence", reader.read(licence(company, 1, seed=5, layout=layout)))  # type: ignore[arg-type]  # a parameter is a plain text
    assert record["kind"] == "business_licence"
    assert record["fields"] == licence_truth(company, layout)  # type: ignore[arg-type]  # as above


def test_the_authority_is_read_from_the_seal_when_it_stands_nowhere_else(reader: Reader) -> None:
    company = invented_company(9, "company")
    record = record_of("sealed", reader.read(licence(company, 1, seed=9, layout="portrait", authority_printed=False)))
    assert record["fields"]["登记机关"] == company.authority


@pytest.mark.parametrize("seed", range(len(DRAWINGS)))
def test_a_lookalike_is_turned_down(reader: Reader, seed: int) -> None:
    reading = reader.read(lookalike(1, seed))
    assert record_of("none", reading)["kind"] == "none"


def test_a_number_that_fails_its_check_is_withheld_with_a_reason(reader: Reader) -> None:
    person = invented_person(17)
    last = "0" if person.id_number[-1] != "0" else "1"
    forged = type(person)(**{**vars(person), "id_number": person.id_number[:-1] + last})
    (document,) = reader.read(photograph([front_card(forged, 17)], 0, 17)).documents
    number, born = document.field("id_number"), document.field("birth_date")
    assert number is not None
    assert (number.value, number.reason, number.sure) == (None, "number_check_digit", False)
    assert number.raw == forged.id_number
    assert born is not None
    assert born.value == person.birth.isoformat()
    assert not born.sure


def test_a_birth_date_that_contradicts_the_number_is_withheld(reader: Reader) -> None:
    person = invented_person(18)
    forged = type(person)(**{**vars(person), "birth": date(person.birth.year - 1, person.birth.month, 11)})
    (document,) = reader.read(photograph([front_card(forged, 18)], 0, 18)).documents
    born, number = document.field("birth_date"), document.field("id_number")
    assert born is not None
    assert (born.value, born.reason) == (None, "disagrees_with_number")
    assert number is not None
    assert number.value == person.id_number
    assert not number.sure


def test_a_hint_that_the_picture_belies_is_a_warning(reader: Reader) -> None:
    person = invented_person(3)
    assert "not_the_kind_asked" in reader.read(id_back(person, 1, seed=3), hint=Kind.ID_FRONT).warnings


def test_a_plain_picture_holds_nothing(reader: Reader) -> None:
    reading = reader.read(jpeg(Image.new("RGB", (800, 600), (120, 130, 140))))
    assert reading.documents == ()


def test_broken_bytes_are_refused(reader: Reader) -> None:
    data = id_front(invented_person(2), 1, seed=2)
    with pytest.raises(PictureError) as refused:
        reader.read(data[: len(data) // 3])
    assert refused.value.code == "picture.broken"


def test_model_folders_are_written_once(tmp_path: Path) -> None:
    first = model_folders(tmp_path)
    stamps = [(folder / "inference.onnx").stat().st_mtime_ns for folder in first]
    assert model_folders(tmp_path) == first
    assert [(folder / "inference.onnx").stat().st_mtime_ns for folder in first] == stamps
    assert sorted(path.name for path in first[0].iterdir()) == ["inference.onnx", "inference.yml"]
