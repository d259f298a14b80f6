"""Walks all screens of the staff app's router: by the links of each role's own pages, each screen once.

The routes are read from the sources of the router, so a new screen cannot be forgotten: who walks learns which ones
nobody has reached.
"""

import asyncio
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, Request, expect

from tests.journeys.browser_phone import BrowserPhone, phone_in
from tests.journeys.running import ROOT

SOURCES: Final = ROOT / "mobile_api" / "web" / "src"
PATTERN: Final = re.compile(r"^  \['(/[^']*)', \(", re.MULTILINE)
PART: Final = re.compile(r"^  (\w+): \[", re.MULTILINE)
START: Final = "/me"
WIDE: Final = (1280, 800)
NARROW: Final = (390, 844)
QUIET: Final = """() => !!document.querySelector('main') && !document.querySelector('[aria-busy=true], .skeleton')"""
GO: Final = """(to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }"""
# A colour that is inherited passes on from parent to child, a frame for each: still is what moves no more.
STILL: Final = """async () => {
  for (let moving = [null]; moving.length > 0; ) {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    moving = document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity
      && one.playState === 'running');
    await Promise.allSettled(moving.map((one) => one.finished));
  }
}"""
PAUSE_SECONDS: Final = 0.03
ANSWER_SECONDS: Final = 60.0
NOT_FOUND: Final = re.compile(r"^(没有这个页面|No such page)$")
LINKS: Final = "() => [...document.querySelectorAll('a[href^=\"/\"]')].map((one) => one.getAttribute('href'))"


def routes() -> list[str]:
    """The patterns of the router, in its order: the first that fits an address is the one that shows it.

    The desk's parts are as many screens: each has its own.
    """
    found = PATTERN.findall((SOURCES / "app.tsx").read_text(encoding="utf-8"))
    parts = PART.findall((SOURCES / "screens" / "desk" / "desk.tsx").read_text(encoding="utf-8"))
    assert len(found) > 50, "the router's table is not written as this reads it"
    assert len(parts) > 5, "the desk's table is not written as this reads it"
    return [one.replace(":part", part) for one in found for part in (parts if ":part" in one else ("",))]


def route_of(address: str, patterns: Iterable[str]) -> str | None:
    """The pattern that shows an address."""
    path = urlsplit(address).path
    return next((one for one in patterns if re.fullmatch(re.sub(r":\w+", "[^/]+", one), path)), None)


@dataclass(frozen=True)
class Look:
    """How a screen is looked at."""

    language: str
    theme: str
    wide: bool

    @property
    def name(self) -> str:
        return f"{'wide' if self.wide else 'phone'}-{self.theme}-{self.language}"


LOOKS: Final = [
    Look(language, theme, wide) for language in ("zh", "en") for theme in ("light", "dark") for wide in (False, True)
]


@dataclass
class Walk:
    """One person's way through the app; `seen` holds an address for each route that anybody has reached."""

    phone: BrowserPhone
    patterns: list[str]
    seen: dict[str, str] = field(default_factory=dict)
    asking: set[Request] = field(default_factory=set)
    begun: int = 0

    def __post_init__(self) -> None:
        self.page.on("request", self._asked)
        for ended in ("requestfinished", "requestfailed"):
            self.page.on(ended, self._ended)

    def _asked(self, request: Request) -> None:
        self.asking.add(request)
        self.begun += 1

    def _ended(self, request: Request) -> None:
        self.asking.discard(request)

    @property
    def page(self) -> Page:
        return self.phone.page

    async def speak(self, language: str) -> None:
        """Show the app in a language from now on."""
        await self.page.evaluate("(chosen) => localStorage.setItem('jiedai.language', chosen)", language)
        await self.page.reload()
        await self.settle()

    async def dress(self, look: Look) -> None:
        """Theme and width, without loading anything again."""
        await self.page.emulate_media(color_scheme="dark" if look.theme == "dark" else "light", reduced_motion="reduce")
        width, height = WIDE if look.wide else NARROW
        await self.page.set_viewport_size({"width": width, "height": height})
        await self.settle()

    async def go(self, address: str) -> None:
        await self.page.evaluate(GO, address)
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is asked, nothing moves, and nothing on the screen says that it is still being read.

        What was answered may have led to the next question: only a look during which none began is the last.
        """
        begun = -1
        while begun != self.begun:
            begun = self.begun
            await self.page.wait_for_function(QUIET, polling=50)
            await self._answered()
            await self.page.evaluate(STILL)

    async def _answered(self) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        while self.asking:
            assert time.monotonic() < deadline, [one.url for one in self.asking]
            await asyncio.sleep(PAUSE_SECONDS)

    async def screens(self, named: Iterable[str] = ()) -> AsyncIterator[tuple[str, str]]:
        """Open each named address, and each route that nobody has reached before: (pattern, address), standing open.

        What was reached is passed through again where it may lead on: the roots of this person's own tabs.
        """
        own = list(named)
        waiting = deque([START, *own])
        met: set[str] = set()
        while waiting:
            address = waiting.popleft()
            pattern = route_of(address, self.patterns)
            place = address if address in own else pattern
            if pattern is None or place in met or (place in self.seen and pattern.count("/") > 1):
                continue
            met |= {str(place), pattern}
            await self.go(address)
            waiting.extend(await self.page.evaluate(LINKS))
            if place in self.seen or await self.refused():
                continue
            self.seen |= {str(place): address, pattern: address}
            yield pattern, address

    async def refused(self) -> bool:
        """Whether the screen has nothing to show to this person: another one will see it."""
        failed = self.page.locator("main [role=alert], main .failure")
        lost = self.page.locator("main .empty strong").filter(has_text=NOT_FOUND)
        return bool(await failed.count() or await lost.count())


@asynccontextmanager
async def walk_of(
    browser: Browser, url: str, who: dict[str, Any], seen: dict[str, str] | None = None
) -> AsyncIterator[Walk]:
    """Somebody logged in: `login`, `password`, `code` or none."""
    async with phone_in(browser, url) as phone:
        await phone.log_in(who["login"], who["password"], who.get("code"))
        await expect(phone.page.locator(".tabs")).to_be_visible()
        yield Walk(phone, routes(), {} if seen is None else seen)
