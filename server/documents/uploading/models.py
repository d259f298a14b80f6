"""Uploads on their way, and their pieces."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.documents.models import DocumentKind
from server.kit.database import Base, Scoped, one_of


class UploadState(StrEnum):
    """open: bytes are wanted, or the finish · taken: it is a document · refused: it was none · expired."""

    OPEN = "open"
    TAKEN = "taken"
    REFUSED = "refused"
    EXPIRED = "expired"


class DocumentUpload(Scoped, Base):
    """A picture on its way. `received_bytes` have arrived without a gap; `code` says why it was refused."""

    __tablename__ = "document_uploads"

    started_by: Mapped[UUID]
    kind: Mapped[DocumentKind] = mapped_column(one_of(DocumentKind))
    application_id: Mapped[UUID | None]
    length_bytes: Mapped[int]
    received_bytes: Mapped[int]
    state: Mapped[UploadState] = mapped_column(one_of(UploadState))
    document_id: Mapped[UUID | None]
    code: Mapped[str | None]
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("received_bytes BETWEEN 0 AND length_bytes AND length_bytes > 0", name="received"),
        CheckConstraint("(state = 'taken') = (document_id IS NOT NULL)", name="taken"),
        CheckConstraint("(state = 'refused') = (code IS NOT NULL)", name="refused"),
        Index(None, "id"),
        Index(None, "started_by", "state"),
        Index(None, "expires_at"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class UploadPiece(Scoped, Base):
    """Some bytes of an upload, from `starts_at` on, sealed with the customer's key."""

    __tablename__ = "document_upload_pieces"

    upload_id: Mapped[UUID]
    starts_at: Mapped[int]
    cipher: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        UniqueConstraint("customer_id", "upload_id", "starts_at"),
        ForeignKeyConstraint(
            ["customer_id", "upload_id"], ["document_uploads.customer_id", "document_uploads.id"], ondelete="CASCADE"
        ),
    )
