"""The table of sources (reference data), inquiries with their answers, receivables as evidence."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.connectors.kinds import SourceKind
from server.connectors.rules import InquiryState
from server.kit.database import Base, Scoped, one_of


class ConnectorSource(Base):
    """A source. Its address is a setting; all else of it is data.

    `timeout_seconds` is how long one call may take, `valid_days` how long an answer holds, `consent_purpose` what the
    customer has to have agreed to (none: the law or a public register needs no consent), `needs_authorisation` says
    that the law wants a written authorisation besides (征信业管理条例 18). `is_official` sources count as verified
    where a product says nothing else.
    """

    __tablename__ = "connector_sources"

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[SourceKind] = mapped_column(one_of(SourceKind))
    name_zh: Mapped[str]
    name_en: Mapped[str]
    applies_to: Mapped[str]
    timeout_seconds: Mapped[int]
    valid_days: Mapped[int]
    consent_purpose: Mapped[str | None]
    needs_authorisation: Mapped[bool]
    is_official: Mapped[bool]
    is_on: Mapped[bool]
    position: Mapped[int]

    __table_args__ = (
        CheckConstraint("timeout_seconds BETWEEN 1 AND 120", name="timeout"),
        CheckConstraint("valid_days BETWEEN 1 AND 3660", name="valid_days"),
        CheckConstraint("applies_to IN ('any', 'person', 'company')", name="applies_to"),
    )


class Inquiry(Scoped, Base):
    """One question to one source. `question_cipher` and `answer_cipher` are sealed with the customer's data key.

    `number` is what the source knows it by, fixed before the first send. `about_id` is the customer, the account or
    the application that it is about; `question_index` tells the same question again. While `next_at` is set somebody
    is looking after it; `attempts` counts sends and fetches. `code` is the coded error of what went wrong last and
    `trouble` the place or the kind of it. `facts` are what the answer was made into.
    """

    __tablename__ = "connector_inquiries"

    source: Mapped[str] = mapped_column(ForeignKey("connector_sources.code"))
    number: Mapped[str]
    about_id: Mapped[UUID]
    application_id: Mapped[UUID | None]
    reason: Mapped[str]
    consent_id: Mapped[UUID | None]
    consent_purpose: Mapped[str | None]
    question_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    question_index: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[InquiryState] = mapped_column(one_of(InquiryState))
    send_wanted: Mapped[bool]
    attempts: Mapped[int]
    next_at: Mapped[datetime | None]
    code: Mapped[str | None]
    trouble: Mapped[str | None]
    answer_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    facts: Mapped[list[dict[str, Any]]]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    observed_on: Mapped[date | None]
    valid_until: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("customer_id", "number"),
        CheckConstraint(
            "(state IN ('answered', 'wrong')) = (num_nulls(answered_at, answer_cipher) = 0)", name="answered"
        ),
        CheckConstraint("(state = 'answered') = (num_nulls(observed_on, valid_until) = 0)", name="valid_until"),
        CheckConstraint("state = 'answered' OR facts = '[]'", name="facts_of_answers"),
        CheckConstraint("(consent_id IS NULL) = (consent_purpose IS NULL)", name="consent"),
        CheckConstraint("next_at IS NULL OR state IN ('waiting', 'asked', 'unknown')", name="open"),
        Index(
            "uq_connector_inquiries_open",
            "customer_id",
            "source",
            "about_id",
            unique=True,
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index(None, "customer_id", "opened_at"),
        Index(None, "id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class Receivable(Scoped, Base):
    """An invoice that a platform confirms the customer is owed: evidence of one application.

    `taken_elsewhere` says that another application of the house had it before: it then counts for nothing here.
    """

    __tablename__ = "confirmed_receivables"

    application_id: Mapped[UUID]
    inquiry_id: Mapped[UUID]
    source: Mapped[str] = mapped_column(ForeignKey("connector_sources.code"))
    reference: Mapped[str]
    debtor: Mapped[str]
    amount_fen: Mapped[int]
    due_on: Mapped[date]
    confirmed_on: Mapped[date]
    taken_elsewhere: Mapped[bool]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("customer_id", "inquiry_id", "reference"),
        CheckConstraint("amount_fen > 0", name="amount"),
        Index(None, "customer_id", "application_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
        ForeignKeyConstraint(
            ["customer_id", "inquiry_id"], ["connector_inquiries.customer_id", "connector_inquiries.id"]
        ),
    )


class ReceivableClaim(Base):
    """An invoice is evidence of one application in the whole house: claimed by INSERT."""

    __tablename__ = "receivable_claims"

    source: Mapped[str] = mapped_column(ForeignKey("connector_sources.code"), primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[UUID]
