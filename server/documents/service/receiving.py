"""Taking a picture in: the rights first, then the picture, then the row.

The two doors here stand around what happens outside the database (judging, encrypting, storing); see
`server.documents.intake.upload`, which is what adapters call.
"""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import insert

from server.documents.models import Document, DocumentKind, DocumentState
from server.documents.rules import is_read
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key, ownership
from server.kit.work import Work


@dataclass(frozen=True)
class SealedPicture:
    """A picture that lies encrypted in the store: name of the ciphertext, and what the clear picture was."""

    digest: str
    size_bytes: int
    media_type: str
    width: int
    height: int


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

    Raises NotFound.
    """
    owner = await ownership(work, customer_id)
    document_id = work.new_id()
    await work.session.execute(
        insert(Document).values(
            customer_id=customer_id,
            id=document_id,
            branch_id=owner.branch_id,
            officer_id=owner.officer_id,
            application_id=application_id,
            kind=kind,
            state=DocumentState.RECEIVED,
            digest=picture.digest,
            size_bytes=picture.size_bytes,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            received_by=work.actor.id,
            received_at=work.now,
            version=1,
        )
    )
    if is_read(kind):
        defer_reading(work, customer_id, document_id)
    work.touch("customer", customer_id)
    work.touch("document", document_id, document_kind=kind, digest=picture.digest)
    return document_id


def defer_reading(work: Work, customer_id: UUID, document_id: UUID) -> None:
    """Leave the reading to the worker."""
    lock = f"document:{document_id}"
    work.defer("read_document", lock=lock, document_id=document_id, customer_id=customer_id)
