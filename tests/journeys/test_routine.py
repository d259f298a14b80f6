"""Deciding with a thumb, in Chromium: one gesture where it is routine, a reason where it is not, ten in one request."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Browser, CDPSession, Locator, Page, Request, expect
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from server.customers.rating.chart import Grade
from tests.factories.documents import plant_borrower
from tests.factories.photographs import photographed
from tests.factories.ratings import plant_rating
from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import BrowserPhone, phone_in, settled
from tests.journeys.phones import Phone, eventually, one_time_code
from tests.journeys.running import Running
from tests.journeys.steps import apply_for, decide
from tests.journeys.test_tiers import borrower

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
VOTES = """query Votes($id: ID!) { application(id: $id) { state case { state votes { decision reason } } } }"""
DOCUMENT = "query Document($id: ID!) { node(id: $id) { ... on Document { id state version } } }"
SENDS_ELSEWHERE = "void navigator.locks.request('jiedai.outbox', () => new Promise((free) => (window.free = free)))"
MEASURED = "performance.getEntriesByName('jiedai.swipe').filter((one) => one.detail === 'approve').length"
STEPS = 8
REST_SECONDS = 0.2


@pytest.fixture
async def officer(running: Running) -> Phone:
    return Phone(running.url, "officer.east1").log_in()


async def rated_case(owner: AsyncSession, officer: Phone, grade: Grade, amount: str) -> dict[str, Any]:
    """A clean case before the region's manager, of a customer whose card was photographed and confirmed."""
    planted = await plant_borrower(owner, officer="officer.east1", income_monthly_fen=20_000_000)
    await plant_rating(owner, planted, grade=grade)
    customer = str(encode("Customer", planted.customer_id, planted.customer_id))
    uploaded = officer.upload(customer, "id_front", photographed("id_front", f"routine {amount}").data)
    document = uploaded.json()["documentId"]

    def unread() -> dict[str, Any] | None:  # no machine reads in this house: the officer types it in
        found: dict[str, Any] = officer.ask(DOCUMENT, id=document)["node"]
        return found if found["state"] == "FAILED" else None

    seen = eventually(unread, "the picture is given up")
    told = {"name": planted.name, "id_number": planted.number}
    fields = [{"name": name, "value": value} for name, value in told.items()]
    officer.do(
        "confirmDocument", "document { state }", documentId=document, expectedVersion=seen["version"], fields=fields
    )
    return apply_for(officer, customer, amount)


def votes(officer: Phone, application: dict[str, Any]) -> list[str]:
    found = officer.ask(VOTES, id=application["id"])["application"]
    return [vote["decision"] for vote in found["case"]["votes"]]


@dataclass
class Thumb:
    """Touches as Chromium gets them from a screen."""

    page: Page
    session: CDPSession

    async def swipe(self, card: Locator, share: float) -> None:
        """Drag a card sideways by a share of its width, to the left below nought, and let it go at rest.

        Let go in flight it would be a flick, whatever the share, and Chromium would take the next touch for the one
        that stops it: no click comes of that.
        """
        await settled(card)
        await card.scroll_into_view_if_needed()
        box = await card.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] * (0.2 if share > 0 else 0.8), box["y"] + 40
        await self._touch("touchStart", x, y)
        for step in range(1, STEPS + 1):
            await self._touch("touchMove", x + box["width"] * share * step / STEPS, y)
        await asyncio.sleep(REST_SECONDS)
        await self.session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    async def _touch(self, kind: str, x: float, y: float) -> None:
        await self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})


async def thumb_on(phone: BrowserPhone) -> Thumb:
    return Thumb(phone.page, await phone.context.new_cdp_session(phone.page))


async def shift(card: Locator) -> float:
    """Where the card lies once it has come to rest, in pixels from its place."""
    await settled(card)
    return float(await card.evaluate("(node) => new DOMMatrix(getComputedStyle(node).transform).m41"))


async def test_a_routine_case_is_approved_with_one_gesture_that_can_be_undone(
    browser: Browser, running: Running, owner: AsyncSession, officer: Phone
) -> None:
    low = await rated_case(owner, officer, Grade.BBB, "190000.00")
    good = await rated_case(owner, officer, Grade.A, "60000.00")
    async with phone_in(browser, running.url) as manager:
        await manager.log_in("manager.east", PASSWORD, one_time_code())
        await manager.page.get_by_role("link", name="卡片").tap()
        top, thumb = manager.page.locator(".pile .top"), await thumb_on(manager)
        await a_case_that_is_not_routine_springs_back(manager, top, thumb)
        assert votes(officer, low) == []
        await its_buttons_return_it_with_a_reason(manager, top)

        await expect(top).to_contain_text("60,000")
        await expect(top).to_contain_text("没有打开")
        await thumb.swipe(top, 0.7)
        await expect(manager.page.locator(".toast")).to_contain_text("没有打开")
        await top.locator(".paper-button").tap()
        await expect(manager.page.locator("dialog img.paper")).to_be_visible()
        await manager.press("关闭")
        await expect(top.locator(".paper-button")).to_contain_text("已看")
        await expect(top).to_contain_text("可右滑同意")

        await manager.page.evaluate(SENDS_ELSEWHERE)  # nothing is sent while the thumb looks for the button
        await thumb.swipe(top, 0.7)
        await expect(manager.page.get_by_text("都办完了")).to_be_visible()
        await manager.page.locator(".toast").get_by_role("button", name="撤销").tap()
        await expect(top).to_contain_text("60,000")
        assert votes(officer, good) == []
        await manager.page.evaluate("window.free()")
        await thumb.swipe(top, 0.7)
        await expect(manager.page.locator(".toast")).to_contain_text("已同意")
        await expect(manager.page.get_by_text("都办完了")).to_be_visible()
        assert await manager.page.evaluate(MEASURED) == 2
        eventually(lambda: votes(officer, good), "the approval takes effect")
        await manager.open("/outbox")
        await expect(manager.page.get_by_text("已生效")).to_have_count(1)  # the return went at once, with the factor
        assert [line for line in manager.complaints if "404" not in line] == []
    assert votes(officer, good) == ["APPROVE"]
    assert votes(officer, low) == ["RETURN"]


