"""Writes the documentation's pictures from a running demo.

python -m tests.journeys.take_screenshots URL DEMO_JSON

DEMO_JSON is what `jiedai demo --json` prints. The demo is changed: one application is approved, one contract sent, one
customer begun.
"""

import asyncio
import io
import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pyotp
from PIL import Image
from playwright.async_api import Browser, Locator, Page, expect

from tests.factories.photographs import photographed
from tests.journeys.browser_phone import HEIGHT, WIDTH, BrowserPhone, chromium, phone_in, program_or_skip
from tests.journeys.browser_steps import approve, open_signing_page, photograph_card, send_contract
from tests.journeys.phones import SECONDS, Phone
from tests.journeys.running import ROOT

FOLDER = ROOT / "docs" / "screenshots"
BYTES_MAX = 150_000
COLOURS = 128
READY = """{ applications(first: 100, state: APPROVED) { nodes {
  id contract { state } customer { accounts { state } } } } }"""
REFERRED = "{ applications(first: 50, state: IN_REVIEW) { nodes { id decisions { outcome } } } }"
LOANS = "{ loans(first: 50, state: ACTIVE) { nodes { id instalments { state } } } }"


@dataclass
class Demo:
    """A running demo and its log-ins, one for each role."""

    url: str
    logins: dict[str, dict[str, Any]]

    def phone(self, role: str) -> Phone:
        """The member of staff, asking past the app."""
        entry = self.logins[role]
        body = {"login": entry["login"], "password": entry["password"]}
        answer = httpx.post(f"{self.url}/api/session", json=body, timeout=SECONDS)
        answer.raise_for_status()
        return Phone(self.url, entry["login"], answer.json()["accessToken"])

    async def log_in(self, phone: BrowserPhone, role: str) -> None:
        entry = self.logins[role]
        secret = entry["totp_secret"]
        code = pyotp.TOTP(secret).at(datetime.now(UTC)) if secret else None
        await phone.log_in(entry["login"], entry["password"], code)


async def take(phone: BrowserPhone, name: str) -> None:
    """Write what the phone shows as a small PNG. Raises ValueError above the allowed size."""
    await phone.page.wait_for_load_state("networkidle")
    await phone.page.evaluate("document.fonts.ready")
    shot = Image.open(io.BytesIO(await phone.page.screenshot(animations="disabled", caret="hide")))
    if shot.size != (WIDTH, HEIGHT):
        raise ValueError(f"{name}: {shot.size}")
    target = FOLDER / f"{name}.png"
    shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    size = target.stat().st_size
    if size > BYTES_MAX:
        raise ValueError(f"{name}: {size} bytes")
    sys.stdout.write(f"{target.name} {size}\n")


async def manager_pictures(browser: Browser, demo: Demo) -> None:
    """Log-in, inbox in three looks, the case before and after, the tiles, a loan."""
    async with phone_in(browser, demo.url) as phone:
        page = phone.page
        await phone.open("/")
        await page.fill("[name=login]", demo.logins["regional_manager"]["login"])
        await page.fill("[name=password]", demo.logins["regional_manager"]["password"])
        await take(phone, "login")
        await demo.log_in(phone, "regional_manager")
        await expect(page.locator(".case").first).to_be_visible()
        await take(phone, "inbox")
        await look_otherwise(phone, language="en", theme="light")
        await take(phone, "inbox-english")
        await look_otherwise(phone, language="zh", theme="dark")
        await take(phone, "inbox-dark")
        await look_otherwise(phone, language="zh", theme="light")
        await sound_case(page).tap()
        await expect(page.locator(".actions")).to_be_visible()
        await take(phone, "case")
        application = page.url
        await approve(phone)
        await page.goto(application)
        votes = page.get_by_role("heading", name="审批记录")
        await votes.evaluate("heading => heading.scrollIntoView({ block: 'center' })")
        await take(phone, "approved")
        await phone.open("/tiles")
        await expect(page.locator(".tile").first).to_be_visible()
        await take(phone, "tiles")


def sound_case(page: Page) -> Locator:
    """The first case in the inbox without a red figure: one that a manager would approve."""
    return page.locator(".case:not(:has(.tone-bad))").first


async def look_otherwise(phone: BrowserPhone, *, language: str, theme: str) -> None:
    """Show the inbox in another language or theme."""
    choice = {"jiedai.language": language, "jiedai.theme": theme}
    await phone.page.evaluate("choice => Object.entries(choice).forEach(one => localStorage.setItem(...one))", choice)
    await phone.open("/inbox")
    await expect(phone.page.locator(".case").first).to_be_visible()


async def officer_pictures(browser: Browser, demo: Demo) -> None:
    """A new customer's card with what was read, a loan, and what the customer is asked to sign."""
    asking = demo.phone("loan_officer")
    async with phone_in(browser, demo.url) as phone:
        await demo.log_in(phone, "loan_officer")
        await phone.open(f"/loans/{running_loan(asking)}")
        await expect(phone.page.get_by_text("剩余本金")).to_be_visible()
        await take(phone, "loan")
        await photograph_card(phone, photographed("id_front", "journey", "hard"))
        await expect(phone.page.locator("img.paper")).to_be_visible()
        await take(phone, "reading")
        await send_contract(phone, approved_application(asking))
    async with phone_in(browser, demo.url) as customer:
        await open_signing_page(customer)
        await take(customer, "signing")


async def risk_pictures(browser: Browser, demo: Demo) -> None:
    """What the rules decide alone, a draft of the matrix tried on last quarter, and why a case was referred."""
    async with phone_in(browser, demo.url) as phone:
        page = phone.page
        await demo.log_in(phone, "risk_officer")
        await phone.open("/risk")
        await expect(page.get_by_text("转人工的原因", exact=False)).to_be_visible()
        await take(phone, "risk")
        await phone.open("/risk/matrices")
        await page.locator("a.item").first.tap()
        await expect(page.get_by_text("逐笔查看", exact=False)).to_be_visible()
        await take(phone, "matrix")
        referred = demo.phone("risk_officer").ask(REFERRED)["applications"]["nodes"]
        told = next(one["id"] for one in referred if "REVIEW" in [each["outcome"] for each in one["decisions"]])
        await phone.open(f"/applications/{told}/why")
        await expect(page.get_by_role("heading", name="所依据的事实")).to_be_visible()
        await take(phone, "why")


def running_loan(asking: Phone) -> str:
    """A loan that tells something: some instalments paid, some not."""
    loans = asking.ask(LOANS)["loans"]["nodes"]
    told = [loan["id"] for loan in loans if {"PAID", "DUE"} <= {row["state"] for row in loan["instalments"]}]
    return str(told[0])


def approved_application(asking: Phone) -> str:
    """An approved application without a contract, whose customer can be paid."""
    nodes = asking.ask(READY)["applications"]["nodes"]
    ready = [one["id"] for one in nodes if not one["contract"] and one["customer"]["accounts"]]
    return str(ready[0])


async def take_all(demo: Demo) -> None:
    async with chromium(program_or_skip()) as browser:
        await manager_pictures(browser, demo)
        await officer_pictures(browser, demo)
        await risk_pictures(browser, demo)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = json.loads(Path(sys.argv[2]).read_text())["logins"]
    asyncio.run(take_all(Demo(sys.argv[1].rstrip("/"), {entry["role"]: entry for entry in known})))
