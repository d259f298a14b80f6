"""The worker's side of exports. Run twice, it keeps the first file."""

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from server.kit.clock import SHANGHAI
from server.kit.errors import DomainError, Unavailable
from server.kit.work import Caller, House
from server.reports.exports import sealing, service
from server.reports.exports.catalogue import REPORTS
from server.reports.exports.writing import Head, Writer, open_writer
from server.reports.returns.catalogue import RETURNS
from server.reports.returns.drawing import COLUMNS, return_rows

PAGE_ROWS: Final = 5_000
TOLD_SHARE: Final = 20
"""Progress is told every twentieth of the rows."""


async def draw_export(house: House, *, export_id: str) -> None:
    """Draw a file from what its orderer saw, page by page, and keep it sealed; or keep why it could not be drawn."""
    wanted_id = UUID(export_id)
    caller = Caller(house, service.REPORTER, request_id=f"export:{export_id}")
    if await service.begin_export(caller, export_id=wanted_id) is None:
        return
    wanted = await service.wanted_export(caller, export_id=wanted_id)
    sighted = replace(caller, actor=replace(caller.actor, scope=wanted.ask.scope))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{wanted.form.value}"
        try:
            rows = await _drawn(sighted, wanted_id, wanted, path)
        except Unavailable:
            raise
        except DomainError as refusal:
            await service.keep_export(caller, export_id=wanted_id, sealed=None, code=refusal.code)
            return
        sealed = await sealing.seal(house, wanted_id, path)
    await service.keep_export(caller, export_id=wanted_id, sealed=sealed, rows=rows)


async def destroy_old_exports(house: House) -> int:
    """Destroy the keys of files whose days are over."""
    return await service.let_exports_expire(Caller(house, service.REPORTER, request_id="exports"))


async def _drawn(caller: Caller, export_id: UUID, wanted: service.Wanted, path: Path) -> int:
    now = caller.house.ports.clock.now()
    period = f"{wanted.ask.since} — {wanted.ask.until}"
    mark = f"{wanted.by} {now.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {export_id.hex[-12:]}"
    if wanted.report in RETURNS:
        declared = RETURNS[wanted.report]
        rows = await return_rows(caller, code=wanted.report, month=wanted.ask.since)
        writer = open_writer(wanted.form, path, Head(declared.zh, period, mark, COLUMNS, now))
        await asyncio.to_thread(_written, writer, rows)
        return len(rows)
    report = REPORTS[wanted.report]
    head = Head(report.zh, period if report.of_period else wanted.ask.today.isoformat(), mark, report.columns, now)
    writer = open_writer(wanted.form, path, head)
    done = await _pages(caller, export_id, wanted, writer)
    await asyncio.to_thread(writer.close)
    return done


def _written(writer: Writer, rows: list[tuple[Any, ...]]) -> None:
    writer.add(rows)
    writer.close()


async def _pages(caller: Caller, export_id: UUID, wanted: service.Wanted, writer: Writer) -> int:
    """Write page after page, each read in a transaction of its own; answers how many rows."""
    keys = len(REPORTS[wanted.report].key)
    total = await service.count_rows(caller, wanted=wanted)
    done, told, after = 0, 0, None
    await service.tell_progress(caller, export_id=export_id, done=0, total=total)
    while page := await service.page_of(caller, wanted=wanted, after=after, size=PAGE_ROWS):
        await asyncio.to_thread(writer.add, [row[keys:] for row in page])
        after, done = page[-1][:keys], done + len(page)
        if (done - told) * TOLD_SHARE >= total:
            await service.tell_progress(caller, export_id=export_id, done=done, total=max(total, done))
            told = done
    return done
