"""Bytes as a statement: the form is told by the content, never by a name."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from server.kit import workbooks
from server.kit.workbooks import ZIP_MARK, Bounds, WorkbookUnsound
from server.reconciliation.errors import StatementTooLarge, StatementUnreadable
from server.reconciliation.formats import camt053, tables
from server.reconciliation.formats.model import ReadStatement
from server.reconciliation.formats.profiles import Profile, profiles

BYTES_MAX: Final = 100_000_000
CELL_CHARACTERS_MAX: Final = 2_000
BOUNDS: Final = Bounds(unpacked_bytes=200_000_000, rows=tables.ROWS_MAX + 1, columns=tables.CELLS_MAX)


def read(data: bytes) -> ReadStatement:
    """A statement in one of the known forms. Raises StatementUnreadable, StatementTooLarge."""
    if len(data) > BYTES_MAX:
        raise StatementTooLarge(field="file", limit_bytes=BYTES_MAX)
    if data.startswith(ZIP_MARK):
        return _workbook(data)
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1] == b"<":
        return camt053.read(data)
    return _csv(data)


def _csv(data: bytes) -> ReadStatement:
    """Each profile is tried with its own encoding; the first whose columns are there decides."""
    for profile in profiles():
        if profile.kind != "csv":
            continue
        try:
            text = data.decode(profile.encoding)
        except UnicodeDecodeError:
            continue
        if tables.fits(profile, _rows_of(text)):
            if not _has_end(profile, text):
                raise StatementUnreadable(field="file", reason="the last row is cut off")
            return tables.read(profile, _rows_of(text))
    raise StatementUnreadable(field="file", reason="no known form or encoding")


def _has_end(profile: Profile, text: str) -> bool:
    last = text[-CELL_CHARACTERS_MAX:].rpartition("\n")[2]
    return profile.open_end or not last.strip() or last.startswith(profile.trailers or ("\0",))


def _rows_of(text: str) -> Iterator[list[str]]:
    """Rows of a CSV text. Raises StatementUnreadable."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in rows:
            if any(len(cell) > CELL_CHARACTERS_MAX for cell in row):
                raise StatementUnreadable(field="file", reason=f"row {rows.line_num}: cell too long")
            yield row
    except csv.Error:
        raise StatementUnreadable(field="file", reason=f"row {rows.line_num}: CSV") from None


def _workbook(data: bytes) -> ReadStatement:
    try:
        workbooks.judge(data, BOUNDS)
        for profile in profiles():
            if profile.kind == "xlsx" and tables.fits(profile, _sheet(data)):
                return tables.read(profile, _sheet(data))
    except WorkbookUnsound as unsound:
        raise StatementUnreadable(field="file", reason=unsound.reason) from None
    raise StatementUnreadable(field="file", reason="no known columns")


def _sheet(data: bytes) -> Iterator[list[object]]:
    """Rows of the first sheet as values, formulas as what they last gave. Raises WorkbookUnsound."""
    for row in workbooks.cells_of(data, BOUNDS, formulas=False):
        yield [cell.value for cell in row]
