"""Tables for people and banks: CSV and XLSX whose cells are text and nothing else.

A cell that a spreadsheet would take for a formula is made plain: an apostrophe before it in CSV, a text cell with the
apostrophe's mark in XLSX. Control characters become spaces, so no value breaks out of its cell.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SHEET_NAME: Final = "Sheet1"
CELL_MAX: Final = 32_000
UTF8_MARK: Final = b"\xef\xbb\xbf"


def plain(text: str) -> str:
    """The text without control characters, and within what a cell holds."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()[:CELL_MAX]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return text.startswith(FORMULA_STARTS)


def csv_cell(text: str) -> str:
    """A text as a CSV cell that no spreadsheet will run."""
    clear = plain(text)
    return f"'{clear}" if is_formula(clear) else clear


def csv_row(row: Sequence[str]) -> str:
    """A row of CSV with its line end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([csv_cell(cell) for cell in row])
    return buffer.getvalue()


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file in UTF-8 with its mark, as spreadsheets in China open it rightly."""
    return UTF8_MARK + "".join(csv_row(row) for row in rows).encode()


def put_text(cell: Cell, text: str) -> None:
    """Write a text into a cell as text and nothing else."""
    clear = plain(text)
    cell.value = clear
    cell.data_type = "s"
    cell.number_format = "@"
    if is_formula(clear):
        cell.quotePrefix = True


def xlsx_bytes(rows: Iterable[Sequence[str]], name: str = SHEET_NAME) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = name
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = page.cell(number, column)
            assert isinstance(cell, Cell)
            put_text(cell, text)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
