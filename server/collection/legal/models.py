"""Letters and hand-overs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.collection.legal.rules import Delivery
from server.kit.database import Base, Scoped, one_of

OF_CASE = (("customer_id", "case_id"), ("collection_cases.customer_id", "collection_cases.id"))
OF_CONTACT = (("customer_id", "contact_id"), ("case_contacts.customer_id", "case_contacts.id"))


class CaseLetter(Scoped, Base):
    """A letter that was written. `facts` are its figures; names of persons are not among them."""

    __tablename__ = "case_letters"

    case_id: Mapped[UUID]
    contact_id: Mapped[UUID]
    loan_id: Mapped[UUID]
    number: Mapped[str]
    facts: Mapped[dict[str, Any]]
    delivery: Mapped[Delivery] = mapped_column(one_of(Delivery))
    tracking: Mapped[str | None]
    written_by: Mapped[UUID]
    written_at: Mapped[datetime]

    __table_args__ = (
        Index(None, "id"),
        Index(None, "number", unique=True),
        Index(None, "case_id", "written_at"),
        ForeignKeyConstraint(*OF_CASE),
        ForeignKeyConstraint(*OF_CONTACT),
    )


class HandOver(Scoped, Base):
    """A case that was given to lawyers, and how it came back."""

    __tablename__ = "case_hand_overs"

    case_id: Mapped[UUID]
    firm: Mapped[str]
    reason: Mapped[str]
    handed_by: Mapped[UUID]
    handed_at: Mapped[datetime]
    withdrawn_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("num_nulls(withdrawn_by, withdrawn_at, withdrawal_reason) IN (0, 3)", name="withdrawn"),
        Index(
            "uq_case_hand_overs_standing",
            "customer_id",
            "case_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(None, "id"),
        Index(None, "case_id", "handed_at"),
        ForeignKeyConstraint(*OF_CASE),
    )
