"""Entrusted payees, and the limits of law above which they are required."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from server.custody.payout.rules import PayeeState
from server.kit.database import Base, Scoped, one_of


class EntrustedPayee(Scoped, Base):
    """A supplier who is paid in the borrower's stead. Name and account are sealed with the customer's data key."""

    __tablename__ = "entrusted_payees"

    application_id: Mapped[UUID]
    payee_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    payee_index: Mapped[bytes] = mapped_column(LargeBinary)
    payee_last4: Mapped[str]
    payee_name_masked: Mapped[str]
    bank_name: Mapped[str]
    purpose: Mapped[str]
    document_id: Mapped[UUID]
    state: Mapped[PayeeState] = mapped_column(one_of(PayeeState))
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> recorded_by", name="second_person"),
        CheckConstraint("(state = 'recorded') = (confirmed_by IS NULL)", name="confirmed"),
        Index(
            "uq_entrusted_payees_living",
            "customer_id",
            "application_id",
            unique=True,
            postgresql_where=text("state <> 'withdrawn'"),
        ),
        Index(None, "id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class PaymentLimit(Base):
    """Above this amount a loan from a bank partner's money is paid to the supplier, not to the borrower."""

    __tablename__ = "payment_limits"

    code: Mapped[str] = mapped_column(primary_key=True)
    effective_from: Mapped[date] = mapped_column(primary_key=True)
    effective_until: Mapped[date | None]
    limit_fen: Mapped[int]
    source: Mapped[str]

    __table_args__ = (
        CheckConstraint("limit_fen > 0", name="limit"),
        CheckConstraint("effective_until IS NULL OR effective_until >= effective_from", name="period"),
    )
