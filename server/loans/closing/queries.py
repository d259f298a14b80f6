"""Every select of days and what accrued in them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.loans.closing.models import DayClosing, DayState


async def day(session: AsyncSession, business_date: date, *, lock: bool = False) -> DayClosing | None:
    """The closing of a day; locked, it is this work's alone until the end of the transaction."""
    wanted = select(DayClosing).where(DayClosing.business_date == business_date)
    if lock:
        wanted = wanted.with_for_update()
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def last_closed(session: AsyncSession) -> date | None:
    """The newest day that is closed."""
    newest = select(func.max(DayClosing.business_date)).where(DayClosing.state == DayState.CLOSED)
    return (await session.execute(newest)).scalar_one()


async def under_way(session: AsyncSession) -> date | None:
    """The day whose closing has begun and not ended."""
    wanted = select(DayClosing.business_date).where(DayClosing.state != DayState.CLOSED)
    return (await session.execute(wanted)).scalar_one_or_none()


async def closed_between(session: AsyncSession, first: date, last: date) -> Sequence[date]:
    """The closed days of a stretch of time."""
    within = DayClosing.business_date.between(first, last)
    wanted = select(DayClosing.business_date).where(within, DayClosing.state == DayState.CLOSED)
    return (await session.execute(wanted.order_by(DayClosing.business_date))).scalars().all()
