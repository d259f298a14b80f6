"""Writes the documentation's pictures from a running demo.

python -m tests.journeys.take_screenshots URL DEMO_JSON

DEMO_JSON is what `jiedai demo --json` prints. The demo is not changed.
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

from tests.journeys.browser_phone import HEIGHT, WIDTH, BrowserPhone, chromium, phone_in, program_or_skip
from tests.journeys.phones import SECONDS, Phone
from tests.journeys.running import ROOT

FOLDER = ROOT / "docs" / "screenshots"
BYTES_MAX = 150_000
COLOURS = 128
REFERRED = "{ applications(first: 50, state: IN_REVIEW) { nodes { id decisions { outcome } } } }"


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
    """The inbox, and a case in it."""
    async with phone_in(browser, demo.url) as phone:
        page = phone.page
        await demo.log_in(phone, "regional_manager")
        await expect(page.locator(".case").first).to_be_visible()
        await take(phone, "inbox")
        await sound_case(page).tap()
        await expect(page.locator(".actions")).to_be_visible()
        await take(phone, "case")


def sound_case(page: Page) -> Locator:
    """The first case in the inbox without a red figure: one that a manager would approve."""
    return page.locator(".case:not(:has(.tone-bad))").first


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


async def take_all(demo: Demo) -> None:
    async with chromium(program_or_skip()) as browser:
        await manager_pictures(browser, demo)
        await risk_pictures(browser, demo)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = json.loads(Path(sys.argv[2]).read_text())["logins"]
    asyncio.run(take_all(Demo(sys.argv[1].rstrip("/"), {entry["role"]: entry for entry in known})))
