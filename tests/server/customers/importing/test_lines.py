"""Sheets line by line: two encodings, formulas, wide lines, wrong headings, and rows without end."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from server.customers.importing.rows import COLUMNS
from server.kit.errors import DomainError
from server.kit.tables.columns import places
from server.kit.tables.errors import LineEncoding, SheetUnreadable, TitleWrong
from server.kit.tables.lines import lines
from server.kit.tables.reading import COMMON, Limits, open_file
from server.kit.tables.values import FORMULA

ALL = [column.zh for column in COLUMNS]
HEADINGS = ",".join(column.zh for column in COLUMNS[:7])


def sheet(folder: Path, content: Iterable[bytes]) -> Path:
    path = folder / "sheet.csv"
    path.write_bytes(b"\n".join(content))
    return path


@pytest.mark.parametrize(("leading", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8-sig", "gb18030")])
def test_a_line_in_another_encoding_is_named_and_the_rest_is_read(tmp_path: Path, leading: str, other: str) -> None:
    content = [
        HEADINGS.encode(leading),
        "王小明,1".encode(leading.removesuffix("-sig")),
        "李大国,2".encode(other),
        b"plain,3",
    ]
    found = list(lines(open_file(sheet(tmp_path, content), mixed=True)))
    assert [number for number, _ in found] == [1, 2, 3, 4]
    assert found[1][1] == ["王小明", "1"]
    assert isinstance(found[2][1], LineEncoding)
    assert found[3][1] == ["plain", "3"]


def test_lines_keep_their_numbers_over_empty_lines_and_lines_within_a_cell(tmp_path: Path) -> None:
    content = [HEADINGS.encode(), b"", b'"a\nb",1', b"c,2"]
    found = list(lines(open_file(sheet(tmp_path, content), mixed=True)))
    assert [number for number, _ in found] == [1, 3, 5]


def test_formulas_are_no_values_in_either_kind_of_file(tmp_path: Path) -> None:
    text = list(lines(open_file(sheet(tmp_path, [HEADINGS.encode(), b"=1+1,@x,+cmd,-1.5"]), mixed=True)))
    assert text[1][1] == [FORMULA, FORMULA, FORMULA, "-1.5"]
    book = Workbook()
    assert book.active is not None
    book.active.append(["=1+1", "plain"])
    book.save(tmp_path / "sheet.xlsx")
    _, cells = next(lines(open_file(tmp_path / "sheet.xlsx", mixed=True)))
    assert isinstance(cells, list)
    assert cells[:2] == [FORMULA, "plain"]


def test_what_is_no_sheet_or_too_long_is_refused(tmp_path: Path) -> None:
    def refused(content: list[bytes], limits: Limits = COMMON) -> str:
        with pytest.raises(SheetUnreadable) as caught:
            list(lines(open_file(sheet(tmp_path, content), limits, mixed=True)))
        return str(caught.value.facts["reason"])

    assert "empty" in refused([b""])
    assert "more than 2 rows" in refused([b"a", b"1", b"2", b"3"], Limits(rows=2))
    assert "too wide" in refused([b"x" * 300_000])
    wide = list(lines(open_file(sheet(tmp_path, [b"a", b"y" * 3_000, b"b"]), mixed=True)))
    assert [isinstance(cells, DomainError) for _, cells in wide] == [False, True, False]


@pytest.mark.parametrize(
    ("headings", "column"),
    [
        (["姓名"], "机构代码"),
        ([c.zh for c in COLUMNS] + ["手机号"], "手机号"),
        ([c.zh for c in COLUMNS[1:]], "机构代码"),
    ],
)
def test_a_column_that_is_missing_or_there_twice_is_named(headings: list[str], column: str) -> None:
    with pytest.raises(TitleWrong) as caught:
        places(COLUMNS, headings)
    assert caught.value.facts["column"] == column
