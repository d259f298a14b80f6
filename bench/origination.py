"""From the counter to the signature in three tiers: how long hands are busy, and how long the system takes.

Starts a demonstration of its own, and in it a headless phone goes the way of `tests/journeys/clock_origination.py`,
which counts what people do. `--only URL` clocks a demonstration that runs already.
"""

import json
import os
import subprocess
import sys
from typing import Any, Final

from bench.demonstration import demonstration
from bench.wishes import Figure, Wishes
from server.commands.console import ROOT, CommandError, ExitCode

HANDS_TARGET: Final = "<= 600"
SYSTEM_TARGET: Final = "<= 60"
PORT: Final = 8_431
CLOCK_SECONDS: Final = 900.0


def run(wishes: Wishes) -> list[Figure]:
    """Clock three loans. Raises CommandError where no demonstration comes up or the way is broken off."""
    if wishes.only:
        return _figures(_clocked(wishes.only[0], wishes), wishes)
    with demonstration(wishes.folder / "origination", PORT, wishes) as demo:
        return _figures(_clocked(demo["url"], wishes), wishes)


def _clocked(url: str, wishes: Wishes) -> dict[str, Any]:
    wishes.say(f"clocking one loan of each tier on {url}")
    command = [sys.executable, "-m", "tests.journeys.clock_origination", url]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "CI": "true"}, capture_output=True, timeout=CLOCK_SECONDS, check=False
    )
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise CommandError(ExitCode.FAILED, f"the way was broken off: {lines[-1] if lines else done.returncode}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _figures(told: dict[str, Any], wishes: Wishes) -> list[Figure]:
    wishes.note(told)
    figures = []
    for loan in told["loans"]:
        tier = loan["tier"]
        figures += [
            Figure(f"{tier}: hands of staff", loan["hands_seconds"], "s", HANDS_TARGET),
            Figure(f"{tier}: touches", loan["acts"].get("touch", 0), "touches"),
            Figure(f"{tier}: system", loan["system_seconds"], "s", SYSTEM_TARGET),
        ]
    return figures
