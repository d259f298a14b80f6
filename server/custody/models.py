"""Funding accounts and their holds, payment orders, messages of the bank."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, false, text
from sqlalchemy.orm import Mapped, mapped_column

from server.custody.payout.rules import MINUTES_OF_A_DAY, Channel
from server.custody.rules import Fault, OrderKind, OrderState, Verdict
from server.kit.database import Base, Scoped, one_of
from server.kit.ports import PaymentState


class FundingState(StrEnum):
    """A closed account pays no more."""

    OPEN = "open"
    CLOSED = "closed"


class FundingAccount(Base):
    """A bank account of the lender, at a region or at headquarters. The number is the lender's own: kept in clear.

    `file_profile` says how its bank's files look; after `cut_off_minute` of the day, in Shanghai, nothing goes out.
    `is_bank_partner` marks money of a bank that lends along, whose limits of self-payment hold.
    """

    __tablename__ = "funding_accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id"), index=True)
    bank_name: Mapped[str]
    account_number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[FundingState] = mapped_column(one_of(FundingState))
    opened_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(one_of(Channel), default=Channel.API, server_default="api")
    file_profile: Mapped[str | None]
    cut_off_minute: Mapped[int | None]
    is_bank_partner: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (
        CheckConstraint("channel = 'api' OR file_profile IS NOT NULL", name="profile_of_file"),
        CheckConstraint(f"cut_off_minute BETWEEN 0 AND {MINUTES_OF_A_DAY - 1}", name="cut_off"),
    )


class FundingHold(Base):
    """The bound of a funding account: what orders on the way hold, and what is paid, stay within what was allotted."""

    __tablename__ = "funding_holds"

    id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"), primary_key=True)
    branch_id: Mapped[UUID]
    allotted_fen: Mapped[int]
    held_fen: Mapped[int]
    paid_fen: Mapped[int]

    __table_args__ = (
        CheckConstraint("held_fen >= 0 AND paid_fen >= 0", name="not_negative"),
        CheckConstraint("held_fen + paid_fen <= allotted_fen", name="within_allotment"),
    )


class FundingAllotment(Base):
    """Money put at a funding account's disposal, once each."""

    __tablename__ = "funding_allotments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"), index=True)
    branch_id: Mapped[UUID]
    amount_fen: Mapped[int]
    reference: Mapped[str]
    allotted_by: Mapped[UUID]
    allotted_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        Index(None, "funding_account_id", "reference", unique=True),
    )


class PaymentOrder(Scoped, Base):
    """One amount to one account. `payee_cipher` is sealed with the customer's data key.

    `send_wanted` says that the order is to go out, for the first time or, when the bank has never seen its number,
    once more; `attempts` and `asked` count. An order with no attempt did not go through the bank link. `release_wanted`
    says that a second person has to let it go; an order of the channel `file` goes with its batch.
    """

    __tablename__ = "payment_orders"

    number: Mapped[str]
    kind: Mapped[OrderKind] = mapped_column(
        one_of(OrderKind), default=OrderKind.DISBURSEMENT, server_default="disbursement"
    )
    loan_id: Mapped[UUID]
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    payee_account_id: Mapped[UUID]
    payee_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    payee_index: Mapped[bytes] = mapped_column(LargeBinary)
    payee_last4: Mapped[str]
    amount_fen: Mapped[int]
    purpose: Mapped[str]
    state: Mapped[OrderState] = mapped_column(one_of(OrderState))
    send_wanted: Mapped[bool]
    attempts: Mapped[int]
    asked: Mapped[int]
    bank_reference: Mapped[str | None]
    reason: Mapped[str | None]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    channel: Mapped[Channel] = mapped_column(one_of(Channel), default=Channel.API, server_default="api")
    release_wanted: Mapped[bool] = mapped_column(default=False, server_default=false())
    released_by: Mapped[UUID | None]
    released_at: Mapped[datetime | None]
    batch_id: Mapped[UUID | None]
    entrusted_payee_id: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        CheckConstraint("(state IN ('settled', 'failed')) = (finished_at IS NOT NULL)", name="finished"),
        CheckConstraint("released_by IS NULL OR released_by <> created_by", name="second_person"),
        CheckConstraint("channel = 'file' OR batch_id IS NULL", name="batch_of_file"),
        Index(
            "uq_payment_orders_active",
            "customer_id",
            "loan_id",
            unique=True,
            postgresql_where=text("kind = 'disbursement' AND state IN ('created', 'sent', 'unknown', 'settled')"),
        ),
        Index(
            "uq_payment_orders_refund",
            "customer_id",
            "loan_id",
            unique=True,
            postgresql_where=text("kind = 'refund' AND state IN ('created', 'sent', 'unknown')"),
        ),
        Index(None, "id"),
        Index(None, "number"),
        Index(None, "funding_account_id", "state"),
        Index(None, "payee_index"),
        Index(None, "batch_id", postgresql_where=text("batch_id IS NOT NULL")),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class PaymentNumber(Base):
    """A payment number that is taken, claimed by INSERT before the order is sent."""

    __tablename__ = "payment_numbers"

    number: Mapped[str] = mapped_column(primary_key=True)


class BankMessage(Base):
    """The inbox: each message of the bank once, and every answer that was quarantined. No clear account numbers."""

    __tablename__ = "bank_messages"

    message_id: Mapped[str] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(index=True)
    state: Mapped[PaymentState] = mapped_column(one_of(PaymentState))
    amount_fen: Mapped[int | None]
    currency: Mapped[str]
    payee_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    bank_reference: Mapped[str | None]
    occurred_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    verdict: Mapped[Verdict] = mapped_column(one_of(Verdict))
    fault: Mapped[Fault | None] = mapped_column(one_of(Fault))

    __table_args__ = (
        CheckConstraint("(verdict = 'quarantined') = (fault IS NOT NULL)", name="fault_of_quarantined"),
        Index(None, "received_at", postgresql_where=text("verdict = 'quarantined'")),
    )
