"""Charts, facts told of customers, what their loans say of them, their ratings, and the re-rating of a month."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.customers.models import CustomerKind
from server.customers.rating.chart import Grade
from server.customers.rating.vocabulary import FactSource, Value
from server.kit.database import Base, Scoped, one_of


class RatingCause(StrEnum):
    """Why somebody was rated: the month began, he came, what is known of him changed, a loan of his changed."""

    MONTH = "month"
    REGISTERED = "registered"
    PROFILE = "profile"
    LOAN = "loan"
    OVERDUE = "overdue"


class RunState(StrEnum):
    """How far the re-rating of a month is."""

    RUNNING = "running"
    DONE = "done"


class RatingChart(Base):
    """One version of a chart, from its first to its last day (none: until further notice). `body`: see `chart.parse`.

    Of two versions in force on a day the later counts.
    """

    __tablename__ = "rating_charts"

    code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    applies_to: Mapped[CustomerKind] = mapped_column(one_of(CustomerKind))
    name_zh: Mapped[str]
    name_en: Mapped[str]
    source: Mapped[str]
    body: Mapped[dict[str, Any]]
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]


class ProfileFact(Scoped, Base):
    """One telling of a fact, kept for good. No value: it is not known any more."""

    __tablename__ = "profile_facts"

    code: Mapped[str]
    number: Mapped[Decimal | None]
    flag: Mapped[bool | None]
    word: Mapped[str | None]
    source: Mapped[FactSource] = mapped_column(one_of(FactSource))
    observed_on: Mapped[date]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]

    @property
    def value(self) -> Value | None:
        """What was told."""
        return next((each for each in (self.number, self.flag, self.word) if each is not None), None)

    __table_args__ = (
        CheckConstraint("num_nonnulls(number, flag, word) <= 1", name="one_value"),
        Index(None, "customer_id", "code", "source", "observed_on", "recorded_at"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class CustomerConduct(Scoped, Base):
    """What the house's own loans say of a customer, as of a day: told by the loans, never asked of them."""

    __tablename__ = "customer_conducts"

    loans: Mapped[int]
    current_dpd: Mapped[int]
    worst_dpd: Mapped[int]
    due: Mapped[int]
    on_time: Mapped[int]
    as_of: Mapped[date]

    __table_args__ = (
        CheckConstraint("id = customer_id", name="own_id"),
        CheckConstraint("least(loans, current_dpd, worst_dpd, on_time) >= 0 AND on_time <= due", name="counts"),
        Index(None, "as_of", postgresql_where=text("current_dpd > 0")),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class CustomerRating(Scoped, Base):
    """A rating as it was made: never changed. `parts` and `reasons` are what the chart's categories gave and why.

    `month` is the first day of the month whose re-rating it belongs to. `limit_multiple` is what the grade does to a
    limit.
    """

    __tablename__ = "customer_ratings"

    chart_code: Mapped[str]
    chart_version: Mapped[int]
    cause: Mapped[RatingCause] = mapped_column(one_of(RatingCause))
    month: Mapped[date | None]
    score: Mapped[int]
    grade: Mapped[Grade] = mapped_column(one_of(Grade))
    uncapped_grade: Mapped[str]
    previous_grade: Mapped[str | None]
    fell_by: Mapped[int]
    limit_multiple: Mapped[Decimal]
    flags: Mapped[list[str]]
    caps: Mapped[list[str]]
    facts: Mapped[dict[str, Any]]
    parts: Mapped[list[dict[str, Any]]]
    reasons: Mapped[list[dict[str, Any]]]
    rated_on: Mapped[date]
    rated_by: Mapped[UUID]
    rated_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("(cause = 'month') = (month IS NOT NULL)", name="month"),
        CheckConstraint("(fell_by = 0) OR (previous_grade IS NOT NULL)", name="fell_by"),
        Index(None, "id"),
        Index(None, "customer_id", "rated_at", "id"),
        Index(
            "uq_customer_ratings_month", "customer_id", "month", unique=True, postgresql_where=text("month IS NOT NULL")
        ),
        Index("ix_customer_ratings_fallen", "rated_on", "id", postgresql_where=text("fell_by >= 2")),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
        ForeignKeyConstraint(["chart_code", "chart_version"], ["rating_charts.code", "rating_charts.version"]),
    )


class RatingRun(Base):
    """The re-rating of a month: how far it came. `after` is the customer who was rated last."""

    __tablename__ = "rating_runs"

    month: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[RunState] = mapped_column(one_of(RunState))
    after: Mapped[UUID]
    rated: Mapped[int]
    fallen: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("extract(day from month) = 1", name="month"),
        CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name="finished"),
    )
