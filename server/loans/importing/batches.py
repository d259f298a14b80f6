"""The doors of a batch: prepared by one person, confirmed by another, written piece by piece, held against the books.

Each piece and how far it came are written together, so a batch that was broken off goes on where it stood. Personal
data never wait anywhere: whoever goes on hands the same sheet in again, known by its digest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.tables.columns import Fault
from server.kit.work import Work
from server.ledger.periods import service as periods
from server.loans.closing.days import require_whole_house
from server.loans.importing.checking import Ready, check
from server.loans.importing.errors import (
    AlreadyImported,
    BooksDiffer,
    ConfirmedByOneself,
    RowsRefused,
    SheetDiffers,
    WrongState,
)
from server.loans.importing.facts import facts_of
from server.loans.importing.models import ImportState, LoanImport
from server.loans.importing.rows import SheetRow
from server.loans.importing.totals import NAMES, ZH, ByBranch, Totals, whole
from server.loans.importing.writing import write_loans

PART_LOANS_MAX: Final = 1_000
BOOKED: Final = text("""
SELECT b.code, count(DISTINCT e.id) AS loans,
       coalesce(sum(p.amount_fen) FILTER (WHERE p.account_code = '130301'), 0)::bigint AS principal_fen,
       coalesce(sum(p.amount_fen) FILTER (WHERE p.account_code = '113201'), 0)::bigint AS interest_fen,
       coalesce(sum(p.amount_fen) FILTER (WHERE p.account_code = '113202'), 0)::bigint AS penalty_fen,
       coalesce(sum(p.amount_fen) FILTER (WHERE p.account_code = '122101'), 0)::bigint AS fee_fen,
       -coalesce(sum(p.amount_fen) FILTER (WHERE p.account_code = '224101'), 0)::bigint AS excess_fen
  FROM loan_import_rows r
  JOIN ledger_entries e ON e.customer_id = r.customer_id AND e.event_type = 'loan_brought_in' AND e.event_id = r.act_id
  JOIN ledger_postings p ON p.customer_id = e.customer_id AND p.entry_id = e.id
  JOIN branches b ON b.id = e.branch_id
 WHERE r.import_id = :id GROUP BY b.code
