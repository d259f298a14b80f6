"""Statements with their files and lines, matches, breaks.

Rows belong to the branch of the funding account whose statement it is: they are seen by those who see whole branches.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of
from server.reconciliation.rules import BreakKind, BreakState, LineState, Nature, Pass, Resolution


class StatementSource(StrEnum):
    """How a statement came."""

    FILE = "file"
    BANK = "bank"


class StatementFile(Base):
    """A file as it was handed in, sealed in the store. `refusal` is the code for which it was not imported."""

    __tablename__ = "statement_files"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    digest: Mapped[str]
    content_digest: Mapped[str]
    size_bytes: Mapped[int]
    source: Mapped[StatementSource] = mapped_column(one_of(StatementSource))
    received_by: Mapped[UUID]
    received_at: Mapped[datetime]
    statement_id: Mapped[UUID | None]
    refusal: Mapped[str | None]

    __table_args__ = (Index(None, "branch_id", "received_at"),)


class BankStatement(Base):
    """An account's statement of some days. `new_lines` counts those that no earlier statement had brought."""

    __tablename__ = "bank_statements"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("statement_files.id"))
    source: Mapped[StatementSource] = mapped_column(one_of(StatementSource))
    form: Mapped[str]
    bank_id: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    opening_fen: Mapped[int]
    closing_fen: Mapped[int]
    line_count: Mapped[int]
    new_lines: Mapped[int]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    imported_by: Mapped[UUID]
    imported_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="days"),
        CheckConstraint("new_lines BETWEEN 0 AND line_count", name="lines"),
        Index(None, "funding_account_id", "content_hash", unique=True),
        Index(None, "funding_account_id", "last_on"),
        Index(None, "branch_id", "imported_at", "id"),
        Index(None, "imported_at", "id"),
    )


class StatementLine(Base):
    """What the bank moved: money in is positive. `party_cipher` holds the other side's account, name and the remark.

    `numbers` are public numbers of ours that stand in the remark or beside it.
    """

    __tablename__ = "statement_lines"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    statement_id: Mapped[UUID] = mapped_column(ForeignKey("bank_statements.id"))
    position: Mapped[int]
    reference: Mapped[str]
    transaction: Mapped[str]
    order_number: Mapped[str]
    numbers: Mapped[list[str]]
    booked_on: Mapped[date]
    value_on: Mapped[date]
    amount_fen: Mapped[int]
    nature: Mapped[Nature] = mapped_column(one_of(Nature))
    party_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    party_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    party_masked: Mapped[str]
    party_last4: Mapped[str]
    state: Mapped[LineState] = mapped_column(one_of(LineState))

    __table_args__ = (
        CheckConstraint("amount_fen <> 0", name="amount"),
        Index(None, "funding_account_id", "reference", unique=True),
        Index(None, "funding_account_id", "booked_on"),
        Index(None, "funding_account_id", postgresql_where=text("state = 'open'")),
        Index(None, "statement_id", "position"),
        Index(None, "booked_on", "id"),
        Index(None, "branch_id", "booked_on", "id"),
    )


class StatementMatch(Base):
    """A line and a book item that are the same money. Rows of one `group_id` belong together: one to several.

    Without a line: two items that cancel each other. `event_id` names the business event of the ledger.
    """

    __tablename__ = "statement_matches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    group_id: Mapped[UUID]
    line_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement_lines.id"))
    event_id: Mapped[UUID]
    found_by: Mapped[Pass] = mapped_column(one_of(Pass))
    matched_by: Mapped[UUID]
    matched_at: Mapped[datetime]

    __table_args__ = (
        Index(None, "funding_account_id", "event_id", "line_id", unique=True),
        Index(None, "line_id"),
        Index(None, "group_id"),
    )


class StatementBreak(Base):
    """A line or a book item without a counterpart, or with one that differs, until somebody has seen to it.

    `amount_fen` is the line's, `expected_fen` the books'. `loan_id` is the loan that the money seems to be for.
    """

    __tablename__ = "statement_breaks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    kind: Mapped[BreakKind] = mapped_column(one_of(BreakKind))
    state: Mapped[BreakState] = mapped_column(one_of(BreakState))
    line_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement_lines.id"))
    event_id: Mapped[UUID | None]
    loan_id: Mapped[UUID | None]
    amount_fen: Mapped[int | None]
    expected_fen: Mapped[int | None]
    noticed_on: Mapped[date]
    owner_id: Mapped[UUID | None]
    note: Mapped[str | None]
    resolution: Mapped[Resolution | None] = mapped_column(one_of(Resolution))
    proposed_by: Mapped[UUID | None]
    proposed_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None]
    resolved_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("line_id IS NOT NULL OR event_id IS NOT NULL", name="subject"),
        CheckConstraint("(state = 'resolved') = (resolved_at IS NOT NULL)", name="resolved"),
        CheckConstraint("state <> 'proposed' OR (resolution IS NOT NULL AND proposed_by IS NOT NULL)", name="proposed"),
        # where money moves in the books, two persons decide
        CheckConstraint(
            "state <> 'resolved' OR resolution <> 'booked' OR resolved_by <> proposed_by", name="two_persons"
        ),
        Index("uq_statement_breaks_line", "line_id", unique=True, postgresql_where=text("state <> 'resolved'")),
        Index(
            "uq_statement_breaks_event",
            "funding_account_id",
            "event_id",
            unique=True,
            postgresql_where=text("state <> 'resolved' AND line_id IS NULL"),
        ),
        Index(None, "line_id"),
        Index(None, "funding_account_id", "event_id"),
        Index(None, "opened_at", "id"),
        Index(None, "branch_id", "opened_at", "id"),
    )
