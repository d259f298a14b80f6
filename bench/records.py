"""Figures kept: one line of JSON a run, in `results/NAME.jsonl`."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from server.commands.console import ROOT

FOLDER = ROOT / "bench" / "results"


def keep(name: str, told: dict[str, Any], details: Sequence[dict[str, Any]] = (), folder: Path = FOLDER) -> Path:
    """Append a run, with the single measures behind its figures; answers the file."""
    path = folder / f"{name}.jsonl"
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), **told}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line | ({"measures": list(details)} if details else {}), ensure_ascii=False) + "\n")
    return path
