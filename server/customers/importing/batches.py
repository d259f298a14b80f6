"""The doors of bringing customers in: look at rows, begin a sheet or find it begun, enter its next page, end it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from server.customers.importing.checking import Seen, check_rows
from server.customers.importing.entering import enter
from server.customers.importing.errors import ImportMovedOn, PageUnsound, WholeHouseNeeded
from server.customers.importing.models import CustomerImport, CustomerImportState
from server.customers.importing.rows import CustomerRow
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.scope import Scope
from server.kit.tables.columns import Fault, Said
from server.kit.work import Work

PAGE_ROWS_MAX: Final = 1_000


@dataclass(frozen=True, slots=True)
class Batch:
    """How a sheet stands."""

    id: UUID
    state: CustomerImportState
    line: int
    entered: int
    known: int
    faulty: int


@dataclass(frozen=True, slots=True)
class Page:
    """Rows up to a line: those that could be read, and how many could not."""

    after: int
    line: int
    rows: Sequence[CustomerRow] = field(repr=False)
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page: rows entered, rows whose customer is known, faults."""

    entered: int
    known: list[Said]
    faults: list[Said]


@read(Operation.CUSTOMER_IMPORT)
async def look(work: Work, *, rows: Sequence[CustomerRow], seen: Seen) -> Outcome:
    """What would become of rows; `seen` remembers those of earlier pages. Nothing is written.

    Refuses with customer.import_whole_house_only.
    """
    _require_whole_house(work)
    checked = await check_rows(work, rows, seen)
    return Outcome(len(checked.ready), _said(checked.known), _said(checked.faults))


@use_case(Operation.CUSTOMER_IMPORT, keyed=False)
async def begin_import(work: Work, *, file_digest: bytes) -> Batch:
    """Begin a sheet, or find it where it stands. Refuses with customer.import_whole_house_only."""
    _require_whole_house(work)
    nothing = {"line": 0, "entered": 0, "known": 0, "faulty": 0}
    begun = {"id": work.new_id(), "file_digest": file_digest, "state": CustomerImportState.RUNNING}
    row = insert(CustomerImport).values(**begun, **nothing, started_by=work.actor.id, started_at=work.now)
    await work.session.execute(row.on_conflict_do_nothing())
    wanted = select(CustomerImport).where(CustomerImport.file_digest == file_digest)
    batch = (await work.session.execute(wanted)).scalar_one()
    work.touch("customer_import", batch.id, line=batch.line)
    return _told(batch)


@use_case(Operation.CUSTOMER_IMPORT, keyed=False)
async def enter_page(work: Work, *, import_id: UUID, page: Page) -> Outcome:
    """Enter what is sound of the next page, together with how far the sheet came.

    Refuses with customer.import_whole_house_only, customer.import_page_unsound, customer.import_moved_on.
    """
    _require_whole_house(work)
    if len(page.rows) > PAGE_ROWS_MAX or not page.after < page.line or page.unreadable < 0:
        raise PageUnsound(field="file")
    batch = await _locked(work, import_id)
    if batch.state is not CustomerImportState.RUNNING or batch.line != page.after:
        raise ImportMovedOn(field="file")
    checked = await check_rows(work, page.rows, Seen())
    entered = await enter(work, checked.ready)
    batch.line = page.line
    batch.entered += len(entered)
    batch.known += len(checked.known)
    batch.faulty += len({fault.line for fault in checked.faults}) + page.unreadable
    await work.session.flush()
    work.touch("customer_import", batch.id, line=batch.line, entered=batch.entered)
    return Outcome(len(entered), _said(checked.known), _said(checked.faults))


@use_case(Operation.CUSTOMER_IMPORT, keyed=False)
async def finish_import(work: Work, *, import_id: UUID) -> Batch:
    """All rows were looked at; ended once, it stays so. Refuses with customer.import_whole_house_only."""
    _require_whole_house(work)
    batch = await _locked(work, import_id)
    if batch.state is CustomerImportState.RUNNING:
        batch.state, batch.finished_at = CustomerImportState.DONE, work.now
        await work.session.flush()
    work.touch("customer_import", batch.id, state=batch.state.value, entered=batch.entered)
    return _told(batch)


async def _locked(work: Work, import_id: UUID) -> CustomerImport:
    wanted = select(CustomerImport).where(CustomerImport.id == import_id).with_for_update()
    return (await work.session.execute(wanted.execution_options(populate_existing=True))).scalar_one()


def _require_whole_house(work: Work) -> None:
    if work.scope != Scope.everywhere():
        raise WholeHouseNeeded


def _said(faults: Sequence[Fault]) -> list[Said]:
    return [fault.said for fault in faults]


def _told(batch: CustomerImport) -> Batch:
    return Batch(batch.id, batch.state, batch.line, batch.entered, batch.known, batch.faulty)
