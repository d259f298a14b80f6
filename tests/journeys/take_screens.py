"""Writes a picture of every screen of the staff app from a running demo, and `docs/screens.md`, which lists them.

python -m tests.journeys.take_screens URL DEMO_JSON

DEMO_JSON is what `jiedai demo --json` prints. The routes are those of the router; each is shown by the first role whose
own pages lead there: on a phone in Chinese by day, on a phone in English by night, wide in English by day, wide in
Chinese by night. Nothing is changed but what looking changes.
"""

import asyncio
import io
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pyotp
from PIL import Image

from tests.journeys.browser_phone import chromium, program_or_skip
from tests.journeys.running import ROOT
from tests.journeys.walking import Look, Walk, routes, walk_of

FOLDER: Final = ROOT / "docs" / "screenshots" / "screens"
INDEX: Final = ROOT / "docs" / "screens.md"
BYTES_MAX: Final = 6_000_000
QUALITY: Final = 45
SHOWN: Final = {
    "zh": (Look("zh", "light", wide=False), Look("zh", "dark", wide=True)),
    "en": (Look("en", "dark", wide=False), Look("en", "light", wide=True)),
}
HEAD: Final = """# Every screen of the staff app

Each as it is seen by the first role that its own pages lead there, over the demo's invented branch. Written by
`python -m tests.journeys.take_screens`; the pictures are in `screenshots/screens/`.

| address | title | role | phone | phone, English, dark | wide, English | wide, dark |
| --- | --- | --- | --- | --- | --- | --- |
"""


def named(pattern: str, look: Look) -> str:
    """`inbox-id.phone-light-zh.webp`."""
    return f"{re.sub(r'[^a-z]+', '-', pattern).strip('-')}.{look.name}.webp"


async def take(walk: Walk, pattern: str, language: str) -> None:
    """Write what the screen shows, in both looks of a language."""
    for look in SHOWN[language]:
        await walk.dress(look)
        shot = Image.open(io.BytesIO(await walk.page.screenshot(animations="disabled", caret="hide")))
        shot.convert("RGB").save(FOLDER / named(pattern, look), "WEBP", quality=QUALITY, method=6)


def who(entry: dict[str, Any]) -> dict[str, Any]:
    secret = entry["totp_secret"]
    code = pyotp.TOTP(secret).at(datetime.now(UTC)) if secret else None
    return {"login": entry["login"], "password": entry["password"], "code": code}


async def take_all(url: str, logins: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Pattern, title and role of every screen that somebody has reached."""
    seen: dict[str, str] = {}
    rows: list[tuple[str, str, str]] = []
    async with chromium(program_or_skip()) as browser:
        for entry in logins:
            async with walk_of(browser, url, who(entry), seen) as walk:
                found = [(pattern, address) async for pattern, address in walk.screens()]
                for language in ("en", "zh"):
                    await walk.speak(language)
                    for pattern, address in found:
                        await walk.go(address)
                        await take(walk, pattern, language)
                        if language == "zh":
                            title = await walk.page.locator("h1").first.text_content()
                            rows.append((pattern, (title or "").strip(), entry["role"]))
                            sys.stdout.write(f"{pattern}\n")
    return rows


def index(rows: list[tuple[str, str, str]]) -> str:
    """The list, in the router's order."""
    order = routes()
    looks = (SHOWN["zh"][0], SHOWN["en"][0], SHOWN["en"][1], SHOWN["zh"][1])
    lines = []
    for pattern, title, role in sorted(rows, key=lambda row: order.index(row[0])):
        links = [f"[{look.name}](screenshots/screens/{named(pattern, look)})" for look in looks]
        lines.append(f"| `{pattern}` | {title} | {role} | {' | '.join(links)} |")
    missing = [pattern for pattern in order if pattern not in {row[0] for row in rows}]
    told = ", ".join(f"`{pattern}`" for pattern in missing)
    return HEAD + "\n".join(lines) + (f"\n\nReached by no link of the demo: {told}.\n" if missing else "\n")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    known = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))["logins"]
    INDEX.write_text(index(asyncio.run(take_all(sys.argv[1].rstrip("/"), known))), encoding="utf-8")
    size = sum(path.stat().st_size for path in FOLDER.glob("*.webp"))
    sys.stdout.write(f"{size / 1e6:.1f} MB\n")
    if size > BYTES_MAX:
        raise SystemExit(f"more than {BYTES_MAX / 1e6:.0f} MB")
