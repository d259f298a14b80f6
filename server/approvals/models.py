"""Cases, votes, what else was done in a case, and who stands in for whom."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.approvals.rules import CaseDecision, CaseState, Mode, Step, Tier
from server.kit.database import Base, Scoped, one_of


class ApprovalCase(Scoped, Base):
    """One question to be decided. What it asks of its deciders is copied from the step of its route it stands on.

    `content_hash` says what exactly is decided on; `version` rises whenever it is settled, moves or is moved. Votes
    count in the `round` they were given in. `offered` holds what the votes so far have laid down beside the content,
    `routine` what the matrix takes for routine here.
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
    route: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")
    step: Mapped[int] = mapped_column(default=1, server_default="1")
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    mode: Mapped[Mode] = mapped_column(one_of(Mode), default=Mode.SINGLE, server_default="single")
    quorum: Mapped[int] = mapped_column(default=1, server_default="1")
    assignee: Mapped[UUID | None]
    sla_hours: Mapped[int | None]
    escalates_to: Mapped[str | None]
    due_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    urges: Mapped[int] = mapped_column(default=0, server_default="0")
    urged_at: Mapped[datetime | None]
    offered: Mapped[dict[str, Any] | None]
    routine: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (
        CheckConstraint("tier <> 'automatic'", name="decided_by_people"),
        CheckConstraint("amount_fen > 0 AND exposure_after_fen >= amount_fen", name="amounts"),
        CheckConstraint("cardinality(editors) > 0", name="editors"),
        CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled"),
        CheckConstraint("jsonb_typeof(offered) = 'object'", name="offered"),
        CheckConstraint(
            "routine IS NULL OR (jsonb_typeof(routine) = 'object' AND tier <> 'committee')", name="routine"
        ),
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
        Index("ix_approval_cases_due", "due_at", postgresql_where=text("state = 'open' AND due_at IS NOT NULL")),
        Index(None, "id"),
        Index(None, "subject_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )

    @property
    def present_step(self) -> Step:
        """What it asks of its deciders now."""
        return Step(
            self.position,
            self.mode,
            self.votes_needed,
            max(self.quorum, self.votes_needed),
            self.own_region,
            self.step_up,
            self.sla_hours,
            self.escalates_to,
        )


class Vote(Scoped, Base):
    """One person's decision, given in the name of `voice`: his own or that of whoever he stands in for.

    The row carries the case's editors, and no editor can be its author or its voice.
    """

    __tablename__ = "approval_votes"

    case_id: Mapped[UUID]
    tier: Mapped[Tier] = mapped_column(one_of(Tier))
    step: Mapped[int] = mapped_column(default=1, server_default="1")
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    decision: Mapped[CaseDecision] = mapped_column(one_of(CaseDecision))
    reason: Mapped[str]
    decided_by: Mapped[UUID]
    voice: Mapped[UUID]
    decided_at: Mapped[datetime]
    editors: Mapped[list[UUID]]
    offered: Mapped[dict[str, Any] | None]
    vote_hash: Mapped[str]

    __table_args__ = (
        CheckConstraint("decided_by <> ALL (editors)", name="four_eyes"),
        CheckConstraint("voice <> ALL (editors)", name="voice"),
        CheckConstraint("cardinality(editors) > 0", name="editors"),
        UniqueConstraint("customer_id", "case_id", "decided_by"),
        UniqueConstraint("customer_id", "case_id", "voice"),
        Index(None, "case_id"),
        ForeignKeyConstraint(
            ["customer_id", "case_id", "editors"],
            ["approval_cases.customer_id", "approval_cases.id", "approval_cases.editors"],
            name="fk_approval_votes_case",
        ),
    )


class ActKind(StrEnum):
    """What is done in a case beside voting."""

    TRANSFERRED = "transferred"
    SIGNER_ADDED = "signer_added"
    URGED = "urged"
    RECUSED = "recused"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    ADVANCED = "advanced"


class ApprovalAct(Scoped, Base):
    """Something done in a case beside voting: by whom, why, and to which colleague. Never changed."""

    __tablename__ = "approval_acts"

    case_id: Mapped[UUID]
    step: Mapped[int]
    kind: Mapped[ActKind] = mapped_column(one_of(ActKind))
    done_by: Mapped[UUID]
    done_at: Mapped[datetime]
    colleague: Mapped[UUID | None]
    reason: Mapped[str]

    __table_args__ = (
        Index(None, "case_id"),
        Index(
            "uq_approval_acts_recused",
            "customer_id",
            "case_id",
            "done_by",
            unique=True,
            postgresql_where=text("kind = 'recused'"),
        ),
        ForeignKeyConstraint(["customer_id", "case_id"], ["approval_cases.customer_id", "approval_cases.id"]),
    )


class Condition(Scoped, Base):
    """Something that has to be so before money is paid: laid down with a vote, ticked by another with evidence.

    The evidence is a document of the customer, a note, or both.
    """

    __tablename__ = "approval_conditions"

    case_id: Mapped[UUID]
    number: Mapped[int]
    text: Mapped[str]
    laid_by: Mapped[UUID]
    laid_at: Mapped[datetime]
    met_by: Mapped[UUID | None]
    met_at: Mapped[datetime | None]
    note: Mapped[str | None]
    document_id: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint("met_by <> laid_by", name="four_eyes"),
        CheckConstraint(
            "num_nulls(met_by, met_at) IN (0, 2) AND (met_at IS NULL OR num_nonnulls(note, document_id) > 0)",
            name="met",
        ),
        UniqueConstraint("customer_id", "case_id", "number"),
        Index(None, "case_id"),
        Index(None, "id"),
        ForeignKeyConstraint(["customer_id", "case_id"], ["approval_cases.customer_id", "approval_cases.id"]),
        ForeignKeyConstraint(["customer_id", "document_id"], ["documents.customer_id", "documents.id"]),
    )


class Minutes(Scoped, Base):
    """The minutes of a committee's decision: `blob` names the encrypted paper, `digest` is of the clear one."""

    __tablename__ = "approval_minutes"

    case_id: Mapped[UUID]
    digest: Mapped[str]
    blob: Mapped[str]
    written_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("customer_id", "case_id"),
        Index(None, "case_id"),
        ForeignKeyConstraint(["customer_id", "case_id"], ["approval_cases.customer_id", "approval_cases.id"]),
    )


class Delegation(Base):
    """From one day to another (both included) the delegate may vote in the principal's name, with these positions."""

    __tablename__ = "approval_delegations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    principal_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    delegate_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    positions: Mapped[list[str]]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    out_of_office: Mapped[bool]
    reason: Mapped[str]
    given_by: Mapped[UUID]
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint("principal_id <> delegate_id", name="other"),
        CheckConstraint("valid_until >= valid_from", name="period"),
        CheckConstraint("cardinality(positions) > 0", name="positions"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        Index("ix_approval_delegations_principal_id", "principal_id", postgresql_where=text("ended_at IS NULL")),
        Index("ix_approval_delegations_delegate_id", "delegate_id", postgresql_where=text("ended_at IS NULL")),
    )
