"""A passkey in real Chromium: a large amount in two taps and a finger; the app that locks itself and comes back."""

from typing import Any

import pyotp
import pytest
from playwright.async_api import Browser, CDPSession, Page, Route, expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord
from tests.fixtures.world import PASSWORD, TOTP_SECRET
from tests.journeys.browser_phone import BrowserPhone, phone_in
from tests.journeys.phones import Phone
from tests.journeys.running import Running
from tests.journeys.steps import apply_for
from tests.journeys.test_outbox import votes, waiting_case
from tests.journeys.test_tiers import borrower

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
IDLE = "06:00"


def by_name(running: Running) -> str:
    """Passkeys belong to names, so the phone comes to the same server by its name."""
    return running.url.replace("127.0.0.1", "localhost")


async def fingerprint(phone: BrowserPhone) -> tuple[CDPSession, str]:
    """A sensor in the phone whose finger is always the right one, until it is told otherwise."""
    device = await phone.context.new_cdp_session(phone.page)
    await device.send("WebAuthn.enable")
    made = await device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return device, made["authenticatorId"]


async def large_case(owner: AsyncSession, officer: Phone) -> dict[str, Any]:
    """An application that the region's manager has to decide, with a second factor."""
    return apply_for(officer, await borrower(owner, "officer.east1"), "300000.00", 36)


async def add_passkey(phone: BrowserPhone) -> None:
    await phone.open("/me/security")
    await phone.press("添加通行密钥")
    await phone.press("在这台设备上创建")
    await expect(phone.page.get_by_text("还没有用过")).to_be_visible()


async def open_case(phone: BrowserPhone, application: dict[str, Any]) -> Page:
    await phone.open(f"/applications/{application['id']}")
    await expect(phone.page.get_by_role("heading", name="关键数字")).to_be_visible()
    return phone.page


async def two_taps(page: Page) -> None:
    """All that an approval takes of the person, but for the finger."""
    await page.locator(".actions").get_by_role("button", name="同意", exact=True).tap()
    await page.get_by_role("dialog").get_by_role("button", name="同意", exact=True).tap()


async def test_a_large_amount_takes_two_taps_and_the_finger_and_the_app_locks_itself(
    browser: Browser, running: Running, owner: AsyncSession
) -> None:
    officer = Phone(running.url, "officer.east1").log_in()
    first, second = [await large_case(owner, officer) for _ in range(2)]
    async with phone_in(browser, by_name(running)) as manager:
        await manager.page.clock.install()
        device, sensor = await fingerprint(manager)
        await manager.log_in("manager.east", PASSWORD, pyotp.TOTP(TOTP_SECRET).now())
        await add_passkey(manager)
        await two_taps(await open_case(manager, first))
        await expect(manager.page.locator(".toast")).to_contain_text("已同意")
        assert votes(officer, first) == ["APPROVE"]
        await told_by_passkey(owner)
        await another_finger(manager, device, sensor, second)
        assert votes(officer, second) == []
        await locks_and_comes_back(manager, second)
        assert votes(officer, second) == ["APPROVE"]
        assert manager.complaints == []
        assert manager.strangers() == []


async def told_by_passkey(owner: AsyncSession) -> None:
    await owner.rollback()
    decided = select(AuditRecord.changes).where(AuditRecord.operation == "approval:decide", AuditRecord.code.is_(None))
    told = (await owner.execute(decided.order_by(AuditRecord.id.desc()).limit(1))).scalar_one()
    assert (told["factor"], len(told["confirmed"])) == ("passkey", 64)


async def another_finger(phone: BrowserPhone, device: CDPSession, sensor: str, application: dict[str, Any]) -> None:
    """Who is not recognised decides nothing, and what he was about to say stands there still."""
    page = await open_case(phone, application)
    await device.send("WebAuthn.setUserVerified", {"authenticatorId": sensor, "isUserVerified": False})
    await page.locator(".actions").get_by_role("button", name="同意", exact=True).tap()
    await page.get_by_role("dialog").get_by_label("理由", exact=True).fill("抵押充足，同意")
    await page.get_by_role("dialog").get_by_role("button", name="同意", exact=True).tap()
    await expect(page.get_by_text("没有完成验证")).to_be_visible()
    await device.send("WebAuthn.setUserVerified", {"authenticatorId": sensor, "isUserVerified": True})


async def locks_and_comes_back(phone: BrowserPhone, application: dict[str, Any]) -> None:
    """After six idle minutes nothing of anybody stands in the document; the finger brings back all that was typed."""
    page = phone.page
    await page.clock.fast_forward(IDLE)
    await expect(page.get_by_role("heading", name="已锁定")).to_be_visible()
    await nothing_to_read(page, application)
    await page.reload()
    await expect(page.get_by_role("heading", name="已锁定")).to_be_visible()
    await nothing_to_read(page, application)
    await phone.press("用通行密钥解锁")
    await expect(page.get_by_role("heading", name="关键数字")).to_be_visible()
    await page.locator(".actions").get_by_role("button", name="同意", exact=True).tap()
    reason = page.get_by_role("dialog").get_by_label("理由", exact=True)
    await reason.fill("抵押充足，同意")
    await page.clock.fast_forward(IDLE)
    await expect(page.get_by_role("heading", name="已锁定")).to_be_visible()
    await phone.press("用通行密钥解锁")
    await expect(reason).to_have_value("抵押充足，同意")
    await page.get_by_role("dialog").get_by_role("button", name="同意", exact=True).tap()
    await expect(page.locator(".toast")).to_contain_text("已同意")


async def nothing_to_read(page: Page, application: dict[str, Any]) -> None:
    content = await page.content()
    assert application["number"] not in content
    assert "关键数字" not in content
    assert "¥" not in content


async def test_what_was_decided_on_a_bad_network_outlives_the_lock_and_leaving_asks_what_becomes_of_it(
    browser: Browser, running: Running, owner: AsyncSession
) -> None:
    officer = Phone(running.url, "officer.east1").log_in()
    application = await waiting_case(owner, officer)
    async with phone_in(browser, by_name(running)) as reviewer:
        await reviewer.page.clock.install()
        await reviewer.page.route("**/graphql", cut)
        await reviewer.log_in("reviewer.east1", PASSWORD)
        page = await open_case(reviewer, application)
        await two_taps(page)
        await expect(page.get_by_text("1 个决定待发送")).to_be_visible()
        await page.clock.fast_forward(IDLE)
        await expect(page.get_by_text("有 1 项还没发出")).to_be_visible()
        await nothing_to_read(page, application)
        await open_with(reviewer, "wrong password")
        await expect(page.get_by_text("密码不正确")).to_be_visible()
        await open_with(reviewer, PASSWORD)
        await expect(page.get_by_role("heading", name="已锁定")).to_have_count(0)
        await reviewer.open("/me")
        await reviewer.press("退出登录")
        await reviewer.press("先发送，再退出")
        await expect(page.get_by_text("还有 1 项没有发出去")).to_be_visible()
        assert votes(officer, application) == []
        await page.unroute("**/graphql", cut)
        await reviewer.press("先发送，再退出")
        await expect(page.locator("[name=login]")).to_be_visible()
    assert votes(officer, application) == ["APPROVE"]


async def cut(route: Route) -> None:
    """A radio that loses decisions and nothing else."""
    decides = '"decision"' in (route.request.post_data or "")
    await (route.abort() if decides else route.continue_())


async def open_with(phone: BrowserPhone, password: str) -> None:
    await phone.page.locator("[name=password]").fill(password)
    await phone.press("用密码解锁")
