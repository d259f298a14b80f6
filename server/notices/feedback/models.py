"""What was told, and what became of it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class FeedbackState(StrEnum):
    """Where it stands: nobody looked yet, somebody works on it, it is mended, it stays as it is."""

    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    DECLINED = "declined"


class Feedback(Base):
    """One thing told. `screen` is the path of the app, `picture` names a sealed picture in the blob store."""

    __tablename__ = "feedback"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id"))
    told_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    told_at: Mapped[datetime]
    text: Mapped[str]
    screen: Mapped[str]
    device: Mapped[str]
    picture: Mapped[str | None]
    state: Mapped[FeedbackState] = mapped_column(one_of(FeedbackState))
    answer: Mapped[str | None]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("length(text) BETWEEN 2 AND 2000", name="text"),
        CheckConstraint(
            "num_nulls(answered_by, answered_at) = CASE WHEN state = 'open' THEN 2 ELSE 0 END", name="answered"
        ),
        CheckConstraint("state <> 'declined' OR answer IS NOT NULL", name="reasoned"),
        Index(None, "told_at", "id"),
        Index(None, "told_by", "told_at"),
    )
