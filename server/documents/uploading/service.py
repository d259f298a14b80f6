"""The doors of uploads in pieces: begin, look, take a piece, gather, settle, end, sweep.

The adapter's walk from the first piece to the document is `server.documents.uploading.walk`.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update

from server.documents.errors import PictureEmpty
from server.documents.models import DocumentKind
from server.documents.uploading import errors
from server.documents.uploading.models import DocumentUpload, UploadPiece, UploadState
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import data_key, ownership
from server.kit.database import rows_written, within
from server.kit.errors import NotFound
from server.kit.work import Work

PIECE_BYTES_MAX: Final = 65_536
LENGTH_BYTES_MAX: Final = 20_000_000
OPEN_MAX: Final = 60
OPEN_BYTES_MAX: Final = 100_000_000
LIFETIME: Final = timedelta(hours=24)
REMEMBERED: Final = timedelta(days=7)
RETRY_AFTER_SECONDS: Final = 600


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an upload stands; `document_id` once it is one, `code` once it was refused."""

    customer_id: UUID
    length_bytes: int
    received_bytes: int
    expires_at: datetime
    document_id: UUID | None = None
    code: str | None = None

    @property
    def is_whole(self) -> bool:
        return self.received_bytes == self.length_bytes


@dataclass(frozen=True, slots=True)
class Gathered:
    """All bytes of an upload, in clear. In memory only."""

    customer_id: UUID
    kind: DocumentKind
    application_id: UUID | None
    data: bytes = field(repr=False)


@use_case(Operation.DOCUMENT_UPLOAD)
async def begin_upload(
    work: Work, *, customer_id: UUID, kind: DocumentKind, length_bytes: int, application_id: UUID | None = None
) -> UUID:
    """Announce a picture of so many bytes; answers the upload's id, valid for a day.

    Raises NotFound (field customerId), PictureEmpty, UploadTooLong, and UploadsTooMany where sixty uploads or 100 MB
    of the caller are on their way already.
    """
    owner = await ownership(work, customer_id)
    if length_bytes <= 0:
        raise PictureEmpty(field="file")
    if length_bytes > LENGTH_BYTES_MAX:
        raise errors.UploadTooLong(field="upload-length", limit_bytes=LENGTH_BYTES_MAX)
    own = select(func.count(), func.coalesce(func.sum(DocumentUpload.length_bytes), 0)).where(
        DocumentUpload.started_by == work.actor.id,
        DocumentUpload.state == UploadState.OPEN,
        DocumentUpload.expires_at > work.now,
        within(DocumentUpload, work.scope),
    )
    count, size = (await work.session.execute(own)).one()
    if count >= OPEN_MAX or size + length_bytes > OPEN_BYTES_MAX:
        raise errors.UploadsTooMany(retry_after_seconds=RETRY_AFTER_SECONDS)
    upload_id = work.new_id()
    row = {"customer_id": customer_id, "id": upload_id, "branch_id": owner.branch_id, "officer_id": owner.officer_id}
    told = {"kind": kind, "application_id": application_id, "length_bytes": length_bytes, "received_bytes": 0}
    state = {"state": UploadState.OPEN, "started_by": work.actor.id, "started_at": work.now}
    await work.session.execute(insert(DocumentUpload).values(**row, **told, **state, expires_at=work.now + LIFETIME))
    work.touch("customer", customer_id)
    work.touch("upload", upload_id, length_bytes=length_bytes)
    return upload_id


@read(Operation.DOCUMENT_UPLOAD)
async def look_at_upload(work: Work, *, upload_id: UUID) -> Standing:
    """How far one's own upload has come. Raises NotFound, UploadExpired."""
    return _standing(work, await _own(work, upload_id))


@use_case(Operation.DOCUMENT_UPLOAD, keyed=False)
async def take_piece(work: Work, *, upload_id: UUID, offset_bytes: int, data: bytes) -> Standing:
    """Take the bytes from `offset_bytes` on; none of them are taken twice, and none out of turn.

    Whoever comes second with the same piece finds that it is wanted no more. Raises NotFound, UploadExpired,
    UploadOffsetWrong (it says where to go on), UploadOverrun.
    """
    upload = await _own(work, upload_id, lock=True)
    standing = _standing(work, upload)
    if offset_bytes != upload.received_bytes:
        raise errors.UploadOffsetWrong(field="upload-offset", offset=upload.received_bytes)
    received = upload.received_bytes + len(data)
    if received > upload.length_bytes:
        raise errors.UploadOverrun(field="body", length_bytes=upload.length_bytes)
    if not data:
        return standing
    owner = await ownership(work, upload.customer_id)
    piece_id = work.new_id()
    await work.session.execute(
        insert(UploadPiece).values(
            customer_id=upload.customer_id,
            id=piece_id,
            branch_id=owner.branch_id,
            officer_id=owner.officer_id,
            upload_id=upload_id,
            starts_at=offset_bytes,
            cipher=crypto.encrypt(owner.key, data, _cell(upload_id, offset_bytes)),
        )
    )
    await _change(work, upload, received_bytes=received)
    work.touch("upload", upload_id, received_bytes=received)
    return Standing(upload.customer_id, upload.length_bytes, received, upload.expires_at)


