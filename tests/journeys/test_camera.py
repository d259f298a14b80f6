"""A card before the camera becomes an approved application: in pieces, through cuts, with and without a network."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, Request, Route, expect

from mobile_api.build_hook import ensure_built
from tests.factories.photographs import photographed
from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import BrowserPhone, chromium, phone_in, program_or_skip
from tests.journeys.browser_steps import apply_for, approve, register
from tests.journeys.camera_steps import PIECES, Wire, photograph, write_video
from tests.journeys.phones import Phone, one_time_code
from tests.journeys.running import ROOT, Running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
CARD = photographed("id_front", "camera", "easy")
SENDING_SECONDS = 240.0
BYTES_MAX = 300_000
PIECE_BYTES = 65_536
READING_MS = 240_000  # the reader loads its models first
MADE = """{ customers(first: 9) { totalCount nodes {
  id state documents { id kind state } applications { id state } } } }"""


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """A browser whose camera looks at the card."""
    program = program_or_skip()
    ensure_built(ROOT)
    film = tmp_path / "card.y4m"
    write_video(film, CARD)
    camera = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    async with chromium(program, *camera, f"--use-file-for-fake-video-capture={film}") as started:
        yield started


@pytest.mark.ocr
async def test_a_card_before_the_camera_is_sent_in_pieces_read_confirmed_and_approved_on_another_phone(
    browser: Browser, running: Running
) -> None:
    watcher = Phone(running.url, "officer.east1").log_in()
    wire = Wire(before=1, behind=2)
    async with phone_in(browser, running.url) as officer:
        page = officer.page
        await officer.log_in("officer.east1", PASSWORD)
        await officer.open("/new/customer")
        await page.route(f"**{PIECES}/**", wire.carry)
        await photograph(page, "身份证人像面")
        await expect(page.locator(".slot", has_text="识别完成")).to_be_visible(timeout=READING_MS)
        whole = max(offset + size for offset, size in wire.sent)
        assert whole <= BYTES_MAX
        assert max(size for _, size in wire.sent) <= PIECE_BYTES
        assert wire.sent[1] == wire.sent[2], "what was cut is sent once more, and nothing before it"
        offsets = [offset for offset, _ in wire.sent]
        assert sorted(set(offsets)) == list(range(0, whole, PIECE_BYTES))
        assert len(offsets) == len(set(offsets)) + 1
        await officer.press("下一步")
        await expect(page.locator(".checks").first).to_be_attached()
        await expect(page.get_by_label("公民身份号码")).to_have_value(CARD.number)
        await register(officer, "19900000815", "6222020200000000815")
        application = await apply_for(officer, "80000")
        async with phone_in(browser, running.url) as manager:
            await manager.log_in("manager.east", PASSWORD, one_time_code())
            await manager.page.locator(".case").tap()
            await approve(manager)
        await officer.open("/notices")
        await expect(page.locator("main")).to_contain_text("通过")
    made = watcher.ask(MADE)["customers"]["nodes"]
    assert [(one["id"], one["state"]) for one in made[0]["applications"]] == [(application, "APPROVED")]
    assert len(made[0]["documents"]) == 1


async def test_photographs_go_on_after_a_reload_and_a_closed_page_in_their_order(
    browser: Browser, running: Running
) -> None:
    watcher = Phone(running.url, "officer.east1").log_in()
    async with phone_in(browser, running.url) as officer:
        page = officer.page
        await officer.log_in("officer.east1", PASSWORD)
        await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        await officer.open("/new/customer")
        await expect(page.locator(".slot").first).to_be_visible()
        wire = Wire(before=1)

        async def cut_off(route: Route, request: Request) -> None:
            if wire.sent and request.method != "PATCH":
                await route.abort()
                return
            await wire.carry(route, request)

        await officer.context.route(f"**{PIECES}/**", cut_off)
        await photograph(page, "身份证人像面")
        await expect(page.locator(".slot", has_text="已存手机")).to_be_visible()
        await photograph(page, "身份证国徽面")
        await expect(page.locator(".slot", has_text="已存手机")).to_have_count(2)
        await page.close()
        await officer.context.unroute(f"**{PIECES}/**")
        officer.page = page = await officer.context.new_page()
        seen: list[tuple[str, str]] = []
        page.on("request", lambda request: seen.append((request.method, urlsplit(request.url).path)))
        await officer.open("/customers")
        await expect(page.locator(".row, li").first).to_be_visible()
        await wait_for_documents(watcher, 2)
        begun = [path for method, path in seen if method == "POST" and path == PIECES]
        assert len(begun) == 1, "the first goes on where it was cut; only the second is announced"
        [customer] = watcher.ask(MADE)["customers"]["nodes"]
        assert sorted(document["kind"] for document in customer["documents"]) == ["ID_BACK", "ID_FRONT"]


async def wait_for_documents(watcher: Phone, count: int) -> None:
    """Until the server has so many documents of the one customer."""
    deadline = time.monotonic() + SENDING_SECONDS
    while time.monotonic() < deadline:
        nodes = watcher.ask(MADE)["customers"]["nodes"]
        if nodes and len(nodes[0]["documents"]) == count:
            return
        await asyncio.sleep(0.2)
    pytest.fail("never sent")


async def test_an_application_taken_without_a_network_and_mended_when_refused_is_sent_once(
    browser: Browser, running: Running
) -> None:
    watcher = Phone(running.url, "officer.east1").log_in()
    async with phone_in(browser, running.url) as officer:
        page = officer.page
        await officer.log_in("officer.east1", PASSWORD)
        await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        await officer.open("/new/here")
        await expect(page.get_by_label("申请金额")).to_be_visible()
        await officer.context.set_offline(offline=True)
        await photograph(page, "身份证人像面")
        await expect(page.locator(".slot", has_text="已拍摄")).to_have_count(1)
        await fill_in(page, phone_number="1")
        await page.close()
        officer.page = page = await officer.context.new_page()
        await officer.open("/new/here")
        await expect(page.get_by_label("姓名")).to_have_value(CARD.name)
        await expect(page.locator(".slot", has_text="已拍摄")).to_have_count(1)
        await officer.press("存手机，联网后发送")
        await expect(page.get_by_text("已存手机", exact=True)).to_be_visible()
        assert await without(officer, CARD.number)
        await officer.open("/me")
        await officer.press("退出登录")
        await expect(page.get_by_text(re.compile(r"还有 \d+ 项没有发送"))).to_be_visible()
        await page.close()
        assert watcher.ask(MADE)["customers"]["totalCount"] == 0
        await officer.context.set_offline(offline=False)
        officer.page = page = await officer.context.new_page()
        await officer.open("/outbox")
        await expect(page.get_by_text("被拒绝", exact=True)).to_be_visible()
        await officer.press("打开修改")
        await expect(page.get_by_label("姓名")).to_have_value(CARD.name)
        await page.get_by_label("手机号码").fill("19900000816")
        await photograph(page, "身份证国徽面")
        await expect(page.locator(".slot", has_text="已拍摄")).to_have_count(2)
        await officer.press("存手机，联网后发送")
        await expect(page.get_by_text("已生效", exact=True)).to_be_visible()
        await page.reload()
        await expect(page.get_by_text("已生效", exact=True)).to_be_visible()
    [customer] = watcher.ask(MADE)["customers"]["nodes"]
    papers = {one["kind"]: one["state"] for one in customer["documents"]}
    assert (customer["state"], len(customer["documents"])) == ("ACTIVE", 2)
    assert sorted(papers) == ["ID_BACK", "ID_FRONT"]
    assert papers["ID_FRONT"] == "CONFIRMED"
    assert len(customer["applications"]) == 1
    assert customer["applications"][0]["state"] != "DRAFT"


async def fill_in(page: Page, phone_number: str) -> None:
    for name, text in (
        ("姓名", CARD.name),
        ("身份证号码", CARD.number),
        ("手机号码", phone_number),
        ("月收入", "30000"),
        ("月还债", "0"),
        ("申请金额", "30000"),
        ("理由", "经营稳定，流水充足"),
    ):
        await page.get_by_label(name).fill(text)
    await page.get_by_role("checkbox").check()
    await page.get_by_label("用途").select_option(index=1)


async def without(officer: BrowserPhone, secret: str) -> bool:
    """Whether nothing that lies on the phone shows these words."""
    rows: str = await officer.page.evaluate(
        """async () => {
          const open = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
          const database = await open(indexedDB.open('jiedai'));
          const names = [...database.objectStoreNames];
          const drawer = (name) => database.transaction(name).objectStore(name).getAll();
          const all = await Promise.all(names.map((name) => open(drawer(name))));
          database.close();
          const text = (value) => new TextDecoder('latin1').decode(value);
          const shown = (_, value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? text(value) : value);
          return JSON.stringify(all, shown);
        }"""
    )
    return len(rows) > 100 and secret not in rows
