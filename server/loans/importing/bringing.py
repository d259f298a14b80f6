"""From a file to loans in the books: read, checked, prepared by one person, confirmed and written by another."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from server.kit.tables import reading
from server.kit.tables.bulk import pieces
from server.kit.tables.columns import Fault
from server.kit.tables.errors import SheetUnreadable
from server.kit.tables.reading import File, open_file
from server.kit.work import Caller
from server.loans.importing import batches, totals
from server.loans.importing.batches import PART_LOANS_MAX, Batch
from server.loans.importing.checking import Findings, check_rows
from server.loans.importing.columns import COLUMNS, places
from server.loans.importing.errors import AlreadyImported, ControlDiffers, ControlMissing
from server.loans.importing.models import ImportState
from server.loans.importing.rows import RowReader, SheetRow
from server.loans.importing.totals import Control, differences, read_control

Progress = Callable[[int, int], None]
FIRST_SHEET, SECOND_SHEET = 0, 1
NO_ROWS: Final = "no rows"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read: its rows, its own totals, and what is wrong in single cells."""

    file: File
    rows: list[SheetRow] = field(repr=False)
    control: Control
    faults: list[Fault]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the check of a sheet. It may be written when there are control totals and nothing is wrong."""

    findings: Findings
    differing: list[ControlDiffers]
    has_control: bool

    @property
    def is_sound(self) -> bool:
        return not self.findings.faults and not self.differing


def read_sheet(path: Path, today: date, control: Path | None = None) -> Sheet:
    """Read a sheet whole; control totals stand on its second page, or in a file of their own.

    Raises SheetUnreadable, TitleWrong.
    """
    file = open_file(path)
    lines = reading.rows(file, FIRST_SHEET)
    _, headings = next(lines, (0, []))
    reader = RowReader(places(COLUMNS, headings), today)
    rows: list[SheetRow] = []
    faults: list[Fault] = []
    for line, cells in lines:
        found = reader.read(line, cells)
        if isinstance(found, SheetRow):
            rows.append(found)
        else:
            faults += found
    if not rows and not faults:
        raise SheetUnreadable(field="file", reason=NO_ROWS)
    own = reading.rows(open_file(control)) if control is not None else reading.rows(file, SECOND_SHEET)
    told, wrong = read_control(own)
    return Sheet(file, rows, told, faults + wrong)


async def look(caller: Caller, sheet: Sheet) -> Report:
    """Check a sheet against the house, and its own totals against its rows. Nothing is written."""
    findings = await check_rows(caller, rows=sheet.rows)
    findings = replace(findings, faults=sorted([*sheet.faults, *findings.faults], key=lambda each: each.line))
    # with rows left out the sums say nothing
    differing = differences(sheet.control, findings.totals) if sheet.control and not findings.faults else []
    return Report(findings, differing, bool(sheet.control))


async def prepare(caller: Caller, sheet: Sheet, report: Report) -> Batch:
    """Enter a sound sheet for a second person, or find it entered. Raises ControlMissing, AlreadyImported."""
    known = await batches.living_batch(caller, file_digest=sheet.file.digest)
    if known is None:
        if not report.has_control:
            raise ControlMissing(field="file")
        assert report.is_sound
        assert report.findings.as_of is not None
        told = {branch: each.as_dict() for branch, each in report.findings.totals.items()}
        as_of = report.findings.as_of
        await batches.prepare(caller, file_digest=sheet.file.digest, as_of=as_of, totals=told)
        known = await batches.living_batch(caller, file_digest=sheet.file.digest)
        assert known is not None
    if known.state is ImportState.DONE:
        raise AlreadyImported(field="file", batch=known.id)
    return known


async def write(
    caller: Caller,
    sheet: Sheet,
    batch: Batch,
    *,
    progress: Progress = lambda _done, _total: None,
    part_loans: int = PART_LOANS_MAX,
) -> Batch:
    """Confirm a batch as the second person and write it, from where it stands; then hold it against the books."""
    batch_id, digest = batch.id, sheet.file.digest
    if batch.state is ImportState.PREPARED:
        await batches.confirm(caller, import_id=batch_id, file_digest=digest)
    written = batch.written
    for part in pieces(sheet.rows[written:], part_loans):
        written = await batches.write_part(caller, import_id=batch_id, file_digest=digest, written=written, rows=part)
        progress(written, batch.loans)
    await batches.finish(caller, import_id=batch_id, file_digest=digest)
    return replace(batch, state=ImportState.DONE, written=written)


def shown(found: totals.ByBranch) -> dict[str, dict[str, int]]:
    """Totals by branch as plain data."""
    return {branch: found[branch].as_dict() for branch in sorted(found)}
