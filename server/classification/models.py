"""Editions, runs, standings and histories of tiers, grounds by hand, the book of a month and its provision."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import Mapped, mapped_column

from server.classification.vocabulary import Bucket, GroundKind, Tier
from server.kit.database import Base, Scoped, one_of

OWN_TIER = EnumType(
    Tier,
    native_enum=False,
    create_constraint=True,
    length=40,
    name="owntier",
    values_callable=lambda members: [member.value for member in members],
)
"""The CHECK of a table's second tier has a name of its own."""
FIRST_OF_MONTH = "extract(day FROM month) = 1"


class RunState(StrEnum):
    """Phases of classifying a business date, in order; booking and providing come at the end of a month only."""

    CHOOSING = "choosing"
    CLASSIFYING = "classifying"
    BOOKING = "booking"
    PROVIDING = "providing"
    DONE = "done"


class GroundState(StrEnum):
    """Where a ground stands: it holds, until somebody wants it lifted and another agrees."""

    HOLDING = "holding"
    LIFT_PROPOSED = "lift_proposed"
    LIFTED = "lifted"


class ClassificationEdition(Base):
    """Limits, percentages and priors from a day on. `content` is read by `rules.Edition` and `losses.LossEdition`."""

    __tablename__ = "classification_editions"

    version: Mapped[int] = mapped_column(primary_key=True)
    effective_from: Mapped[date] = mapped_column(unique=True)
    source: Mapped[str]
    content: Mapped[dict[str, Any]]


class ClassificationRun(Base):
    """How far classifying a business date has come. `facts_since`: what was recorded from then on is looked at.

    `rates` are the probabilities of default of the month's provision, by bucket, with the rolls behind them.
    """

    __tablename__ = "classification_runs"

    business_date: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[RunState] = mapped_column(one_of(RunState))
    edition: Mapped[int] = mapped_column(ForeignKey("classification_editions.version"))
    facts_since: Mapped[datetime | None]
    last_id: Mapped[UUID | None]
    people: Mapped[int]
    loans: Mapped[int]
    changed: Mapped[int]
    booked: Mapped[int]
    provision_fen: Mapped[int]
    rates: Mapped[dict[str, Any] | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(state = 'done') = (ended_at IS NOT NULL)", name="ended"),
        # one date at a time
        Index("uq_classification_runs_open", text("(true)"), unique=True, postgresql_where=text("state <> 'done'")),
    )


class ClassificationQueue(Base):
    """Customers who wait for the run at hand. `person_id`: himself, or the record that his was merged into."""

    __tablename__ = "classification_queue"

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID]
    branch_id: Mapped[UUID]
    officer_id: Mapped[UUID]

    __table_args__ = (Index(None, "person_id"),)


class LoanClass(Scoped, Base):
    """The standing of a loan's tier (same id). `done_on`: when the loan was seen to have ended.

    `late_30_on` and `late_90_on` are the first days on which it was more than 30 and 90 days past due: its vintage's.
    """

    __tablename__ = "loan_classes"

    tier: Mapped[Tier] = mapped_column(one_of(Tier))
    own_tier: Mapped[Tier] = mapped_column(OWN_TIER)
    clear_since: Mapped[date | None]
    restructures_passed: Mapped[int]
    causes: Mapped[list[str]]
    late_30_on: Mapped[date | None]
    late_90_on: Mapped[date | None]
    classified_on: Mapped[date]
    done_on: Mapped[date | None]

    __table_args__ = (
        Index(
            "ix_loan_classes_watched",
            "customer_id",
            postgresql_where=text("done_on IS NULL AND (tier <> 'normal' OR clear_since IS NULL)"),
        ),
        Index(None, "id"),
        Index(None, "done_on"),
        ForeignKeyConstraint(["customer_id", "id"], ["loans.customer_id", "loans.id"]),
    )


