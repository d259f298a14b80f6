"""Ports, signs of life, leftovers: what the demo has to know of the machine it runs on."""

import contextlib
import fcntl
import http.client
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from server.commands.console import CommandError, ExitCode
from server.commands.supervision.children import Child

READY_SECONDS = 90.0
LEFTOVER_SECONDS = 5.0
POLL_SECONDS = 0.05
_OURS = (b"server.cli", b"server.simulators.bank", b"server.simulators.sources")


def lock_house(data_dir: Path) -> IO[str]:
    """Make the data folder this process's own until the returned file is closed. Raises CommandError."""
    run = data_dir / "run"
    run.mkdir(parents=True, exist_ok=True)
    lock = (run / "lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        words = f"another demo runs in {data_dir}; choose another --data-dir"
        raise CommandError(ExitCode.ALREADY_RUNNING, words) from None
    return lock


def end_leftovers(run: Path) -> None:
    """End children that outlived a killed supervisor and hold its ports and books. The caller holds the lock."""
    living = [pid for path in run.glob("*.pid") if (pid := _number(path)) and _is_ours(pid)]
    deadline = time.monotonic() + LEFTOVER_SECONDS
    for pid in living:
        _tell(pid, signal.SIGTERM)
    while (living := [pid for pid in living if _is_ours(pid)]) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    for pid in living:
        _tell(pid, signal.SIGKILL)
    for path in run.glob("*.pid"):
        path.unlink(missing_ok=True)


def _number(path: Path) -> int:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return 0


def _is_ours(pid: int) -> bool:
    """Whether the process is one of the project's; numbers are reused. Without /proc nothing is taken for ours."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return any(word in _OURS for word in words)


def _tell(pid: int, word: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, word)


def require_free(host: str, port: int) -> None:
    """Refuse a port that somebody else listens on. Raises CommandError."""
    if not _can_listen(host, port):
        raise CommandError(ExitCode.PORT_TAKEN, f"port {port} is taken; choose another with --port")


def choose_port(kept: Path, wish: int) -> int:
    """Return the port of the last start, else `wish`, else any free one; and keep it for the next start."""
    last = _number(kept)
    port = next((candidate for candidate in (last, wish) if candidate and _can_listen("127.0.0.1", candidate)), 0)
    if not port:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
    kept.write_text(f"{port}\n")
    return port


def _can_listen(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def await_sign(sign: Callable[[], bool], child: Child) -> None:
    """Wait until `sign` holds. Raises CommandError when the child ends first or the time is over."""
    deadline = time.monotonic() + READY_SECONDS
    while not sign():
        code = child.died()
        if code is not None:
            words = f"{child.name} ended with code {code} while starting: {child.last_words()} (log: {child.log})"
            raise CommandError(ExitCode.CHILD, words)
        if time.monotonic() > deadline:
            words = f"{child.name} did not answer in {READY_SECONDS:.0f} s (log: {child.log})"
            raise CommandError(ExitCode.CHILD, words)
        time.sleep(POLL_SECONDS)


def listens(port: int) -> bool:
    """Whether something takes connections on this machine's port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_ready(port: int) -> bool:
    """Whether the server there says that it and its database are ready."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
