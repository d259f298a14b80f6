"""The doors of exports: order and fetch for staff; look, read pages, tell progress and keep for the worker."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, literal, select, tuple_, update

from server.identity.actors import system_actor
from server.identity.guard import read, use_case
from server.identity.models import Staff
from server.identity.operations import Operation
from server.kit.database import rows_written
from server.kit.errors import NotFound
from server.kit.scope import Scope
from server.kit.work import Work
from server.ledger.errors import WholeHouseOnly
from server.reports.exports.catalogue import REPORTS, Ask
from server.reports.exports.errors import ExportNotReady, ReportUnknown, TooManyExports
from server.reports.exports.models import Export, ExportForm, ExportState
from server.reports.returns.catalogue import RETURNS

TASK: Final = "draw_export"
MAILED: Final = "mail_export"
DAYS_KEPT: Final = 3
SPAN_DAYS_MAX: Final = 366
DRAWN_AT_ONCE_MAX: Final = 5
REPORTER: Final = system_actor(41, "reporter", Operation.REPORT_DRAW)
"""Who draws, with the scope of whoever ordered."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which report, in which form, of which days."""

    report: str
    form: ExportForm
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Seen:
    """For whom, and what he sees."""

    by: UUID
    scope: Scope


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export is of, what its orderer saw, and who he is."""

    report: str
    form: ExportForm
    ask: Ask
    by: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """Where the pieces of a file lie, what it is, and the key that opens them, wrapped."""

    pieces: tuple[str, ...]
    digest: str
    bytes_size: int
    key_cipher: bytes = field(repr=False)


@use_case(Operation.REPORT_DRAW)
async def order_export(work: Work, *, report: str, form: ExportForm, since: date, until: date) -> UUID:
    """Order a report as a file, of what the caller sees now. It is drawn in the background and kept for three days.

    Lists of what stands take no account of the period. A return is of one calendar month and of the whole house.
    Returns the export. Refuses with export.report_unknown, export.too_many, ledger.whole_house_only.
    """
    return await ordered(work, Choice(report, form, since, until), Seen(work.actor.id, work.scope))


async def ordered(work: Work, wanted: Choice, seen: Seen, *, mailing_id: UUID | None = None) -> UUID:
    """The same for a mailing, inside its transaction."""
    require_sound(seen.scope, wanted)
    running = select(func.count()).where(
        Export.ordered_by == seen.by, Export.state.in_([ExportState.ORDERED, ExportState.DRAWING])
    )
    if (await work.session.execute(running)).scalar_one() >= DRAWN_AT_ONCE_MAX:
        raise TooManyExports(limit=DRAWN_AT_ONCE_MAX)
    scope = seen.scope
    made = Export(
        id=work.new_id(),
        report=wanted.report,
        form=wanted.form,
        since=wanted.since,
        until=wanted.until,
        state=ExportState.ORDERED,
        branches=None if scope.branches is None else sorted(scope.branches),
        officers=None if scope.officers is None else sorted(scope.officers),
        ordered_by=seen.by,
        ordered_at=work.now,
        expires_on=work.today + timedelta(days=DAYS_KEPT),
        rows_done=0,
        mailing_id=mailing_id,
    )
    work.session.add(made)
    await work.session.flush()
    work.defer(TASK, lock="exports", export_id=made.id)
    span = {"since": wanted.since.isoformat(), "until": wanted.until.isoformat()}
    work.touch("export", made.id, report=wanted.report, form=wanted.form.value, **span)
    return made.id


def require_sound(scope: Scope, wanted: Choice) -> None:
    """Raises ReportUnknown for what cannot be had, WholeHouseOnly for a return to somebody who sees a part."""
    since, until, days = wanted.since, wanted.until, SPAN_DAYS_MAX
    if scope.customers is not None or (wanted.report in RETURNS and scope != Scope.everywhere()):
        raise WholeHouseOnly
    if wanted.report in RETURNS:
        one_month = since.day == 1 and since < until < since.replace(day=28) + timedelta(days=4)
        if wanted.form in RETURNS[wanted.report].forms and one_month and (until + timedelta(days=1)).day == 1:
            return
        raise ReportUnknown(field="since", days=days)
    known = REPORTS.get(wanted.report)
    if known is None or wanted.form not in known.forms:
        raise ReportUnknown(field="report", days=days)
    if not timedelta() <= until - since < timedelta(days=days):
        raise ReportUnknown(field="until", days=days)


@use_case(Operation.REPORT_DRAW, keyed=False)
async def fetch_export(work: Work, *, export_id: UUID) -> tuple[Sealed, str]:
    """Where the file lies and what it is called, for whoever ordered it; that he fetched it is on record.

    Raises NotFound, ExportNotReady.
    """
    found = await _by_id(work, export_id)
    if found.ordered_by != work.actor.id:
        raise NotFound(field="id")
    if found.pieces is None or found.key_cipher is None or found.expires_on < work.today:
        raise ExportNotReady(field="id")
    work.touch("export", export_id, fetched=True)
    name = f"{found.report}_{found.since:%Y%m%d}_{found.until:%Y%m%d}.{found.form.value}"
    return Sealed(tuple(found.pieces), found.digest or "", found.bytes_size or 0, found.key_cipher), name


@use_case(Operation.REPORT_DRAW, keyed=False)
async def begin_export(work: Work, *, export_id: UUID) -> UUID | None:
    """Say that a file is being drawn; None when it was drawn already. Raises NotFound."""
    found = await _by_id(work, export_id, lock=True)
    if found.state not in {ExportState.ORDERED, ExportState.DRAWING}:
        return None
    found.state, found.rows_done, found.rows_total = ExportState.DRAWING, 0, None
    work.touch("export", export_id, drawing=True)
    return export_id


@read(Operation.REPORT_DRAW)
async def wanted_export(work: Work, *, export_id: UUID) -> Wanted:
    """What is to be drawn. Raises NotFound."""
    found = await _by_id(work, export_id)
    by = (await work.session.execute(select(Staff).where(Staff.id == found.ordered_by))).scalar_one()
    seen = [None if ids is None else frozenset(ids) for ids in (found.branches, found.officers)]
    ask = Ask(Scope(seen[0], seen[1], None), found.since, found.until, work.today)
    return Wanted(found.report, found.form, ask, f"{by.name} {by.login}")


@read(Operation.REPORT_DRAW)
async def count_rows(work: Work, *, wanted: Wanted) -> int:
    """How many rows a report has in the caller's scope."""
    rows = REPORTS[wanted.report].rows(wanted.ask).subquery()
    return int((await work.session.execute(select(func.count()).select_from(rows))).scalar_one())


