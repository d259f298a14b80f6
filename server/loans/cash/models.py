"""Receipts for cash."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of
from server.loans.cash.rules import ReceiptState


class CashReceipt(Scoped, Base):
    """Cash that a customer has paid at the counter for a loan."""

    __tablename__ = "cash_receipts"

    number: Mapped[str]
    till_id: Mapped[UUID] = mapped_column(ForeignKey("tills.id"))
    loan_id: Mapped[UUID]
    amount_fen: Mapped[int]
    state: Mapped[ReceiptState] = mapped_column(one_of(ReceiptState))
    taken_by: Mapped[UUID]
    taken_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    repayment_id: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        CheckConstraint("(state = 'taken') = (confirmed_by IS NULL)", name="confirmed"),
        CheckConstraint("(state = 'confirmed') = (repayment_id IS NOT NULL)", name="repayment"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> taken_by", name="second_person"),
        Index(None, "id"),
        Index(None, "number", unique=True),
        Index(None, "till_id", "state"),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )
