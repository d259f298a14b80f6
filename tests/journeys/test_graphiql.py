"""GraphiQL in a demonstration: two clicks to a token, an example that shows rows, a subscription that tells at once."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect
from sqlalchemy.ext.asyncio import AsyncSession

from mobile_api.graphiql import LOGINS_FILE
from tests.fixtures.world import PASSWORD, TOTP_SECRET
from tests.journeys.browser_phone import PATIENCE_MS, BrowserPhone
from tests.journeys.conftest import furnish
from tests.journeys.running import Running, running_house

DESK: ViewportSize = {"width": 1400, "height": 900}
LOGINS = [
    {"role": "loan_officer", "login": "officer.east1", "password": PASSWORD, "totp_secret": None},
    {"role": "regional_manager", "login": "manager.east", "password": PASSWORD, "totp_secret": TOTP_SECRET},
]


@pytest.fixture
async def demonstration(owner: AsyncSession, app_url: str, tmp_path: Path) -> AsyncIterator[Running]:
    """A server with GraphiQL, and the log-ins that the seeds of a demonstration leave."""
    await furnish(owner)
    for house in served(tmp_path, app_url):
        yield house


def served(folder: Path, app_url: str) -> Iterator[Running]:
    (folder / LOGINS_FILE).write_text(json.dumps(LOGINS))
    with running_house(folder, app_url, "server", JIEDAI_GRAPHIQL="true", JIEDAI_INTROSPECTION="true") as house:
        yield house


async def log_in(page: Page, choice: str) -> None:
    """The newcomer's two clicks: who to be, and in."""
    await page.get_by_label("Demo log-ins").select_option(label=choice)
    await page.get_by_role("button", name="Log in").click()
    await expect(page.locator("output[name=said]")).to_contain_text("logged in: " + choice.split(" · ")[1])


async def run(page: Page, example: str) -> None:
    await page.get_by_label("Examples").select_option(label=example)
    await expect(page.locator(".graphiql-query-editor")).to_contain_text(example)
    await page.get_by_role("button", name="Execute query").click()


@pytest.mark.browser
@pytest.mark.timeout(600)
async def test_a_newcomer_gets_a_token_in_two_clicks_and_sees_rows(browser: Browser, demonstration: Running) -> None:
    context = await browser.new_context(viewport=DESK)
    context.set_default_timeout(PATIENCE_MS)
    desk = BrowserPhone(demonstration.url, context, await context.new_page())
    desk.watch()
    await desk.open("/graphiql")
    page, told = desk.page, desk.page.locator(".result-window")
    await log_in(page, "loan_officer · officer.east1")
    await run(page, "产品 Products")
    await expect(told).to_contain_text('"code": "biz_equal"')
    await log_in(page, "regional_manager · manager.east")
    await run(page, "看板 Dashboard")
    await expect(told).to_contain_text('"titleEn"')
    await run(page, "盯着待办 Watch the inbox (subscription)")
    await expect(told).to_contain_text('"totalCount": 0')
    await page.get_by_label("Show Documentation Explorer").click()
    await expect(page.locator(".graphiql-doc-explorer")).to_contain_text("Query")
    stored = await page.evaluate("() => JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie")
    assert stored == "{}"
    assert desk.complaints == []
    assert desk.strangers() == []
    await context.close()
