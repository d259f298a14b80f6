"""`jiedai bench phone`: how soon a phone on a bad network shows the first list, and what it fetches until then.

Starts a demonstration of its own; in it a headless phone opens the inbox of a regional manager with nothing of the app,
with all of it, and without a network, and swipes a card, as `tests/journeys/clock_phone.py` says. Where Lighthouse is
at hand (its command named by JIEDAI_LIGHTHOUSE), the log-in page is scored as well. `--only FILE` clocks a demo that
runs already: FILE is what `jiedai demo --json` printed.
"""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from bench.demonstration import demonstration
from bench.wishes import Figure, Wishes
from server.commands.browser import VARIABLE, find_browser
from server.commands.console import ROOT, CommandError, ExitCode

PORT: Final = 8_441
CLOCK_SECONDS: Final = 1_800.0
LIGHTHOUSE: Final = "JIEDAI_LIGHTHOUSE"
ROLE: Final = "regional_manager"
TARGETS: Final = {
    ("first", "lcp"): "<= 2.8",
    ("first", "usable"): "<= 5.5",
    ("repeated", "lcp"): "<= 1.2",
    ("offline", "lcp"): "<= 1.2",
    ("swipe", "result"): "<= 100",
    ("first", "requests"): "<= 5",
    ("first", "bytes"): "<= 40000",
}
UNITS: Final = {"bytes": "B", "requests": "requests", "result": "ms"}
LABELS: Final = {"first": "first visit", "repeated": "repeated visit", "offline": "offline visit", "swipe": "swipe"}
SCORES: Final = {"performance": ">= 95", "accessibility": ">= 100", "best-practices": ">= 100"}


def run(wishes: Wishes) -> list[Figure]:
    """Clock the app. Raises CommandError where no demonstration comes up or the phone sees no list."""
    if wishes.only:
        return _figures(json.loads(Path(wishes.only[0]).read_text(encoding="utf-8")), wishes)
    with demonstration(wishes.folder / "phone", PORT, wishes) as demo:
        return _figures(demo, wishes)


def _figures(demo: dict[str, Any], wishes: Wishes) -> list[Figure]:
    return [*_times(_clocked(demo, wishes)), *_scores(demo["url"], wishes)]


def _times(told: dict[str, dict[str, float]]) -> list[Figure]:
    """Seconds, requests and bytes of each visit."""
    figures = []
    for visit, seen in told.items():
        for name, value in seen.items():
            unit = UNITS.get(name, "s")
            shown = round(value / 1000, 2) if unit == "s" else round(value)
            figures.append(Figure(f"{LABELS[visit]}, {name}", shown, unit, TARGETS.get((visit, name))))
    return figures


def _clocked(demo: dict[str, Any], wishes: Wishes) -> dict[str, dict[str, float]]:
    entry = next(one for one in demo["logins"] if one["role"] == ROLE)
    wishes.say(f"clocking {wishes.rounds} phones on {demo['url']}")
    words = [demo["url"], entry["login"], entry["password"], entry["totp_secret"] or "", str(wishes.rounds)]
    command = [sys.executable, "-m", "tests.journeys.clock_phone", *words]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "CI": "true"}, capture_output=True, timeout=CLOCK_SECONDS, check=False
    )
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise CommandError(ExitCode.FAILED, f"the phone saw no list: {lines[-1] if lines else done.returncode}")
    told: dict[str, dict[str, float]] = json.loads(done.stdout)
    return told


def _scores(url: str, wishes: Wishes) -> list[Figure]:
    """Lighthouse's scores of the page that everybody can open, where it is at hand."""
    program = os.environ.get(LIGHTHOUSE)
    if not program:
        wishes.say(f"no Lighthouse: {LIGHTHOUSE} names no command")
        return []
    report = Path(wishes.folder) / "lighthouse.json"
    flags = ["--output=json", f"--output-path={report}", "--quiet", "--chrome-flags=--headless --no-sandbox"]
    environment = {**os.environ, "CHROME_PATH": os.environ.get(VARIABLE) or find_browser() or ""}
    subprocess.run([*shlex.split(program), url, *flags], env=environment, check=True, timeout=CLOCK_SECONDS)
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return [
        Figure(f"Lighthouse, {name}", round(found[name]["score"] * 100), "points", target)
        for name, target in SCORES.items()
    ]
