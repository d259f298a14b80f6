"""A house that runs as it does for its users: server, worker and bank in processes of their own."""

import base64
import os
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from server.simulators.bank.client import BankClient
from tests.fixtures.programs import Command, Program
from tests.fixtures.world import MASTER_KEY, TOKEN_KEY

ROOT = Path(__file__).parent.parent.parent
SECRET = "an invented secret of the bank link"
READY_SECONDS = 240.0
STOP_SECONDS = 20.0
PAUSE_SECONDS = 0.1


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass
class Running:
    """The processes of one house, by name. A killed one is started again with `start`."""

    folder: Path
    app_url: str
    port: int = field(default_factory=free_port)
    bank_port: int = field(default_factory=free_port)
    processes: dict[str, Program] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bank_url(self) -> str:
        return f"http://127.0.0.1:{self.bank_port}"

    def books(self) -> dict[str, Any]:
        """The bank's own books."""
        with closing(BankClient(self.bank_url, SECRET)) as client:
            return client.books()

    def fault(self, kind: str, **members: Any) -> None:
        """Script a fault of the bank."""
        with closing(BankClient(self.bank_url, SECRET)) as client:
            client.fault(kind, **members)

    def paid_out(self) -> list[int]:
        """The amounts in fen that went out, each settled order once, by the bank's books."""
        return sorted(order["amount_fen"] for order in self.books()["orders"] if order["state"].lower() == "settled")

    def environment(self) -> dict[str, str]:
        standard = os.environ | {
            "JIEDAI_MODE": "demo",
            "JIEDAI_DATABASE_URL": self.app_url,
            "JIEDAI_DATA_DIR": str(self.folder),
            "JIEDAI_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
            "JIEDAI_TOKEN_KEY": base64.b64encode(TOKEN_KEY).decode(),
            "JIEDAI_BANK_URL": self.bank_url,
            "JIEDAI_BANK_SECRET": SECRET,
            "JIEDAI_PUBLIC_URL": self.url,
            "OMP_NUM_THREADS": "1",
            # loading the models takes as long as a short journey: who sends pictures in asks for a reader
            "JIEDAI_OCR_PROCESSES": "0",
        }
        return standard | self.settings

    def commands(self) -> dict[str, list[str]]:
        """Module and words of each program."""
        bank_data = str(self.folder / "bank")
        return {
            "bank": [
                *("server.simulators.bank.__main__", "--port", str(self.bank_port), "--data-dir", bank_data),
                *("--callback-url", f"{self.url}/callbacks/bank", "--settle-seconds", "0.1"),
            ],
            "server": ["server.cli", "serve", "--port", str(self.port)],
            "worker": ["server.cli", "worker"],
        }

    def start(self, *names: str) -> None:
        (self.folder / "bank").mkdir(parents=True, exist_ok=True)
        commands, environment = self.commands(), self.environment()
        for name in names or ("bank", "server", "worker"):
            self.processes[name] = Program(*commands[name], environment=environment, log=self.folder / f"{name}.log")

    def kill(self, name: str) -> None:
        """Kill -9, without a word of warning."""
        self.processes[name].kill()
        self.processes[name].wait()

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            if process.wait(STOP_SECONDS) is None:
                process.kill()
                process.wait()

    def run(self, *words: str) -> tuple[int, str, str]:
        """`jiedai WORDS` in this house: exit code, standard output and standard error."""
        return Command(self.folder, self.environment(), *words).told()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/ready", timeout=5).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            assert self.processes["server"].poll() is None, self.log("server")
            time.sleep(PAUSE_SECONDS)
        raise AssertionError(self.log("server"))

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]


@contextmanager
def running_house(folder: Path, app_url: str, *names: str, **settings: str) -> Iterator[Running]:
    """Start everything, or the processes of these names, hand it out, stop it. Settings are of the environment."""
    house = Running(folder, app_url, settings=settings)
    house.start(*names)
    try:
        house.wait_until_ready()
        yield house
    finally:
        house.stop()
