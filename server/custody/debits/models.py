"""Mandates, debit orders, and what follows from a failure."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from server.custody.debits.rules import DebitFailure, DebitState, MandateState
from server.kit.database import Base, Scoped, one_of


class DebitMandate(Scoped, Base):
    """A customer's consent to be debited: one account, at most `limit_fen` a debit, on days within the period.

    Account and name are sealed with the customer's data key. `agreement` is the bank's own number of the consent.
    """

    __tablename__ = "debit_mandates"

    account_id: Mapped[UUID]
    payer_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    payer_last4: Mapped[str]
    bank_name: Mapped[str]
    agreement: Mapped[str]
    document_id: Mapped[UUID | None]
    limit_fen: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    state: Mapped[MandateState] = mapped_column(one_of(MandateState))
    reason: Mapped[str | None]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]
    ended_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("limit_fen > 0", name="limit"),
        CheckConstraint("valid_until >= valid_from", name="period"),
        CheckConstraint("(state = 'active') = (ended_at IS NULL)", name="ended"),
        Index("uq_debit_mandates_active", "customer_id", unique=True, postgresql_where=text("state = 'active'")),
        Index(None, "id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class DebitOrder(Scoped, Base):
    """One amount to be taken from a customer's account for one loan. `due_on` is the day that its batch is for.

    `attempt` counts the debits of the loan for the same overdue or due amount, from 1.
    """

    __tablename__ = "debit_orders"

    number: Mapped[str]
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("bank_batches.id"))
    mandate_id: Mapped[UUID]
    loan_id: Mapped[UUID]
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    amount_fen: Mapped[int]
    due_on: Mapped[date]
    attempt: Mapped[int]
    state: Mapped[DebitState] = mapped_column(one_of(DebitState))
    failure: Mapped[DebitFailure | None] = mapped_column(one_of(DebitFailure))
    reason: Mapped[str | None]
    bank_reference: Mapped[str | None]
    repayment_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        CheckConstraint("attempt > 0", name="attempt"),
        CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name="failure"),
        CheckConstraint("(state = 'settled') = (repayment_id IS NOT NULL)", name="repayment"),
        CheckConstraint("(state IN ('created', 'sent')) = (finished_at IS NULL)", name="finished"),
        Index(
            "uq_debit_orders_on_the_way",
            "customer_id",
            "loan_id",
            unique=True,
            postgresql_where=text("state IN ('created', 'sent')"),
        ),
        Index(None, "id"),
        Index(None, "number", unique=True),
        Index(None, "batch_id"),
        Index(None, "loan_id", "created_at"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
        ForeignKeyConstraint(["customer_id", "mandate_id"], ["debit_mandates.customer_id", "debit_mandates.id"]),
    )


class DebitRule(Base):
    """What follows from a failure: tries in all, days between them, and whether the mandate ends with it."""

    __tablename__ = "debit_rules"

    failure: Mapped[DebitFailure] = mapped_column(one_of(DebitFailure), primary_key=True)
    effective_from: Mapped[date] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    tries_max: Mapped[int]
    pause_days: Mapped[int]
    ends_mandate: Mapped[bool]

    __table_args__ = (CheckConstraint("tries_max > 0 AND pause_days >= 0", name="positive"),)
