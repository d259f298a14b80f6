"""Loans, instalments, repayments and how each repayment is shared out."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of
from server.loans.importing.models import LoanImport
from server.loans.rules import LoanState
from server.terms.model import Method

COUNTED = ("customer_id", "state", "principal_fen", "outstanding_fen", "next_due_on")
PARTS = ("principal", "interest", "fee", "penalty")
WAIVABLE = ("interest", "fee", "penalty")
UNTOUCHED: dict[str, int] = {
    "penalty_fen": 0,
    **{f"paid_{part}_fen": 0 for part in PARTS},
    **{f"waived_{part}_fen": 0 for part in WAIVABLE},
    "overdue_fen_days": 0,
    "penalty_base_fen": 0,
}
"""What stands in an instalment of which nothing is paid, waived or overdue."""


class Loan(Scoped, Base):
    """A loan. `outstanding_fen` is principal that is out; `next_due_on` is when the oldest unpaid instalment is due.

    Terms are copied from the product version at the disbursement; `plan` keeps all of them from the day of payment on
    (`terms.reading` reads it), `servicing` the policy under which the loan is served. `rate_annual` and `penalty_rate`
    are what holds now; `day_base` divides the penalty rate. `acts` is the number of the last act,
    `excess_fen` what stands in suspense for the customer. A loan that was brought in from elsewhere has an import and
    the day of its figures in the place of application and contract.
    """

    __tablename__ = "loans"

    number: Mapped[str]
    application_id: Mapped[UUID | None]
    contract_id: Mapped[UUID | None]
    product_version_id: Mapped[UUID] = mapped_column(ForeignKey("product_versions.id"))
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    principal_fen: Mapped[int]
    rate_annual: Mapped[Decimal] = mapped_column(Numeric(9, 6))
    term_months: Mapped[int]
    method: Mapped[Method] = mapped_column(one_of(Method))
    convention: Mapped[str]
    penalty_multiple: Mapped[Decimal] = mapped_column(Numeric(6, 4))
    penalty_rate: Mapped[Decimal] = mapped_column(Numeric(14, 10))
    day_base: Mapped[int]
    plan: Mapped[dict[str, Any] | None]
    servicing: Mapped[dict[str, Any]]
    acts: Mapped[int]
    state: Mapped[LoanState] = mapped_column(one_of(LoanState))
    outstanding_fen: Mapped[int]
    next_due_on: Mapped[date | None]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    disbursed_on: Mapped[date | None]
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey(LoanImport.id))
    brought_in_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    written_off_on: Mapped[date | None]
    written_off_fen: Mapped[int]
    excess_fen: Mapped[int]
    version: Mapped[int]

    @property
    def served_from(self) -> date | None:
        """The day from which acts are taken: the payment, or the day of the figures with which it was brought in."""
        return self.brought_in_on or self.disbursed_on

    __table_args__ = (
        CheckConstraint("principal_fen > 0 AND term_months > 0", name="positive"),
        CheckConstraint("outstanding_fen BETWEEN 0 AND principal_fen", name="outstanding"),
        CheckConstraint(
            "state = 'void' OR (state = 'pending_disbursement') = (disbursed_on IS NULL)", name="disbursed"
        ),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed"),
        CheckConstraint(
            "num_nulls(application_id, contract_id) = CASE WHEN import_id IS NULL THEN 0 ELSE 2 END", name="origin"
        ),
        CheckConstraint("(import_id IS NULL) = (brought_in_on IS NULL)", name="brought_in"),
        CheckConstraint("(disbursed_on IS NULL) = (plan IS NULL)", name="plan"),
        CheckConstraint("state <> 'written_off' OR written_off_on IS NOT NULL", name="written_off"),
        CheckConstraint("written_off_fen BETWEEN 0 AND principal_fen", name="written_off_fen"),
        CheckConstraint("penalty_rate >= 0 AND day_base > 0 AND acts >= 0 AND excess_fen >= 0", name="servicing"),
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
        Index(
            "ix_loans_officer_state",
            "officer_id",
            "state",
            "opened_at",
            "id",
            postgresql_include=["branch_id", *(column for column in COUNTED if column != "state")],
        ),
        Index("ix_loans_due", "next_due_on", postgresql_where=text("state = 'active'")),
        Index(None, "disbursed_on"),
        # the end of the day walks through these in the order of ids
        Index("ix_loans_active", "id", postgresql_where=text("state = 'active'")),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
        ForeignKeyConstraint(["customer_id", "contract_id"], ["contracts.customer_id", "contracts.id"]),
    )


class LoanNumber(Base):
    """A public loan number that is taken, claimed by INSERT. It tells nothing but that."""

    __tablename__ = "loan_numbers"

    number: Mapped[str] = mapped_column(primary_key=True)


class Instalment(Scoped, Base):
    """What falls due on a day, and what of it is paid or waived, part by part: the current plan.

    Interest runs from `from_on` to `agreed_on`, which is rolled to `due_on` over holidays. `penalty_fen` is
    `penalty_base_fen` plus one rounding of `overdue_fen_days` (overdue principal times days) at the loan's penalty
    rate, reckoned to the end of the day before `penalty_until`.
    """

    __tablename__ = "instalments"

    loan_id: Mapped[UUID]
    number: Mapped[int]
    from_on: Mapped[date]
    agreed_on: Mapped[date]
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
    waived_interest_fen: Mapped[int]
    waived_fee_fen: Mapped[int]
    waived_penalty_fen: Mapped[int]
    penalty_until: Mapped[date | None]
    overdue_fen_days: Mapped[int]
    penalty_base_fen: Mapped[int]
    settled_principal_fen: Mapped[int] = mapped_column(server_default="0")
    settled_interest_fen: Mapped[int] = mapped_column(server_default="0")
    earlier_interest_fen: Mapped[int] = mapped_column(server_default="0")
    earlier_fen_days: Mapped[int] = mapped_column(server_default="0")
    charged_fee_fen: Mapped[int] = mapped_column(server_default="0")

    __table_args__ = (
        CheckConstraint("paid_principal_fen BETWEEN 0 AND principal_fen", name="paid_principal"),
        *(
            CheckConstraint(f"paid_{part}_fen BETWEEN 0 AND {part}_fen - waived_{part}_fen", name=f"paid_{part}")
            for part in WAIVABLE
        ),
        CheckConstraint(
            "least(waived_interest_fen, waived_fee_fen, waived_penalty_fen, overdue_fen_days, penalty_base_fen) >= 0",
            name="not_negative",
        ),
        CheckConstraint(
            "settled_principal_fen BETWEEN 0 AND principal_fen AND settled_interest_fen BETWEEN 0 AND interest_fen "
            "AND earlier_interest_fen BETWEEN 0 AND interest_fen AND charged_fee_fen BETWEEN 0 AND fee_fen "
            "AND earlier_fen_days >= 0",
            name="earlier",
        ),
        CheckConstraint("from_on <= agreed_on AND agreed_on <= due_on", name="dates"),
        UniqueConstraint("customer_id", "loan_id", "number"),
        Index(None, "id"),
        Index(None, "loan_id", "number"),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )


class Repayment(Scoped, Base):
    """Money that came in for a loan, with the id of its act. `reference` is the payment's own number.

    The same reference is entered once a loan, and once more after a reversal. How it is shared out is the present
    view: entries of earlier days that come in later may share it out anew (`Resharing`). `reversed_by` is the act that
    took it back; its parts then say what they were.
    """

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
    reversed_by: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        *(CheckConstraint(f"{part}_fen >= 0", name=part) for part in (*PARTS, "excess")),
        CheckConstraint("principal_fen + interest_fen + fee_fen + penalty_fen + excess_fen = amount_fen", name="sum"),
        Index(
            "uq_repayments_reference",
            "customer_id",
            "loan_id",
            "reference",
            unique=True,
            postgresql_where=text("reversed_by IS NULL"),
        ),
        Index(None, "id"),
        Index(None, "loan_id", "recorded_at"),
        Index(None, "paid_on", "branch_id", "officer_id"),
        Index(None, "recorded_at", postgresql_using="brin"),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )


class RepaymentSplit(Scoped, Base):
    """What of a repayment goes to one instalment; laid down anew when the repayment is shared out anew."""

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
