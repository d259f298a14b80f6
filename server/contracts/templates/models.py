"""Proposed texts of papers."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from server.contracts.models import TemplateKind
from server.kit.database import Base, one_of


class ProposalState(StrEnum):
    """Proposed waits for a second person; what was withdrawn never held."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class TemplateProposal(Base):
    """A text that somebody wants to hold from a day on. `template_id` is the version that it became."""

    __tablename__ = "template_proposals"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[TemplateKind] = mapped_column(one_of(TemplateKind))
    state: Mapped[ProposalState] = mapped_column(one_of(ProposalState))
    title: Mapped[str]
    texts: Mapped[list[str]] = mapped_column(ARRAY(Text))
    reading_seconds: Mapped[int]
    effective_from: Mapped[date]
    note: Mapped[str]
    template_id: Mapped[UUID | None] = mapped_column(ForeignKey("paper_templates.id"))
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state <> 'published' OR decided_by <> proposed_by", name="four_eyes"),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decided_at"),
        CheckConstraint("(state = 'published') = (template_id IS NOT NULL)", name="published"),
        Index(None, "proposed_at", "id"),
    )
