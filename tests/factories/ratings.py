"""Ratings that somebody was given."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.rating.chart import Grade
from server.customers.rating.models import CustomerRating, RatingCause
from tests.factories.customers import Planted


async def plant_rating(
    owner: AsyncSession, customer: Planted, *, grade: Grade = Grade.BBB, on: date = date(2026, 2, 10), **over: Any
) -> UUID:
    """A rating by the chart of persons, with one part and reason."""
    part = {"code": "A3", "part": "basic", "name_zh": "学历与技能", "name_en": "Education and skill", "points": 28}
    part |= {"most": 50, "known": True, "neutral": False, "zh": "高中", "en": "secondary school"}
    rating_id = uuid4()
    row: dict[str, Any] = {
        "id": rating_id,
        "chart_code": "person",
        "chart_version": 1,
        "cause": RatingCause.PROFILE,
        "score": 640,
        "grade": grade,
        "uncapped_grade": grade.value,
        "fell_by": 0,
        "limit_multiple": Decimal("0.8"),
        "flags": [],
        "caps": [],
        "facts": {},
        "parts": [part],
        "reasons": [part],
        "rated_on": on,
        "rated_by": customer.officer_id,
        "rated_at": datetime(on.year, on.month, on.day, tzinfo=UTC),
    }
    await owner.execute(insert(CustomerRating).values(**customer.owner_columns, **(row | over)))
    await owner.commit()
    return rating_id
