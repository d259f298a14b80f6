"""Files written row by row: a workbook, a list with commas, XML, or paper.

None of them holds the rows it has written, but for paper, which takes few. Every cell is text or a number: what a
spreadsheet would take for a formula is made plain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Final, Protocol, TextIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from server.kit.clock import SHANGHAI
from server.kit.sheets import UTF8_MARK, csv_row, is_formula, plain
from server.kit.typesetting import set_paper
from server.reports.exports.catalogue import Column, Kind
from server.reports.exports.errors import TooLongForPaper
from server.reports.exports.models import ExportForm

SHEET_ROWS_MAX: Final = 1_000_000
"""A sheet takes 1,048,576; what is beyond goes on the next."""
PAPER_ROWS_MAX: Final = 2_000
TEMPLATE: Final = Path(__file__).parent / "templates" / "list.typ"


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself: title, period, its mark (who, when, which export), the columns."""

    title: str
    period: str
    mark: str
    columns: tuple[Column, ...]
    drawn_at: datetime


class Writer(Protocol):
    """Takes rows as they come. `close` leaves the file whole."""

    def add(self, rows: Sequence[Sequence[Any]]) -> None: ...

    def close(self) -> None: ...


def open_writer(form: ExportForm, path: Path, head: Head) -> Writer:
    """A file in a form, with its head written."""
    match form:
        case ExportForm.XLSX:
            return WorkbookWriter(path, head)
        case ExportForm.CSV:
            return CommaWriter(path, head)
        case ExportForm.XML:
            return XmlWriter(path, head)
        case ExportForm.PDF:
            return PaperWriter(path, head)


def value_of(value: Any, kind: Kind) -> str | int | Decimal | None:
    """What stands in a cell: yuan for fen, a day or a minute in Shanghai as text."""
    found: str | int | Decimal | None
    match value:
        case int() if kind is Kind.MONEY:
            found = Decimal(value).scaleb(-2)
        case Decimal() if kind is Kind.RATE:
            found = value.normalize()
        case None | Decimal() | int():
            found = value
        case Enum():
            found = str(value.value)
        case datetime():
            found = value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        case date():
            found = value.isoformat()
        case _:
            found = plain(str(value))
    return found


def text_of(value: Any, kind: Kind) -> str:
    """The same as text; nothing for what is not there."""
    found = value_of(value, kind)
    if isinstance(found, Decimal):
        return f"{found:.2f}" if kind is Kind.MONEY else f"{found:f}"
    return "" if found is None else str(found)


class WorkbookWriter:
    """XLSX by openpyxl's write-only mode, which keeps finished rows on disk."""

    def __init__(self, path: Path, head: Head) -> None:
        self._path, self._head = path, head
        self._book = Workbook(write_only=True)
        self._begin()

    def _begin(self) -> None:
        self._page: Any = self._book.create_sheet(f"{len(self._book.worksheets) + 1}")
        self._page.oddFooter.center.text = self._head.mark
        self._page.append([f"{self._head.title}　{self._head.period}　{self._head.mark}"])
        self._page.append([column.title for column in self._head.columns])
        self._rows = 0

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        for row in rows:
            if self._rows == SHEET_ROWS_MAX:
                self._begin()
            pairs = zip(row, self._head.columns, strict=True)
            self._page.append([self._cell(value_of(value, column.kind)) for value, column in pairs])
            self._rows += 1

    def _cell(self, value: str | int | Decimal | None) -> Any:
        if not isinstance(value, str) or not is_formula(value):
            return value
        cell = WriteOnlyCell(self._page, value=value)
        cell.data_type = "s"
        return cell

    def close(self) -> None:
        self._book.save(self._path)


class CommaWriter:
    """CSV in UTF-8 with its mark."""

    def __init__(self, path: Path, head: Head) -> None:
        self._file = path.open("wb")
        self._kinds = [column.kind for column in head.columns]
        self._file.write(UTF8_MARK)
        self._write([head.title, head.period, head.mark])
        self._write([column.title for column in head.columns])

    def _write(self, cells: Sequence[str]) -> None:
        self._file.write(csv_row(cells).encode())

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        for row in rows:
            self._write([text_of(value, kind) for value, kind in zip(row, self._kinds, strict=True)])

    def close(self) -> None:
        self._file.close()


class XmlWriter:
    """`report` with its head as attributes, a `row` each, a `cell` for each value, by the title of its column."""

    def __init__(self, path: Path, head: Head) -> None:
        self._head = head
        self._file: TextIO = path.open("w", encoding="utf-8")
        self._out = XMLGenerator(self._file, "utf-8", short_empty_elements=True)
        self._out.startDocument()
        told = {"title": head.title, "period": head.period, "mark": head.mark}
        self._out.startElement("report", AttributesImpl(told))

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        for row in rows:
            self._out.startElement("row", AttributesImpl({}))
            for value, column in zip(row, self._head.columns, strict=True):
                self._out.startElement("cell", AttributesImpl({"name": column.title}))
                self._out.characters(text_of(value, column.kind))
                self._out.endElement("cell")
            self._out.endElement("row")

    def close(self) -> None:
        self._out.endElement("report")
        self._out.endDocument()
        self._file.close()


class PaperWriter:
    """PDF with the mark across each page. Raises TooLongForPaper."""

    def __init__(self, path: Path, head: Head) -> None:
        self._path, self._head = path, head
        self._rows: list[list[str]] = []

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        if len(self._rows) + len(rows) > PAPER_ROWS_MAX:
            raise TooLongForPaper(field="form", limit=PAPER_ROWS_MAX)
        kinds = [column.kind for column in self._head.columns]
        self._rows += [[text_of(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in rows]

    def close(self) -> None:
        head = self._head
        data = {
            "title": head.title,
            "period": head.period,
            "mark": head.mark,
            "columns": [column.title for column in head.columns],
            "numbers": [column.kind in {Kind.MONEY, Kind.NUMBER, Kind.RATE} for column in head.columns],
            "rows": self._rows,
        }
        self._path.write_bytes(set_paper(TEMPLATE, data, head.drawn_at))
