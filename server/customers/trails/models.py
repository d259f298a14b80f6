"""Consents taken back, and merged records."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped


class ConsentWithdrawal(Scoped, Base):
    """A customer took back what he had agreed to; consents given for that purpose before it hold no more."""

    __tablename__ = "consent_withdrawals"

    purpose: Mapped[str]
    reason: Mapped[str]
    withdrawn_at: Mapped[datetime]
    taken_by: Mapped[UUID]

    __table_args__ = (
        Index(None, "customer_id", "purpose", "withdrawn_at"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class CustomerMerge(Scoped, Base):
    """The trail of a merge: this record went into another, by whom and why."""

    __tablename__ = "customer_merges"

    into_id: Mapped[UUID] = mapped_column(index=True)
    reason: Mapped[str]
    merged_by: Mapped[UUID]
    merged_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("into_id <> customer_id", name="into_another"),
        UniqueConstraint("customer_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )
