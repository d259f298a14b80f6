"""What others ask about ratings: a customer's last one, and how grades have moved in a month."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from server.customers.rating.chart import RANKS, Grade
from server.customers.rating.models import CustomerRating
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.work import Work

MONTH_DAYS_MAX: Final = 31


async def rating_of(work: Work, customer_id: UUID) -> CustomerRating | None:
    """The last rating of a customer in sight (a building block); None: he was never rated."""
    wanted = (
        select(CustomerRating)
        .where(CustomerRating.customer_id == customer_id, within(CustomerRating, work.scope))
        .order_by(CustomerRating.rated_at.desc(), CustomerRating.id.desc())
        .limit(1)
    )
    return (await work.session.execute(wanted)).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Moved:
    """How many customers came from one grade to another; `before` None: they had no rating when the month began."""

    before: Grade | None
    after: Grade
    customers: int


@read(Operation.DASHBOARD_READ)
async def rating_migration(work: Work, *, month: date | None = None) -> list[Moved]:
    """The migration matrix of a month: customers in sight by their grade before it began and at its end or today.

    Any day of the month names it; without one it is the month of today. Best grades first.
    """
    first = (month or work.today).replace(day=1)
    after_last = (first + timedelta(days=MONTH_DAYS_MAX)).replace(day=1)
    after, before = _last(work, after_last), _last(work, first)
    wanted = (
        select(before.grade, after.grade, func.count())
        .select_from(after)
        .outerjoin(before, and_(before.customer_id == after.customer_id))
        .group_by(before.grade, after.grade)
    )
    rows = [Moved(was, now, count) for was, now, count in await work.session.execute(wanted)]
    return sorted(rows, key=lambda row: (-1 if row.before is None else RANKS[row.before], RANKS[row.after]))


def _last(work: Work, day: date) -> type[CustomerRating]:
    """Each customer's last rating before a day."""
    newest = (
        select(CustomerRating)
        .ext(distinct_on(CustomerRating.customer_id))
        .where(CustomerRating.rated_on < day, within(CustomerRating, work.scope))
        .order_by(CustomerRating.customer_id, CustomerRating.rated_at.desc(), CustomerRating.id.desc())
    )
    return aliased(CustomerRating, newest.subquery())
