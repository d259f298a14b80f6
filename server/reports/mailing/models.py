"""Mailings."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of
from server.reports.exports.models import ExportForm


class Rhythm(StrEnum):
    """How often: of yesterday, of last week from Monday to Sunday, of last month."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class ReportMailing(Base):
    """A report that is drawn by the clock for who has made the mailing; addressees are told where it lies.

    `last_until` is the last day of the period for which it went out.
    """

    __tablename__ = "report_mailings"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    report: Mapped[str]
    form: Mapped[ExportForm] = mapped_column(one_of(ExportForm))
    rhythm: Mapped[Rhythm] = mapped_column(one_of(Rhythm))
    recipients: Mapped[list[str]]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    last_until: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("cardinality(recipients) BETWEEN 1 AND 20", name="recipients"),
        Index(None, "made_by", "made_at"),
    )
