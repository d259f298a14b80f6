"""Every select of ratings. A row out of scope does not exist."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Uuid

from server.customers.models import Customer, CustomerExposure, CustomerKind, CustomerState
from server.customers.rating.chart import Chart, parse
from server.customers.rating.deriving import Told
from server.customers.rating.models import CustomerConduct, CustomerRating, ProfileFact, RatingChart, RatingRun
from server.kit.data_keys import CustomerKey
from server.kit.database import within
from server.kit.scope import Scope

Columns = TypeVarTuple("Columns")


async def charts_on(session: AsyncSession, day: date) -> dict[CustomerKind, Chart]:
    """The charts in force on a day, by the kind of customer; of two the later version."""
    wanted = (
        select(RatingChart)
        .where(
            RatingChart.effective_from <= day,
            or_(RatingChart.effective_until.is_(None), RatingChart.effective_until >= day),
        )
        .order_by(RatingChart.version)
    )
    rows = (await session.execute(wanted)).scalars()
    newest = {row.applies_to: row for row in rows}
    return {kind: parse(row.code, row.version, row.body) for kind, row in newest.items()}


async def rateable(session: AsyncSession, scope: Scope, ids: Sequence[UUID]) -> Sequence[Any]:
    """Registered customers with their key, exposure and conduct; who has none of these has None there."""
    wanted = (
        select(
            Customer.customer_id,
            Customer.branch_id,
            Customer.officer_id,
            Customer.kind,
            Customer.number_cipher,
            Customer.income_monthly_fen,
            Customer.debt_monthly_fen,
            CustomerKey.wrapped,
            CustomerExposure.outstanding_fen,
            CustomerExposure.committed_fen,
            CustomerConduct,
        )
        .outerjoin(CustomerKey, CustomerKey.customer_id == Customer.customer_id)
        .outerjoin(CustomerExposure, CustomerExposure.customer_id == Customer.customer_id)
        .outerjoin(CustomerConduct, CustomerConduct.customer_id == Customer.customer_id)
        .where(Customer.customer_id == _any(ids), Customer.state == CustomerState.ACTIVE, within(Customer, scope))
        .order_by(Customer.customer_id)
    )
    return (await session.execute(wanted)).all()


async def told_of(session: AsyncSession, scope: Scope, ids: Sequence[UUID]) -> Sequence[ProfileFact]:
    """The newest telling of each fact by each source, of these customers."""
    return (await session.execute(_newest(select(ProfileFact), scope, ids))).scalars().all()


async def facts_told(session: AsyncSession, scope: Scope, ids: Sequence[UUID]) -> dict[UUID, list[Told]]:
    """The same, as ratings take it, by customer: a book of customers has some fifty thousand of them."""
    wanted = select(
        ProfileFact.customer_id,
        ProfileFact.code,
        ProfileFact.number,
        ProfileFact.flag,
        ProfileFact.word,
        ProfileFact.source,
        ProfileFact.observed_on,
    )
    told: dict[UUID, list[Told]] = {}
    for customer_id, code, number, flag, word, source, observed_on in await session.execute(
        _newest(wanted, scope, ids)
    ):
        value = number if number is not None else flag if flag is not None else word
        told.setdefault(customer_id, []).append(Told(code, value, source, observed_on))
    return told


def _newest(wanted: Select[*Columns], scope: Scope, ids: Sequence[UUID]) -> Select[*Columns]:
    newest_last = (
        ProfileFact.customer_id,
        ProfileFact.code,
        ProfileFact.source,
        ProfileFact.observed_on.desc(),
        ProfileFact.recorded_at.desc(),
        ProfileFact.id.desc(),
    )
    return (
        wanted.ext(distinct_on(*newest_last[:3]))
        .where(ProfileFact.customer_id == _any(ids), within(ProfileFact, scope))
        .order_by(*newest_last)
    )


async def last_grades(session: AsyncSession, scope: Scope, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The grade of each customer's last rating, by customer."""
    order = (CustomerRating.customer_id, CustomerRating.rated_at.desc(), CustomerRating.id.desc())
    wanted = (
        select(CustomerRating.customer_id, CustomerRating.grade)
        .ext(distinct_on(CustomerRating.customer_id))
        .where(CustomerRating.customer_id == _any(ids), within(CustomerRating, scope))
        .order_by(*order)
    )
    return {row.customer_id: row.grade for row in await session.execute(wanted)}


async def page_after(session: AsyncSession, scope: Scope, after: UUID, limit: int) -> Sequence[UUID]:
    """The next registered customers, in the order of their ids."""
    wanted = (
        select(Customer.customer_id)
        .where(Customer.customer_id > after, Customer.state == CustomerState.ACTIVE, within(Customer, scope))
        .order_by(Customer.customer_id)
        .limit(limit)
    )
    return (await session.execute(wanted)).scalars().all()


async def run_of(session: AsyncSession, month: date, *, lock: bool = False) -> RatingRun | None:
    """The re-rating of a month."""
    wanted = select(RatingRun).where(RatingRun.month == month)
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


def _any(ids: Sequence[UUID]) -> Any:
    return func.any(bindparam(None, list(ids), type_=ARRAY(Uuid), unique=True))
