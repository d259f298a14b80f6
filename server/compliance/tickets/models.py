"""Tickets of customers."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class TicketKind(StrEnum):
    """What is asked: redress, an answer on a measure against money laundering, a person, leniency, or his data."""

    COMPLAINT = "complaint"
    OBJECTION = "objection"
    HUMAN_REVIEW = "human_review"
    HARDSHIP = "hardship"
    DATA_ACCESS = "data_access"
    WITHDRAWAL = "withdrawal"
    ERASURE = "erasure"


class TicketState(StrEnum):
    """Waiting, or answered."""

    OPEN = "open"
    ANSWERED = "answered"


class Ticket(Scoped, Base):
    """What a customer asks of the house, and the answer. Both texts are sealed with his key.

    `request_id` is what he wrote behind his own link, if he asked there: both have one answer.
    """

    __tablename__ = "compliance_tickets"

    kind: Mapped[TicketKind] = mapped_column(one_of(TicketKind))
    state: Mapped[TicketState] = mapped_column(one_of(TicketState))
    source: Mapped[str]
    loan_id: Mapped[UUID | None]
    request_id: Mapped[UUID | None]
    question_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    answer_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    outcome: Mapped[str | None]
    opened_on: Mapped[date]
    due_on: Mapped[date]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    answered_on: Mapped[date | None]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered"),
        CheckConstraint(
            "num_nulls(answer_cipher, outcome, answered_on, answered_by, answered_at) IN (0, 5)", name="answer"
        ),
        CheckConstraint("due_on >= opened_on", name="days"),
        Index(None, "id"),
        Index("uq_compliance_tickets_request", "customer_id", "request_id", unique=True),
        Index("ix_compliance_tickets_open", "due_on", "id", postgresql_where=text("state = 'open'")),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )
