"""Findings and sweeps."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of
from server.kit.rulebook import FindingOutcome, Severity


class FindingState(StrEnum):
    """Open, found no longer, or let stand until a day."""

    OPEN = "open"
    MENDED = "mended"
    WAIVED = "waived"


class ComplianceFinding(Base):
    """One rule that one subject does not keep. `subject_kind` is a table's noun, or `house` for the lender itself.

    `due_on` is when it has to be mended; `owner_id` who sees to it, nobody for the compliance desk.
    """

    __tablename__ = "compliance_findings"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    customer_id: Mapped[UUID | None]
    rule_code: Mapped[str]
    rule_version: Mapped[int]
    severity: Mapped[Severity] = mapped_column(one_of(Severity))
    outcome: Mapped[FindingOutcome] = mapped_column(one_of(FindingOutcome))
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    reason_zh: Mapped[str]
    reason_en: Mapped[str]
    facts: Mapped[dict[str, Any]]
    found_on: Mapped[date]
    seen_on: Mapped[date]
    due_on: Mapped[date]
    owner_id: Mapped[UUID | None]
    state: Mapped[FindingState] = mapped_column(one_of(FindingState))
    note: Mapped[str | None]
    mended_on: Mapped[date | None]
    mended_by: Mapped[UUID | None]
    waiver_reason: Mapped[str | None]
    waiver_until: Mapped[date | None]
    waiver_proposed_by: Mapped[UUID | None]
    waiver_proposed_at: Mapped[datetime | None]
    waiver_agreed_by: Mapped[UUID | None]
    waiver_agreed_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("due_on >= found_on AND seen_on >= found_on", name="days"),
        CheckConstraint("(state = 'mended') = (mended_on IS NOT NULL)", name="mended"),
        CheckConstraint("state <> 'waived' OR waiver_agreed_by IS NOT NULL", name="waived"),
        CheckConstraint("waiver_agreed_by <> waiver_proposed_by", name="four_eyes"),
        CheckConstraint("num_nulls(waiver_reason, waiver_until, waiver_proposed_by) IN (0, 3)", name="waiver"),
        Index(
            "uq_compliance_findings_living",
            "rule_code",
            "subject_kind",
            "subject_id",
            unique=True,
            postgresql_where=text("state <> 'mended'"),
        ),
        Index("ix_compliance_findings_desk", "state", "due_on", "id"),
        Index(None, "customer_id"),
    )


class ComplianceSweep(Base):
    """A part of the book was swept for a business date; a date that was broken off goes on with the parts left."""

    __tablename__ = "compliance_sweeps"

    business_date: Mapped[date] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    found: Mapped[int]
    mended: Mapped[int]
    swept_at: Mapped[datetime]
