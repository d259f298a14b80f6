"""The running house of a journey, with what a lender has: products, figures, a funding account."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.custody import plant_funding_account
from tests.factories.products import plant_product
from tests.factories.reference import plant_figure, plant_lpr
from tests.journeys.running import Running, running_house

NET_ASSETS_FEN = 50_000_000_000


async def furnish(owner: AsyncSession) -> None:
    """What the lender enters before the first loan."""
    await plant_product(owner)
    await plant_figure(owner, "net_assets_last_year_end", NET_ASSETS_FEN)
    await plant_lpr(owner)
    await plant_funding_account(owner)
    await owner.commit()


@pytest.fixture
async def running(
    request: pytest.FixtureRequest, owner: AsyncSession, app_url: str, tmp_path: Path
) -> AsyncIterator[Running]:
    """Server, worker and bank over this test's database; pictures are read where the test is marked `ocr`."""
    await furnish(owner)
    readers = "1" if request.node.get_closest_marker("ocr") else "0"
    with running_house(tmp_path, app_url, JIEDAI_OCR_PROCESSES=readers) as house:
        yield house
