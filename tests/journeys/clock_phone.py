"""How soon a phone on a bad network shows the first list, and what it fetches until then.

python -m tests.journeys.clock_phone URL LOGIN PASSWORD SECRET ROUNDS

SECRET is that of his one-time codes, or empty.

390 by 844 points, processor slowed fourfold, 400 kbit/s with 2 s from each request to its answer (the "slow 3G" of
older DevTools), all of it by the browser's own emulation. Who is measured is logged in; his phone has nothing of the
app on the first visit, everything on the repeated one, and no network at all on the last. Prints one JSON object.
"""

import asyncio
import json
import statistics
import sys
from dataclasses import dataclass
from typing import Any, Final

import pyotp
from playwright.async_api import Browser, BrowserContext, CDPSession, Page

from tests.journeys.browser_phone import HEIGHT, WIDTH, chromium, program_or_skip

BITS_A_SECOND: Final = 400_000
LATENCY_MS: Final = 2_000
SLOWDOWN: Final = 4
PATIENCE_MS: Final = 120_000
CODE_SECONDS: Final = 31.0
CARD: Final = "main .case"
TOP_CARD: Final = ".pile .top"
SWIPED: Final = "performance.getEntriesByName('jiedai.swipe')"
STEPS: Final = 8
# The last of the largest paints, and when a row of the list stood there and could be pressed.
WATCH: Final = """() => {
  window.seen = { lcp: 0, fcp: 0, usable: 0 };
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.lcp = one.startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (one.name === 'first-contentful-paint') seen.fcp = one.startTime;
  }).observe({ type: 'paint', buffered: true });
  const look = () => {
    if (document.querySelector('main .case') && !document.querySelector('[aria-busy=true]')) {
      seen.usable = performance.now();
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass
class Fetched:
    """What came over the wire until the list could be used."""

    requests: int = 0
    bytes: int = 0


async def slowed(page: Page, *, offline: bool = False) -> CDPSession:
    """Slow the network and the processor of a page."""
    session = await page.context.new_cdp_session(page)
    bandwidth = BITS_A_SECOND / 8
    await session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": offline,
            "latency": LATENCY_MS,
            "downloadThroughput": bandwidth,
            "uploadThroughput": bandwidth,
        },
    )
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return session


async def visit(context: BrowserContext, url: str, *, offline: bool = False, slow: bool = True) -> dict[str, float]:
    """Open the app and wait for the first row of the inbox; what was fetched until then."""
    page = await context.new_page()
    fetched = Fetched()
    session = await (slowed(page, offline=offline) if slow else context.new_cdp_session(page))
    await session.send("Network.enable")
    own: set[str] = set()

    def begun(event: dict[str, Any]) -> None:
        if not event.get("response", {}).get("fromServiceWorker") and event["response"]["url"].startswith("http"):
            own.add(event["requestId"])

    def ended(event: dict[str, Any]) -> None:
        if event["requestId"] in own:
            fetched.requests += 1
            fetched.bytes += int(event["encodedDataLength"])

    session.on("Network.responseReceived", begun)
    session.on("Network.loadingFinished", ended)
    await page.add_init_script(f"({WATCH})()")
    await page.goto(url, wait_until="commit", timeout=PATIENCE_MS)
    await page.wait_for_function("() => seen.usable > 0", polling=100, timeout=PATIENCE_MS)
    told = {"requests": fetched.requests, "bytes": fetched.bytes}
    seen: dict[str, float] = await page.evaluate("() => seen") | told
    await page.close()
    return seen


async def swipe(context: BrowserContext, url: str) -> float:
    """Milliseconds from letting the top card go, to the left, until the sheet that asks for a reason stands there.

    Nothing is decided by it. The network is as it is, the processor slowed.
    """
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await page.goto(f"{url}/inbox/pile")
    card = page.locator(TOP_CARD)
    await card.wait_for(timeout=PATIENCE_MS)
    await page.wait_for_load_state("networkidle")
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    box = await card.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.8, box["y"] + 40
    await session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, STEPS + 1):
        points = [{"x": x - box["width"] * 0.7 * step / STEPS, "y": y}]
        await session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
    await session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await page.wait_for_function(f"() => {SWIPED}.length > 0", timeout=PATIENCE_MS)
    taken: float = await page.evaluate(f"{SWIPED}[0].duration")
    await page.close()
    return taken


async def logged_in(browser: Browser, url: str, body: dict[str, str]) -> BrowserContext:
    """A phone whose person is logged in and whose browser has nothing of the app any more."""
    context = await browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    answer = await context.request.post(f"{url}/api/session", data=body, headers={"x-jiedai": "1"})
    assert answer.ok, await answer.text()
    return context


async def measured(browser: Browser, url: str, body: dict[str, str]) -> dict[str, dict[str, float]]:
    """First visit, the second one, a swipe, a visit without a network."""
    context = await logged_in(browser, url, body)
    try:
        first = await visit(context, url)
        page = await context.new_page()  # the worker fetches what is left, on a good network
        await page.goto(url)
        await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        await page.wait_for_selector(CARD)
        await page.close()
        again = await visit(context, url)
        swiped = await swipe(context, url)
        await context.set_offline(offline=True)
        offline = await visit(context, url, offline=True)
        return {"first": first, "repeated": again, "offline": offline, "swipe": {"result": swiped}}
    finally:
        await context.close()


def medians(rounds: list[dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """The middle of every figure over the rounds."""
    return {
        visit: {name: statistics.median(one[visit][name] for one in rounds) for name in rounds[0][visit]}
        for visit in rounds[0]
    }


async def clock(url: str, login: str, password: str, secret: str, rounds: int) -> dict[str, dict[str, float]]:
    """Medians over the rounds; each begins half a minute after the last, for a one-time code counts once."""
    found = []
    async with chromium(program_or_skip()) as browser:
        for number in range(rounds):
            if number and secret:
                await asyncio.sleep(CODE_SECONDS)
            body = {"login": login, "password": password}
            found.append(await measured(browser, url, body | ({"code": pyotp.TOTP(secret).now()} if secret else {})))
    return medians(found)


if __name__ == "__main__":
    address, login, password, secret, times = sys.argv[1:]
    told = asyncio.run(clock(address.rstrip("/"), login, password, secret, int(times)))
    sys.stdout.write(json.dumps(told) + "\n")
