"""Books, their flows and their stocks."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base


class ReportBook(Base):
    """A day that has a book.

    `has_stocks` is false for days before the first that was closed, when nobody looked, and for those after the last:
    what has happened on them up to `drawn_at`.
    """

    __tablename__ = "report_books"

    on_day: Mapped[date] = mapped_column(primary_key=True)
    has_stocks: Mapped[bool]
    drawn_at: Mapped[datetime]


class Cell:
    """Whose a line is. The officer is the one whose rows they were when the book was drawn."""

    on_day: Mapped[date] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID] = mapped_column(primary_key=True)
    officer_id: Mapped[UUID] = mapped_column(primary_key=True)
    product_code: Mapped[str] = mapped_column(primary_key=True)


class Flows:
    """What happened. `measures` says what each column is."""

    started: Mapped[int]
    submitted: Mapped[int]
    decided: Mapped[int]
    approved: Mapped[int]
    approval_seconds: Mapped[int]
    decided_automatic: Mapped[int]
    decided_manual_review: Mapped[int]
    decided_regional: Mapped[int]
    decided_committee: Mapped[int]
    decided_automatic_seconds: Mapped[int]
    decided_manual_review_seconds: Mapped[int]
    decided_regional_seconds: Mapped[int]
    decided_committee_seconds: Mapped[int]
    disbursed: Mapped[int]
    disbursed_fen: Mapped[int]
    repeat_loans: Mapped[int]
    money_loans: Mapped[int]
    money_seconds: Mapped[int]
    repayments: Mapped[int]
    repaid_fen: Mapped[int]
    repaid_principal_fen: Mapped[int]
    income_fen: Mapped[int]
    recovered_1_fen: Mapped[int]
    recovered_2_fen: Mapped[int]
    recovered_3_fen: Mapped[int]
    recovered_4_fen: Mapped[int]


class ReportDay(Cell, Flows, Base):
    """What happened on a day."""

    __tablename__ = "report_days"

    __table_args__ = (Index(None, "branch_id", "on_day"), Index(None, "officer_id", "on_day"))


class ReportMonth(Cell, Flows, Base):
    """What happened in a month, by its first day: the sums of its days."""

    __tablename__ = "report_months"

    __table_args__ = (Index(None, "branch_id", "on_day"), Index(None, "officer_id", "on_day"))


class ReportBranch(Flows, Base):
    """What happened on a day in a branch, and what stood there at its close: the sums of its lines.

    Stocks are null on days before the first that was closed.
    """

    __tablename__ = "report_branches"

    on_day: Mapped[date] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID] = mapped_column(primary_key=True)
    loans: Mapped[int | None]
    outstanding_fen: Mapped[int | None]
    late_1_loans: Mapped[int | None]
    late_1_fen: Mapped[int | None]
    late_2_loans: Mapped[int | None]
    late_2_fen: Mapped[int | None]
    late_3_loans: Mapped[int | None]
    late_3_fen: Mapped[int | None]
    late_4_loans: Mapped[int | None]
    late_4_fen: Mapped[int | None]
    borrowers: Mapped[int | None]
    income_total_fen: Mapped[int | None]
    applications: Mapped[int | None]


class ReportStock(Cell, Base):
    """What stood at the close of a day. `measures` says what each column is."""

    __tablename__ = "report_stocks"

    loans: Mapped[int]
    outstanding_fen: Mapped[int]
    late_1_loans: Mapped[int]
    late_1_fen: Mapped[int]
    late_2_loans: Mapped[int]
    late_2_fen: Mapped[int]
    late_3_loans: Mapped[int]
    late_3_fen: Mapped[int]
    late_4_loans: Mapped[int]
    late_4_fen: Mapped[int]
    borrowers: Mapped[int]
    income_total_fen: Mapped[int]
    applications: Mapped[int]

    __table_args__ = (Index(None, "branch_id", "on_day"), Index(None, "officer_id", "on_day"))
