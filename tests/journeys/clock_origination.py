"""Clocks three loans on a running demo, one of each tier, from the empty form at the counter to the signature.

    python -m tests.journeys.clock_origination URL

Prints JSON: of each tier what the hands of staff did and the seconds it stands for (see `hands`), and the seconds that
the system took: the whole run, in which nobody thinks, less the reading that the law demands of the borrower. The demo
is changed: three customers with a contract each.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any, Final

import pyotp
from playwright.async_api import Browser, expect

from server.seeds.staff import PASSWORD, POSTS
from tests.factories.photographs import Photographed, photographed
from tests.journeys.browser_phone import BrowserPhone, chromium, phone_in, program_or_skip
from tests.journeys.browser_steps import (
    apply_for,
    doubtful_fields,
    photograph_card,
    read_fields,
    register,
    send_contract,
)
from tests.journeys.hands import SECONDS, Hands
from tests.journeys.origination_steps import decide, open_case, sign_and_keep
from tests.journeys.phones import Borrower

OFFICER: Final = "chen.yutong"
TIERS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "system": ("30000", ()),
    "regional manager": ("80000", ("he.junfeng",)),
    "committee": ("600000", ("gu.wenhan", "shen.ruolan")),
}
LABELS: Final = {"出生": "出生日期"}
ALL_SURE: Final = "各项都已可信"


async def log_in(phone: BrowserPhone, login: str) -> None:
    """The day's log-in, before any clock runs."""
    secret = next(post for post in POSTS if post.login == login).totp_secret
    await phone.log_in(login, PASSWORD, pyotp.TOTP(secret).at(datetime.now(UTC)) if secret else None)


async def take_in(officer: BrowserPhone, card: Photographed, number: int, amount: str) -> str:
    """Card, doubts settled, registration, account, application; answers its global id."""
    await photograph_card(officer, card)
    truth = {LABELS.get(label, label): value or "" for label, value in card.truth.items()}
    if not await officer.page.get_by_text(ALL_SURE).count():
        for label, field in (await doubtful_fields(officer)).items():
            await field.locator("input, textarea").fill(truth[label])
    officer.hands.note("field", len(await read_fields(officer)))
    await register(officer, f"198{number:08d}", f"62220203{number:011d}")
    return await apply_for(officer, amount)


async def clocked(browser: Browser, url: str, officer: BrowserPhone, tier: str) -> dict[str, Any]:
    """One loan of a tier."""
    amount, deciders = TIERS[tier]
    number = time.time_ns() // 1_000_000 % 10**8
    card = photographed("id_front", f"clock {number}")
    officer.hands.acts.clear()
    worked, waited, begun = Counter[str](), 0.0, time.monotonic()
    application = await take_in(officer, card, number, amount)
    for login in deciders:
        paused = time.monotonic()
        async with phone_in(browser, url) as decider:
            await log_in(decider, login)
            decider.hands.acts.clear()
            waited += time.monotonic() - paused
            await open_case(decider, f"{int(amount):,}.00", application)
            await decide(decider, "同意")
            worked += decider.hands.acts
    before = Borrower(url).told("signing_link")
    await send_contract(officer, application)
    async with phone_in(browser, url) as customer:
        await sign_and_keep(customer, before)
        waited += customer.reading_seconds
    await expect(officer.page.get_by_text("已签署")).to_be_visible()
    system = time.monotonic() - begun - waited
    worked += officer.hands.acts
    hands = Hands(worked)
    return {"tier": tier, "hands_seconds": hands.seconds, "system_seconds": round(system, 1), "acts": dict(worked)}


async def clock_all(url: str) -> list[dict[str, Any]]:
    """Each tier once, by the same officer."""
    async with chromium(program_or_skip()) as browser, phone_in(browser, url) as officer:
        await log_in(officer, OFFICER)
        return [await clocked(browser, url, officer, tier) for tier in TIERS]


if __name__ == "__main__":
    found = asyncio.run(clock_all(sys.argv[1].rstrip("/")))
    sys.stdout.write(json.dumps({"seconds_of_acts": SECONDS, "loans": found}, ensure_ascii=False) + "\n")
