"""Bad luck for a phone in Chromium, thrown by a die: what a network, a server, a clock and a store do to an app."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.async_api import BrowserContext, Error, Page, Request, Route

SPENT_TOKEN: Final = "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c3BlbnQ"
NETWORK: Final = ("request lost", "answer lost", "half an answer", "slow", "gateway's page", "token expired")
CLOCK_HOURS: Final = (-30, -2, 3, 26)
SLOW_SECONDS: Final = 1.0
# The phone's clock jumps, for every script of the page, until it is opened again.
SKEW: Final = """(hours) => {
  const now = Date.now.bind(Date);
  Date.now = () => now() + hours * 3600000;
}"""
# The phone takes nothing more, until the page is opened again.
FULL: Final = """() => {
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
}"""


@dataclass
class Storm:
    """Breaks what one phone asks, `share` of everything that changes something and a quarter of that of all reading."""

    dice: random.Random
    share: float = 0.5
    faults: Counter[str] = field(default_factory=Counter)
    over: bool = False

    @property
    def of_the_network(self) -> int:
        """How many faults were the network's; tabs, clocks, stores, servers and people come on top."""
        return sum(self.faults[kind] for kind in NETWORK)

    async def blow(self, context: BrowserContext) -> None:
        """Stand between the phone and the server."""
        for what in ("**/graphql", "**/api/uploads**", "**/api/uploads/**", "**/api/session/refresh"):
            await context.route(what, self._break)

    def note(self, kind: str) -> None:
        """Something that the test did to the phone, the tab, the person or the server."""
        self.faults[kind] += 1

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Nothing breaks in here."""
        before, self.over = self.over, True
        try:
            yield
        finally:
            self.over = before

    def draw(self, chance: float) -> bool:
        """Whether something happens now."""
        return not self.over and self.dice.random() < chance

    async def clock_jumps(self, page: Page) -> None:
        self.note("clock wrong")
        await page.evaluate(SKEW, self.dice.choice(CLOCK_HOURS))

    async def store_is_full(self, page: Page) -> None:
        """The next decision or photograph finds no room on the phone."""
        self.note("storage full")
        await page.evaluate(FULL)

    async def _break(self, route: Route, request: Request) -> None:
        weight = self.share if _changes(request) else self.share / 4
        if not self.draw(weight):
            with suppress(Error):  # the page went away meanwhile
                await route.continue_()
            return
        kind = self.dice.choice(NETWORK)
        if kind == "token expired" and "authorization" not in request.headers:
            kind = "request lost"
        self.note(kind)
        with suppress(Error):
            await BREAKS[kind](route, request)


def _changes(request: Request) -> bool:
    if "/graphql" not in request.url:
        return True
    return b"idempotencyKey" in (request.post_data_buffer or b"")


async def _lose_request(route: Route, _request: Request) -> None:
    await route.abort("connectionreset")


async def _lose_answer(route: Route, request: Request) -> None:
    jar = request.frame.page.context
    before: Any = await jar.cookies()
    await route.fetch()
    if request.url.endswith("/session/refresh"):  # its cookie is lost with it
        await jar.add_cookies(before)
    await route.abort("connectionreset")


async def _halve(route: Route, _request: Request) -> None:
    answer = await route.fetch()
    body = await answer.body()
    await route.fulfill(response=answer, body=body[: len(body) // 2])


async def _slow(route: Route, _request: Request) -> None:
    await asyncio.sleep(SLOW_SECONDS)
    await route.continue_()


async def _gateway(route: Route, _request: Request) -> None:
    await route.fulfill(status=502, content_type="text/html", body="<h1>Bad Gateway</h1>")


async def _expire(route: Route, request: Request) -> None:
    await route.continue_(headers=request.headers | {"authorization": SPENT_TOKEN})


BREAKS: Final[dict[str, Callable[[Route, Request], Awaitable[None]]]] = {
    "request lost": _lose_request,
    "answer lost": _lose_answer,
    "half an answer": _halve,
    "slow": _slow,
    "gateway's page": _gateway,
    "token expired": _expire,
}
