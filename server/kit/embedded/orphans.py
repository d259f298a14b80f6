"""Servers that a killed parent left behind in a data folder, found and ended before the next start."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

PROC = Path("/proc")
POLL_SECONDS = 0.05


def clear_orphans(data: Path, *, timeout_seconds: float) -> bool:
    """End what still runs in `data` and drop its stale `postmaster.pid`; False if something outlives the time-out.

    The caller holds the home's lock, so no living owner can lose its server here. PostgreSQL itself refuses to start
    while the number in `postmaster.pid` exists, even as a zombie that nobody has reaped yet or as an unrelated process
    that got the number after a reboot; the file is removed only when no process works in the folder any more.
    """
    deadline = time.monotonic() + timeout_seconds
    pid_file = data / "postmaster.pid"
    while living := _living(data, pid_file):
        if time.monotonic() > deadline:
            return False
        if (postmaster := _recorded(pid_file)) in living:
            with contextlib.suppress(ProcessLookupError):
                os.kill(postmaster, signal.SIGINT)
        time.sleep(POLL_SECONDS)
    pid_file.unlink(missing_ok=True)
    return True


def _recorded(pid_file: Path) -> int:
    """Number of the postmaster that the folder names, 0 if none."""
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _living(data: Path, pid_file: Path) -> set[int]:
    """Processes at work in `data`: every PostgreSQL process has its data folder as working directory."""
    if not PROC.joinpath("self").exists():
        return _living_without_proc(data, pid_file)
    found = set()
    for entry in PROC.iterdir():
        # a zombie has no working directory any more, so it does not count
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and entry.joinpath("cwd").readlink() == data:
                found.add(int(entry.name))
    return found


def _living_without_proc(data: Path, pid_file: Path) -> set[int]:
    """Do the same on systems without /proc: the recorded postmaster, if its command line names the folder."""
    if not (pid := _recorded(pid_file)):
        return set()
    command = ["/bin/ps", "-o", "command=", "-p", str(pid)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603  # fixed words
    return {pid} if str(data) in answer.stdout else set()