""")


@dataclass(frozen=True, slots=True)
class Batch:
    """How a batch stands."""

    id: UUID
    state: ImportState
    loans: int
    written: int
    as_of: date
    prepared_by: UUID
    totals: dict[str, dict[str, int]]


@read(Operation.LOAN_IMPORT_READ)
async def living_batch(work: Work, *, file_digest: bytes) -> Batch | None:
    """The batch of a sheet, unless there is none or it was undone."""
    wanted = select(LoanImport).where(LoanImport.file_digest == file_digest, LoanImport.state != ImportState.UNDONE)
    row = (await work.session.execute(wanted)).scalar_one_or_none()
    if row is None:
        return None
    return Batch(row.id, row.state, row.loans, row.written, row.as_of, row.prepared_by, row.totals)


@use_case(Operation.LOAN_IMPORT)
async def prepare(work: Work, *, file_digest: bytes, as_of: date, totals: Mapping[str, Mapping[str, int]]) -> UUID:
    """Enter a sheet that was checked, with its control totals by branch, for a second person. Returns the batch.

    Nothing of its loans is written yet. Refuses with ledger.whole_house_only, import.already_imported,
    ledger.period_closed.
    """
    require_whole_house(work)
    living = select(LoanImport.id).where(LoanImport.file_digest == file_digest, LoanImport.state != ImportState.UNDONE)
    known = (await work.session.execute(living)).scalar_one_or_none()
    if known is not None:
        raise AlreadyImported(field="file", batch=known)
    await periods.require_open(work, as_of, field="asOf")
    batch_id, sums = work.new_id(), whole({branch: Totals(**each) for branch, each in totals.items()})
    row = {"id": batch_id, "file_digest": file_digest, "as_of": as_of, "state": ImportState.PREPARED, "written": 0}
    told = {"totals": {branch: dict(each) for branch, each in totals.items()}, **sums.as_dict()}
    await work.session.execute(
        insert(LoanImport).values(**row, **told, prepared_by=work.actor.id, prepared_at=work.now)
    )
    work.touch("loan_import", batch_id, **sums.as_dict())
    return batch_id


@use_case(Operation.LOAN_IMPORT_CONFIRM)
async def confirm(work: Work, *, import_id: UUID, file_digest: bytes) -> UUID:
    """Confirm the control totals of a prepared batch, so that it may be written. Returns the batch.

    Refuses with NotFound, ledger.whole_house_only, import.sheet_differs, import.wrong_state,
    import.confirmed_by_oneself.
    """
    require_whole_house(work)
    batch = await batch_of(work, import_id, file_digest)
    if batch.state is not ImportState.PREPARED:
        raise WrongState(field="importId")
    if batch.prepared_by == work.actor.id:
        raise ConfirmedByOneself(field="importId")
    batch.state, batch.confirmed_by, batch.confirmed_at = ImportState.WRITING, work.actor.id, work.now
    await work.session.flush()
    work.touch("loan_import", batch.id, confirmed=True)
    return batch.id


@use_case(Operation.LOAN_IMPORT_CONFIRM, keyed=False)
async def write_part(work: Work, *, import_id: UUID, file_digest: bytes, written: int, rows: Sequence[SheetRow]) -> int:
    """Write the next rows of a confirmed batch, after the first `written`. Returns how many are written now.

    Rows are looked at once more as they are written. Refuses with NotFound, import.sheet_differs, import.wrong_state
    (not confirmed, or another has written on), import.rows_refused.
    """
    batch = await batch_of(work, import_id, file_digest)
    too_many = len(rows) > min(PART_LOANS_MAX, batch.loans - batch.written)
    if batch.state is not ImportState.WRITING or batch.written != written or too_many:
        raise WrongState(field="importId")
    facts = await facts_of(work, rows)
    ready: list[Ready] = []
    faults: list[Fault] = []
    for row in rows:
        found = check(row, facts)
        if isinstance(found, Ready):
            ready.append(found)
        else:
            faults += found
    if faults:
        raise RowsRefused(field="file", line=faults[0].line, count=len(faults))
    await write_loans(work, batch, ready)
    batch.written += len(rows)
    await work.session.flush()
    work.touch("loan_import", batch.id, written=batch.written)
    return batch.written


@use_case(Operation.LOAN_IMPORT_CONFIRM, keyed=False)
async def finish(work: Work, *, import_id: UUID, file_digest: bytes) -> UUID:
    """Hold what was booked against the control totals, branch by branch and pool by pool, and close the batch.

    Refuses with NotFound, import.sheet_differs, import.wrong_state, import.books_differ.
    """
    batch = await batch_of(work, import_id, file_digest)
    if batch.state is not ImportState.WRITING or batch.written != batch.loans:
        raise WrongState(field="importId")
    _require_same(batch.totals, await booked(work.session, batch.id))
    batch.state, batch.finished_at = ImportState.DONE, work.now
    await work.session.flush()
    work.touch("loan_import", batch.id, state=ImportState.DONE)
    return batch.id


async def batch_of(work: Work, import_id: UUID, file_digest: bytes | None = None) -> LoanImport:
    """A batch, locked (a building block). Raises NotFound, SheetDiffers."""
    wanted = select(LoanImport).where(LoanImport.id == import_id).with_for_update()
    batch = (await work.session.execute(wanted)).scalar_one_or_none()
    if batch is None:
        raise NotFound(field="importId")
    if file_digest is not None and batch.file_digest != file_digest:
        raise SheetDiffers(field="file")
    return batch


async def booked(session: AsyncSession, import_id: UUID) -> ByBranch:
    """What stands in the books of a batch, by branch; all interest receivable is in one account."""
    rows = (await session.execute(BOOKED, {"id": import_id})).mappings().all()
    return {row["code"]: Totals(**{name: row[name] for name in NAMES if name in row}) for row in rows}


def _require_same(totals: Mapping[str, Mapping[str, Any]], found: ByBranch) -> None:
    for branch in sorted({*totals, *found}):
        told, sums = Totals(**totals.get(branch, {})), found.get(branch, Totals())
        expected = told.as_dict() | {"interest_fen": told.interest_fen + told.accrued_fen, "accrued_fen": 0}
        for name, value in expected.items():
            if value != getattr(sums, name):
                raise BooksDiffer(field="importId", branch=branch, pool=ZH[name.removesuffix("_fen")])
