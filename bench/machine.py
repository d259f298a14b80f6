"""The machine that a figure was taken on."""

import os
import platform
import subprocess
from pathlib import Path
from typing import Any

from server.commands.console import ROOT


def describe() -> dict[str, Any]:
    """Processor, cores, memory, system, versions, what else it is doing, and the revision that was measured."""
    return {
        "processor": _field(Path("/proc/cpuinfo"), "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_average": [round(value, 2) for value in os.getloadavg()],
        "revision": _revision(),
    }


def _field(path: Path, name: str) -> str | None:
    if not path.exists():
        return None
    found = (line.split(":", 1)[1] for line in path.read_text().splitlines() if line.startswith(name))
    return next(found, "").strip() or None


def _revision() -> str:
    """Short hash of the commit, with a mark when files differ from it."""
    asked = ["git", "describe", "--always", "--dirty", "--abbrev=10"]
    result = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return result.stdout.strip() or "unknown"
