"""Contacts with debtors and with third parties."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class ContactChannel(StrEnum):
    """How somebody is contacted."""

    CALL = "call"
    MESSAGE = "message"
    LETTER = "letter"
    VISIT = "visit"


class ContactParty(StrEnum):
    """Who is contacted: the debtor himself, or another person whom he named."""

    SELF = "self"
    CONTACT = "contact"


class MessageKind(StrEnum):
    """What is said: a demand for payment, a reminder before the day, or a request to pass on a call."""

    DEMAND = "demand"
    REMINDER = "reminder"
    CALL_BACK = "call_back"


class CollectionContact(Scoped, Base):
    """A contact as it was planned, what the law said of it, and what became of it.

    `number_index` is the blind index of the number that is dialled; `connected` is None until it is noted.
    """

    __tablename__ = "collection_contacts"

    loan_id: Mapped[UUID]
    channel: Mapped[ContactChannel] = mapped_column(one_of(ContactChannel))
    party: Mapped[ContactParty] = mapped_column(one_of(ContactParty))
    message_kind: Mapped[MessageKind] = mapped_column(one_of(MessageKind))
    number_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    planned_by: Mapped[UUID]
    planned_at: Mapped[datetime]
    local_date: Mapped[date]
    allowed: Mapped[bool]
    check_id: Mapped[UUID]
    connected: Mapped[bool | None]
    refused_further: Mapped[bool]
    recorded: Mapped[bool | None]
    recording_blob: Mapped[str | None]
    recording_deleted_on: Mapped[date | None]
    noted_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("allowed OR connected IS NULL", name="forbidden"),
        CheckConstraint("num_nulls(connected, recorded, noted_at) IN (0, 3)", name="noted"),
        Index(None, "id"),
        Index(None, "customer_id", "planned_at"),
        Index(None, "number_index", "local_date"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )
