"""From a file to customers: read line by line, checked and entered page by page, so a sheet may be of any length."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from server.customers.importing import batches
from server.customers.importing.batches import PAGE_ROWS_MAX, Batch, Outcome, Page
from server.customers.importing.checking import Seen
from server.customers.importing.models import CustomerImportState
from server.customers.importing.rows import COLUMNS, CustomerRow, RowReader
from server.kit.errors import DomainError
from server.kit.tables.columns import Fault, Said, places
from server.kit.tables.errors import SheetUnreadable
from server.kit.tables.lines import lines
from server.kit.tables.reading import Limits, open_file
from server.kit.work import Caller

LIMITS: Final = Limits(bytes=1_000_000_000, unpacked_bytes=4_000_000_000, rows=1_000_000)
WHOLE_LINE: Final = "整行"
Told = Callable[[Said], None]
Progress = Callable[[int], None]


@dataclass(slots=True)
class Report:
    """What became of all rows that were looked at now; `batch` None after a dry run."""

    rows: int = 0
    entered: int = 0
    known: int = 0
    faulty: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    batch: Batch | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some lines of a sheet as they were read."""

    page: Page
    faults: list[Fault]


class Bringing:
    """One run over one sheet. `tell` hears of each fault in the order of pages, `progress` of the last line."""

    def __init__(
        self,
        caller: Caller,
        path: Path,
        today: date,
        *,
        tell: Told = lambda _: None,
        progress: Progress = lambda _: None,
        page_rows: int = PAGE_ROWS_MAX,
    ) -> None:
        self._caller, self._today, self._tell, self._progress = caller, today, tell, progress
        self._page_rows = min(page_rows, PAGE_ROWS_MAX)
        self._file = open_file(path, LIMITS, mixed=True)
        self._report = Report()

    async def look(self) -> Report:
        """A dry run: what would become of every row. Raises SheetUnreadable, TitleWrong, WholeHouseNeeded."""
        seen = Seen()
        async for piece in _apart(self._pieces(0)):
            self._add(piece, await batches.look(self._caller, rows=piece.page.rows, seen=seen))
        return self._report

    async def bring(self) -> Report:
        """Enter what is sound, from where the sheet stands. A sheet that was brought in is looked at no more.

        Raises SheetUnreadable, TitleWrong, WholeHouseNeeded, ImportMovedOn.
        """
        pieces = self._pieces  # the headings are judged before anything is begun
        await asyncio.to_thread(next, pieces(0), None)
        batch = await batches.begin_import(self._caller, file_digest=self._file.digest)
        if batch.state is CustomerImportState.RUNNING:
            async for piece in _apart(pieces(batch.line)):
                self._add(piece, await batches.enter_page(self._caller, import_id=batch.id, page=piece.page))
            batch = await batches.finish_import(self._caller, import_id=batch.id)
        self._report.batch = batch
        return self._report

    def _add(self, piece: _Piece, outcome: Outcome) -> None:
        report = self._report
        faults = [*(fault.said for fault in piece.faults), *outcome.known, *outcome.faults]
        report.rows += len(piece.page.rows) + piece.page.unreadable
        report.entered += outcome.entered
        report.known += len(outcome.known)
        report.faulty += piece.page.unreadable + len({fault.line for fault in outcome.faults})
        for fault in sorted(faults, key=lambda each: each.line):
            report.codes[fault.code] = report.codes.get(fault.code, 0) + 1
            self._tell(fault)
        self._progress(piece.page.line)

    def _pieces(self, after: int) -> Iterator[_Piece]:
        """The sheet in pages, behind a line. Raises SheetUnreadable, TitleWrong."""
        told = lines(self._file)
        _, headings = next(told, (0, []))
        if isinstance(headings, DomainError):
            raise headings
        reader = RowReader(places(COLUMNS, headings), self._today)
        rows: list[CustomerRow] = []
        faults: list[Fault] = []
        begun, line, count = after, after, 0
        for line, cells in told:
            if line <= after:
                continue
            found = [Fault(line, WHOLE_LINE, cells)] if isinstance(cells, DomainError) else reader.read(line, cells)
            if isinstance(found, CustomerRow):
                rows.append(found)
            else:
                faults += found
            count += 1
            if count == self._page_rows:
                yield _piece(begun, line, rows, faults)
                begun, rows, faults, count = line, [], [], 0
        if count:
            yield _piece(begun, line, rows, faults)
        elif begun == after == 0:
            raise SheetUnreadable(field="file", reason="no rows")


async def _apart(pieces: Iterator[_Piece]) -> AsyncIterator[_Piece]:
    """Pieces as they are read in a thread: a server that brings a sheet in goes on answering others."""
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece


def _piece(after: int, line: int, rows: list[CustomerRow], faults: list[Fault]) -> _Piece:
    return _Piece(Page(after, line, rows, len({fault.line for fault in faults})), faults)
