"""The worker's doors around a reading, and the officer's to have it tried again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, update

from server.documents import queries
from server.documents.errors import NothingToRead
from server.documents.events import IdentityRead
from server.documents.models import Document, DocumentKind, DocumentReading, DocumentState
from server.documents.rules import FAILURES, REQUIRED, Paper, identifying_number, is_read
from server.documents.sealing import seal_values
from server.documents.service.receiving import begin_anew
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key
from server.kit.errors import NotFound
from server.kit.work import Work

ATTEMPTS_MAX = 3
CRASHED = "reader_crashed"
ODD_NUMBERS: Final = frozenset({"number_check_digit", "code_check_digit"})
OPEN = frozenset({DocumentState.RECEIVED, DocumentState.READING, DocumentState.FAILED})


@dataclass(frozen=True)
class ReadingOrder:
    """What the worker is to read. In memory only."""

    digest: str
    kind: DocumentKind
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class ProposedField:
    """One value as the machine read it: `confidence` 0 to 1, `reason` a code of `ocr.reasons`.

    `corners` are those of its place: x, y four times, as shares of the stored picture's width and height, clockwise
    from the one where reading begins.
    """

    name: str
    value: str | None = field(repr=False)
    confidence: float
    sure: bool
    reason: str | None
    corners: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Findings:
    """All that the machine made of one picture."""

    fields: Sequence[ProposedField]
    warnings: Sequence[str]
    engine: str


@use_case(Operation.DOCUMENT_OCR, keyed=False)
async def begin_reading(work: Work, *, document_id: UUID) -> ReadingOrder | None:
    """What to read; None when it has been read or confirmed meanwhile, or has failed for good. Raises NotFound.

    A reading that was begun too often and never came to an end takes the worker down with it: it is not begun again
    until somebody asks.
    """
    document = await required(work, document_id)
    if document.state not in OPEN:
        return None
    work.touch("document", document_id)
    if document.attempts >= ATTEMPTS_MAX:
        await _fail(work, document, CRASHED)
        return None
    await _change(work, document, state=DocumentState.READING, failure=None, attempts=document.attempts + 1)
    return ReadingOrder(document.digest, document.kind, await data_key(work, document.customer_id))


@use_case(Operation.DOCUMENT_OCR, keyed=False)
async def store_reading(work: Work, *, document_id: UUID, findings: Findings) -> DocumentState:
    """Keep what was read, sealed. A document that was read or confirmed meanwhile stays as it is. Raises NotFound."""
    document = await required(work, document_id)
    if document.state not in OPEN:
        return document.state
    reading_id = work.new_id()
    values: list[dict[str, Any]] = [
        {slot: getattr(proposed, slot) for slot in ProposedField.__dataclass_fields__} for proposed in findings.fields
    ]
    key = await data_key(work, document.customer_id)
    await work.session.execute(
        insert(DocumentReading).values(
            customer_id=document.customer_id,
            id=reading_id,
            branch_id=document.branch_id,
            officer_id=document.officer_id,
            document_id=document_id,
            fields_cipher=seal_values(key, "document_readings", reading_id, values),
            warnings=list(findings.warnings),
            doubts=sum(not proposed.sure for proposed in findings.fields),
            confidence=_least_confidence(document, findings),
            odd_number=any(proposed.reason in ODD_NUMBERS for proposed in findings.fields),
            engine=findings.engine,
            read_at=work.now,
        )
    )
    await _change(work, document, state=DocumentState.READ, failure=None, version=document.version + 1)
    work.touch("document", document_id, state=DocumentState.READ)
    proposed = {field.name: field.value for field in findings.fields if field.value is not None}
    if (identity := identity_on(document, proposed)) is not None:
        work.record(IdentityRead(document.customer_id, document_id, *identity))
    return DocumentState.READ


def _least_confidence(document: Document, findings: Findings) -> Decimal | None:
    """How sure the reader is of the fields that such a paper needs, to three places; None where none was looked for."""
    needed = REQUIRED[Paper(document.kind)] if is_read(document.kind) else ()
    known = [round(Decimal(proposed.confidence), 3) for proposed in findings.fields if proposed.name in needed]
    return min(known, default=None)


@use_case(Operation.DOCUMENT_OCR, keyed=False)
async def fail_reading(work: Work, *, document_id: UUID, failure: str) -> DocumentState:
    """Remember why a document could not be read (a key of `rules.FAILURES`); it can be tried again. Raises NotFound."""
    assert failure in FAILURES
    document = await required(work, document_id)
    if document.state not in OPEN:
        return document.state
    await _fail(work, document, failure)
    return DocumentState.FAILED


@use_case(Operation.DOCUMENT_UPLOAD)
async def read_again(work: Work, *, document_id: UUID) -> UUID:
    """Have a document read once more that could not be read. Raises NotFound, NothingToRead."""
    document = await required(work, document_id)
    if document.state is not DocumentState.FAILED or not is_read(document.kind):
        raise NothingToRead(field="documentId")
    await begin_anew(work, document)
    work.touch("document", document_id, state=DocumentState.RECEIVED)
    return document_id


def identity_on(document: Document, values: Mapping[str, str]) -> tuple[str, str, str | None, str | None] | None:
    """What identifies the holder of a paper: kind of number, number, name and date of birth; None without a number."""
    number = identifying_number(document.kind, values)
    if number is None:
        return None
    person = document.kind is DocumentKind.ID_FRONT
    return (*number, *((values.get("name"), values.get("birth_date")) if person else (None, None)))


async def required(work: Work, document_id: UUID) -> Document:
    """A document in sight, locked. Raises NotFound."""
    document = await queries.document_by_id(work.session, work.scope, document_id, lock=True)
    if document is None:
        raise NotFound(field="documentId")
    return document


async def _fail(work: Work, document: Document, failure: str) -> None:
    await _change(work, document, state=DocumentState.FAILED, failure=failure, version=document.version + 1)
    work.touch("document", document.id, state=DocumentState.FAILED, failure=failure)


async def _change(work: Work, document: Document, **columns: object) -> None:
    change = update(Document).where(Document.customer_id == document.customer_id, Document.id == document.id)
    await work.session.execute(change.values(**columns))
