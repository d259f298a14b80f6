"""Bytes as a statement: the form is told by the content, never by a name."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, Final

from server.reconciliation.errors import StatementTooLarge, StatementUnreadable
from server.reconciliation.formats import camt053, tables
from server.reconciliation.formats.model import ReadStatement
from server.reconciliation.formats.profiles import Profile, profiles

BYTES_MAX: Final = 100_000_000
UNPACKED_BYTES_MAX: Final = 200_000_000
UNPACKED_RATIO_MAX: Final = 200
MEMBERS_MAX: Final = 500
CELL_CHARACTERS_MAX: Final = 2_000
ZIP_MARK: Final = b"PK\x03\x04"
DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))


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
    _judge_archive(data)
    for profile in profiles():
        if profile.kind == "xlsx" and _sheet_fits(profile, data):
            return tables.read(profile, _sheet(data))
    raise StatementUnreadable(field="file", reason="no known columns")


def _sheet_fits(profile: Profile, data: bytes) -> bool:
    return tables.fits(profile, _sheet(data))


def _judge_archive(data: bytes) -> None:
    """Refuse what unpacks to too much, and parts with a document type, before anything is unpacked for good."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MEMBERS_MAX or unpacked > min(UNPACKED_BYTES_MAX, len(data) * UNPACKED_RATIO_MAX):
                raise StatementUnreadable(field="file", reason="the archive unpacks to too much")
            for member in members:
                with archive.open(member) as part:
                    start = part.read(4_096)
                if any(mark in start for mark in DOCTYPES):
                    raise StatementUnreadable(field="file", reason="document type")
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise StatementUnreadable(field="file", reason="archive") from None


def _sheet(data: bytes) -> Iterable[tuple[Any, ...]]:
    """Rows of the first sheet as values, formulas as what they last gave. Raises StatementUnreadable."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        yield from book.worksheets[0].iter_rows(max_row=tables.ROWS_MAX + 1, max_col=tables.CELLS_MAX, values_only=True)
    except StatementUnreadable:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its parts raise over a broken workbook
        raise StatementUnreadable(field="file", reason=f"workbook: {type(error).__name__}") from None
