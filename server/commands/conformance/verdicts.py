"""Cases found in a folder, and the verdict on each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from server.commands.conformance import fineract, frappe, sunline
from server.commands.conformance.reading import Case, UnsupportedError
from server.terms.errors import TermsError

Status = Literal["passed", "failed", "unsupported"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one case, and why."""

    case: str
    file: str
    status: Status
    reasons: tuple[str, ...] = ()


def verdicts(folder: Path) -> Iterator[Verdict]:
    """The verdict on every case of every JSON file below a folder, in the order of the files' names."""
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).as_posix()
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            yield Verdict(name, name, "failed", (f"unreadable: {error}",))
            continue
        for number, case in enumerate(_cases(content), 1):
            label = str(case.get("id", number)) if isinstance(case, dict) else str(number)
            yield judge(case, label, name)


def _cases(content: Any) -> list[Any]:
    """A file holds a list of cases, or one, or a list under `cases`."""
    if isinstance(content, dict) and isinstance(content.get("cases"), list):
        return list(content["cases"])
    return content if isinstance(content, list) else [content]


def judge(case: Any, label: str, file: str) -> Verdict:
    """Run one case, whatever its shape."""
    try:
        found = _shape(case)(case)
    except UnsupportedError as reason:
        return Verdict(label, file, "unsupported", (str(reason),))
    except TermsError as refusal:
        return Verdict(label, file, "failed", (f"refused: {refusal.message}",))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        return Verdict(label, file, "unsupported", (f"not in the schema: {type(error).__name__}: {error}",))
    return Verdict(label, file, "failed" if found else "passed", tuple(found))


def _shape(case: Any) -> Callable[[Case], list[str]]:
    """Which runner a case is for, told by its keys. Raises UnsupportedError."""
    if not isinstance(case, dict) or not isinstance(case.get("params"), dict):
        raise UnsupportedError("no parameters")
    if "snapshots" in case:
        return fineract.differences
    if "kind" in case and "expected" in case:
        return frappe.differences
    if "expected" in case or "expected_wrong" in case:
        return sunline.differences
    raise UnsupportedError("no known shape")
