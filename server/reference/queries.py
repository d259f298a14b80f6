"""Every select of reference. These tables are the same for everybody, so no scope applies."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.reference.models import LenderFigure, LprRate, RegionCode, Tenor


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


async def region_name(session: AsyncSession, code: str) -> str | None:
    return (await session.execute(select(RegionCode.name_zh).where(RegionCode.code == code))).scalar_one_or_none()
