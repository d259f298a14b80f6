"""Bank files by themselves: what goes out is text and nothing else, what comes in is told by line and column."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from server.custody.files.errors import (
    CellUnsound,
    EncodingWrong,
    FileUnreadable,
    ProfileUnknown,
    TitleMissing,
    TooManyLines,
    TotalsDiffer,
)
from server.custody.files.layouts import In, Out, profile_of, profiles
from server.custody.files.reading import read_result
from server.custody.files.rules import FileKind, LineFault, ResultLine, first_faults
from server.custody.files.writing import OutLine, Sheet, file_name, written
from server.kit.errors import DomainError
from server.kit.ports import PaymentState
from server.kit.sheets import FORMULA_STARTS, csv_bytes, csv_cell, xlsx_bytes

DAY = date(2026, 3, 2)
TITLES = ["业务编号", "金额", "结果代码", "结果说明", "银行流水号", "记账日期"]


def out(code: str, kind: FileKind = FileKind.PAYMENT) -> Out:
    return profile_of(code).outgoing(kind)


def into(code: str, kind: FileKind = FileKind.PAYMENT) -> In:
    return profile_of(code).incoming(kind)


def sheet(*lines: OutLine) -> Sheet:
    return Sheet("900000000001", DAY, "3100001", lines)


def line(**over: Any) -> OutLine:
    given: dict[str, Any] = {"number": "1", "amount_fen": 123_456, "account": "6217001", "name": "王小明"}
    return OutLine(**(given | {"purpose": "贷款发放"} | over))


def gbk(*rows: Sequence[str], end: Sequence[str] | None = None) -> bytes:
    """A result in GBK; without an end that fits, one is put there."""
    told = end or ["合计", str(len(rows)), "", f"{sum(float(row[1].replace(',', '')) for row in rows):.2f}"]
    text = io.StringIO()
    csv.writer(text).writerows([["结果"], TITLES, *rows, told])
    return text.getvalue().encode("gbk")


def workbook(*rows: Sequence[Any]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(buffer)
    return buffer.getvalue()


GOOD = ["1", "12.30", "0000", "", "B1", "20260302"]
XLSX_TITLES = ["业务编号", "金额（分）", "状态", "说明", "流水号"]


@pytest.mark.parametrize("code", profiles())
@pytest.mark.parametrize("kind", FileKind)
def test_every_profile_writes_its_files(code: str, kind: FileKind) -> None:
    layout = out(code, kind)
    data = written(layout, sheet(line(), line(number="2")))
    if layout.format == "csv":
        assert data.decode(layout.encoding).count("\r\n") == len(layout.header) + len(layout.trailer) + 3
    else:
        rows = list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))
        assert rows[0] == tuple(title for title, _ in layout.columns)
        assert rows[-1][:2] == ("合计", "2")
    assert file_name(layout, sheet()).count("20260302") == 1


def test_amounts_are_written_as_the_bank_wants_them() -> None:
    assert b"1234.56" in written(out("county_csv_gbk"), sheet(line()))
    rows = list(
        load_workbook(io.BytesIO(written(out("county_xlsx_fen"), sheet(line()))))
        .worksheets[0]
        .iter_rows(values_only=True)
    )
    assert rows[1][3] == "123456"


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_of_ours_is_a_formula(start: str) -> None:
    bad = line(name=f"{start}HYPERLINK(1)", purpose=f"{start}1+1")
    for row in csv.reader(io.StringIO(written(out("county_csv_gbk"), sheet(bad)).decode("gbk"))):
        assert not [cell for cell in row if cell.startswith(FORMULA_STARTS)]
    for row in load_workbook(io.BytesIO(written(out("county_xlsx_fen"), sheet(bad)))).worksheets[0].iter_rows():
        assert {cell.data_type for cell in row if cell.value is not None} <= {"s"}


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_text_breaks_out_of_its_cell(rows: list[list[str]]) -> None:
    clear = [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    read = list(csv.reader(io.StringIO(csv_bytes(clear).decode("utf-8-sig"))))
    assert [len(row) for row in read] == [len(row) for row in clear]
    assert not [cell for row in read for cell in row if cell.startswith(FORMULA_STARTS)]


def test_a_workbook_holds_text_only() -> None:
    [cell] = next(load_workbook(io.BytesIO(xlsx_bytes([["=1+1\x07"]]))).worksheets[0].iter_rows())
    assert (cell.data_type, cell.value) == ("s", "=1+1")
    assert csv_cell("-5") == "'-5"


def test_what_the_bank_cannot_write_is_told_by_line_and_column() -> None:
    with pytest.raises(EncodingWrong) as refused:
        written(out("county_csv_gbk"), sheet(line(), line(name="王𠮷")))
    assert refused.value.facts == {"line": 2, "column": "收款户名", "encoding": "GBK"}
    assert "𠮷" not in refused.value.message_zh


def test_a_file_holds_no_more_than_the_bank_takes() -> None:
    with pytest.raises(TooManyLines):
        written(out("county_xlsx_fen"), sheet(*[line()] * 1_001))


def test_a_result_is_read_by_the_titles_of_its_columns() -> None:
    found = read_result(into("county_csv_gbk"), gbk(GOOD, ["'2", "1,000.00", "1001", "余额", "", ""]))
    assert found.lines == (
        ResultLine(3, "1", 1_230, "0000", PaymentState.SETTLED, None, "B1", DAY),
        ResultLine(4, "2", 100_000, "1001", PaymentState.FAILED, "余额", None, None),
    )


def test_a_workbook_is_read_though_the_bank_writes_numbers() -> None:
    data = workbook(XLSX_TITLES, [900000000001.0, 1230, "成功", None, "B1"], ["合计", 1, None, 1230])
    [found] = read_result(into("county_xlsx_fen"), data).lines
    assert (found.number, found.amount_fen, found.answer) == ("900000000001", 1_230, PaymentState.SETTLED)


WRONG: dict[str, tuple[bytes, type[DomainError], dict[str, Any]]] = {
    "nothing": (b"", FileUnreadable, {"reason": "empty"}),
    "no lines": (gbk(end=["合计", "0", "", "0.00"]), TotalsDiffer, {"told": "0 / -", "found": "0 / 0.00"}),
    "a missing title": (gbk(GOOD).replace("结果代码".encode("gbk"), b"x"), TitleMissing, {"column": "结果代码"}),
    "bytes of another encoding": (
        gbk(GOOD).replace(b",B1", b",\xff\xffB1"),
        EncodingWrong,
        {"line": 3, "column": "银行流水号", "encoding": "GBK"},
    ),
    "UTF-8 under a GBK profile": (
        gbk(GOOD).decode("gbk").encode(),
        EncodingWrong,
        {"line": 2, "column": "2", "encoding": "GBK"},
    ),
    "three places": (gbk(["1", "12.305", *GOOD[2:]]), CellUnsound, {"line": 3, "column": "金额", "reason": "amount"}),
    "a negative amount": (
        gbk(["1", "-1.00", *GOOD[2:]]),
        CellUnsound,
        {"line": 3, "column": "金额", "reason": "amount"},
    ),
    "no number": (gbk(["", *GOOD[1:]]), CellUnsound, {"line": 3, "column": "业务编号", "reason": "number"}),
    "no code": (gbk([*GOOD[:2], "", *GOOD[3:]]), CellUnsound, {"line": 3, "column": "结果代码", "reason": "code"}),
    "a day that is none": (
        gbk([*GOOD[:5], "20260231"]),
        CellUnsound,
        {"line": 3, "column": "记账日期", "reason": "date"},
    ),
    "one line too few": (
        gbk(GOOD, end=["合计", "2", "", "12.30"]),
        TotalsDiffer,
        {"told": "2 / 12.30", "found": "1 / 12.30"},
    ),
    "a fen too many": (
        gbk(GOOD, end=["合计", "1", "", "12.31"]),
        TotalsDiffer,
        {"told": "1 / 12.31", "found": "1 / 12.30"},
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_result_is_named(name: str) -> None:
    data, error, facts = WRONG[name]
    with pytest.raises(error) as refused:
        read_result(into("county_csv_gbk"), data)
    assert refused.value.facts == facts
    assert refused.value.field == "file"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\x03\x04 not really", FileUnreadable),
        (b"PK\x05\x06" + b"\x00" * 18, FileUnreadable),
        (workbook(XLSX_TITLES, ["1", "=1000+230", "成功", "", ""], ["合计", 1, "", 1230]), CellUnsound),
        (workbook(XLSX_TITLES, ["1", 12.5, "成功", "", ""], ["合计", 1, "", 12]), CellUnsound),
    ],
)
def test_a_workbook_that_is_none_or_holds_formulas_is_refused(data: bytes, error: type[DomainError]) -> None:
    with pytest.raises(error):
        read_result(into("county_xlsx_fen"), data)


def test_a_small_archive_that_unpacks_to_very_much_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 61_000_000)
    with pytest.raises(FileUnreadable) as refused:
        read_result(into("county_xlsx_fen"), buffer.getvalue())
    assert refused.value.facts == {"reason": "the archive unpacks to too much"}


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for code in profiles():
        with pytest.raises(DomainError):
            read_result(into(code), data)


def test_numbers_that_stand_twice_and_unknown_codes_are_set_aside() -> None:
    def told(number: str, fen: int, state: PaymentState) -> ResultLine:
        return ResultLine(len(lines) + 1, number, fen, "x", state)

    lines: list[ResultLine] = []
    for number, fen, state in (
        ("a", 1, PaymentState.SETTLED),
        ("a", 1, PaymentState.SETTLED),
        ("b", 1, PaymentState.SETTLED),
        ("b", 2, PaymentState.SETTLED),
        ("c", 1, PaymentState.UNKNOWN),
        ("d", 1, PaymentState.FAILED),
    ):
        lines.append(told(number, fen, state))
    doubled, unknown = LineFault.DOUBLED, LineFault.UNKNOWN_CODE
    assert first_faults(lines) == {2: doubled, 3: doubled, 4: doubled, 5: unknown}


def test_an_unknown_profile_is_refused() -> None:
    for code in (None, "", "nowhere"):
        with pytest.raises(ProfileUnknown):
            profile_of(code)
