"""The ladder (a reference table), cases and votes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.approvals.rules import CaseDecision, CaseState, Step, Tier
from server.kit.database import Base, Scoped, one_of


class TierStep(Base):
    """A version of one step of the ladder, from its first to its last day (both included)."""

    __tablename__ = "approval_tiers"

    tier: Mapped[Tier] = mapped_column(one_of(Tier), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    from_fen: Mapped[int]
    position: Mapped[str]
    votes_needed: Mapped[int]
    step_up: Mapped[bool]
    own_region: Mapped[bool]
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("tier <> 'automatic'", name="decided_by_people"),
        CheckConstraint("votes_needed > 0", name="votes"),
        CheckConstraint("effective_until IS NULL OR effective_until >= effective_from", name="period"),
    )

    @property
    def as_step(self) -> Step:
        return Step(
            self.tier, self.version, self.from_fen, self.position, self.votes_needed, self.step_up, self.own_region
        )


class ApprovalCase(Scoped, Base):
    """One question to be decided. What it asks of its deciders is copied from the step of the ladder it stands on.

    `content_hash` says what exactly is decided on; `version` rises when the case is settled or goes to a higher tier.
    """

    __tablename__ = "approval_cases"

    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    state: Mapped[CaseState] = mapped_column(one_of(CaseState))
    tier: Mapped[Tier] = mapped_column(one_of(Tier))
    tier_version: Mapped[int]
    position: Mapped[str]
    votes_needed: Mapped[int]
    step_up: Mapped[bool]
    own_region: Mapped[bool]
    amount_fen: Mapped[int]
    exposure_after_fen: Mapped[int]
    content_hash: Mapped[str]
    editors: Mapped[list[UUID]]
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("tier <> 'automatic'", name="decided_by_people"),
        CheckConstraint("amount_fen > 0 AND exposure_after_fen >= amount_fen", name="amounts"),
        CheckConstraint("cardinality(editors) > 0", name="editors"),
        CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled"),
        UniqueConstraint("customer_id", "id", "editors", name="uq_approval_cases_editors"),
        Index(
            "uq_approval_cases_open",
            "customer_id",
            "subject_kind",
            "subject_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_approval_cases_inbox", "position", "opened_at", "id", postgresql_where=text("state = 'open'")),
        Index(None, "id"),
        Index(None, "subject_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class Vote(Scoped, Base):
    """One person's decision. The row carries the case's editors, and no editor can be its author."""

    __tablename__ = "approval_votes"

    case_id: Mapped[UUID]
    tier: Mapped[Tier] = mapped_column(one_of(Tier))
    decision: Mapped[CaseDecision] = mapped_column(one_of(CaseDecision))
    reason: Mapped[str]
    decided_by: Mapped[UUID]
    decided_at: Mapped[datetime]
    editors: Mapped[list[UUID]]
    vote_hash: Mapped[str]

    __table_args__ = (
        CheckConstraint("decided_by <> ALL (editors)", name="four_eyes"),
        CheckConstraint("cardinality(editors) > 0", name="editors"),
        UniqueConstraint("customer_id", "case_id", "decided_by"),
        Index(None, "case_id"),
        ForeignKeyConstraint(
            ["customer_id", "case_id", "editors"],
            ["approval_cases.customer_id", "approval_cases.id", "approval_cases.editors"],
            name="fk_approval_votes_case",
        ),
    )
