"""How long a picture takes: cards and licences read by one process of two threads and by two processes of one.

Each arrangement is a run of its own: fresh processes load their models, read two pictures to warm up, then the set once
a round. Seconds are those that the reader tells, without the loading; throughput is pictures by the wall clock; memory
is the largest resident set that a process reached, from the kernel. `--only` takes `threads` or `processes`,
`id_front` or `business_licence`; `--scale small` every fourth picture.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from bench.ocr import fonts
from bench.ocr.cases import SEED, Case, cases
from bench.ocr.pictures import gallery, made
from bench.wishes import Figure, Wishes

ROOT = Path(__file__).resolve().parents[2]
KINDS: Final = {"id_front": "card", "business_licence": "licence"}
COUNTS: Final = {"id_front": 24, "business_licence": 24}
SECONDS_P95_MAX: Final = {"id_front": 1.3, "business_licence": 3.0}
MEMORY_GB_MAX: Final = 1.5
WARMING: Final = 2
SAMPLE: Final = 4
GB: Final = 1_000_000_000


@dataclass(frozen=True)
class Arrangement:
    """So many reading processes of so many threads each; only the first has targets."""

    name: str
    processes: int
    threads: int
    judged: bool


ARRANGEMENTS: Final = (
    Arrangement("threads", processes=1, threads=2, judged=True),
    Arrangement("processes", processes=2, threads=1, judged=False),
)


def run(wishes: Wishes) -> list[Figure]:
    """Read the set in each arrangement, answer seconds, pictures a second and memory."""
    home = wishes.folder / "ocr"
    home.mkdir(parents=True, exist_ok=True)
    fonts.fetch(home, wishes.say)
    folder = gallery(home)
    kinds = [kind for kind in KINDS if kind in wishes.only] or list(KINDS)
    step = SAMPLE if wishes.scale == "small" else 1
    chosen = {kind: [case for case in cases(counts=COUNTS) if case.kind == kind][::step] for kind in kinds}
    for case in (case for some in chosen.values() for case in some):
        made(case, folder)  # drawn before anything is timed
    wanted = [one for one in ARRANGEMENTS if one.name in wishes.only] or list(ARRANGEMENTS)
    return [figure for one in wanted for figure in _measured(one, chosen, folder, wishes)]


def _measured(
    arrangement: Arrangement, chosen: dict[str, list[Case]], folder: Path, wishes: Wishes
) -> Iterator[Figure]:
    with ExitStack() as stack:
        desks = [
            stack.enter_context(Desk(folder, folder.parent / "models", arrangement.threads))
            for _ in range(arrangement.processes)
        ]
        for desk in desks:
            for some in chosen.values():
                desk.read(some[:WARMING])
        for kind, some in chosen.items():
            yield from _of_kind(arrangement, desks, kind, some * wishes.rounds)
            wishes.say(f"{arrangement.name}: {KINDS[kind]} done")
        memory = max(desk.memory_bytes() for desk in desks) / GB
        target = f"<= {MEMORY_GB_MAX}" if arrangement.judged else None
        yield Figure(f"{_title(arrangement)}, peak memory of a process", round(memory, 2), "GB", target)


def _of_kind(arrangement: Arrangement, desks: "Sequence[Desk]", kind: str, some: Sequence[Case]) -> Iterator[Figure]:
    started = time.perf_counter()
    with ThreadPoolExecutor(len(desks)) as hands:
        shares = [some[place :: len(desks)] for place in range(len(desks))]
        seconds = sorted(
            found for part in hands.map(lambda desk, share: desk.read(share), desks, shares) for found in part
        )
    wall = time.perf_counter() - started
    title = f"{_title(arrangement)}, {KINDS[kind]}"
    target = f"<= {SECONDS_P95_MAX[kind]}" if arrangement.judged else None
    yield Figure(f"{title}: p50", round(_quantile(seconds, 0.5), 2), "s")
    yield Figure(f"{title}: p95", round(_quantile(seconds, 0.95), 2), "s", target)
    yield Figure(f"{title}: throughput", round(len(some) / wall, 2), "pictures/s")


def _title(arrangement: Arrangement) -> str:
    processes = "one process" if arrangement.processes == 1 else f"{arrangement.processes} processes"
    return f"{processes} of {arrangement.threads} thread{'s' if arrangement.threads > 1 else ''}"


def _quantile(ascending: Sequence[float], share: float) -> float:
    """The value that this share of all does not pass: the nearest rank."""
    return ascending[min(len(ascending) - 1, max(0, -(-round(share * len(ascending) * 1000) // 1000) - 1))]


class Desk:
    """A reading process, asked one picture after the other."""

    def __init__(self, folder: Path, models: Path, threads: int) -> None:
        command = [sys.executable, "-m", "bench.ocr.worker", "ours", str(folder), str(models), SEED, str(threads)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def read(self, some: Sequence[Case]) -> list[float]:
        """The seconds of each picture."""
        return [float(self._asked(case.name)["seconds"]) for case in some]

    def _asked(self, name: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(name + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the reading process ended at {name}")
        record: dict[str, Any] = json.loads(line)
        return record

    def memory_bytes(self) -> int:
        """The largest resident set so far (VmHWM of proc(5)); zero where the system does not tell."""
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.exists():
            return 0
        (line,) = [line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * 1024
