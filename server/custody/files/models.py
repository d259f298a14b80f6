"""Batches that go out as files, and results that come back as files. No clear account number, no name."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.custody.files.rules import BatchState, FileKind, LineFault, LineVerdict, ResultState
from server.kit.database import Base, one_of
from server.kit.ports import PaymentState


class BankBatch(Base):
    """Orders of one funding account that go to its bank in one file, on the business day `value_on`."""

    __tablename__ = "bank_batches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[FileKind] = mapped_column(one_of(FileKind))
    number: Mapped[str] = mapped_column(unique=True)
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    branch_id: Mapped[UUID]
    profile: Mapped[str]
    value_on: Mapped[date]
    state: Mapped[BatchState] = mapped_column(one_of(BatchState))
    order_count: Mapped[int]
    total_fen: Mapped[int]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    released_by: Mapped[UUID | None]
    released_at: Mapped[datetime | None]
    filed_at: Mapped[datetime | None]
    file_name: Mapped[str | None]
    file_digest: Mapped[str | None]
    file_bytes: Mapped[int | None]
    blob: Mapped[str | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("order_count > 0 AND total_fen > 0", name="something"),
        CheckConstraint("released_by IS NULL OR released_by <> made_by", name="second_person"),
        CheckConstraint("(state IN ('released', 'filed')) = (released_by IS NOT NULL)", name="released"),
        CheckConstraint("(state = 'filed') = (blob IS NOT NULL)", name="filed"),
        Index(None, "funding_account_id", "made_at"),
        Index(None, "made_at", "id"),
    )


class BankResult(Base):
    """A result file of a bank. `digest` is of the clear bytes: the same file is taken once an account."""

    __tablename__ = "bank_results"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[FileKind] = mapped_column(one_of(FileKind))
    funding_account_id: Mapped[UUID] = mapped_column(ForeignKey("funding_accounts.id"))
    branch_id: Mapped[UUID]
    profile: Mapped[str]
    file_name: Mapped[str]
    digest: Mapped[str]
    blob: Mapped[str]
    line_count: Mapped[int]
    total_fen: Mapped[int]
    state: Mapped[ResultState] = mapped_column(one_of(ResultState))
    taken_by: Mapped[UUID]
    taken_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("funding_account_id", "digest"),
        CheckConstraint("(state = 'finished') = (finished_at IS NOT NULL)", name="finished"),
        Index(None, "taken_at", "id"),
    )


class BankResultLine(Base):
    """What a result file says of one order. A line of the fault `missing` stands for one that the bank left out."""

    __tablename__ = "bank_result_lines"

    result_id: Mapped[UUID] = mapped_column(ForeignKey("bank_results.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    order_number: Mapped[str]
    amount_fen: Mapped[int | None]
    answer: Mapped[PaymentState] = mapped_column(one_of(PaymentState))
    code: Mapped[str]
    reason: Mapped[str | None]
    bank_reference: Mapped[str | None]
    paid_on: Mapped[date | None]
    verdict: Mapped[LineVerdict] = mapped_column(one_of(LineVerdict))
    fault: Mapped[LineFault | None] = mapped_column(one_of(LineFault))
    refusal: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("(verdict = 'quarantined') = (fault IS NOT NULL)", name="fault_of_quarantined"),
        Index(None, "order_number"),
        Index(None, "result_id", "line", postgresql_where=text("verdict = 'waiting'")),
    )
