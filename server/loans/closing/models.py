"""Standings, accruals, and how far the closing of a day has come."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class DayState(StrEnum):
    """Phases of closing a day, in order."""

    ACCRUING = "accruing"
    BOOKING = "booking"
    REMINDING = "reminding"
    CLOSED = "closed"


class AccrualKind(StrEnum):
    """What accrues."""

    INTEREST = "interest"
    PENALTY = "penalty"
    FEE = "fee"


class LoanStanding(Scoped, Base):
    """What of a loan (same id) has accrued on the books through `accrued_on`; `done` when nothing more will.

    Narrow, in pages half empty: every evening writes every row, and the new version finds its place beside the old.
    """

    __tablename__ = "loan_standings"

    accrued_on: Mapped[date]
    interest_fen: Mapped[int]
    penalty_fen: Mapped[int]
    fee_fen: Mapped[int]
    done: Mapped[bool]

    __table_args__ = (
        Index("ix_loan_standings_open", "id", postgresql_where=text("NOT done")),
        ForeignKeyConstraint(["customer_id", "id"], ["loans.customer_id", "loans.id"]),
        {"postgresql_with": {"fillfactor": 45}},
    )


class LoanAccrual(Base):
    """What one day added to a loan, and how many days it was past due. Part of the books: a branch's row.

    The branch is the one that the loan lay in on that day. The key begins with the day, so that the table can be cut
    into months.
    """

    __tablename__ = "loan_accruals"

    accrued_on: Mapped[date] = mapped_column(primary_key=True)
    loan_id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    interest_fen: Mapped[int]
    penalty_fen: Mapped[int]
    fee_fen: Mapped[int]
    days_past_due: Mapped[int]


class DayAccrual(Base):
    """The business event behind an entry: what accrued on a day in one branch, funding account and product."""

    __tablename__ = "day_accruals"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    accrued_on: Mapped[date]
    branch_id: Mapped[UUID]
    funding_account_id: Mapped[UUID]
    product_code: Mapped[str]
    kind: Mapped[AccrualKind] = mapped_column(one_of(AccrualKind))
    amount_fen: Mapped[int]
    loans: Mapped[int]

    __table_args__ = (
        CheckConstraint("amount_fen <> 0 AND loans > 0", name="something"),
        Index("uq_day_accruals", "accrued_on", "branch_id", "funding_account_id", "product_code", "kind", unique=True),
    )


class DayClosing(Base):
    """How far the closing of a business date has come: everything up to `last_loan_id` is done in this phase."""

    __tablename__ = "day_closings"

    business_date: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[DayState] = mapped_column(one_of(DayState))
    last_loan_id: Mapped[UUID | None]
    loans: Mapped[int]
    overdue_loans: Mapped[int]
    interest_fen: Mapped[int]
    penalty_fen: Mapped[int]
    fee_fen: Mapped[int]
    reminders: Mapped[int]
    started_by: Mapped[UUID]
    started_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        # one day at a time
        Index("uq_day_closings_open", text("(true)"), unique=True, postgresql_where=text("state <> 'closed'")),
    )
