"""Workbooks (XLSX) that others have made, as rows of cells: read one row at a time, and bounded before anything else.

openpyxl reads and does not judge: a small archive may unpack to gigabytes, its parts may declare entities, and over a
broken workbook it raises whatever its parts raise. Here each of these is one refusal, `WorkbookUnsound`, which callers
tell in their own words.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ZIP_MARK: Final = b"PK\x03\x04"
"""What a workbook begins with."""
PARTS_MAX: Final = 500
RATIO_MAX: Final = 200
STRINGS_BYTES_MAX: Final = 100_000_000
"""Texts of a workbook are kept in memory as a whole."""
HEAD_BYTES: Final = 65_536
DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))

Source = Path | bytes


class WorkbookUnsound(Exception):
    """Not to be read, and why, in a few words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a workbook is read: bytes unpacked, rows, columns. What lies beyond rows and columns is not seen."""

    unpacked_bytes: int
    rows: int
    columns: int


def judge(source: Source, bounds: Bounds) -> None:
    """Look at the archive alone. Raises WorkbookUnsound for what unpacks to too much, and for document types."""
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    try:
        with zipfile.ZipFile(_opened(source)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > PARTS_MAX or unpacked > min(bounds.unpacked_bytes, size * RATIO_MAX):
                raise WorkbookUnsound("the archive unpacks to too much")
            for part in parts:
                if part.filename.endswith("sharedStrings.xml") and part.file_size > STRINGS_BYTES_MAX:
                    raise WorkbookUnsound("the workbook holds too much text")
                with archive.open(part) as stream:
                    head = stream.read(HEAD_BYTES)
                if any(mark in head for mark in DOCTYPES):
                    raise WorkbookUnsound("document type")
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        # all that zipfile raises over an archive that is broken, encrypted or packed in a way it does not know
        raise WorkbookUnsound("no workbook") from None


def cells_of(source: Source, bounds: Bounds, sheet: int = 0, *, formulas: bool = True) -> Iterator[tuple[Any, ...]]:
    """Rows of a judged workbook's sheet as openpyxl's cells; nothing for a sheet that is not there.

    A cell with a formula holds it, or without `formulas` what it last gave. Raises WorkbookUnsound.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(_opened(source), read_only=True, data_only=not formulas, keep_links=False)
        with closing(book):
            if sheet < len(book.worksheets):
                page = book.worksheets[sheet]
                page.reset_dimensions()
                yield from page.iter_rows(max_col=bounds.columns, max_row=bounds.rows)
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its parts raise over a broken workbook
        raise WorkbookUnsound(f"workbook: {type(error).__name__}") from None


def _opened(source: Source) -> Path | io.BytesIO:
    return source if isinstance(source, Path) else io.BytesIO(source)
