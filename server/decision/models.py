"""Editions of rule sets and scorecards (reference tables), and the stored assessments of applications."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of
from server.kit.rule_rows import RuleResult


class EditionKind(StrEnum):
    """What is published by four eyes: the rules of risk, or a scorecard."""

    RULES = "rules"
    SCORECARD = "scorecard"


class EditionState(StrEnum):
    """Proposed waits for a second person; what was withdrawn never held."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Edition(Base):
    """A rule set or a scorecard, as it was proposed; a change is a new number.

    `digest` is the SHA-256 of `content`; `rules` are the rules in it once more, for those who read them.
    In force on a day is the published edition of a kind with the latest first day, of several the highest number.
    """

    __tablename__ = "decision_editions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[EditionKind] = mapped_column(one_of(EditionKind))
    code: Mapped[str]
    number: Mapped[int]
    state: Mapped[EditionState] = mapped_column(one_of(EditionState))
    effective_from: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    rules: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    card: Mapped[dict[str, Any]] = mapped_column(JSONB)
    digest: Mapped[str]
    note: Mapped[str]
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("kind", "number"),
        CheckConstraint("state <> 'published' OR decided_by <> proposed_by", name="four_eyes"),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decided_at"),
        Index(
            "uq_decision_editions_living", "kind", "digest", unique=True, postgresql_where=text("state = 'proposed'")
        ),
        Index(None, "kind", "effective_from", "number"),
    )


class Assessment(RuleResult, Base):
    """What the rules of risk said of an application at one submission, under which editions, and the score with it.

    `results` hold every rule's result with both sentences; `reasons` the worst features of the score.
    """

    __tablename__ = "decision_assessments"

    application_id: Mapped[UUID]
    edition_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision_editions.id"))
    scorecard_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision_editions.id"))
    score: Mapped[int | None]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")

    __table_args__ = (
        Index(None, "customer_id", "application_id"),
        Index(None, "application_id"),
        CheckConstraint("(score IS NULL) = (scorecard_id IS NULL)", name="score"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class Channel(StrEnum):
    """Where an application comes from: typed in by staff, or by the applicant himself."""

    STAFF = "staff"
    SELF_SERVICE = "self_service"


class Arrival(Base):
    """An application that came in: when, through which channel, and its sources as blind indexes.

    `network_index` is of the first 24 bits of an IPv4 address, the first 48 of an IPv6 address.
    """

    __tablename__ = "decision_arrivals"

    application_id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(one_of(Channel))
    address_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    network_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    device_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    entered_by: Mapped[UUID]
    arrived_at: Mapped[datetime]

    __table_args__ = (
        Index(None, "address_index", "arrived_at"),
        Index(None, "network_index", "arrived_at"),
        Index(None, "device_index", "arrived_at"),
        Index(None, "entered_by", "arrived_at"),
    )


class AddressBlock(Base):
    """An address from which too many applications came at once: new ones are refused until then."""

    __tablename__ = "decision_address_blocks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    address_index: Mapped[bytes] = mapped_column(LargeBinary)
    applications: Mapped[int]
    blocked_at: Mapped[datetime]
    blocked_until: Mapped[datetime]

    __table_args__ = (Index(None, "address_index", "blocked_until"),)


class AllowedAddress(Base):
    """An address from which many may come (a market hall, a partner's office), until a day, and why."""

    __tablename__ = "decision_allowed_addresses"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    address_index: Mapped[bytes] = mapped_column(LargeBinary)
    reason: Mapped[str]
    allowed_until: Mapped[date]
    allowed_by: Mapped[UUID]
    allowed_at: Mapped[datetime]

    __table_args__ = (Index(None, "address_index", "allowed_until"),)
