"""Taking a picture in: the rights first, then the picture, then the row.

The two doors here stand around what happens outside the database (judging, encrypting, storing); see
`server.documents.intake.upload`, which is what adapters call.
"""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from server.documents import queries
from server.documents.models import Document, DocumentKind, DocumentState
from server.documents.rules import is_read
from server.documents.service.comparing import compare
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key, ownership
from server.kit.database import rows_written
from server.kit.errors import NotFound
from server.kit.work import Queue, Work


@dataclass(frozen=True)
class SealedPicture:
    """A picture that lies encrypted in the store: name of the ciphertext, and what the clear picture is.

    `index` and `trace` are the keyed hashes of the bytes as they were sent (`sealing`).
    """

    digest: str
    size_bytes: int
    media_type: str
    width: int
    height: int
    index: bytes = field(repr=False)
    trace: bytes = field(repr=False)


@dataclass(frozen=True)
class IntakeKey:
    """The data key of the customer, for the memory of one upload."""

    key: bytes = field(repr=False)


@read(Operation.DOCUMENT_UPLOAD)
async def open_intake(work: Work, *, customer_id: UUID) -> IntakeKey:
    """Whether the caller may add documents to this customer, and the key to encrypt them with. Raises NotFound."""
    return IntakeKey(await data_key(work, customer_id))


@use_case(Operation.DOCUMENT_UPLOAD)
async def receive(
    work: Work, *, customer_id: UUID, kind: DocumentKind, picture: SealedPicture, application_id: UUID | None = None
) -> UUID:
    """Take in a picture that is in the store already, and have it read if it is of a kind that is read.

    The same picture of the same kind again is the document that it made; one that could not be read is read once more.
    Two requests at once meet in the unique index, and the second waits for the first. A picture that was shown of
    another customer is taken in, and leaves a finding. Raises NotFound.
    """
    owner = await ownership(work, customer_id)
    document_id = work.new_id()
    row = {
        "customer_id": customer_id,
        "id": document_id,
        "branch_id": owner.branch_id,
        "officer_id": owner.officer_id,
        "application_id": application_id,
        "kind": kind,
        "state": DocumentState.RECEIVED,
        "digest": picture.digest,
        "size_bytes": picture.size_bytes,
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "picture_index": picture.index,
        "received_by": work.actor.id,
        "received_at": work.now,
        "version": 1,
    }
    is_new = await rows_written(work.session, insert(Document).values(row).on_conflict_do_nothing())
    work.touch("customer", customer_id)
    if not is_new:
        return await _known(work, customer_id, kind, picture)
    await compare(work, owner, document_id, picture.trace)
    if is_read(kind):
        defer_reading(work, customer_id, document_id)
    work.touch("document", document_id, document_kind=kind, digest=picture.digest)
    return document_id


async def _known(work: Work, customer_id: UUID, kind: DocumentKind, picture: SealedPicture) -> UUID:
    """The document that this picture made before."""
    found = await queries.document_by_picture(work.session, work.scope, customer_id, kind, picture.index)
    if found is None:  # it is another officer's row of the same customer in the midst of a hand-over
        raise NotFound(field="customerId")
    if found.state is DocumentState.FAILED and is_read(kind):
        await begin_anew(work, found)
    work.touch("document", found.id, sent_again=True)
    return found.id


async def begin_anew(work: Work, document: Document) -> None:
    """Have a document read once more that could not be read."""
    change = update(Document).where(Document.customer_id == document.customer_id, Document.id == document.id)
    state = {"state": DocumentState.RECEIVED, "failure": None, "attempts": 0, "version": document.version + 1}
    await work.session.execute(change.values(**state))
    defer_reading(work, document.customer_id, document.id)


def defer_reading(work: Work, customer_id: UUID, document_id: UUID) -> None:
    """Leave the reading to the worker."""
    lock = f"document:{document_id}"
    work.defer("read_document", lock=lock, queue=Queue.READINGS, document_id=document_id, customer_id=customer_id)
