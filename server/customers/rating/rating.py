"""Rating customers: from their rows to a stored rating. Building blocks; the doors are in `doors.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.models import CustomerKind
from server.customers.rating import queries
from server.customers.rating.chart import Chart, Grade
from server.customers.rating.deriving import Conduct, Known, Told, as_data, facts_of
from server.customers.rating.errors import ChartMissing
from server.customers.rating.medians import medians_on
from server.customers.rating.models import CustomerConduct, CustomerRating, RatingCause
from server.customers.rating.scoring import Scored, fallen_by, score
from server.kit import crypto
from server.kit.scope import Scope
from server.kit.work import Work
from server.reference import number_formats


@dataclass(frozen=True, slots=True)
class Occasion:
    """On which day, at which instant, by whom and why somebody is rated. `month` for the re-rating of a month."""

    today: date
    at: datetime
    by: UUID
    cause: RatingCause
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating that was stored: whose, which, from which grade to which."""

    customer_id: UUID
    rating_id: UUID
    before: Grade | None
    after: Grade

    @property
    def fell_by(self) -> int:
        return fallen_by(self.before, self.after)


async def rate_customers(work: Work, ids: Sequence[UUID], cause: RatingCause, month: date | None = None) -> list[Rated]:
    """Rate registered customers in sight; others are left alone, and so is who has a rating of this month already.

    Raises ChartMissing.
    """
    occasion = Occasion(work.today, work.now, work.actor.id, cause, month)
    made = await rows_of(work.session, work.scope, ids, work.ports.master_key, occasion)
    rows = [row | {"id": work.new_id()} for row in made]
    if not rows:
        return []
    stored = insert(CustomerRating).on_conflict_do_nothing().returning(CustomerRating.id)
    kept = set((await work.session.execute(stored, rows)).scalars())
    return [
        Rated(
            row["customer_id"], row["id"], Grade(row["previous_grade"]) if row["previous_grade"] else None, row["grade"]
        )
        for row in rows
        if row["id"] in kept
    ]


async def rows_of(
    session: AsyncSession, scope: Scope, ids: Sequence[UUID], master_key: bytes, occasion: Occasion
) -> list[dict[str, Any]]:
    """Rows of ratings but for their ids, for registered customers. Raises ChartMissing."""
    charts = await queries.charts_on(session, occasion.today)
    told = await queries.facts_told(session, scope, ids)
    before = await queries.last_grades(session, scope, ids)
    medians = await medians_on(session, occasion.today)
    rows = []
    for row in await queries.rateable(session, scope, ids):
        chart = charts.get(row.kind)
        if chart is None:
            raise ChartMissing
        known = _known(row, told.get(row.customer_id, ()), master_key, medians.get(row.branch_id))
        facts = facts_of(known, chart, occasion.today)
        owner = {"customer_id": row.customer_id, "branch_id": row.branch_id, "officer_id": row.officer_id}
        scored = score(chart, facts)
        rows.append(
            owner | columns_of(chart, scored, before.get(row.customer_id), occasion) | {"facts": as_data(facts)}
        )
    return rows


def columns_of(chart: Chart, scored: Scored, before: str | None, occasion: Occasion) -> dict[str, Any]:
    """A rating as columns."""
    previous = Grade(before) if before else None
    return {
        "chart_code": chart.code,
        "chart_version": chart.version,
        "cause": occasion.cause,
        "month": occasion.month,
        "score": scored.score,
        "grade": scored.grade,
        "uncapped_grade": scored.uncapped.value,
        "previous_grade": previous.value if previous else None,
        "fell_by": fallen_by(previous, scored.grade),
        "limit_multiple": chart.limit_multiple(scored.grade),
        "flags": [flag.value for flag in scored.flags],
        "caps": [cap.value for cap in scored.caps],
        "parts": [part.as_data() for part in scored.parts],
        "reasons": [part.as_data() for part in scored.reasons],
        "rated_on": occasion.today,
        "rated_by": occasion.by,
        "rated_at": occasion.at,
    }


def _known(row: Any, told: Sequence[Told], master_key: bytes, median_income_fen: Decimal | None) -> Known:
    conduct: CustomerConduct | None = row.CustomerConduct
    counts = ("loans", "current_dpd", "worst_dpd", "due", "on_time")
    return Known(
        row.kind.value,
        _born(row, master_key),
        row.income_monthly_fen,
        row.debt_monthly_fen,
        (row.outstanding_fen or 0) + (row.committed_fen or 0),
        Conduct(**{name: getattr(conduct, name) for name in counts}) if conduct is not None else None,
        tuple(told),
        median_income_fen,
    )


def _born(row: Any, master_key: bytes) -> date | None:
    """The date of birth in a person's number, for the memory of this piece of work."""
    if row.kind is not CustomerKind.PERSON or row.wrapped is None or row.number_cipher is None:
        return None
    key = crypto.unwrap(master_key, row.wrapped, row.customer_id)
    number = crypto.decrypt(key, row.number_cipher, crypto.cell("customers", "number", row.customer_id))
    return number_formats.birth_date(number.decode())
