"""Tills, what is paid from them into the bank (branch-level rows), and receipts for cash (a customer's)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.custody.cash.rules import DepositState, ReceiptState, TillState
from server.kit.database import Base, Scoped, one_of


class Till(Base):
    """The cash of a branch on a business day. Counts are pieces by denomination in fen.

    The opening count has the till's own id in the books, the closing one `closing_event_id`. `taken_fen` and
    `banked_fen` add up what two people have confirmed; `difference_fen` is the closing count less what must have been
    there, `opening_difference_fen` the opening count less the last closing one.
    """

    __tablename__ = "tills"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id"))
    business_date: Mapped[date]
    state: Mapped[TillState] = mapped_column(one_of(TillState))
    opening_count: Mapped[dict[str, Any]]
    opening_fen: Mapped[int]
    opening_difference_fen: Mapped[int]
    closing_event_id: Mapped[UUID]
    taken_fen: Mapped[int]
    banked_fen: Mapped[int]
    closing_count: Mapped[dict[str, Any] | None]
    counted_fen: Mapped[int | None]
    difference_fen: Mapped[int | None]
    difference_reason: Mapped[str | None]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    counted_by: Mapped[UUID | None]
    counted_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        UniqueConstraint("branch_id", "business_date"),
        CheckConstraint("opening_fen >= 0 AND taken_fen >= 0 AND banked_fen >= 0", name="not_negative"),
        CheckConstraint("banked_fen <= opening_fen + taken_fen", name="banked"),
        CheckConstraint("(state = 'open') = (counted_fen IS NULL)", name="counted"),
        CheckConstraint("(state = 'closed') = (closed_by IS NOT NULL)", name="closed"),
        CheckConstraint("closed_by IS NULL OR closed_by <> counted_by", name="second_person"),
        Index(None, "business_date", "id"),
    )


class CashDeposit(Base):
    """Cash that was carried to the bank. `reference` is the bank's slip: the same one counts once an account."""

    __tablename__ = "cash_deposits"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    till_id: Mapped[UUID] = mapped_column(ForeignKey("tills.id"), index=True)
    branch_id: Mapped[UUID]
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    amount_fen: Mapped[int]
    reference: Mapped[str]
    state: Mapped[DepositState] = mapped_column(one_of(DepositState))
    deposited_by: Mapped[UUID]
    deposited_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("funding_account_id", "reference"),
        CheckConstraint("amount_fen > 0", name="amount"),
        CheckConstraint("(state = 'confirmed') = (confirmed_by IS NOT NULL)", name="confirmed"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> deposited_by", name="second_person"),
    )


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
