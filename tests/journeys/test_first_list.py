"""The first list on a phone: what is fetched until it can be used, what is painted before the app is there.

Counts and words only, for these do not depend on how busy a machine is; `jiedai bench phone` has the times.
"""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession

from mobile_api.documents import staff_app_documents
from tests.fixtures.world import PASSWORD
from tests.journeys.clock_phone import CARD, logged_in, visit
from tests.journeys.phones import Phone
from tests.journeys.running import Running
from tests.journeys.steps import apply_for
from tests.journeys.test_tiers import borrower

REQUESTS_MAX = 5
BYTES_MAX = 40_000
"""All that comes over the wire, headers included."""
WAITING = 2
PAINTED = '#app[data-first] [aria-busy="true"]'
SEEN = """() => [...document.querySelectorAll('main > .list-head, main .card.case')].map((card) => {
  const box = card.getBoundingClientRect();
  const moves = card.querySelector('.foot span:last-child, .pulse');
  const whole = card.innerText, moving = moves?.innerText;
  const words = (moving ? whole.replace(moving, '') : whole).replace(/\\s+/g, ' ').trim();
  return [words, Math.round(box.x), Math.round(box.y), Math.round(box.width), Math.round(box.height)];
})"""
LISTEN = """document.addEventListener('securitypolicyviolation', (event) => {
  (window.refused ??= []).push(event.violatedDirective);
})"""


@pytest.fixture
async def reviewer(browser: Browser, running: Running, owner: AsyncSession) -> AsyncIterator[BrowserContext]:
    """A reviewer's phone with nothing of the app; two cases wait for him."""
    officer = Phone(running.url, "officer.east1").log_in()
    for _ in range(WAITING):
        apply_for(officer, await borrower(owner, "officer.east1", income_fen=300_000), "30000.00")
    context = await logged_in(browser, running.url, {"login": "reviewer.east1", "password": PASSWORD})
    yield context
    await context.close()


async def without_the_app(context: BrowserContext) -> Page:
    """A page whose script never arrives."""
    page = await context.new_page()
    await page.route(re.compile(r"/assets/index-.*\.js$"), lambda route: route.abort())
    return page


@pytest.mark.browser
@pytest.mark.timeout(300)
async def test_the_first_list_can_be_used_after_five_requests_and_little_is_fetched(
    reviewer: BrowserContext, running: Running
) -> None:
    seen = await visit(reviewer, running.url, slow=False)
    assert seen["usable"] > 0
    assert seen["requests"] <= REQUESTS_MAX, seen
    assert seen["bytes"] <= BYTES_MAX, seen


@pytest.mark.browser
@pytest.mark.timeout(300)
async def test_the_painted_list_is_the_one_that_the_app_then_shows(reviewer: BrowserContext, running: Running) -> None:
    page = await without_the_app(reviewer)
    await page.add_init_script(LISTEN)
    await page.goto(running.url, wait_until="commit")
    await expect(page.locator(f"{PAINTED} .case")).to_have_count(WAITING)
    painted = await page.evaluate(SEEN)
    app = await reviewer.new_page()
    questions: list[str] = []
    app.on("request", lambda request: questions.append(request.post_data or "") if "graphql" in request.url else None)
    await app.add_init_script(LISTEN)
    await app.goto(running.url, wait_until="commit")
    await expect(app.locator("nav.tabs")).to_be_visible()
    await expect(app.locator(CARD)).to_have_count(WAITING)
    assert await app.evaluate(SEEN) == painted
    assert await app.locator("#first").count() == 0
    assert [text for text in questions if '"documentId"' in text and inbox_id() in text] == []
    for shown in (page, app):
        assert await shown.evaluate("window.refused ?? []") == []


def inbox_id() -> str:
    """Under which the app asks for the list."""
    (found,) = [key for key, text in staff_app_documents().items() if text.startswith("query Inbox(")]
    return found[:16]
