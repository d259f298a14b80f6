"""Drawing reports: noted in the audit trail, read in batches, pictures made small, pages set two at a time."""

import asyncio
import io
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from PIL import Image

from server.documents.sealing import open_picture
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import data_keys
from server.kit.errors import NotFound
from server.kit.typesetting import set_paper
from server.kit.work import Caller, Work
from server.reports.three_checks import queries
from server.reports.three_checks.paper import Records, Thumbnail, papers_shown, values

LAYOUT: Final = Path(__file__).parent / "templates" / "three_checks.typ"
BATCH: Final = 50
AT_ONCE: Final = 2
SIDE_PIXELS: Final = 420
QUALITY: Final = 72


@dataclass(frozen=True)
class Report:
    """A report that was drawn."""

    application_id: UUID
    number: str
    pdf: bytes


@dataclass(frozen=True)
class Material:
    """What one report is drawn from, with the customer's key to his pictures. For the memory of one task."""

    records: Records
    key: bytes


@use_case(Operation.REPORT_DRAW, keyed=False)
async def note_drawing(work: Work, *, application_ids: Sequence[UUID]) -> int:
    """Note who draws reports of which applications. Raises NotFound when one of them is out of sight."""
    found = await queries.heads(work.session, work.scope, application_ids)
    if len(found) != len(set(application_ids)):
        raise NotFound(field="applicationId")
    for application_id in application_ids:
        work.touch("application", application_id, report="three_checks")
    for head in found:
        work.touch("customer", head[0].customer_id)
    return len(found)


@read(Operation.REPORT_DRAW)
async def material(work: Work, *, application_ids: Sequence[UUID]) -> list[Material]:
    """All that the records know of some applications, in the order asked for. Those out of sight are left out."""
    session, scope = work.session, work.scope
    heads = {head[0].id: head for head in await queries.heads(session, scope, application_ids)}
    of: dict[str, queries.Grouped] = {
        "opinions": await queries.opinions(session, scope, application_ids),
        "findings": await queries.findings(session, scope, application_ids),
        "votes": await queries.votes(session, scope, application_ids),
        "contracts": await queries.contracts(session, scope, application_ids),
        "loans": await queries.loans(session, scope, application_ids, work.today),
        "repayments": await queries.repayments(session, scope, application_ids),
        "requests": await queries.requests(session, scope, application_ids),
        "documents": await queries.documents(session, scope, application_ids),
        "parties": await queries.parties(session, scope, application_ids),
        "charges": await queries.charges(session, scope, application_ids),
        "visits": await queries.visits(session, scope, application_ids),
        "visit_lines": await queries.visit_lines(session, scope, application_ids),
        "visit_photos": await queries.visit_photos(session, scope, application_ids),
    }
    return [
        Material(
            Records(heads[each], **{name: rows.get(each, ()) for name, rows in of.items()}),
            await data_keys.data_key(work, heads[each][0].customer_id),
        )
        for each in application_ids
        if each in heads
    ]


async def draw(caller: Caller, application_ids: Collection[UUID]) -> AsyncIterator[Report]:
    """Draw reports one after another, as they are ready, in the order asked for. Raises NotFound before the first."""
    wanted = list(application_ids)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        await note_drawing(caller, application_ids=batch)
        found = await material(caller, application_ids=batch)
        gate = asyncio.Semaphore(AT_ONCE)
        drawing = [asyncio.create_task(_drawn(caller, gate, each)) for each in found]
        try:
            for task in drawing:
                yield await task
        finally:
            for task in drawing:
                task.cancel()


async def _drawn(caller: Caller, gate: asyncio.Semaphore, found: Material) -> Report:
    application = found.records.head[0]
    ports = caller.house.ports
    async with gate:
        shown = papers_shown(found.records)
        taken = [(document, about, await _kept(caller, document.digest)) for document, about in shown]
        told = {"lender": caller.house.settings.lender_name, "drawn_at": ports.clock.now()}
        pdf = await asyncio.to_thread(_set, found, taken, told)
    return Report(application.id, application.number, pdf)


async def _kept(caller: Caller, digest: str) -> bytes | None:
    """A picture from the store; None where it is gone: its term of keeping is over, and the report says the rest."""
    try:
        return await caller.house.ports.storage.get(digest)
    except KeyError:
        return None


def _set(found: Material, taken: Sequence[tuple[Any, Any, bytes | None]], told: dict[str, Any]) -> bytes:
    """Open the pictures, make them small, set the pages: in a thread."""
    shots = [
        Thumbnail(f"{at}.jpg", document, about, small)
        for at, (document, about, sealed) in enumerate(taken)
        if sealed is not None and (small := _small(open_picture(found.key, document.customer_id, sealed))) is not None
    ]
    pictures = {shot.file: shot.data for shot in shots}
    return set_paper(LAYOUT, values(found.records, shots, **told), told["drawn_at"], pictures)


def _small(picture: bytes) -> bytes | None:
    """The picture as a small JPEG; None where the bytes are no picture."""
    try:
        opened = Image.open(io.BytesIO(picture))
        opened.draft("RGB", (SIDE_PIXELS, SIDE_PIXELS))
        image = opened.convert("RGB")
    except OSError:
        return None
    image.thumbnail((SIDE_PIXELS, SIDE_PIXELS))
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()
