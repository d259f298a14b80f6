"""A wide screen: the rail shows what one may, a table is walked by keyboard, pinyin finds only one's own customers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from playwright.async_api import Browser, Page, Route, expect
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.customers import plant_customer
from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import PATIENCE_MS, BrowserPhone
from tests.journeys.running import Running

OFFICER, ADMINISTRATOR = "officer.east1", "admin1.hq"
OWN = ("王小明", "欧阳娜娜", "诸葛亮")
FOREIGN = "赵云"
WIDTH, HEIGHT = 1280, 800
FORGET = """() => new Promise((done) => {
  const opening = indexedDB.open('jiedai');
  opening.onsuccess = () => {
    const work = opening.result.transaction('kept', 'readwrite');
    work.objectStore('kept').clear();
    work.oncomplete = () => (opening.result.close(), done());
  };
})"""


@asynccontextmanager
async def desk_of(browser: Browser, house: Running, login: str) -> AsyncIterator[BrowserPhone]:
    """Somebody at a wide screen with a keyboard and a mouse, logged in."""
    context = await browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(PATIENCE_MS)
    desk = BrowserPhone(house.url, context, await context.new_page())
    desk.watch()
    page = desk.page
    await desk.open("/")
    await page.fill("[name=login]", login)
    await page.fill("[name=password]", PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator(".rail a").first).to_be_visible()
    try:
        yield desk
    finally:
        await context.close()


async def places(page: Page) -> set[str]:
    return {await link.get_attribute("href") or "" for link in await page.locator(".rail a").all()}


def row(at: int) -> str:
    return f".grid tbody tr[data-row='{at}'] a"


@pytest.mark.browser
async def test_a_table_is_walked_by_keyboard_and_each_role_sees_its_own_parts(
    running: Running, owner: AsyncSession, browser: Browser
) -> None:
    for name in OWN:
        await plant_customer(owner, name=name)
    await plant_customer(owner, officer="officer.west1", name=FOREIGN)
    async with desk_of(browser, running, OFFICER) as desk:
        await the_officer_walks(desk)
        assert desk.complaints == []
        assert desk.strangers() == []
    async with desk_of(browser, running, ADMINISTRATOR) as desk:
        await the_administrator_looks(desk)
        assert desk.complaints == []


async def the_officer_walks(desk: BrowserPhone) -> None:
    page, keys = desk.page, desk.page.keyboard
    open_to_him = await places(page)
    assert {"/desk/customers", "/desk/loans", "/new", "/me"} <= open_to_him
    assert not open_to_him & {"/inbox", "/desk/staff", "/desk/audit", "/desk/feedback", "/desk/breaks", "/desk/law"}
    await desk.open("/desk/audit")
    await expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")

    await page.locator(".rail a[href='/desk/customers']").click()
    links = page.locator(".grid tbody a")
    await expect(links).to_have_count(len(OWN))
    await keys.press("j")
    await expect(page.locator(row(0))).to_be_focused()
    await keys.press("j")
    await keys.press("ArrowDown")
    await keys.press("k")
    await expect(page.locator(row(1))).to_be_focused()
    chosen = await page.locator(row(1)).inner_text()
    await keys.press("Enter")
    detail = page.locator(".split-detail")
    await expect(detail.locator(".hero .name")).to_have_text(chosen)
    await expect(page.locator("tr.chosen")).to_have_count(1)
    assert "/desk/customers/Customer_" in page.url
    await page.reload()
    await escape_leads_back(page, chosen)
    await page.locator(row(1)).press("Enter")
    await expect(detail.locator(".hero .name")).to_have_text(chosen)
    held = asyncio.Event()
    await page.evaluate(FORGET)
    await page.route("**/graphql", partial(hold_lists, held))
    await page.reload()
    await escape_leads_back(page, chosen, held)
    await page.unroute("**/graphql")
    await pinyin_finds(page)


async def hold_lists(until: asyncio.Event, route: Route) -> None:
    if '"order"' in (route.request.post_data or ""):
        await until.wait()
    await route.continue_()


async def escape_leads_back(page: Page, chosen: str, held: asyncio.Event | None = None) -> None:
    """Esc in the detail of row 1 leads to that row, also where the detail came before the list."""
    detail = page.locator(".split-detail")
    await expect(detail.locator(".hero .name")).to_have_text(chosen)
    if held:
        await expect(page.locator(row(1))).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(detail).to_have_count(0)
    if held:
        held.set()
    await expect(page.locator(row(1))).to_be_focused()
    assert page.url.endswith("/desk/customers")


async def pinyin_finds(page: Page) -> None:
    """By initials, by syllables, by the beginning of them; never beyond the scope."""
    links, box = page.locator(".grid tbody a"), page.locator("input[type=search]")
    await page.keyboard.press("/")
    await expect(box).to_be_focused()
    for typed in ("ouyangnana", "oynn", "ouyang", "OuyangN"):
        await box.fill(typed)
        await expect(links).to_have_text(["欧**娜"])
        await box.fill("")
        await expect(links).to_have_count(len(OWN))
    await box.fill("zhugel")
    await expect(links).to_have_text(["诸*亮"])
    await box.fill("zhaoyun")
    await expect(page.locator(".grid .empty")).to_be_visible()
    await box.fill("zy")
    await expect(page.locator(".grid .empty")).to_be_visible()


async def the_administrator_looks(desk: BrowserPhone) -> None:
    page = desk.page
    open_to_him = await places(page)
    assert {"/desk/staff", "/desk/feedback"} <= open_to_him
    assert not open_to_him & {"/desk/customers", "/desk/loans", "/desk/audit", "/inbox"}
    await page.locator(".rail a[href='/desk/staff']").click()
    links = page.locator(".grid tbody a")
    await expect(links.first).to_be_visible()
    await page.get_by_label("谁有权").select_option("application:start")
    await expect(links).to_have_text(["officer.east1", "officer.east2", "officer.west1", "officer2.east1"])
    await page.keyboard.press("j")
    await expect(page.locator(row(0))).to_be_focused()
    await page.keyboard.press("Enter")
    held = page.locator(".split-detail")
    await expect(held.get_by_role("heading", level=2).first).to_have_text("officer.east1")
    await expect(held.get_by_text("新建申请", exact=True)).to_be_visible()
    await held.get_by_role("button", name="休假并移交").click()
    sheet = page.locator("dialog[open]")
    await sheet.get_by_label("接收人").select_option(label="officer.west1 · west-1")
    await expect(sheet.get_by_text(f"将移交 {len(OWN)} 位客户")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(sheet).to_have_count(0)
