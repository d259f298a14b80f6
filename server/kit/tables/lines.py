"""A sheet of any length, line by line: a line that cannot be read is named, and the rest is read on.

A CSV file may come out of two systems, one writing UTF-8 and one GB 18030. Which the file is in is told by its first
line that is not plain ASCII; a line in the other is a fault of that line, for nobody can be sure what it says.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from server.kit.tables import reading
from server.kit.tables.errors import CellUnsound, LineEncoding
from server.kit.tables.reading import COLUMNS_MAX, LINE_BYTES_MAX, File
from server.kit.tables.values import Cell, of_text

UTF_8, GB_18030 = "utf-8", "gb18030"
HAN: Final = ("\u3400", "\u9fff")
Line = tuple[int, list[Cell] | CellUnsound | LineEncoding]


def lines(file: File) -> Iterator[Line]:
    """Rows with something in them by the number of the line they begin on, or what makes the line unreadable.

    Raises SheetUnreadable.
    """
    if file.is_workbook:
        yield from reading.rows(file)
        return
    leading = _leading(file.path)
    decoded = _Decoder(file.path, leading)
    told = csv.reader(decoded, strict=False)
    begun, rows = 1, 0
    try:
        for cells in told:
            number, begun = begun, told.line_num + 1
            rows += 1
            if rows > file.limits.rows + 1:
                raise reading.unreadable(f"more than {file.limits.rows} rows")
            if decoded.take_faulty():
                yield number, LineEncoding(field="file")
            elif len(cells) > COLUMNS_MAX or any(len(cell) > reading.CELL_MAX for cell in cells):
                yield number, CellUnsound(field="file", reason="a line that is not too wide", zh_reason="此行过宽")
            elif any(cell.strip() for cell in cells):
                yield number, [of_text(cell) for cell in cells]
    except csv.Error:
        raise reading.unreadable(f"row {told.line_num} is no CSV") from None


class _Decoder:
    """Lines of a file as text, in the file's encoding; remembers whether one was not."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path, self._encoding = path, encoding
        self._faulty = False

    def take_faulty(self) -> bool:
        """Whether a line since the last asking was in another encoding."""
        faulty, self._faulty = self._faulty, False
        return faulty

    def __iter__(self) -> Iterator[str]:
        with self._path.open("rb") as stream:
            for at, raw in enumerate(iter(lambda: stream.readline(LINE_BYTES_MAX), b"")):
                if len(raw) == LINE_BYTES_MAX and not raw.endswith(b"\n"):
                    raise reading.unreadable(f"row {at + 1} is too wide")
                yield self._text(raw.removeprefix(b"\xef\xbb\xbf") if at == 0 else raw)

    def _text(self, raw: bytes) -> str:
        if raw.isascii():
            return raw.decode("ascii")
        try:
            text = raw.decode(self._encoding)
        except UnicodeDecodeError:
            self._faulty = True
            return raw.decode(self._encoding, "replace")
        if self._encoding == GB_18030 and _is_utf_8(raw):
            self._faulty = True
        return text


def _is_utf_8(raw: bytes) -> bool:
    """Whether a line reads as Chinese in UTF-8: what GB 18030 writes does so by the rarest chance."""
    try:
        text = raw.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    return any(HAN[0] <= letter <= HAN[1] for letter in text)


def _leading(path: Path) -> str:
    """The encoding of the first line that tells it."""
    with path.open("rb") as stream:
        for raw in iter(lambda: stream.readline(LINE_BYTES_MAX), b""):
            if raw.isascii():
                continue
            return UTF_8 if raw.startswith(b"\xef\xbb\xbf") or _is_utf_8(raw) else GB_18030
    return UTF_8
