"""What the worker does for documents: the picture is read between two doors, never inside one."""

import asyncio
from uuid import UUID

import structlog

from ocr import Document, Field, Kind, PictureError, Reading
from server.documents.models import DocumentKind
from server.documents.reading_pool import ReaderDied
from server.documents.rules import FIELDS, Paper, corners_of
from server.documents.sealing import open_picture
from server.documents.service.reading import (
    Findings,
    ProposedField,
    ReadingOrder,
    begin_reading,
    fail_reading,
    store_reading,
)
from server.identity.actors import WORKER
from server.kit.crypto import DecryptionError
from server.kit.work import Caller, House

NOT_FOUND = "not_found"

_log = structlog.get_logger()


class UnreadableError(Exception):
    """The picture gives no reading; `failure` is a key of `rules.FAILURES`."""

    def __init__(self, failure: str) -> None:
        super().__init__(failure)
        self.failure = failure


async def read_document(house: House, document_id: str, customer_id: str) -> None:
    """Read a picture and keep what it says. May run any number of times.

    A failure leaves its reason with the document, and the officer may have it tried again.
    """
    caller = Caller(house, WORKER, request_id=f"read_document:{document_id}")
    wanted = UUID(str(document_id))
    order = await begin_reading(caller, document_id=wanted)
    if order is None:
        return
    try:
        reading = await _read(house, order, UUID(str(customer_id)))
    except UnreadableError as error:
        await fail_reading(caller, document_id=wanted, failure=error.failure)
        return
    await store_reading(caller, document_id=wanted, findings=findings(order.kind, reading))


async def _read(house: House, order: ReadingOrder, customer_id: UUID) -> Reading:
    reader = house.ports.reader
    if reader is None:
        raise UnreadableError("reader_absent")
    try:
        sealed = await house.ports.storage.get(order.digest)
        data = await asyncio.to_thread(open_picture, order.key, customer_id, sealed)
    except (KeyError, DecryptionError) as error:
        raise UnreadableError("picture_lost") from error
    try:
        reading: Reading = await asyncio.to_thread(reader.read, data, hint=Kind(order.kind))
    except PictureError as error:
        raise UnreadableError("picture_broken") from error
    except ReaderDied as error:
        _log.warning("reader_died", kind=str(order.kind), failure=error.failure)
        raise UnreadableError(error.failure) from error
    except Exception as error:
        # a model may fail in any way on a hostile picture; its message may quote what it read, so only the type is told
        _log.warning("reader_failed", kind=str(order.kind), error=type(error).__name__)
        raise UnreadableError("reader_failed") from error
    return reading


def findings(kind: DocumentKind, reading: Reading) -> Findings:
    """The best document of the kind asked for, with every field that such a paper has."""
    found = [document for document in reading.documents if document.kind.value == kind.value]
    best = max(found, key=lambda document: document.confidence, default=None)
    warnings = dict.fromkeys([*reading.warnings, *(best.warnings if best else ())])
    return Findings(_fields(kind, best, reading), tuple(warnings), reading.engine)


def _fields(kind: DocumentKind, document: Document | None, reading: Reading) -> list[ProposedField]:
    proposed = [_proposed(field, reading) for field in document.fields] if document else []
    named = {field.name for field in proposed}
    missing = [name for name in FIELDS[Paper(kind)] if name not in named] if document is None else []
    return proposed + [ProposedField(name, None, 0.0, sure=False, reason=NOT_FOUND) for name in missing]


def _proposed(field: Field, reading: Reading) -> ProposedField:
    corners = corners_of(field.box, (reading.width, reading.height), reading.rotation) if field.box else None
    return ProposedField(field.name, field.value, field.confidence, field.sure, field.reason, corners)
