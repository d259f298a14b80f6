"""Batches of loans that came in from a sheet, which line became which loan, and the numbers they had elsewhere."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class ImportState(StrEnum):
    """Prepared: checked, and waiting for a second person. Writing: confirmed, and written in part or not yet."""

    PREPARED = "prepared"
    WRITING = "writing"
    DONE = "done"
    UNDONE = "undone"


class LoanImport(Base):
    """A sheet of running loans. `file_digest` is its SHA-256; `totals` are its control totals by branch, in fen.

    `as_of` is the day of its figures. Of `loans` the first `written` stand in the books.
    """

    __tablename__ = "loan_imports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    file_digest: Mapped[bytes] = mapped_column(LargeBinary)
    as_of: Mapped[date]
    state: Mapped[ImportState] = mapped_column(one_of(ImportState))
    loans: Mapped[int]
    written: Mapped[int]
    totals: Mapped[dict[str, Any]] = mapped_column(JSONB)
    principal_fen: Mapped[int]
    interest_fen: Mapped[int]
    accrued_fen: Mapped[int]
    penalty_fen: Mapped[int]
    fee_fen: Mapped[int]
    excess_fen: Mapped[int]
    prepared_by: Mapped[UUID]
    prepared_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]
    reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("confirmed_by <> prepared_by", name="four_eyes"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed"),
        CheckConstraint("state IN ('prepared', 'undone') OR confirmed_by IS NOT NULL", name="state"),
        CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name="undone"),
        CheckConstraint("loans > 0 AND written BETWEEN 0 AND loans", name="written"),
        Index("uq_loan_imports_living", "file_digest", unique=True, postgresql_where=text("state <> 'undone'")),
        Index(None, "prepared_at", "id"),
    )


class LoanImportRow(Scoped, Base):
    """The line of a sheet that became a loan (same id), the loan's number elsewhere, and what it was opened with.

    `act_id` is its act of opening. Receivable then: `principal_fen` to `excess_fen` (interest below nothing where it
    was paid ahead). `accrued_*`: what had accrued since the loan began, paid or not; of fees, what was charged.
    """

    __tablename__ = "loan_import_rows"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("loan_imports.id"))
    line: Mapped[int]
    old_number: Mapped[str]
    act_id: Mapped[UUID]
    is_new_customer: Mapped[bool]
    principal_fen: Mapped[int]
    interest_fen: Mapped[int]
    penalty_fen: Mapped[int]
    fee_fen: Mapped[int]
    excess_fen: Mapped[int]
    accrued_interest_fen: Mapped[int]
    accrued_penalty_fen: Mapped[int]
    accrued_fee_fen: Mapped[int]

    __table_args__ = (
        CheckConstraint("least(principal_fen, penalty_fen, fee_fen, excess_fen) >= 0", name="not_negative"),
        CheckConstraint(
            "least(accrued_interest_fen, accrued_penalty_fen, accrued_fee_fen) >= 0", name="accrued_not_negative"
        ),
        Index(None, "id"),
        Index(None, "import_id", "line"),
        Index(None, "old_number"),
        ForeignKeyConstraint(["customer_id", "id"], ["loans.customer_id", "loans.id"]),
        ForeignKeyConstraint(["customer_id", "act_id"], ["loan_acts.customer_id", "loan_acts.id"]),
    )


class LoanImportNumber(Base):
    """A number that a loan had elsewhere, claimed by INSERT while its batch stands. It tells nothing but that."""

    __tablename__ = "loan_import_numbers"

    number: Mapped[str] = mapped_column(primary_key=True)
    import_id: Mapped[UUID]
