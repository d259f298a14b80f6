"""Guarded reads for many documents at once: one statement for all siblings, in the order of the keys."""

from collections.abc import Sequence
from uuid import UUID

from server.documents import queries
from server.documents.models import Document
from server.documents.service.looking import DocumentField, fields_of
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work


@read(Operation.DOCUMENT_READ)
async def documents_by_ids(work: Work, *, keys: Sequence[UUID]) -> list[Document | None]:
    """Documents in the order of their ids, None for those out of sight."""
    found = {row.id: row for row in await queries.documents_by_ids(work.session, work.scope, keys)}
    return [found.get(key) for key in keys]


@read(Operation.DOCUMENT_READ)
async def documents_of(work: Work, *, keys: Sequence[UUID]) -> list[list[Document]]:
    """The documents of each customer, the newest first."""
    rows = await queries.documents_of(work.session, work.scope, keys)
    return [[row for row in rows if row.customer_id == key] for key in keys]


@read(Operation.DOCUMENT_READ)
async def fields_by_documents(work: Work, *, keys: Sequence[UUID]) -> list[Sequence[DocumentField]]:
    """The values of each document; nothing for those out of sight."""
    found = await fields_of(work, await queries.documents_by_ids(work.session, work.scope, keys))
    return [found.get(key, ()) for key in keys]


@read(Operation.DOCUMENT_READ)
async def warnings_by_documents(work: Work, *, keys: Sequence[UUID]) -> list[Sequence[str]]:
    """The warnings of each document's last reading (codes of `ocr.reasons`), or why it could not be read."""
    rows = await queries.documents_by_ids(work.session, work.scope, keys)
    readings = await queries.newest_readings(work.session, work.scope, rows)
    told: dict[UUID, Sequence[str]] = {row.id: [row.failure] if row.failure else [] for row in rows}
    told |= {document_id: reading.warnings for document_id, reading in readings.items() if not told.get(document_id)}
    return [told.get(key, ()) for key in keys]
