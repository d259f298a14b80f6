"""A file as rows of cells, one after the other: XLSX in read-only mode, or CSV in UTF-8 or GB 18030.

What a file may do to whoever reads it is bounded first: its size, what it unpacks to, how many rows and columns there
are, document types in its parts. Formulas come as such, never as what they last showed.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from server.kit import workbooks
from server.kit.tables.errors import SheetUnreadable
from server.kit.tables.values import BROKEN, FORMULA, Cell, Percent, of_text
from server.kit.workbooks import ZIP_MARK, Bounds, WorkbookUnsound

COLUMNS_MAX: Final = 60
CELL_MAX: Final = 2_000
LINE_BYTES_MAX: Final = 200_000
ENCODINGS: Final = ("utf-8-sig", "gb18030")
HEAD_BYTES: Final = 65_536
Numbered = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, how much it may unpack to, how many rows it may have."""

    bytes: int = 50_000_000
    unpacked_bytes: int = 600_000_000
    rows: int = 100_000

    @property
    def bounds(self) -> Bounds:
        """Of a workbook."""
        return Bounds(unpacked_bytes=self.unpacked_bytes, rows=self.rows + 2, columns=COLUMNS_MAX)


COMMON: Final = Limits()


@dataclass(frozen=True, slots=True)
class File:
    """A file that may be read: where it is, what it is, and the digest by which it is known again."""

    path: Path
    digest: bytes
    is_workbook: bool
    encoding: str = ""
    limits: Limits = COMMON


def open_file(path: Path, limits: Limits = COMMON, *, mixed: bool = False) -> File:
    """Look at a file without reading its rows. Raises SheetUnreadable.

    `mixed`: the encoding of a CSV file is told by `lines`, line by line; without it a mixed file is unreadable.
    """
    try:
        size = path.stat().st_size
        if not 0 < size <= limits.bytes:
            raise unreadable(f"empty, or larger than {limits.bytes // 1_000_000} MB")
        with path.open("rb") as stream:
            is_workbook = stream.read(len(ZIP_MARK)) == ZIP_MARK
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        raise unreadable(error.strerror or "cannot be opened") from None
    if is_workbook:
        try:
            workbooks.judge(path, limits.bounds)
        except WorkbookUnsound as unsound:
            raise unreadable(unsound.reason) from None
        return File(path, digest, is_workbook=True, limits=limits)
    encoding = "" if mixed else _encoding(path)
    if encoding is None:
        raise unreadable("neither UTF-8 nor GB 18030")
    return File(path, digest, is_workbook=False, encoding=encoding, limits=limits)


def rows(file: File, sheet: int = 0) -> Iterator[Numbered]:
    """Rows with something in them and their numbers from 1. Raises SheetUnreadable; a CSV file has one sheet."""
    for number, cells in _workbook(file, sheet) if file.is_workbook else _csv(file, sheet):
        if number > file.limits.rows + 1:
            raise unreadable(f"more than {file.limits.rows} rows")
        if any(cell is not None for cell in cells):
            yield number, cells


def _encoding(path: Path) -> str | None:
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as stream:
                for _ in iter(lambda: stream.read(HEAD_BYTES), ""):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def _csv(file: File, sheet: int) -> Iterator[Numbered]:
    if sheet:
        return
    with file.path.open(encoding=file.encoding, newline="") as stream:
        lines = csv.reader(stream, strict=True)
        try:
            for number, line in enumerate(lines, 1):
                if len(line) > COLUMNS_MAX or any(len(cell) > CELL_MAX for cell in line):
                    raise unreadable(f"row {number} is too wide")
                yield number, [of_text(cell) for cell in line]
        except csv.Error:
            raise unreadable(f"row {lines.line_num} is no CSV") from None


def _workbook(file: File, sheet: int) -> Iterator[Numbered]:
    rows = workbooks.cells_of(file.path, file.limits.bounds, sheet)
    try:
        for number, row in enumerate(rows, 1):
            yield number, [_cell(cell) for cell in row]
    except WorkbookUnsound as unsound:
        raise unreadable(unsound.reason) from None


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return FORMULA
    if cell.data_type == "e" or isinstance(value, bool):
        return BROKEN
    if isinstance(value, str):
        if len(value) > CELL_MAX:
            raise unreadable(f"row {cell.row} is too wide")
        return value.strip() or None
    if isinstance(value, int | float):
        return Percent(value) if "%" in str(cell.number_format) else value
    return value if isinstance(value, date) else BROKEN


def unreadable(reason: str) -> SheetUnreadable:
    """The refusal of a file, with a few words why."""
    return SheetUnreadable(field="file", reason=reason)
