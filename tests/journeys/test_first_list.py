"""What a phone fetches until the first list can be used: counted, for counts do not depend on how busy a machine is."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser
from sqlalchemy.ext.asyncio import AsyncSession

from mobile_api.build_hook import ensure_built
from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import chromium, program_or_skip
from tests.journeys.clock_phone import logged_in, visit
from tests.journeys.phones import Phone
from tests.journeys.running import ROOT, Running
from tests.journeys.steps import apply_for
from tests.journeys.test_tiers import borrower

REQUESTS_MAX = 5
BYTES_MAX = 42_000
"""Headers and the list itself included; the files are held to 40,000 by tests/mobile_api/web/test_build.py."""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    program = program_or_skip()
    ensure_built(ROOT)
    async with chromium(program) as started:
        yield started


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.timeout(300)
async def test_the_first_list_can_be_used_after_five_requests_and_little_is_fetched(
    browser: Browser, running: Running, owner: AsyncSession
) -> None:
    officer = Phone(running.url, "officer.east1").log_in()
    apply_for(officer, await borrower(owner, "officer.east1", income_fen=300_000), "30000.00")
    context = await logged_in(browser, running.url, {"login": "reviewer.east1", "password": PASSWORD})
    seen = await visit(context, running.url, slow=False)
    await context.close()
    assert seen["usable"] > 0
    assert seen["requests"] <= REQUESTS_MAX, seen
    assert seen["bytes"] <= BYTES_MAX, seen
