"""The links that live as long as the loan, and what borrowers ask for."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class RequestKind(StrEnum):
    """What a borrower may ask for. Human review is his right after an automatic refusal (PIPL article 24)."""

    HUMAN_REVIEW = "human_review"
    HARDSHIP = "hardship"
    COMPLAINT = "complaint"
    CONSENT_WITHDRAWAL = "consent_withdrawal"


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ANSWERED = "answered"


class BorrowerLink(Scoped, Base):
    """A link to one application of a customer, until it is revoked or the loan has long ended. Only a hash is kept."""

    __tablename__ = "borrower_links"

    application_id: Mapped[UUID]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[UUID | None]

    __table_args__ = (
        Index(None, "token_hash"),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
    )


class BorrowerRequest(Scoped, Base):
    """What a borrower asked for, in his words, and what he was answered: both encrypted with his key."""

    __tablename__ = "borrower_requests"

    application_id: Mapped[UUID]
    kind: Mapped[RequestKind] = mapped_column(one_of(RequestKind))
    state: Mapped[RequestState] = mapped_column(one_of(RequestState))
    text_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    asked_at: Mapped[datetime]
    answer_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        Index(None, "id"),
        Index("ix_borrower_requests_list", "asked_at", "id"),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered"),
    )
