"""One person decides and photographs while the storm blows, as people do: what fails is looked at and pressed again."""

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from playwright.async_api import Browser, Error, FilePayload, Locator, Page, expect
from playwright.async_api import TimeoutError as TooLate

from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import BrowserPhone
from tests.journeys.running import Running
from tests.journeys.storm import Storm

STEP_MS: Final = 5_000
PATIENCE_MS: Final = 60_000
SCREEN_SECONDS: Final = 600
DRAIN_SECONDS: Final = 900.0
LOOKS: Final = 3
NET_IS_BACK: Final = "() => window.dispatchEvent(new Event('online'))"
OPEN_STATES: Final = ("可撤销", "已存手机", "发送中")


@dataclass
class StormyPhone:
    """A phone that changes hands between `login` and `colleague`."""

    browser: Browser
    house: Running
    storm: Storm
    login: str
    colleague: str
    phone: BrowserPhone
    here: str = ""
    patience_ms: float = STEP_MS

    def __post_init__(self) -> None:
        self.here = self.login

    @property
    def page(self) -> Page:
        return self.phone.page

    async def decide(self, application: str) -> None:
        """Approve; returns when the app has said that the decision is kept or has taken effect."""
        await self.until(self._approve, application)

    async def open_case(self, application: str) -> bool:
        """Open a case, and wait until it may be decided, or shows that it was."""
        if f"/applications/{application}" not in self.page.url:
            await self.phone.open(f"/applications/{application}")
        await self._approving.or_(self._decided).first.wait_for(timeout=self.patience_ms)
        return True

    @property
    def _approving(self) -> Locator:
        return self.page.locator(".actions").get_by_role("button", name="同意", exact=True)

    @property
    def _decided(self) -> Locator:
        """The phone says that the decision lies on it, or the server's record names the person."""
        kept = self.page.locator("main .notice", has_text="决定已加密存在这台手机上")
        voted = self.page.locator("section", has=self.page.get_by_role("heading", name="审批记录"))
        return kept.or_(voted)

    async def press_approve(self) -> None:
        """Approve what is open; the app leaves for the inbox once the decision is kept, or has taken effect."""
        await self._approving.tap(timeout=self.patience_ms)
        sheet = self.page.get_by_role("dialog")
        await sheet.get_by_role("button", name="同意", exact=True).tap(timeout=self.patience_ms)
        await self.page.wait_for_url("**/inbox", timeout=self.patience_ms * 2)

    async def _approve(self, application: str) -> bool:
        """One try. Whoever cannot tell whether it worked looks at the case again before he presses again."""
        await self.open_case(application)
        if await self._decided.count():
            return True
        if self.storm.draw(0.1):
            await self.storm.clock_jumps(self.page)
        if self.storm.draw(0.1):
            await self.storm.store_is_full(self.page)
        await self.press_approve()
        return True

    async def photograph(self, customer: str, card: FilePayload) -> None:
        """Take the front of a card; returns when the slot shows that the picture is kept or has arrived."""
        slot = "身份证人像面"

        async def take(customer: str) -> bool:
            if f"/new/{customer}" not in self.page.url:
                await self.phone.open(f"/new/{customer}")
            front = self.page.locator(".slot", has_text=slot)
            await front.wait_for(timeout=self.patience_ms)
            if "拍照" not in await front.inner_text():
                return True
            if self.storm.draw(0.1):
                await self.storm.store_is_full(self.page)
            await front.tap(timeout=self.patience_ms)
            await self.page.get_by_label("相册").set_input_files(card, timeout=self.patience_ms)
            await self.page.get_by_role("button", name="使用这张", exact=True).tap(timeout=self.patience_ms)
            await self.page.locator("img.shot").wait_for(state="detached", timeout=self.patience_ms)
            return await self._is_taken(front)

        await self.until(take, customer)

    async def _is_taken(self, slot: Locator) -> bool:
        """Look on until the slot tells of the picture; where the phone is full and no answer came, press again."""
        again = self.page.locator("main .notice").get_by_role("button", name="再试一次")
        for _ in range(SCREEN_SECONDS):
            if "拍照" not in await slot.inner_text():
                return True
            if await again.count():
                await again.tap(timeout=self.patience_ms)
            await self.page.wait_for_timeout(1000)
        return False

    async def until(self, act: Callable[[str], Awaitable[bool]], what: str) -> None:
        """Act until it is done, as a person does: where the page stands still he opens it anew."""
        deadline = time.monotonic() + SCREEN_SECONDS
        self.patience_ms = STEP_MS
        while True:
            assert time.monotonic() < deadline, f"{what}: {await self.page.inner_text('body')}"
            try:
                if await act(what):
                    return
            except (TooLate, Error, AssertionError):
                await self.come_back()
                self.patience_ms = min(self.patience_ms * 1.5, PATIENCE_MS)  # a busy machine is slow to show a page

    async def come_back(self) -> None:
        """Uncover an app that has locked itself, log in where the session has ended, or open the page anew."""
        with suppress(TooLate, Error):
            if await self.page.locator("main.lock").count():
                await self.page.fill("[name=password]", PASSWORD)
                await self.phone.press("用密码解锁")
                await self.page.locator("main.lock").wait_for(state="detached", timeout=self.patience_ms)
                return
            if await self.page.locator("[name=login]").count():
                await self._fill_in_log_in(self.here)
                return
        await self.reload()

    async def reload(self) -> None:
        try:
            await self.page.reload()
        except Error:
            await self.close_tab()

    async def close_tab(self) -> None:
        """Close the tab and open another one."""
        page = self.phone.page
        self.phone.page = await self.phone.context.new_page()
        await page.close()
        await self.phone.open("/inbox")

    async def misfortune(self) -> None:
        """Perhaps something happens between two acts."""
        if self.storm.draw(0.12):
            self.storm.note("page reloaded")
            await self.reload()
        if self.storm.draw(0.12):
            self.storm.note("tab closed")
            await self.close_tab()
        if self.storm.draw(0.03):
            self.storm.note("server restarted")
            self.house.kill("server")
            self.house.start("server")
            self.house.wait_until_ready()
        if self.storm.draw(0.03):
            self.storm.note("user switched")
            await self.change_hands()

    async def change_hands(self) -> None:
        """The colleague takes the phone for a moment: nothing of the first person's is to be seen."""
        await self._log_in(self.colleague)
        await self.until(self._sees_nothing, "/outbox")
        await self._log_in(self.login)

    async def _sees_nothing(self, _what: str) -> bool:
        await self.phone.open("/outbox")
        await expect(self.page.get_by_text("没有待发送的决定")).to_be_visible(timeout=self.patience_ms)
        return True

    async def _log_in(self, login: str) -> None:
        self.here = login

        async def fresh(login: str) -> bool:
            await self.phone.context.clear_cookies()
            await self.close_tab()
            await self._fill_in_log_in(login)
            return True

        await self.until(fresh, login)

    async def _fill_in_log_in(self, login: str) -> None:
        await self.page.fill("[name=login]", login, timeout=self.patience_ms)
        await self.page.fill("[name=password]", PASSWORD)
        await self.phone.press("登录")
        await self.page.locator(".tabs").wait_for(timeout=self.patience_ms)

    async def drained(self) -> str:
        """The storm is over: wait until nothing waits to be sent or to be told, and answer what the phone shows."""
        self.storm.over = True
        deadline = time.monotonic() + DRAIN_SECONDS
        while True:
            await self.until(self._outbox_shown, "/outbox")
            await self.page.evaluate(NET_IS_BACK)
            quiet = [await self._all_told() for _ in range(LOOKS)]  # a busy machine is slow to show what still waits
            if all(quiet):
                return quiet[-1]
            assert time.monotonic() < deadline, await self.page.inner_text("main")

    async def _all_told(self) -> str:
        """What the outbox shows a second from now; '' where something waits to be sent or told."""
        await self.page.wait_for_timeout(1000)
        shown = await self.page.inner_text("main")
        told = shown.count("有冲突") == shown.count("现在的情况")
        return shown if told and not any(state in shown for state in OPEN_STATES) else ""

    async def _outbox_shown(self, path: str) -> bool:
        if path not in self.page.url:
            await self.phone.open(path)
        await self.page.get_by_role("heading", name="发件箱").wait_for(timeout=self.patience_ms)
        return True