@read(Operation.REPORT_DRAW)
async def page_of(work: Work, *, wanted: Wanted, after: tuple[Any, ...] | None, size: int) -> Sequence[tuple[Any, ...]]:
    """The next rows of a report, key first, in the order of the key."""
    report = REPORTS[wanted.report]
    rows = report.rows(wanted.ask).order_by(*report.key).limit(size)
    if after is not None:
        bounds = [literal(value, column.type) for value, column in zip(after, report.key, strict=True)]
        rows = rows.where(tuple_(*report.key) > tuple_(*bounds))
    return [tuple(row) for row in (await work.session.execute(rows)).all()]


@use_case(Operation.REPORT_DRAW, keyed=False)
async def tell_progress(work: Work, *, export_id: UUID, done: int, total: int) -> UUID:
    """Say how many rows are written."""
    row = update(Export).where(Export.id == export_id, Export.state == ExportState.DRAWING)
    await work.session.execute(row.values(rows_done=done, rows_total=total))
    work.touch("export", export_id, done=done)
    return export_id


@use_case(Operation.REPORT_DRAW, keyed=False)
async def keep_export(
    work: Work, *, export_id: UUID, sealed: Sealed | None, rows: int = 0, code: str | None = None
) -> UUID:
    """Keep where the file lies, or the code that says why there is none. The first outcome stays. Raises NotFound."""
    found = await _by_id(work, export_id, lock=True)
    if found.state is ExportState.DRAWING:
        found.state = ExportState.READY if sealed else ExportState.FAILED
        found.finished_at, found.code = work.now, None if sealed else code
        if sealed:
            found.pieces, found.digest = list(sealed.pieces), sealed.digest
            found.bytes_size, found.key_cipher = sealed.bytes_size, sealed.key_cipher
            found.rows_done = found.rows_total = rows
            if found.mailing_id is not None:
                work.defer(MAILED, export_id=export_id)
        work.touch("export", export_id, outcome=found.state.value)
    return export_id


@use_case(Operation.REPORT_DRAW, keyed=False)
async def let_exports_expire(work: Work) -> int:
    """Destroy the keys of files whose days are over. Returns how many."""
    late = update(Export).where(Export.expires_on < work.today, Export.key_cipher.is_not(None))
    gone = await rows_written(work.session, late.values(key_cipher=None))
    work.changes["expired"] = gone
    return gone


async def _by_id(work: Work, export_id: UUID, *, lock: bool = False) -> Export:
    wanted = select(Export).where(Export.id == export_id)
    found = (await work.session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()
    if found is None:
        raise NotFound(field="id")
    return found
