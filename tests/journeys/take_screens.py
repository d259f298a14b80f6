"""Writes a picture of every screen of the staff app from a running demo, and `docs/screens.md`, which lists them.

python -m tests.journeys.take_screens URL DEMO_JSON

DEMO_JSON is what `jiedai demo --json` prints. Each screen of the catalogue is shown to one role: on a phone in Chinese
by day, on a phone in English by night, wide in English by day, wide in Chinese by night. Nothing is changed but what
looking changes. Raises SystemExit above the allowed size.
"""

import asyncio
import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx
import pyotp
from PIL import Image

from tests.journeys.browser_phone import chromium, program_or_skip
from tests.journeys.catalogue import Shown, ids_of, screens
from tests.journeys.phones import SECONDS, Phone
from tests.journeys.running import ROOT
from tests.journeys.walking import Look, Walk, walk_of

FOLDER: Final = ROOT / "docs" / "screenshots" / "screens"
INDEX: Final = ROOT / "docs" / "screens.md"
BYTES_MAX: Final = 6_000_000
QUALITY: Final = 40
CODE_SECONDS: Final = 31
LOOKS: Final = (
    Look("zh", "light", wide=False),
    Look("en", "dark", wide=False),
    Look("en", "light", wide=True),
    Look("zh", "dark", wide=True),
)
HEAD: Final = """# Every screen of the staff app

Each as one role of the demo sees it, over its invented branch. Written by
`python -m tests.journeys.take_screens URL DEMO_JSON`; the pictures are in `screenshots/screens/`.

| address | title | role | phone | phone, English, dark | wide, English | wide, dark |
| --- | --- | --- | --- | --- | --- | --- |
"""
Login = dict[str, Any]


def code_of(entry: Login) -> str | None:
    secret = entry["totp_secret"]
    return pyotp.TOTP(secret).at(datetime.now(UTC)) if secret else None


def asking(url: str, logins: dict[str, Login]) -> Callable[[str, str], dict[str, Any]]:
    """Asks the demo as a role, past the app."""

    def ask(role: str, document: str) -> dict[str, Any]:
        entry = logins[role]
        body = {"login": entry["login"], "password": entry["password"], "code": code_of(entry)}
        told = {name: value for name, value in body.items() if value}
        answer = httpx.post(f"{url}/api/session", json=told, timeout=SECONDS)
        answer.raise_for_status()
        return Phone(url, entry["login"], answer.json()["accessToken"]).ask(document)

    return ask


def named(shown: Shown, look: Look) -> str:
    """`alerts-one.phone-light-zh.webp`."""
    return f"{shown.name}.{look.name}.webp"


async def take(walk: Walk, seen: list[Shown], look: Look) -> dict[str, str]:
    """Write the screens in one look; answers the title of each by its name."""
    titles: dict[str, str] = {}
    await walk.dress(look)
    await walk.speak(look.language)
    for shown in seen:
        await walk.go(shown.address)
        shot = Image.open(io.BytesIO(await walk.page.screenshot(animations="disabled", caret="hide")))
        shot.convert("RGB").save(FOLDER / named(shown, look), "WEBP", quality=QUALITY, method=6)
        titles[shown.name] = (await walk.page.locator("h1").first.text_content() or "").strip()
    return titles


async def take_all(url: str, logins: dict[str, Login]) -> list[tuple[Shown, str]]:
    """Every screen of the catalogue with its title."""
    known = screens(ids_of(asking(url, logins)))
    await asyncio.sleep(CODE_SECONDS)  # a one-time code is taken once
    titles: dict[str, str] = {}
    async with chromium(program_or_skip()) as browser:
        for role in dict.fromkeys(shown.role for shown in known):
            entry = logins[role]
            who = {"login": entry["login"], "password": entry["password"], "code": code_of(entry)}
            async with walk_of(browser, url, who, {}) as walk:
                for look in LOOKS:
                    titles |= await take(walk, [shown for shown in known if shown.role == role], look)
            sys.stdout.write(f"{role}\n")
    return [(shown, titles[shown.name]) for shown in known]


def index(rows: list[tuple[Shown, str]]) -> str:
    """The list, in the catalogue's order."""
    lines = []
    for shown, title in rows:
        links = " | ".join(f"[{look.name}](screenshots/screens/{named(shown, look)})" for look in LOOKS)
        place = f"`{shown.pattern}` {shown.word}".strip()
        lines.append(f"| {place} | {title} | {shown.role.replace('_', ' ')} | {links} |")
    return HEAD + "\n".join(lines) + "\n"


def main(url: str, report: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    entries = json.loads(Path(report).read_text(encoding="utf-8"))["logins"]
    rows = asyncio.run(take_all(url.rstrip("/"), {entry["role"]: entry for entry in entries}))
    INDEX.write_text(index(rows), encoding="utf-8")
    size = sum(path.stat().st_size for path in FOLDER.glob("*.webp"))
    sys.stdout.write(f"{size / 1e6:.1f} MB\n")
    if size > BYTES_MAX:
        raise SystemExit(f"more than {BYTES_MAX / 1e6:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
