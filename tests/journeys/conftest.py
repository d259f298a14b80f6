"""The running house of a journey, with what a lender has: products, figures, a funding account; and its browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser
from sqlalchemy.ext.asyncio import AsyncSession

from mobile_api.build_hook import ensure_built
from tests.factories.custody import plant_funding_account
from tests.factories.products import plant_product
from tests.factories.reference import plant_figure, plant_lpr
from tests.journeys.browser_phone import chromium, program_or_skip
from tests.journeys.running import ROOT, Running, running_house

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


@pytest.fixture(scope="session")
def program() -> str:
    """The browser, and the built app for it to show."""
    found = program_or_skip()
    ensure_built(ROOT)
    return found


@pytest.fixture
async def browser(program: str) -> AsyncIterator[Browser]:
    async with chromium(program) as started:
        yield started