@read(Operation.DOCUMENT_UPLOAD)
async def gather(work: Work, *, upload_id: UUID) -> Gathered:
    """All that has arrived of one's own upload, in its order. Raises NotFound, UploadExpired, UploadOffsetWrong."""
    upload = await _own(work, upload_id)
    if not _standing(work, upload).is_whole:
        raise errors.UploadOffsetWrong(field="upload-offset", offset=upload.received_bytes)
    key = await data_key(work, upload.customer_id)
    wanted = select(UploadPiece).where(_piece_of(upload), within(UploadPiece, work.scope))
    pieces = (await work.session.execute(wanted.order_by(UploadPiece.starts_at))).scalars().all()
    data = b"".join(crypto.decrypt(key, piece.cipher, _cell(upload_id, piece.starts_at)) for piece in pieces)
    return Gathered(upload.customer_id, upload.kind, upload.application_id, data)


@use_case(Operation.DOCUMENT_UPLOAD, keyed=False)
async def settle_upload(
    work: Work, *, upload_id: UUID, document_id: UUID | None = None, code: str | None = None
) -> Standing:
    """What became of an upload: a document, or the refusal `code`. Its pieces go. Told twice, the first stands.

    Raises NotFound, UploadExpired.
    """
    upload = await _own(work, upload_id, lock=True)
    standing = _standing(work, upload)
    if upload.state is not UploadState.OPEN:
        return standing
    state = UploadState.TAKEN if document_id else UploadState.REFUSED
    await _change(work, upload, state=state, document_id=document_id, code=code)
    await work.session.execute(delete(UploadPiece).where(_piece_of(upload)))
    work.touch("upload", upload_id, upload_state=state)
    return Standing(
        upload.customer_id, upload.length_bytes, upload.received_bytes, upload.expires_at, document_id, code
    )


@use_case(Operation.DOCUMENT_UPLOAD, keyed=False)
async def end_upload(work: Work, *, upload_id: UUID) -> None:
    """Give up one's own upload: what had arrived is destroyed. A document that it became stays. Raises NotFound."""
    upload = await _own(work, upload_id, lock=True)
    await work.session.execute(
        delete(DocumentUpload).where(DocumentUpload.customer_id == upload.customer_id, DocumentUpload.id == upload_id)
    )
    work.touch("upload", upload_id, ended=True)


@use_case(Operation.DOCUMENT_OCR, keyed=False)
async def sweep_uploads(work: Work) -> int:
    """Destroy the pieces of what was not finished in its time, and forget what ended long ago. Returns how many."""
    late = (DocumentUpload.expires_at <= work.now, DocumentUpload.state == UploadState.OPEN)
    pieces = delete(UploadPiece).where(
        UploadPiece.customer_id == DocumentUpload.customer_id, UploadPiece.upload_id == DocumentUpload.id, *late
    )
    await work.session.execute(pieces.execution_options(synchronize_session=False))
    gone = await rows_written(work.session, update(DocumentUpload).where(*late).values(state=UploadState.EXPIRED))
    await work.session.execute(delete(DocumentUpload).where(DocumentUpload.expires_at <= work.now - REMEMBERED))
    work.changes["expired"] = gone
    return gone


async def _own(work: Work, upload_id: UUID, *, lock: bool = False) -> DocumentUpload:
    wanted = select(DocumentUpload).where(
        DocumentUpload.id == upload_id,
        DocumentUpload.started_by == work.actor.id,
        within(DocumentUpload, work.scope),
    )
    found = (await work.session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()
    if found is None:
        raise NotFound(field="id")
    return found


def _standing(work: Work, upload: DocumentUpload) -> Standing:
    is_late = upload.state is UploadState.OPEN and upload.expires_at <= work.now
    if is_late or upload.state is UploadState.EXPIRED:
        raise errors.UploadExpired(field="id")
    return Standing(
        upload.customer_id,
        upload.length_bytes,
        upload.received_bytes,
        upload.expires_at,
        upload.document_id,
        upload.code,
    )


async def _change(work: Work, upload: DocumentUpload, **values: object) -> None:
    own = update(DocumentUpload).where(DocumentUpload.customer_id == upload.customer_id, DocumentUpload.id == upload.id)
    await work.session.execute(own.values(**values).execution_options(synchronize_session=False))


def _piece_of(upload: DocumentUpload) -> ColumnElement[bool]:
    return and_(UploadPiece.customer_id == upload.customer_id, UploadPiece.upload_id == upload.id)


def _cell(upload_id: UUID, offset_bytes: int) -> str:
    return crypto.cell("document_upload_pieces", f"from {offset_bytes}", upload_id)
