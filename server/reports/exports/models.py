"""Orders of files."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class ExportState(StrEnum):
    """Where an order stands."""

    ORDERED = "ordered"
    DRAWING = "drawing"
    READY = "ready"
    FAILED = "failed"


class ExportForm(StrEnum):
    """Forms of files."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"
    XML = "xml"


class Export(Base):
    """One file that somebody wants. `branches` and `officers` are those that he saw, None for all.

    `rows_done` of `rows_total` are written. `pieces` are where its sealed bytes lie, in order; the file's own key,
    wrapped by the house's, is destroyed when its days are over. `code` says why there is none.
    `mailing_id` names the mailing for which the clock has ordered it.
    """

    __tablename__ = "exports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    report: Mapped[str]
    form: Mapped[ExportForm] = mapped_column(one_of(ExportForm))
    since: Mapped[date]
    until: Mapped[date]
    state: Mapped[ExportState] = mapped_column(one_of(ExportState))
    branches: Mapped[list[UUID] | None]
    officers: Mapped[list[UUID] | None]
    ordered_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    ordered_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    expires_on: Mapped[date]
    rows_total: Mapped[int | None]
    rows_done: Mapped[int]
    bytes_size: Mapped[int | None]
    digest: Mapped[str | None]
    pieces: Mapped[list[str] | None]
    key_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    code: Mapped[str | None]
    mailing_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_mailings.id"))

    __table_args__ = (
        CheckConstraint("until >= since", name="span"),
        CheckConstraint("(state IN ('ready', 'failed')) = (finished_at IS NOT NULL)", name="finished"),
        CheckConstraint("(state = 'ready') = (num_nulls(bytes_size, digest, pieces) = 0)", name="ready"),
        CheckConstraint("(state = 'failed') = (code IS NOT NULL)", name="failed"),
        CheckConstraint("rows_done >= 0", name="rows"),
        Index(None, "ordered_by", "ordered_at", "id"),
    )
