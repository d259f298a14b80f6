"""What all contestants have in common: a process, a port, a way to be asked."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.graphql.operations import Sample
from server.commands.console import CommandError, ExitCode
from server.commands.supervision.surroundings import POLL_SECONDS, READY_SECONDS, listens
from server.kit.embedded import spawn

POOL_SIZE = 10
"""Connections to the database, the same for everybody."""


@dataclass(frozen=True)
class Request:
    """A POST."""

    path: str
    headers: Mapping[str, str]
    body: bytes


class Contestant(ABC):
    """A server under load. `name` is short, `about` says what it includes."""

    name: str
    about: str

    def __init__(self, folder: Path, port: int) -> None:
        """`folder` takes the log, `port` is where it listens; nothing is started yet."""
        self.port = port
        self._log = folder / "log" / f"bench-{self.name}.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @abstractmethod
    def command(self) -> Sequence[str]:
        """Program and words."""

    @abstractmethod
    def environment(self) -> Mapping[str, str]:
        """Variables beside the caller's own."""

    @abstractmethod
    def request(self, operation: str, sample: Sample) -> Request:
        """How this server is asked."""

    @abstractmethod
    def plain(self, operation: str, sample: Sample, answer: Any) -> Any:
        """An answer in the form that all contestants' answers are compared in. Raises ValueError for an error."""

    def start(self) -> None:
        """Start the process and wait until it listens. Raises CommandError. To be called from the main thread."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("JIEDAI_")}
        step = [sys.executable, "-I", "-S", spawn.__file__, "-1", "-1", str(os.getpid())]
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(
                [*step, *self.command()],
                cwd=self._log.parent,
                env=inherited | dict(self.environment()),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + READY_SECONDS
        while not listens(self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                words = " | ".join(self._log.read_text(errors="replace").splitlines()[-3:])
                raise CommandError(ExitCode.CHILD, f"{self.name} did not start: {words} (log: {self._log})")
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        if process.poll() is None:
            process.kill()
            process.wait()


def data_of(answer: Any) -> Any:
    """The data of a GraphQL answer. Raises ValueError when it tells of errors."""
    if not isinstance(answer, dict) or answer.get("errors") or not answer.get("data"):
        raise ValueError(str(answer)[:500])
    return answer["data"]
