"""Batches of customers that came in from sheets."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class CustomerImportState(StrEnum):
    """Whether all rows of the sheet were looked at."""

    RUNNING = "running"
    DONE = "done"


class CustomerImport(Base):
    """One sheet, by its digest. `line` is the last one looked at; entered, known and faulty are rows."""

    __tablename__ = "customer_imports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    file_digest: Mapped[bytes]
    state: Mapped[CustomerImportState] = mapped_column(one_of(CustomerImportState))
    line: Mapped[int]
    entered: Mapped[int]
    known: Mapped[int]
    faulty: Mapped[int]
    started_by: Mapped[UUID]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("least(line, entered, known, faulty) >= 0", name="counts"),
        CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name="finished"),
        Index("uq_customer_imports_file_digest", "file_digest", unique=True),
    )
