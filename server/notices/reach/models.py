"""Channels of staff."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class ChannelKind(StrEnum):
    """What carries a notice."""

    WEB_PUSH = "web_push"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    SMS = "sms"


class StaffChannel(Base):
    """One way to one person. The address is sealed; its hash finds the one living channel of an address."""

    __tablename__ = "staff_channels"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_sessions.id"))
    kind: Mapped[ChannelKind] = mapped_column(one_of(ChannelKind))
    label: Mapped[str]
    address_hash: Mapped[bytes] = mapped_column(LargeBinary)
    address_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    last_sent_at: Mapped[datetime | None]
    failures: Mapped[int]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("(kind = 'web_push') = (session_id IS NOT NULL)", name="session"),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended"),
        Index("uq_staff_channels_living", "address_hash", unique=True, postgresql_where=text("ended_at IS NULL")),
        Index("ix_staff_channels_living", "staff_id", postgresql_where=text("ended_at IS NULL")),
    )
