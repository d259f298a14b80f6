"""The customers of the demonstration are rated, month by month, as the house itself would have rated them."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.models import Customer, CustomerState
from server.customers.rating.doors import month_waiting
from server.customers.rating.models import CustomerConduct, CustomerRating, RatingRun, RunState
from server.identity.actors import WORKER
from server.jobs.rating import rate_by_the_clock
from server.kit.work import Caller, House


async def test_every_customer_is_rated_and_grades_differ(owner: AsyncSession, house: House) -> None:
    active = select(func.count()).select_from(Customer).where(Customer.state == CustomerState.ACTIVE)
    rows = (await owner.execute(select(CustomerRating).order_by(CustomerRating.rated_at))).scalars().all()
    latest = {row.customer_id: row for row in rows}
    assert len(latest) == (await owner.execute(active)).scalar_one()
    assert len(Counter(row.grade for row in latest.values())) >= 4
    assert {row.chart_code for row in latest.values()} == {"person", "company"}
    assert {row.rated_on for row in rows} == {date(2026, 2, 1), date(2026, 3, 1)}
    assert all(row.score == sum(part["points"] for part in row.parts) for row in rows)
    assert await month_waiting(Caller(house, WORKER)) is None


async def test_the_clock_finds_the_runs_done_and_looks_at_arrears_alone(owner: AsyncSession, house: House) -> None:
    runs = (await owner.execute(select(RatingRun.state))).scalars().all()
    assert runs == [RunState.DONE, RunState.DONE]
    told = (await owner.execute(select(func.count()).select_from(CustomerConduct))).scalar_one()
    assert told > 0
    await rate_by_the_clock(house)
    await owner.rollback()
    assert (await owner.execute(select(RatingRun.state))).scalars().all() == runs
