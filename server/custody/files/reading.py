"""Reading a result file: bytes in, lines out. Pure.

Whatever is wrong is refused for the whole file, with line and column named as people see them in a spreadsheet; a file
that was read says of every line what the bank said, in our words.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from server.custody.files.errors import CellUnsound, EncodingWrong, FileUnreadable, TitleMissing, TotalsDiffer
from server.custody.files.layouts import In, Totals
from server.custody.files.rules import ResultLine
from server.kit import workbooks
from server.kit.money import FEN_PER_YUAN, LIMIT_FEN, Money
from server.kit.workbooks import Bounds, WorkbookUnsound

LINES_MAX: Final = 20_000
COLUMNS_MAX: Final = 60
TEXT_MAX: Final = 200
NUMBER_MAX: Final = 64
BOUNDS: Final = Bounds(unpacked_bytes=60_000_000, rows=LINES_MAX + 100, columns=COLUMNS_MAX)
AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?", re.ASCII)
Cells = list[str]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a result file says."""

    lines: tuple[ResultLine, ...]

    @property
    def total_fen(self) -> int:
        return sum(line.amount_fen for line in self.lines)


def read_result(layout: In, data: bytes) -> ReadFile:
    """The lines of a result file.

    Raises FileUnreadable, EncodingWrong, TitleMissing, CellUnsound, TotalsDiffer, all with the field `file`.
    """
    if not data:
        raise FileUnreadable(field="file", reason="empty")
    rows = _csv_rows(layout, data) if layout.format == "csv" else _xlsx_rows(data)
    titles = rows[layout.title_row - 1] if len(rows) >= layout.title_row else []
    body = [(number, row) for number, row in enumerate(rows, 1) if number > layout.title_row and any(row)]
    last = body.pop()[1] if layout.totals is not None and body else None
    if len(body) > LINES_MAX:
        raise FileUnreadable(field="file", reason=f"more than {LINES_MAX} lines")
    reader = _Reader(layout, titles)
    found = ReadFile(tuple(reader.line(number, row) for number, row in body))
    if layout.totals is not None:
        _check_totals(layout, layout.totals, last, found)
    if not found.lines:
        raise FileUnreadable(field="file", reason="no lines")
    return found


class _Reader:
    """Lines by the titles of their columns."""

    def __init__(self, layout: In, titles: Sequence[str]) -> None:
        self._layout = layout
        self._places = {title: at for at, title in enumerate(titles) if title}
        wanted = (layout.number, layout.amount_title, layout.code, layout.reason, layout.reference, layout.paid_on)
        for title in wanted:
            if title is not None and title not in self._places:
                raise TitleMissing(field="file", column=title)

    def line(self, number: int, row: Sequence[str]) -> ResultLine:
        layout = self._layout
        order_number = self._cell(row, layout.number)
        if not 0 < len(order_number) <= NUMBER_MAX:
            raise CellUnsound(field="file", line=number, column=layout.number, reason="number")
        fen = amount_fen(layout, self._cell(row, layout.amount_title))
        if fen is None:
            raise CellUnsound(field="file", line=number, column=layout.amount_title, reason="amount")
        code = self._cell(row, layout.code)
        if not 0 < len(code) <= NUMBER_MAX:
            raise CellUnsound(field="file", line=number, column=layout.code, reason="code")
        return ResultLine(
            number,
            order_number,
            fen,
            code,
            layout.answer(code),
            self._cell(row, layout.reason)[:TEXT_MAX] or None,
            self._cell(row, layout.reference)[:NUMBER_MAX] or None,
            self._day(number, row),
        )

    def _cell(self, row: Sequence[str], title: str | None) -> str:
        at = None if title is None else self._places[title]
        return row[at] if at is not None and at < len(row) else ""

    def _day(self, number: int, row: Sequence[str]) -> date | None:
        text = self._cell(row, self._layout.paid_on)
        if not text:
            return None
        try:
            return datetime.strptime(text, self._layout.day).date()  # noqa: DTZ007 - a day has no zone
        except ValueError as error:
            title = self._layout.paid_on
            raise CellUnsound(field="file", line=number, column=title, reason="date") from error


def amount_fen(layout: In, text: str) -> int | None:
    """An amount in fen, or None for what is none. Yuan have two places at most, fen none; thousands may have commas."""
    clear = text.replace(",", "").removeprefix("¥").removeprefix("￥")
    if not AMOUNT.fullmatch(clear) or (layout.amount == "fen" and "." in clear):
        return None
    try:
        value = Decimal(clear)
    except InvalidOperation:
        return None
    fen = int(value * FEN_PER_YUAN) if layout.amount == "yuan" else int(value)
    return fen if 0 < fen <= LIMIT_FEN else None


def _check_totals(layout: In, totals: Totals, last: Sequence[str] | None, found: ReadFile) -> None:
    cells = last or []
    count = cells[totals.count] if totals.count < len(cells) else ""
    total = cells[totals.total] if totals.total < len(cells) else ""
    told_fen = amount_fen(layout, total)
    if count != str(len(found.lines)) or told_fen != found.total_fen:
        told = f"{count or '-'} / {'-' if told_fen is None else Money(told_fen)}"
        raise TotalsDiffer(field="file", told=told[:NUMBER_MAX], found=f"{len(found.lines)} / {Money(found.total_fen)}")


def _csv_rows(layout: In, data: bytes) -> list[Cells]:
    """Rows of cells, decoded line by line: a byte that does not fit is told by line and column."""
    encoding = "utf-8" if layout.encoding == "utf-8-sig" else layout.encoding
    clear = data.removeprefix(b"\xef\xbb\xbf") if encoding == "utf-8" else data
    texts: list[str] = []
    for number, raw in enumerate(clear.split(b"\n"), 1):
        try:
            texts.append(raw.decode(encoding))
        except UnicodeDecodeError as error:
            at = raw[: error.start].count(b",")
            column = _title_at(texts, layout, at)
            raise EncodingWrong(field="file", line=number, column=column, encoding=encoding.upper()) from error
    try:
        rows = list(csv.reader(io.StringIO("\n".join(texts)), strict=True))
    except csv.Error as error:
        raise FileUnreadable(field="file", reason="CSV") from error
    return [[_clean(cell) for cell in row] for row in rows]


def _title_at(texts: Sequence[str], layout: In, at: int) -> str:
    """The title of a column by its place, where its row has been read already; else its place from 1."""
    titles = texts[layout.title_row - 1].split(",") if len(texts) >= layout.title_row else []
    return _clean(titles[at]) if at < len(titles) else str(at + 1)


def _xlsx_rows(data: bytes) -> list[Cells]:
    """Rows of the first sheet. A formula is refused: what it shows is not what stands there."""
    rows: list[Cells] = []
    try:
        workbooks.judge(data, BOUNDS)
        for number, row in enumerate(workbooks.cells_of(data, BOUNDS), 1):
            at = next((at for at, cell in enumerate(row, 1) if cell.data_type == "f"), None)
            if at is not None:
                raise CellUnsound(field="file", line=number, column=str(at), reason="formula")
            rows.append([_text(cell.value) for cell in row])
    except WorkbookUnsound as unsound:
        raise FileUnreadable(field="file", reason=unsound.reason) from None
    return rows


def _text(value: object) -> str:
    """A cell's value as text: whole numbers without a point, dates by their digits."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y%m%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _clean(str(value))


def _clean(text: str) -> str:
    """Without the tabs, apostrophes and spaces by which banks keep long numbers from becoming figures."""
    return text.strip().strip("\t").removeprefix("'").strip()
