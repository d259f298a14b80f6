"""One long-running process: started, watched, started again, stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from server.kit.embedded import spawn

LOG_LIMIT_BYTES = 20_000_000
STEADY_SECONDS = 10.0
"""A child that lived this long had started well; its death is an accident and not a fault in its settings."""
QUICK_RESTARTS = 5
SLOW_RESTART_SECONDS = 10.0


class Child:
    """A process of the project in a session of its own, with `log/NAME.log` and `run/NAME.pid` in the data folder.

    It gets SIGINT when the supervisor dies. Start it from the main thread (the wish belongs to the starting thread).
    """

    def __init__(self, name: str, words: Sequence[str], *, data_dir: Path) -> None:
        self.name = name
        self.log = data_dir / "log" / f"{name}.log"
        self.pid_file = data_dir / "run" / f"{name}.pid"
        self._words = words
        self._data_dir = data_dir
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._quick_deaths = 0
        self._next_start = 0.0

    def start(self, environment: Mapping[str, str]) -> None:
        """Start the process and write its number."""
        self.log.parent.mkdir(exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        step = [spawn.__file__, "-1", "-1", str(os.getpid())]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and modules
                [sys.executable, "-I", "-S", *step, sys.executable, *self._words],
                cwd=self._data_dir,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._started_at = time.monotonic()
        write_pid(self.pid_file, self._process.pid)

    def died(self) -> int | None:
        """Exit code of a process that ended (reaping it), None while it lives or was stopped on purpose."""
        return self._process.poll() if self._process else None

    def revive(self, environment: Mapping[str, str]) -> bool:
        """Start a dead process again: at once, or every ten seconds when it keeps dying young. True if started."""
        now = time.monotonic()
        if self._process:
            self._process = None
            young = now - self._started_at < STEADY_SECONDS
            self._quick_deaths = self._quick_deaths + 1 if young else 0
            self._next_start = now + (SLOW_RESTART_SECONDS if self._quick_deaths > QUICK_RESTARTS else 0)
        if now < self._next_start:
            return False
        self.start(environment)
        return True

    @property
    def waits(self) -> bool:
        """Whether it is down and due to be started."""
        return self._process is None

    def stop(self, *, timeout_seconds: float = 10.0) -> None:
        """Ask it to end, insist after the time-out, and forget its number."""
        process, self._process = self._process, None
        if process and process.poll() is None:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout_seconds)
            if process.poll() is None:
                process.kill()
                process.wait()
        self.pid_file.unlink(missing_ok=True)

    def last_words(self, lines: int = 3) -> str:
        """End of its log, on one line."""
        with contextlib.suppress(OSError):
            return " | ".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return ""


def write_pid(path: Path, pid: int) -> None:
    """Write a process number so that no reader ever sees half of it."""
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(f"{pid}\n")
    draft.replace(path)
