"""Notices of staff."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class StaffNoticeKind(StrEnum):
    """What somebody is told of."""

    RATING_FELL = "rating_fell"
    APPROVAL_OVERDUE = "approval_overdue"
    APPROVAL_ESCALATED = "approval_escalated"
    APPROVAL_URGED = "approval_urged"
    FINDING_DUE = "finding_due"
    TICKET_FILED = "ticket_filed"
    TICKET_DUE = "ticket_due"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    ALERT_OPENED = "alert_opened"
    ALERT_DIGEST = "alert_digest"
    ALERT_ESCALATED = "alert_escalated"
    APPLICATION_DECIDED = "application_decided"


class StaffNotice(Base):
    """One notice of one person. `occasion` tells apart what the same object gives cause for at different times."""

    __tablename__ = "staff_notices"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[StaffNoticeKind] = mapped_column(one_of(StaffNoticeKind))
    occasion: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    of_customer: Mapped[UUID | None]
    text_zh: Mapped[str]
    text_en: Mapped[str]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("read_at IS NULL OR read_at >= created_at", name="read"),
        UniqueConstraint("staff_id", "kind", "occasion"),
        Index(None, "staff_id", "created_at", "id"),
        Index("ix_staff_notices_unread", "staff_id", "created_at", "id", postgresql_where=text("read_at IS NULL")),
    )
