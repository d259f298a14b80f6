"""A sheet of customers from the desk: looked at or brought in while the caller watches, one JSON line after the other.

Of the sheet nothing is kept but its digest, so there is nothing to come back for: what is told is told in the answer.
When the connection breaks, what was entered stays entered, and the same sheet handed in again goes on where it stood.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from mobile_api.problems import answering
from mobile_api.requests import require_person, staff_caller
from mobile_api.uploads import read_form
from server.customers.importing.bringing import Bringing, Report
from server.identity.operations import Operation
from server.kit.clock import business_date
from server.kit.errors import DomainError, Invalid
from server.kit.tables.columns import Said
from server.kit.work import Caller, House

FAULTS_MAX: Final = 5_000
NDJSON: Final = "application/x-ndjson"
Line = dict[str, Any]


class CustomerSheetRoutes:
    """POST /api/customer-sheets."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [Route("/api/customer-sheets", self.take, methods=["POST"])]

    @answering
    async def take(self, request: Request) -> Response:
        """Fields file and dryRun (`true`, `false`): lines `fault`, `line` (how far) and at the end `report`.

        A sheet that cannot be read at all is refused as any request; what goes wrong later is a line `refused`. Of
        the faults the first 5,000 are told one by one, all of them are counted by code.
        """
        caller = await staff_caller(self._house, request)
        require_person(request, Operation.CUSTOMER_IMPORT)
        folder = TemporaryDirectory(prefix="jiedai-sheet-")
        try:
            path, is_dry = await _kept(request, Path(folder.name))
            told = _Telling(caller, path, is_dry=is_dry)
            first = await told.first()
        except BaseException:
            folder.cleanup()
            raise
        return StreamingResponse(_lines(told, first, folder), media_type=NDJSON)


async def _kept(request: Request, folder: Path) -> tuple[Path, bool]:
    """The file on the disk, for as long as it is read, and whether to look only."""
    async with read_form(request) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Invalid(field="file", reason="missing")
        wish = str(form.get("dryRun"))
        if wish not in {"true", "false"}:
            raise Invalid(field="dryRun", reason="true, false")
        path = folder / "sheet"
        await asyncio.to_thread(_copy, file, path)
    return path, wish == "true"


def _copy(file: UploadFile, path: Path) -> None:
    path.touch(mode=0o600)
    with path.open("wb") as stream:
        shutil.copyfileobj(file.file, stream)


async def _lines(told: "_Telling", first: Line, folder: "TemporaryDirectory[str]") -> AsyncIterator[bytes]:
    try:
        line: Line | None = first
        while line is not None:
            yield orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)
            line = await told.next()
    finally:
        await told.end()
        folder.cleanup()


class _Telling:
    """One run in a task of its own, and what it tells, in its order; None after the last line."""

    def __init__(self, caller: Caller, path: Path, *, is_dry: bool) -> None:
        house = caller.house
        today = business_date(house.ports.clock.now(), house.settings.cut_off_hour)
        self._queue: asyncio.Queue[Line | DomainError | None] = asyncio.Queue()
        self._faults = 0
        self._run = Bringing(caller, path, today, tell=self._fault, progress=self._progress)
        self._task = asyncio.create_task(self._work(is_dry=is_dry))

    async def first(self) -> Line:
        """The first line. Raises what keeps the sheet from being read at all."""
        line = await self._queue.get()
        if isinstance(line, DomainError):
            await self.end()
            raise line
        assert line is not None, "the report comes before the end"
        return line

    async def next(self) -> Line | None:
        line = await self._queue.get()
        if isinstance(line, DomainError):
            return {"refused": {"code": line.code, "zh": line.message_zh, "en": line.message_en}}
        return line

    async def end(self) -> None:
        """Stop what still runs: nobody listens any more. A page is entered whole or not at all."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _work(self, *, is_dry: bool) -> None:
        try:
            report = await (self._run.look() if is_dry else self._run.bring())
        except DomainError as refusal:
            self._queue.put_nowait(refusal)
        else:
            self._queue.put_nowait({"report": _told(report)})
        finally:
            self._queue.put_nowait(None)

    def _fault(self, fault: Said) -> None:
        self._faults += 1
        if self._faults <= FAULTS_MAX:
            self._queue.put_nowait({"fault": asdict(fault)})

    def _progress(self, line: int) -> None:
        self._queue.put_nowait({"line": line})


def _told(report: Report) -> Line:
    batch = report.batch
    whole = None if batch is None else {"entered": batch.entered, "known": batch.known, "faulty": batch.faulty}
    counts = {"rows": report.rows, "entered": report.entered, "known": report.known, "faulty": report.faulty}
    return {**counts, "codes": report.codes, "whole": whole}
