"""Several reading processes at once, each given the next case when it is done with its own."""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.ocr.cases import SEED

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 2


class WorkerDied(Exception):
    """A reading process ended before its answer; its standard error has said why."""


def answered(reader: str, names: Sequence[str], gallery: Path, models: Path) -> Iterator[dict[str, Any]]:
    """Records in the order in which they come.

    Raises:
        WorkerDied: a process ended early.

    """
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    done: queue.SimpleQueue[dict[str, Any] | WorkerDied] = queue.SimpleQueue()
    for name in names:
        waiting.put(name)
    command = [sys.executable, "-m", "bench.ocr.worker", reader, str(gallery), str(models), SEED]
    threads = [
        threading.Thread(target=_serve, args=(command, waiting, done)) for _ in range(min(PROCESSES, len(names)))
    ]
    for thread in threads:
        thread.start()
    for _ in names:
        record = done.get()
        if isinstance(record, WorkerDied):
            while not waiting.empty():  # the others end after the picture in hand
                waiting.get()
            raise record
        yield record
    for thread in threads:
        thread.join()


def _serve(
    command: list[str], waiting: "queue.SimpleQueue[str]", done: "queue.SimpleQueue[dict[str, Any] | WorkerDied]"
) -> None:
    """Run one process to the end of the queue."""
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while True:
            try:
                name = waiting.get_nowait()
            except queue.Empty:
                break
            process.stdin.write(name + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
            if not line:
                done.put(WorkerDied(f"the reading process ended at {name}"))
                break
            done.put(json.loads(line))
        process.stdin.close()
