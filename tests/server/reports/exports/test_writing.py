"""Files are written row by row: a hundred thousand rows take no more memory than a thousand."""

import csv
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook

from server.reports.exports import writing
from server.reports.exports.catalogue import Column, Kind
from server.reports.exports.models import ExportForm
from server.reports.exports.writing import Head, open_writer

HEAD: Final = Head(
    "清单", "2026-03", "某人 2026-03-02", (Column("名称"), Column("金额", Kind.MONEY)), datetime(2026, 3, 2, tzinfo=UTC)
)
CHILD: Final = """
import resource, sys
from pathlib import Path
from tests.server.reports.exports.test_writing import HEAD
from server.reports.exports.models import ExportForm
from server.reports.exports.writing import open_writer
writer = open_writer(ExportForm(sys.argv[1]), Path(sys.argv[2]), HEAD)
begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for page in range(int(sys.argv[3]) // 5000):
    writer.add([(f"客户{page}-{row}", row * 100) for row in range(5000)])
writer.close()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begun)
"""
GROWN_KB_MAX: Final = 40_000


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_hundred_thousand_rows_take_some_megabytes_of_memory(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"long.{form}"
    told = subprocess.run(
        [sys.executable, "-c", CHILD, form, str(path), "100000"], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < GROWN_KB_MAX
    assert path.stat().st_size > 1_000_000


@pytest.mark.parametrize("form", [ExportForm.XLSX, ExportForm.CSV])
def test_a_cell_that_looks_like_a_formula_stays_text(form: ExportForm, tmp_path: Path) -> None:
    path = tmp_path / "file"
    writer = open_writer(form, path, HEAD)
    writer.add([("=HYPERLINK(1)", 123)])
    writer.close()
    if form is ExportForm.CSV:
        row = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))[2]
        assert row == ["'=HYPERLINK(1)", "1.23"]
        return
    with path.open("rb") as file:
        cells = next(load_workbook(file).worksheets[0].iter_rows(min_row=3))
        assert [(cell.data_type, str(cell.value)) for cell in cells] == [("s", "=HYPERLINK(1)"), ("n", "1.23")]


def test_what_does_not_go_on_one_sheet_goes_on_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SHEET_ROWS_MAX", 3)
    path = tmp_path / "book.xlsx"
    writer = open_writer(ExportForm.XLSX, path, HEAD)
    writer.add([(str(row), row) for row in range(7)])
    writer.close()
    with path.open("rb") as file:
        pages = load_workbook(file).worksheets
        counted = [page.max_row - 2 for page in pages]
        assert counted == [3, 3, 1]
        assert all(page.cell(1, 1).value.endswith(HEAD.mark) for page in pages)