async def a_case_that_is_not_routine_springs_back(manager: BrowserPhone, top: Locator, thumb: Thumb) -> None:
    """The larger amount lies on top; its grade is too low, however far it is pulled."""
    await expect(top).to_contain_text("190,000")
    await expect(top).to_contain_text("评级不足")
    await thumb.swipe(top, 0.75)
    await expect(manager.page.locator(".toast")).to_contain_text("评级不足")
    assert await shift(top) == 0
    await expect(top).to_contain_text("190,000")
    await thumb.swipe(top, -0.15)
    assert await shift(top) == 0
    await expect(manager.page.get_by_role("dialog")).to_have_count(0)
    await thumb.swipe(top, -0.7)
    await expect(manager.page.get_by_role("dialog")).to_contain_text("退回")
    await manager.press("关闭")
    assert await shift(top) == 0


async def its_buttons_return_it_with_a_reason(manager: BrowserPhone, top: Locator) -> None:
    """What the gesture does, the buttons do: large enough, and without being asked whether one is sure."""
    for name in ("同意", "退回", "更多"):
        box = await manager.page.locator(".pile-buttons").get_by_text(name, exact=True).bounding_box()
        assert box is not None
        assert min(box["height"], box["width"]) >= 44, (name, box)
    await manager.page.locator(".pile-buttons").get_by_role("button", name="更多", exact=True).tap()
    for way in ("转交", "加签", "回避"):
        await expect(manager.page.get_by_role("dialog").get_by_text(way, exact=True).first).to_be_visible()
    await manager.press("关闭")
    await manager.page.locator(".pile-buttons").get_by_role("button", name="退回", exact=True).tap()
    dialog = manager.page.get_by_role("dialog")
    await dialog.get_by_label("理由").fill("请补充流水")
    await dialog.get_by_role("button", name="退回", exact=True).tap()
    await expect(top).not_to_contain_text("190,000")


@dataclass
class Asked:
    """The requests in which decisions went to the server: how many each held."""

    sizes: list[int] = field(default_factory=list)

    def see(self, request: Request) -> None:
        told = (request.post_data_json or {}) if request.method == "POST" and "/graphql" in request.url else {}
        given = told.get("variables", {}).get("input", {})
        if "decisions" in given:
            self.sizes.append(len(given["decisions"]))
        elif "decision" in given:
            self.sizes.append(1)


async def test_ten_go_in_one_request_and_each_row_says_what_became_of_it(
    browser: Browser, running: Running, owner: AsyncSession, officer: Phone
) -> None:
    cases = [
        apply_for(officer, await borrower(owner, "officer.east1", income_fen=300_000), "30000.00") for _ in range(10)
    ]
    async with phone_in(browser, running.url) as reviewer:
        asked = Asked()
        await reviewer.log_in("reviewer.east1", PASSWORD)
        await reviewer.page.get_by_role("link", name="批量审批").tap()
        await expect(reviewer.page.locator(".check-row")).to_have_count(10)
        decide(Phone(running.url, "officer2.east1").log_in(), cases[3]["case"], "RETURN")
        reviewer.page.on("request", asked.see)
        await reviewer.press("全选 10 笔")
        await reviewer.page.get_by_label("理由").fill("资料齐全")
        await reviewer.press("同意 10笔")
        await expect(reviewer.page.get_by_text("10笔在发送")).to_be_visible()
        await expect(reviewer.page.get_by_text("生效9笔，未生效1笔")).to_be_visible()
        await expect(reviewer.page.locator(".check-row", has_text="未生效")).to_contain_text("该审批已结束")
        assert asked.sizes == [10]
        await reviewer.open("/outbox")
        await expect(reviewer.page.get_by_text("有冲突")).to_have_count(1)
        await expect(reviewer.page.get_by_text("已生效")).to_have_count(9)
    told = [votes(officer, case) for case in cases]
    assert told == [["RETURN"] if at == 3 else ["APPROVE"] for at in range(10)]