class LoanTier(Scoped, Base):
    """A tier that a loan has or had, from `from_on` to the day before `until_on`; an empty stretch was superseded.

    `reasons` is a list of {code, tier, zh, en}; `edition` the version of the rules that decided.
    """

    __tablename__ = "loan_tiers"

    loan_id: Mapped[UUID]
    tier: Mapped[Tier] = mapped_column(one_of(Tier))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reasons: Mapped[list[dict[str, Any]]]
    edition: Mapped[int] = mapped_column(ForeignKey("classification_editions.version"))
    decided_by: Mapped[UUID]
    decided_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="stretch"),
        Index("uq_loan_tiers_present", "customer_id", "loan_id", unique=True, postgresql_where="until_on IS NULL"),
        Index(None, "id"),
        Index(None, "loan_id", "from_on"),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )


class LoanGround(Scoped, Base):
    """A ground entered by hand that holds a loan down to `tier` or worse until two people have lifted it."""

    __tablename__ = "loan_grounds"

    loan_id: Mapped[UUID]
    kind: Mapped[GroundKind] = mapped_column(one_of(GroundKind))
    tier: Mapped[Tier] = mapped_column(one_of(Tier))
    reason: Mapped[str]
    state: Mapped[GroundState] = mapped_column(one_of(GroundState))
    noted_by: Mapped[UUID]
    noted_at: Mapped[datetime]
    proposed_by: Mapped[UUID | None]
    proposed_at: Mapped[datetime | None]
    lift_reason: Mapped[str | None]
    lifted_by: Mapped[UUID | None]
    lifted_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("tier <> 'normal'", name="worse"),
        CheckConstraint("length(reason) BETWEEN 1 AND 500", name="reason"),
        CheckConstraint(
            "num_nulls(proposed_by, proposed_at, lift_reason) IN (0, 3)"
            " AND (state = 'holding') = (proposed_by IS NULL)",
            name="proposed",
        ),
        CheckConstraint(
            "num_nulls(lifted_by, lifted_at) IN (0, 2) AND (state = 'lifted') = (lifted_by IS NOT NULL)", name="lifted"
        ),
        CheckConstraint("lifted_by <> proposed_by", name="four_eyes"),
        Index(
            "uq_loan_grounds_holding",
            "customer_id",
            "loan_id",
            "kind",
            unique=True,
            postgresql_where="state <> 'lifted'",
        ),
        Index(None, "id"),
        Index(None, "loan_id"),
        Index(None, "noted_at"),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )


class ClassificationMonth(Base):
    """A loan in the book of a month's end. Branch and officer are those of that day; amounts in fen.

    `balance_fen` is the principal that was out by the ledger, `secured_fen` what registered security counts for.
    """

    __tablename__ = "classification_months"

    month: Mapped[date] = mapped_column(primary_key=True)
    loan_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID]
    branch_id: Mapped[UUID]
    officer_id: Mapped[UUID]
    funding_account_id: Mapped[UUID]
    product_code: Mapped[str]
    disbursed_on: Mapped[date]
    days_past_due: Mapped[int]
    bucket: Mapped[Bucket] = mapped_column(one_of(Bucket))
    tier: Mapped[Tier] = mapped_column(one_of(Tier))
    stage: Mapped[int]
    balance_fen: Mapped[int]
    secured_fen: Mapped[int]
    default_rate: Mapped[Decimal] = mapped_column(Numeric(7, 6))
    expected_fen: Mapped[int]
    least_fen: Mapped[int]
    provision_fen: Mapped[int]

    __table_args__ = (
        CheckConstraint(FIRST_OF_MONTH, name="month"),
        CheckConstraint("balance_fen > 0 AND secured_fen >= 0 AND stage BETWEEN 1 AND 3", name="sound"),
        CheckConstraint("provision_fen = greatest(expected_fen, least_fen)", name="provision"),
        Index(None, "loan_id", "month"),
    )


class MonthProvision(Base):
    """The business event behind a month's entry: what the allowance of a branch and funding account became."""

    __tablename__ = "month_provisions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date]
    branch_id: Mapped[UUID]
    funding_account_id: Mapped[UUID]
    before_fen: Mapped[int]
    provision_fen: Mapped[int]
    amount_fen: Mapped[int]
    loans: Mapped[int]

    __table_args__ = (
        CheckConstraint(FIRST_OF_MONTH, name="month"),
        CheckConstraint("before_fen + amount_fen = provision_fen", name="sum"),
        UniqueConstraint("month", "branch_id", "funding_account_id"),
    )
