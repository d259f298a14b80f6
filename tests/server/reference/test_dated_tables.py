"""What held on a day, and what is missing."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.work import House
from server.reference import catalogue, queries
from server.reference.models import Tenor
from tests.factories.reference import plant_figure


async def test_a_figure_holds_from_its_day_and_is_missing_before(owner: AsyncSession) -> None:
    await plant_figure(owner, "net_assets", 100, effective_from=date(2026, 1, 1))
    await plant_figure(owner, "net_assets", 200, effective_from=date(2026, 2, 1))
    found = [
        await queries.figure_on(owner, "net_assets", day)
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    ]
    assert found == [None, Decimal(100), Decimal(100), Decimal(200)]
    assert await queries.figure_on(owner, "registered_capital", date(2026, 2, 1)) is None


async def test_the_prime_rate_of_a_day_is_the_last_published_before(owner: AsyncSession) -> None:
    await catalogue.write(owner)
    assert await queries.lpr_on(owner, Tenor.ONE_YEAR, date(2026, 3, 2)) == Decimal("0.03")
    assert await queries.lpr_on(owner, Tenor.FIVE_YEARS, date(2025, 5, 19)) == Decimal("0.036")
    assert await queries.lpr_on(owner, Tenor.ONE_YEAR, date(2019, 8, 19)) is None
    assert await queries.region_name(owner, "310000") == "上海市"


@pytest.mark.parametrize(
    "statement",
    ["UPDATE lender_figures SET value = 1", "DELETE FROM lender_figures", "UPDATE lpr_rates SET rate = 0.5"],
)
async def test_the_server_cannot_rewrite_what_held(house: House, statement: str) -> None:
    async with house.database.session() as session:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await session.execute(text(statement))
