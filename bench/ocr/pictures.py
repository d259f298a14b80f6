"""The set on disk: each picture beside what is true of it, made once for the state of the generator."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.ocr import fonts
from bench.ocr.cases import Case

HERE = Path(__file__).parent
JUDGES = {
    "scoring.py",
    "speed.py",
    "measures.py",
    "run.py",
    "plain.py",
    "readers.py",
    "pictures.py",
    "worker.py",
    "workers.py",
    "bad_files.py",
    "refusals.py",
    "calibrating.py",
}  # what draws nothing


def state_of(sources: Iterable[Path], more: Iterable[str] = ()) -> str:
    """A short name for what these files say."""
    state = hashlib.sha256("\n".join(more).encode())
    for path in sorted(sources):
        state.update(path.read_bytes())
    return state.hexdigest()[:10]


def state_of_reader(name: str) -> str:
    """A short name for a reader's sources and tables: its old answers hold as long as it does."""
    ours = (path for kind in ("*.py", "*.json") for path in (HERE.parents[1] / "ocr").rglob(kind))
    return state_of(ours if name == "ours" else (HERE / "plain.py", HERE / "identifiers.py"))


def state_of_scores() -> str:
    """The same for our scores, before a table makes chances of them."""
    return state_of((HERE.parents[1] / "ocr").rglob("*.py"))


def gallery(home: Path) -> Path:
    """The folder of pictures for this generator and these typefaces."""
    sources = [path for path in HERE.rglob("*.py") if path.name not in JUDGES]
    folder = home / f"pictures-{state_of(sources, sorted(fonts.files()))}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def made(case: Case, folder: Path) -> tuple[dict[str, Any], bytes]:
    """What is true of the case, and the picture's bytes; drawn when it is not there yet."""
    about, picture = folder / f"{case.name}.json", folder / f"{case.name}.jpg"
    if about.exists():
        return json.loads(about.read_text(encoding="utf-8")), picture.read_bytes()
    told, data = drawn(case)
    picture.write_bytes(data)
    fresh = about.with_suffix(".fresh")
    fresh.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(about)  # a run may be stopped anywhere
    return told, data


def drawn(case: Case) -> tuple[dict[str, Any], bytes]:
    """The case's truth and its picture, drawn now."""
    plan = case.plan()
    photograph = case.picture(plan)
    told = {
        "name": case.name,
        "kind": case.kind,
        "severity": case.severity,
        "variant": plan.variant,
        "effects": photograph.effects,
        "authority_printed": plan.authority_printed,
        "truth": plan.truth,
    }
    return told, photograph.data
