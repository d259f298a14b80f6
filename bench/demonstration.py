"""A demonstration of its own for a bench that drives the app: started, waited for, stopped."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bench.wishes import Wishes
from server.commands.console import ROOT, CommandError, ExitCode

READY_SECONDS: Final = 900.0
PAUSE_SECONDS: Final = 1.0


@contextmanager
def demonstration(folder: Path, port: int, wishes: Wishes) -> Iterator[dict[str, Any]]:
    """What `jiedai demo --json` tells of a demonstration that is stopped afterwards. Raises CommandError."""
    wishes.say("starting a demonstration")
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / "demo.json"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "server.cli", "demo", "--port", str(port), "--data-dir", str(folder), "--json"]
    with (folder / "demo.log").open("wb") as log:
        demo = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield _told(demo, report)
    finally:
        demo.terminate()
        demo.wait()


def _told(demo: "subprocess.Popen[bytes]", report: Path) -> dict[str, Any]:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and demo.poll() is None:
        if report.exists():
            told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
            return told
        time.sleep(PAUSE_SECONDS)
    raise CommandError(ExitCode.FAILED, f"no demonstration came up; see {report.with_name('demo.log')}")
