"""Applications, the officers' opinions, and what the rules found."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.applications.rules import ApplicationState
from server.approvals.rules import Tier
from server.kit.database import Base, Scoped, one_of
from server.kit.rulebook import FindingOutcome

COUNTED = ("customer_id", "state", "amount_fen")


class Application(Scoped, Base):
    """A request for a loan. `requested_*` is what the customer asked for, `amount_fen` and `term_months` what stands.

    `submission` counts the rounds; opinion and findings of the present round carry the same number. `account_id` is
    the verified account at the last submission; `approved_hash` is over the content that was approved.
    Where an approval has changed the terms, the customer accepts them anew: `offered_at`, `accepted_at`, and how;
    `rate_annual` is the rate it has laid down, above the product's own.
    """

    __tablename__ = "applications"

    number: Mapped[str]
    product_version_id: Mapped[UUID] = mapped_column(ForeignKey("product_versions.id"))
    requested_amount_fen: Mapped[int]
    requested_term_months: Mapped[int]
    amount_fen: Mapped[int]
    term_months: Mapped[int]
    purpose: Mapped[str]
    state: Mapped[ApplicationState] = mapped_column(one_of(ApplicationState))
    submission: Mapped[int]
    tier: Mapped[Tier | None] = mapped_column(one_of(Tier))
    exposure_after_fen: Mapped[int | None]
    debt_ratio: Mapped[Decimal | None]
    apr: Mapped[Decimal | None]
    account_id: Mapped[UUID | None]
    case_id: Mapped[UUID | None]
    approved_hash: Mapped[str | None]
    withdrawal_reason: Mapped[str | None]
    rate_annual: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    offered_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None]
    acceptance: Mapped[str | None]
    editors: Mapped[list[UUID]]
    started_by: Mapped[UUID]
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("amount_fen > 0 AND amount_fen <= requested_amount_fen", name="amount"),
        CheckConstraint("term_months > 0 AND requested_term_months > 0", name="term"),
        CheckConstraint("cardinality(editors) > 0", name="editors"),
        CheckConstraint(
            "state NOT IN ('approved', 'contracted', 'disbursed') OR approved_hash IS NOT NULL", name="approved"
        ),
        CheckConstraint(
            "num_nulls(accepted_at, accepted_by, acceptance) IN (0, 3) "
            "AND (accepted_at IS NULL OR offered_at IS NOT NULL)",
            name="accepted",
        ),
        CheckConstraint("state IN ('draft', 'withdrawn') OR submission > 0", name="submitted"),
        CheckConstraint("state <> 'in_review' OR case_id IS NOT NULL", name="in_review"),
        # lists are counted and added up from the index alone, under row policies as well
        Index("ix_applications_list", "created_at", "id", postgresql_include=["branch_id", "officer_id", *COUNTED]),
        Index(
            "ix_applications_officer_list", "officer_id", "created_at", "id", postgresql_include=["branch_id", *COUNTED]
        ),
        Index(
            "ix_applications_branch_list", "branch_id", "created_at", "id", postgresql_include=["officer_id", *COUNTED]
        ),
        Index(
            "ix_applications_officer_state",
            "officer_id",
            "state",
            "created_at",
            "id",
            postgresql_include=["branch_id", *(column for column in COUNTED if column != "state")],
        ),
        Index(
            "ix_applications_waiting",
            "branch_id",
            "officer_id",
            "customer_id",
            postgresql_where=text("state = 'in_review'"),
        ),
        Index("ix_applications_state_list", "state", "created_at", "id"),
        Index(None, "submitted_at"),
        Index(None, "decided_at"),
        Index(None, "customer_id", "created_at", "id"),
        Index(None, "id"),
        Index(None, "number"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class ApplicationNumber(Base):
    """A public number that is taken, claimed by INSERT. It tells nothing but that."""

    __tablename__ = "application_numbers"

    number: Mapped[str] = mapped_column(primary_key=True)


class Opinion(Scoped, Base):
    """The officer's signed opinion: what he recommends and why. `hash` is over content, officer, instant and reason."""

    __tablename__ = "application_opinions"

    application_id: Mapped[UUID]
    submission: Mapped[int]
    amount_fen: Mapped[int]
    term_months: Mapped[int]
    reason: Mapped[str]
    given_by: Mapped[UUID]
    given_at: Mapped[datetime]
    hash: Mapped[str]

    __table_args__ = (
        UniqueConstraint("customer_id", "application_id", "submission"),
        Index(None, "application_id"),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
    )


class ApplicationFinding(Scoped, Base):
    """A rule that did not pass at a submission, with its version and its reason in both languages."""

    __tablename__ = "application_findings"

    application_id: Mapped[UUID]
    submission: Mapped[int]
    position: Mapped[int]
    code: Mapped[str]
    rule_version: Mapped[int]
    outcome: Mapped[FindingOutcome] = mapped_column(one_of(FindingOutcome))
    reason_zh: Mapped[str]
    reason_en: Mapped[str]
    facts: Mapped[dict[str, Any]]
    found_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("customer_id", "application_id", "submission", "position"),
        Index(None, "application_id"),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
    )
