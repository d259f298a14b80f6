"""`jiedai bench ocr-refusals`: bytes that nobody should have sent, given to the reader with its models loaded.

Each kind of bad file (`bench.ocr.bad_files`) goes through the whole reader in one child process. Counted: the seconds
until it is refused, the memory above that of an idle reader, files left behind in the temporary folder.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.wishes import Figure, Wishes

ROOT = Path(__file__).resolve().parents[2]
HIGH_WATER, CLEAR_PEAK = "VmHWM", "5"  # of /proc/self/status; what makes the kernel count the peak anew
MB = 1024


@dataclass(frozen=True)
class Thrown:
    """What became of one file: the code of its refusal, or None when it was a sound picture after all."""

    name: str
    code: str | None
    seconds: float
    memory_mb: int


def run(wishes: Wishes) -> list[Figure]:
    """Throw all of them, or those named by `--only`."""
    wishes.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=wishes.folder) as scratch:
        words = [sys.executable, "-m", "bench.ocr.refusals", str(wishes.folder / "ocr" / "models"), *wishes.only]
        surroundings = {**os.environ, "TMPDIR": scratch}
        done = subprocess.run(words, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    for name in told["left"]:
        wishes.say(f"left behind: {name}")
    found = [Thrown(**row) for row in told["thrown"]]
    for one in sorted(found, key=lambda item: -item.seconds):
        wishes.say(f"{one.seconds:6.2f} s {one.memory_mb:5d} MB  {one.code or 'read':28} {one.name}")
        wishes.note(asdict(one))
    return figures(found, told["left"])


def figures(found: Sequence[Thrown], left: Sequence[str]) -> list[Figure]:
    """The figures of a run; `left` are names found in its temporary folder afterwards."""
    refused = [one for one in found if one.code is not None]
    uncoded = [one for one in refused if not str(one.code).startswith("picture.")]
    return [
        Figure("kinds of bad file", len(found), "kinds", ">= 76"),
        Figure("fallen over", len(uncoded), "files", "<= 0"),
        Figure("slowest refusal", round(max((one.seconds for one in refused), default=0.0), 2), "s", "<= 2"),
        Figure("memory above idle", max((one.memory_mb for one in found), default=0), "MB", "<= 300"),
        Figure("left in the temporary folder", len(left), "files", "<= 0"),
        Figure("read as sound pictures", len(found) - len(refused), "files"),
    ]


def _main(models: Path, only: Sequence[str]) -> None:
    """The child: what was thrown and what is left of it, as JSON on the last line of standard output."""
    from bench.ocr.bad_files import BAD_FILES, encoded, plain
    from bench.ocr.readers import opened

    read = opened("ours", models)
    read("warming", encoded(plain(1600, 1200), "JPEG"))
    found, there = [], _temporary()  # what libraries lay down when they are loaded is not of a file
    for name, make in BAD_FILES.items():
        if only and name not in only:
            continue
        data = make()
        before = _peak_mb(anew=True)
        record = read(name, data)
        code = record["error"] and record["error"]["code"]
        found.append(asdict(Thrown(name, code, round(record["seconds"], 3), max(0, _peak_mb() - before))))
    told = {"thrown": found, "left": sorted(_temporary() - there)}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


def _temporary() -> set[str]:
    folder = Path(tempfile.gettempdir())
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _peak_mb(*, anew: bool = False) -> int:
    """The most memory held since it was last asked anew; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    if anew:
        Path("/proc/self/clear_refs").write_text(CLEAR_PEAK, encoding="ascii")
    row = next(row for row in status.read_text(encoding="ascii").splitlines() if row.startswith(HIGH_WATER))
    return int(row.split()[1]) // MB


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2:])
