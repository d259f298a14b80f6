"""Surveys."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class SurveyState(StrEnum):
    """Waiting for an hour at which it may go, sent, answered, expired, or withheld with the reason."""

    WAITING = "waiting"
    SENT = "sent"
    ANSWERED = "answered"
    EXPIRED = "expired"
    WITHHELD = "withheld"


class LoanSurvey(Scoped, Base):
    """The question about one loan that has ended, and its answer: 1 to 5, and a few words (sealed)."""

    __tablename__ = "loan_surveys"

    loan_id: Mapped[UUID]
    state: Mapped[SurveyState] = mapped_column(one_of(SurveyState))
    closed_on: Mapped[date]
    reason: Mapped[str | None]
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    notice_id: Mapped[UUID | None]
    sent_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    score: Mapped[int | None]
    words_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("score IS NULL OR score BETWEEN 1 AND 5", name="score"),
        CheckConstraint("(state = 'answered') = (num_nulls(answered_at, score) = 0)", name="answered"),
        CheckConstraint("(state = 'withheld') = (reason IS NOT NULL)", name="withheld"),
        CheckConstraint("num_nulls(token_hash, notice_id, sent_at, expires_at) IN (0, 4)", name="link"),
        UniqueConstraint("customer_id", "loan_id"),
        Index(None, "id"),
        Index("ix_loan_surveys_sent", "sent_at", "id"),
        Index("ix_loan_surveys_answered", "answered_at", "id"),
        Index("ix_loan_surveys_token", "token_hash", postgresql_where=text("token_hash IS NOT NULL")),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )
