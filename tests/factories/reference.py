"""Lender figures and prime rates."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.reference.models import LenderFigure, LprRate, Tenor
from tests.fixtures.world import id_of

FROM_DAY = date(2025, 1, 1)


async def plant_figure(
    owner: AsyncSession, code: str, value: str | int | Decimal, *, effective_from: date = FROM_DAY
) -> UUID:
    """Plant a figure of the lender that holds from a day on."""
    figure_id = uuid4()
    await owner.execute(
        insert(LenderFigure).values(
            id=figure_id,
            code=code,
            effective_from=effective_from,
            value=Decimal(value),
            note="test",
            set_by=id_of("risk.hq"),
            set_at=datetime(2025, 1, 1, tzinfo=UTC),
        )
    )
    await owner.commit()
    return figure_id


async def plant_lpr(
    owner: AsyncSession, rate: str = "0.03", *, tenor: Tenor = Tenor.ONE_YEAR, effective_from: date = FROM_DAY
) -> None:
    """A loan prime rate from a day on."""
    await owner.execute(insert(LprRate).values(tenor=tenor, effective_from=effective_from, rate=Decimal(rate)))
    await owner.commit()
