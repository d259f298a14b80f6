"""A phone in headless Chromium: 390 by 844 points, touched by a thumb, watched for errors and strange servers."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    async_playwright,
    expect,
)

from server.commands.browser import VARIABLE, find_browser
from tests.journeys.hands import Hands

WIDTH, HEIGHT = 390, 844
THUMB_PIXELS = 44  # what a thumb hits for certain
PATIENCE_MS = 90_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The first question of a page is whether its cookie still stands for a session; without one the answer is no.
EXPECTED_REFUSALS = {"/api/session", "/api/session/refresh"}


def program_or_skip() -> str:
    """The browser's program. Without one the test is skipped; where CI=true asks for all tests, it fails."""
    program = find_browser()
    if program is None:
        told = f"no Chromium on PATH and {VARIABLE} is not set"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    return program


@asynccontextmanager
async def chromium(program: str, *flags: str) -> AsyncIterator[Browser]:
    """One headless browser; every phone in it has its own storage. Further flags are Chromium's own."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=program, args=[*FLAGS, *flags])
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class BrowserPhone:
    """One phone with one page open, and whatever went wrong on it."""

    url: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    hands: Hands = field(default_factory=Hands)
    reading_seconds: float = 0.0

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.url}{path}")

    async def log_in(self, login: str, password: str, code: str | None = None) -> None:
        """Log in as a person does: the one-time code is asked for when the password was right."""
        await self.open("/")
        await self.page.fill("[name=login]", login)
        await self.page.fill("[name=password]", password)
        await self.press("登录")
        if code is not None:
            await self.page.locator("[name=code]").fill(code)
            await self.press("登录")
        await expect(self.page.locator(".tabs")).to_be_visible()

    async def press(self, name: str) -> None:
        """Tap the only button of this name."""
        await self.page.get_by_role("button", name=name, exact=True).tap()

    async def press_by_thumb(self, button: Locator) -> None:
        """Tap a button where a thumb reaches it: in the lower third of the screen, and large enough to be hit."""
        await expect(button).to_be_enabled()
        await settled(button)
        box = await button.bounding_box()
        assert box is not None
        assert box["y"] >= HEIGHT * 2 / 3, box
        assert box["y"] + box["height"] <= HEIGHT, box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= WIDTH, box
        assert min(box["height"], box["width"]) >= THUMB_PIXELS, box
        await self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def watch(self) -> None:
        """Note what the page complains about and whom it asks."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.context.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        place = urlsplit(message.location["url"])
        refused = "status of 401" in message.text and place.path in EXPECTED_REFUSALS
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(f"{message.text} {place.path}")

    def _see(self, request: Request) -> None:
        self.asked.append(request.url)

    def strangers(self) -> list[str]:
        """Requests to anybody but the server that the page came from; blob: and data: never leave the phone."""
        own = urlsplit(self.url).netloc
        sent = [urlsplit(address) for address in self.asked]
        return [part.geturl() for part in sent if part.scheme not in {"blob", "data"} and part.netloc != own]


@asynccontextmanager
async def phone_in(browser: Browser, url: str) -> AsyncIterator[BrowserPhone]:
    """A new phone, as it comes out of the box."""
    context = await browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        has_touch=True,
        is_mobile=True,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    context.set_default_timeout(PATIENCE_MS)
    phone = BrowserPhone(url, context, await context.new_page())
    phone.watch()
    await phone.hands.watch(phone.page)
    try:
        yield phone
    finally:
        await context.close()


async def settled(element: Locator) -> None:
    """Wait until an element, and whatever carries it, has stopped moving."""
    await element.evaluate(
        """async (start) => {
          const running = [];
          for (let node = start; node; node = node.parentElement) running.push(...node.getAnimations());
          await Promise.allSettled(running.map((one) => one.finished));
        }"""
    )
