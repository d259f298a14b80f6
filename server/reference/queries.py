"""Every select of reference. These tables are the same for everybody, so no scope applies."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.reference.models import CalendarDay, LenderFigure, LprRate, RegionCode, Tenor


async def figure_on(session: AsyncSession, code: str, on: date) -> Decimal | None:
    wanted = (
        select(LenderFigure.value)
        .where(LenderFigure.code == code, LenderFigure.effective_from <= on)
        .order_by(LenderFigure.effective_from.desc(), LenderFigure.id.desc())
        .limit(1)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def lpr_on(session: AsyncSession, tenor: Tenor, on: date) -> Decimal | None:
    wanted = (
        select(LprRate.rate)
        .where(LprRate.tenor == tenor, LprRate.effective_from <= on)
        .order_by(LprRate.effective_from.desc())
        .limit(1)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def named_days(session: AsyncSession, from_on: date, to_on: date) -> dict[date, bool]:
    """Days of whole years that somebody has named, and whether they are worked."""
    span = CalendarDay.on.between(date(from_on.year, 1, 1), date(to_on.year, 12, 31))
    wanted = select(CalendarDay.on, CalendarDay.is_working).where(span).order_by(CalendarDay.id)
    return {row.on: row.is_working for row in await session.execute(wanted)}


async def region_name(session: AsyncSession, code: str) -> str | None:
    return (await session.execute(select(RegionCode.name_zh).where(RegionCode.code == code))).scalar_one_or_none()
