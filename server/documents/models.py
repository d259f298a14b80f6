"""Documents, readings, confirmations. Values are sealed with the customer's data key."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class DocumentKind(StrEnum):
    """What the officer says the picture shows."""

    ID_FRONT = "id_front"
    ID_BACK = "id_back"
    BUSINESS_LICENCE = "business_licence"
    CONTRACT = "contract"
    OTHER = "other"


class DocumentState(StrEnum):
    """On its way from the camera to a confirmed fact."""

    RECEIVED = "received"
    READING = "reading"
    READ = "read"
    CONFIRMED = "confirmed"
    FAILED = "failed"


class Document(Scoped, Base):
    """A picture. `digest` names its ciphertext in the blob store; sizes are of the clear picture."""

    __tablename__ = "documents"

    application_id: Mapped[UUID | None]
    kind: Mapped[DocumentKind] = mapped_column(one_of(DocumentKind))
    state: Mapped[DocumentState] = mapped_column(one_of(DocumentState))
    digest: Mapped[str]
    size_bytes: Mapped[int]
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    failure: Mapped[str | None]
    received_by: Mapped[UUID]
    received_at: Mapped[datetime]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name="failure"),
        Index(None, "id"),
        Index(None, "customer_id", "application_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class DocumentReading(Scoped, Base):
    """What the machine read: sealed JSON, a list of fields with value, confidence, sure, reason and box."""

    __tablename__ = "document_readings"

    document_id: Mapped[UUID]
    fields_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    warnings: Mapped[list[str]]
    doubts: Mapped[int]
    engine: Mapped[str]
    read_at: Mapped[datetime]

    __table_args__ = (
        Index(None, "customer_id", "document_id"),
        ForeignKeyConstraint(["customer_id", "document_id"], ["documents.customer_id", "documents.id"]),
    )


class DocumentConfirmation(Scoped, Base):
    """What the officer confirmed: sealed JSON of name and value. `corrected` names the fields he changed."""

    __tablename__ = "document_confirmations"

    document_id: Mapped[UUID]
    fields_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    corrected: Mapped[list[str]]
    confirmed_by: Mapped[UUID]
    confirmed_at: Mapped[datetime]

    __table_args__ = (
        Index(None, "customer_id", "document_id"),
        ForeignKeyConstraint(["customer_id", "document_id"], ["documents.customer_id", "documents.id"]),
    )
