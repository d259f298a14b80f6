"""Documents, readings, confirmations. Values are sealed with the customer's data key."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, Numeric, UniqueConstraint
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
    """A picture. `digest` names its ciphertext in the blob store; sizes are of the clear picture as it is kept.

    `picture_index` is a keyed hash of the bytes as they were sent, with a key for this customer alone: who sends the
    same picture of the same kind again is answered with this row. `attempts` counts the readings begun since somebody
    last asked for one.
    """

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
    picture_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    attempts: Mapped[int] = mapped_column(server_default="0")
    received_by: Mapped[UUID]
    received_at: Mapped[datetime]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name="failure"),
        UniqueConstraint("customer_id", "kind", "picture_index"),
        Index(None, "id"),
        Index(None, "customer_id", "application_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class DocumentReading(Scoped, Base):
    """What the machine read: sealed JSON, a list of fields with value, confidence, sure, reason and corners.

    `confidence` is the least of the fields that such a paper needs (`rules.REQUIRED`), `odd_number` says that a number
    on it fails its own check digit.
    """

    __tablename__ = "document_readings"

    document_id: Mapped[UUID]
    fields_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    warnings: Mapped[list[str]]
    doubts: Mapped[int]
    confidence: Mapped[Decimal | None] = mapped_column(Numeric(4, 3))
    odd_number: Mapped[bool] = mapped_column(default=False, server_default="false")
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


class DocumentOpening(Scoped, Base):
    """When a member of staff has last opened the picture of a document."""

    __tablename__ = "document_openings"

    document_id: Mapped[UUID]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("customer_id", "document_id", "opened_by"),
        ForeignKeyConstraint(["customer_id", "document_id"], ["documents.customer_id", "documents.id"]),
    )


class PictureClaim(Base):
    """The fraud index: the first customer of whom a picture was shown. The key holds over the whole house.

    `trace` is a hash of the bytes as they were sent under a key of its own; rows are seen within scope. Claimed by
    INSERT ... ON CONFLICT DO NOTHING, which tells that the picture was shown before and nothing of whom.
    """

    __tablename__ = "picture_claims"

    trace: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(index=True)
    branch_id: Mapped[UUID]
    officer_id: Mapped[UUID]
    document_id: Mapped[UUID]
    claimed_at: Mapped[datetime]


class PictureFinding(Scoped, Base):
    """A picture that was shown of another customer before. Only who sees the whole book sees it (row policy)."""

    __tablename__ = "picture_findings"

    document_id: Mapped[UUID]
    trace: Mapped[bytes] = mapped_column(LargeBinary)
    found_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_picture_findings_list", "found_at", "id"),
        Index(None, "trace"),
        ForeignKeyConstraint(["customer_id", "document_id"], ["documents.customer_id", "documents.id"]),
    )
