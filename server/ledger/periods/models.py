"""Closed months, and what was seen before each was closed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base

FIRST_OF_MONTH = "extract(day FROM month) = 1"


class PeriodPreparation(Base):
    """Somebody found a month (its first day) ready to be closed: how many entries there were, over what debit."""

    __tablename__ = "ledger_preparations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date]
    entries: Mapped[int]
    debit_fen: Mapped[int]
    prepared_by: Mapped[UUID]
    prepared_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(FIRST_OF_MONTH, name="month"),
        CheckConstraint("entries >= 0 AND debit_fen >= 0", name="seen"),
        Index(None, "month", "prepared_at"),
    )


class LedgerPeriod(Base):
    """A closed month. `entries` and `debit_fen` seal what was booked in it."""

    __tablename__ = "ledger_periods"

    month: Mapped[date] = mapped_column(primary_key=True)
    preparation_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_preparations.id"))
    entries: Mapped[int]
    debit_fen: Mapped[int]
    prepared_by: Mapped[UUID]
    closed_by: Mapped[UUID]
    closed_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(FIRST_OF_MONTH, name="month"),
        CheckConstraint("prepared_by <> closed_by", name="four_eyes"),
    )
