"""Loans, instalments, repayments and how each repayment was shared out."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of
from server.loans.rules import LoanState
from server.terms.model import Method

COUNTED = ("customer_id", "state", "principal_fen", "outstanding_fen", "next_due_on")
PARTS = ("principal", "interest", "fee", "penalty")


class Loan(Scoped, Base):
    """A loan. `outstanding_fen` is principal that is out; `next_due_on` is when the oldest unpaid instalment is due.

    Terms are copied from the product version at the disbursement; the schedule follows from them and `disbursed_on`.
    """

    __tablename__ = "loans"

    number: Mapped[str]
    application_id: Mapped[UUID]
    contract_id: Mapped[UUID]
    product_version_id: Mapped[UUID] = mapped_column(ForeignKey("product_versions.id"))
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    principal_fen: Mapped[int]
    rate_annual: Mapped[Decimal] = mapped_column(Numeric(9, 6))
    term_months: Mapped[int]
    method: Mapped[Method] = mapped_column(one_of(Method))
    convention: Mapped[str]
    penalty_multiple: Mapped[Decimal] = mapped_column(Numeric(6, 4))
    state: Mapped[LoanState] = mapped_column(one_of(LoanState))
    outstanding_fen: Mapped[int]
    next_due_on: Mapped[date | None]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    disbursed_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("principal_fen > 0 AND term_months > 0", name="positive"),
        CheckConstraint("outstanding_fen BETWEEN 0 AND principal_fen", name="outstanding"),
        CheckConstraint("(state = 'pending_disbursement') = (disbursed_on IS NULL)", name="disbursed"),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed"),
        CheckConstraint("state = 'active' OR outstanding_fen = 0", name="outstanding_when_active"),
        CheckConstraint("(state = 'active') = (next_due_on IS NOT NULL)", name="next_due"),
        UniqueConstraint("customer_id", "application_id"),
        Index(None, "id"),
        Index(None, "number"),
        Index(None, "application_id"),
        # lists are counted and added up from the index alone, under row policies as well
        Index("ix_loans_list", "opened_at", "id", postgresql_include=["branch_id", "officer_id", *COUNTED]),
        Index("ix_loans_officer_list", "officer_id", "opened_at", "id", postgresql_include=["branch_id", *COUNTED]),
        Index("ix_loans_branch_list", "branch_id", "opened_at", "id", postgresql_include=["officer_id", *COUNTED]),
        Index("ix_loans_due", "next_due_on", postgresql_where=text("state = 'active'")),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
        ForeignKeyConstraint(["customer_id", "contract_id"], ["contracts.customer_id", "contracts.id"]),
    )


class LoanNumber(Base):
    """A public loan number that is taken, claimed by INSERT. It tells nothing but that."""

    __tablename__ = "loan_numbers"

    number: Mapped[str] = mapped_column(primary_key=True)


class Instalment(Scoped, Base):
    """What falls due on a day, and what of it is paid, part by part."""

    __tablename__ = "instalments"

    loan_id: Mapped[UUID]
    number: Mapped[int]
    due_on: Mapped[date]
    principal_fen: Mapped[int]
    interest_fen: Mapped[int]
    fee_fen: Mapped[int]
    penalty_fen: Mapped[int]
    balance_after_fen: Mapped[int]
    paid_principal_fen: Mapped[int]
    paid_interest_fen: Mapped[int]
    paid_fee_fen: Mapped[int]
    paid_penalty_fen: Mapped[int]

    __table_args__ = (
        *(CheckConstraint(f"paid_{part}_fen BETWEEN 0 AND {part}_fen", name=f"paid_{part}") for part in PARTS),
        UniqueConstraint("customer_id", "loan_id", "number"),
        Index(None, "id"),
        Index(None, "loan_id", "number"),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )


class Repayment(Scoped, Base):
    """Money that came in for a loan. `reference` is the payment's own number: the same one is entered once a loan."""

    __tablename__ = "repayments"

    loan_id: Mapped[UUID]
    amount_fen: Mapped[int]
    paid_on: Mapped[date]
    reference: Mapped[str]
    principal_fen: Mapped[int]
    interest_fen: Mapped[int]
    fee_fen: Mapped[int]
    penalty_fen: Mapped[int]
    excess_fen: Mapped[int]
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        *(CheckConstraint(f"{part}_fen >= 0", name=part) for part in (*PARTS, "excess")),
        CheckConstraint("principal_fen + interest_fen + fee_fen + penalty_fen + excess_fen = amount_fen", name="sum"),
        UniqueConstraint("customer_id", "loan_id", "reference"),
        Index(None, "id"),
        Index(None, "loan_id", "recorded_at"),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )


class RepaymentSplit(Scoped, Base):
    """What of a repayment went to one instalment."""

    __tablename__ = "repayment_splits"

    repayment_id: Mapped[UUID]
    instalment_id: Mapped[UUID]
    principal_fen: Mapped[int]
    interest_fen: Mapped[int]
    fee_fen: Mapped[int]
    penalty_fen: Mapped[int]

    __table_args__ = (
        *(CheckConstraint(f"{part}_fen >= 0", name=part) for part in PARTS),
        CheckConstraint("principal_fen + interest_fen + fee_fen + penalty_fen > 0", name="something"),
        UniqueConstraint("customer_id", "repayment_id", "instalment_id"),
        Index(None, "instalment_id"),
        ForeignKeyConstraint(["customer_id", "repayment_id"], ["repayments.customer_id", "repayments.id"]),
        ForeignKeyConstraint(["customer_id", "instalment_id"], ["instalments.customer_id", "instalments.id"]),
    )
