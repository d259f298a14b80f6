"""Every wrong cell is named by line, column and code, in both languages, and nothing of the sheet is written."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.imports.sheet import write_csv, write_xlsx
from server.kit.tables.errors import SheetUnreadable, TitleWrong
from server.loans.importing.bringing import read_sheet
from server.loans.importing.rows import ZH
from tests.server.loans.importing.conftest import TODAY, Desk

Row = dict[str, Any]
WRONG: list[tuple[str, str, str]] = [
    ("branch", "nowhere", "import.unknown_branch"),
    ("branch", "east", "import.unknown_branch"),
    ("branch", "", "import.cell_missing"),
    ("officer", "nobody", "import.unknown_officer"),
    ("officer", "officer.west1", "import.unknown_officer"),
    ("customer_kind", "机构", "import.cell_unsound"),
    ("name", "", "import.cell_missing"),
    ("name", "123", "customer.name_unsound"),
    ("id_number", "110101198501011234", "customer.number_unsound"),
    ("phone", "12345", "customer.phone_unsound"),
    ("old_number", "x" * 65, "import.cell_unsound"),
    ("product", "none", "import.unknown_product"),
    ("principal", "0", "import.cell_unsound"),
    ("principal", "-5", "import.cell_unsound"),
    ("principal", "10.001", "import.cell_unsound"),
    ("principal", "=SUM(A1:A2)", "import.formula_refused"),
    ("principal", "1e5", "import.cell_unsound"),
    ("principal", "99999999999999", "import.cell_unsound"),
    ("rate_percent", "144", "import.cell_unsound"),
    ("rate_percent", "14.40000001", "import.cell_unsound"),
    ("term_months", "0", "import.cell_unsound"),
    ("term_months", "12.5", "import.cell_unsound"),
    ("method", "随便", "import.cell_unsound"),
    ("method", "等额本金", "import.method_differs"),
    ("first_day", "2026-02-30", "import.cell_unsound"),
    ("first_day", "2026-03-02", "import.start_unsound"),
    ("first_due_day", "2035-01-01", "import.schedule_unsound"),
    ("instalments_paid", "999", "import.paid_to_differs"),
    ("instalments_paid", "-1", "import.cell_unsound"),
    ("paid_principal", "0.01", "import.balance_differs"),
    ("arrears_interest", "123456.78", "import.paid_differs"),
    ("arrears_principal", "77777.77", "import.paid_differs"),
    ("balance", "1.00", "import.balance_differs"),
    ("accrued_interest", "98765.43", "import.accrued_differs"),
    ("as_of", "2026-03-03", "import.day_unsound"),
    ("as_of", "2026-02-28", "import.day_unsound"),
    ("as_of", "soon", "import.cell_unsound"),
]


NAMED_BY = {"paid_principal": "balance", "arrears_interest": "paid_interest", "arrears_principal": "paid_principal"}
"""Where two columns do not agree, one of them is named."""


async def test_a_wrong_cell_is_named_and_nothing_is_written(desk: Desk) -> None:
    before = await desk.counts()
    for column, value, code in WRONG:
        made = desk.made(5)
        made.rows[3][column] = value
        report = await desk.look(desk.sheet(made))
        faults = report.findings.faults
        found = {(fault.line, fault.column, fault.error.code) for fault in faults}
        assert not report.is_sound, (column, value)
        assert (5, ZH[NAMED_BY.get(column, column)], code) in found, (column, value)
        assert {line for line, _, _ in found} == {5}, (column, value)
        assert all(fault.error.message_zh and fault.error.message_en for fault in faults)
    assert await desk.counts() == before


def _copy(target: int, source: int, *columns: str) -> Callable[[list[Row]], None]:
    def spoil(rows: list[Row]) -> None:
        rows[target] |= {name: rows[source][name] for name in columns}

    return spoil


def _is_person(row: Row) -> bool:
    return bool(row["customer_kind"] == "个人")


TOGETHER: list[tuple[Callable[[list[Row]], None], str]] = [
    (_copy(4, 1, "old_number"), "import.loan_twice"),
    (_copy(4, 1, "id_number", "customer_kind"), "import.customer_differs"),
    (_copy(4, 1, "phone"), "import.phone_taken"),
]


@pytest.mark.parametrize(("spoil", "code"), TOGETHER, ids=[code for _, code in TOGETHER])
async def test_what_rows_say_against_each_other_is_named(
    desk: Desk, spoil: Callable[[list[Row]], None], code: str
) -> None:
    sheets = (desk.made(6, seed=seed) for seed in range(1, 100))
    made = next(each for each in sheets if len({row["id_number"] for row in each.rows if _is_person(row)}) == 6)
    spoil(made.rows)
    report = await desk.look(desk.sheet(made))
    assert (6, code) in {(fault.line, fault.error.code) for fault in report.findings.faults}


async def test_a_customer_who_is_known_must_be_the_same(desk: Desk) -> None:
    made = desk.made(4)
    await desk.bring(desk.sheet(made))
    for row in made.rows:
        row["old_number"] += "-2"
    made.rows[0]["name"] = "另有其人"
    report = await desk.look(desk.sheet(made, "second"))
    line = {(fault.line, fault.error.code) for fault in report.findings.faults}
    assert (2, "import.customer_differs") in line


async def test_a_control_total_a_fen_off_is_named_by_branch_and_pool(desk: Desk) -> None:
    made = desk.made(6)
    branch = next(iter(made.control))
    made.control[branch].principal += 1
    report = await desk.look(desk.sheet(made))
    assert [(each.code, each.facts["branch"], each.facts["pool"]) for each in report.differing] == [
        ("import.control_differs", branch, "贷款余额")
    ]
    assert not report.is_sound


def test_a_workbook_says_the_same_as_two_text_files(desk: Desk, tmp_path: Path) -> None:
    made = desk.made(9)
    write_csv(made, tmp_path / "a.csv", tmp_path / "b.csv")
    write_xlsx(made, tmp_path / "a.xlsx")
    texts = read_sheet(tmp_path / "a.csv", TODAY, tmp_path / "b.csv")
    book = read_sheet(tmp_path / "a.xlsx", TODAY)
    assert (texts.rows, texts.control, texts.faults) == (book.rows, book.control, [])
    chinese = (tmp_path / "a.csv").read_text("utf-8-sig").encode("gb18030")
    (tmp_path / "gb.csv").write_bytes(chinese)
    assert read_sheet(tmp_path / "gb.csv", TODAY).rows == texts.rows


def test_a_formula_of_a_workbook_is_refused_whatever_it_last_showed(desk: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    write_xlsx(desk.made(2), tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    book.worksheets[0]["I2"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    faults = read_sheet(tmp_path / "a.xlsx", TODAY).faults
    assert [(fault.line, fault.error.code) for fault in faults] == [(2, "import.formula_refused")]


def _plain(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return path


def test_what_is_no_sheet_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "noise.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    (tmp_path / "latin.csv").write_bytes(b"\xff\xff\xff\n")
    for name in ("empty.csv", "noise.xlsx", "latin.csv", "missing.csv"):
        with pytest.raises(SheetUnreadable):
            read_sheet(tmp_path / name, TODAY)
    headings = list(ZH.values())
    for titles in (headings, headings[1:], [*headings[:-1], headings[0], headings[-1]]):
        with pytest.raises(TitleWrong):
            read_sheet(_plain(tmp_path / "titles.csv", [titles]), TODAY)


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    with pytest.raises(SheetUnreadable) as refused:
        read_sheet(tmp_path / "bomb.xlsx", TODAY)
    assert "unpacks" in refused.value.message_en
