"""Visits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.collection.legal.models import OF_CASE, OF_CONTACT
from server.kit.database import Base, Scoped


class CaseVisit(Scoped, Base):
    """A visit that was made. Address, position and findings are sealed; `photos` are documents of the customer."""

    __tablename__ = "case_visits"

    case_id: Mapped[UUID]
    contact_id: Mapped[UUID]
    visited_at: Mapped[datetime]
    companion_id: Mapped[UUID]
    met: Mapped[bool]
    place_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    address_masked: Mapped[str]
    accuracy_m: Mapped[int]
    summary_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    photos: Mapped[list[UUID]]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("companion_id <> recorded_by", name="two_persons"),
        CheckConstraint("cardinality(photos) BETWEEN 1 AND 12", name="photos"),
        UniqueConstraint("customer_id", "contact_id"),
        Index(None, "id"),
        Index(None, "case_id", "visited_at"),
        ForeignKeyConstraint(*OF_CASE),
        ForeignKeyConstraint(*OF_CONTACT),
    )
