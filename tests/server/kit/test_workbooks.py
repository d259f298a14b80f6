"""Workbooks of others: bounded before they are unpacked, read row by row, refused where they are unsound."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from server.kit.workbooks import PARTS_MAX, Bounds, Source, WorkbookUnsound, cells_of, judge

BOUNDS = Bounds(unpacked_bytes=5_000_000, rows=3, columns=2)
ROWS = (("a", 1, "beyond"), ("=1+1", 2, "beyond"), ("c", 3, "beyond"), ("below", 4, "beyond"))


def book() -> bytes:
    made = Workbook()
    assert made.active is not None
    for row in ROWS:
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def repacked(change: Callable[[str, bytes], bytes], further: dict[str, bytes] | None = None) -> bytes:
    """The workbook with its parts changed, and further parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, data in (further or {}).items():
            target.writestr(name, data)
    return buffer.getvalue()


def unchanged(_name: str, data: bytes) -> bytes:
    return data


def with_document_type(name: str, data: bytes) -> bytes:
    return b'<!DOCTYPE worksheet [<!ENTITY a "x">]>' + data if name.endswith("sheet1.xml") else data


@pytest.mark.parametrize("from_a_file", [True, False])
def test_rows_and_columns_within_the_bounds_are_read(tmp_path: Path, *, from_a_file: bool) -> None:
    source: Source = book()
    if from_a_file:
        (tmp_path / "book.xlsx").write_bytes(book())
        source = tmp_path / "book.xlsx"
    judge(source, BOUNDS)
    read = [[cell.value for cell in row] for row in cells_of(source, BOUNDS)]
    assert read == [list(row[:2]) for row in ROWS[:3]]
    assert next(iter(list(cells_of(source, BOUNDS))[1])).data_type == "f"
    assert list(cells_of(source, BOUNDS, sheet=1)) == []


def test_a_formula_may_be_read_as_what_it_last_gave() -> None:
    assert [row[0].value for row in cells_of(book(), BOUNDS, formulas=False)] == ["a", None, "c"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 not really", "no workbook"),
        (book()[:-100], "no workbook"),
        (repacked(unchanged, {"xl/large.bin": b" " * 6_000_000}), "the archive unpacks to too much"),
        (repacked(unchanged, {f"xl/{n}": b"" for n in range(PARTS_MAX)}), "the archive unpacks to too much"),
        (repacked(with_document_type), "document type"),
    ],
)
def test_an_unsound_archive_is_refused_before_it_is_unpacked(data: bytes, reason: str) -> None:
    with pytest.raises(WorkbookUnsound) as refused:
        judge(data, BOUNDS)
    assert refused.value.reason == reason


def test_a_broken_sheet_is_refused_whatever_the_library_makes_of_it() -> None:
    broken = repacked(lambda name, data: data[: len(data) // 2] if name.endswith("sheet1.xml") else data)
    judge(broken, BOUNDS)
    with pytest.raises(WorkbookUnsound):
        list(cells_of(broken, BOUNDS))
