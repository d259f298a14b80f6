"""A simulated bank in a process of its own, and a lender's callback address that keeps what it was told."""

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from server.custody.bank import PaymentCallback, verify_callback
from server.custody.errors import CallbackRefused
from server.kit.ports import PaymentOrder
from server.simulators.bank.client import BankClient

ROOT = Path(__file__).resolve().parents[3]
SECRET = "an invented secret for tests"
PATIENCE_SECONDS = 30.0
LENDER = "1000000000000001"
CUSTOMER = "6222020200012345678"
NAME = "测试客户"


def order(number: str, amount_fen: int = 4_000_000) -> PaymentOrder:
    return PaymentOrder(number, amount_fen, LENDER, CUSTOMER, NAME, "放款")


@dataclass
class Lender:
    """What arrived at the callback address, true or refused. `status` is what it answers."""

    url: str = ""
    status: int = 200
    taken: list[PaymentCallback] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def take(self, headers: dict[str, str], body: bytes) -> None:
        with self.arrived:
            try:
                callback = verify_callback(SECRET, headers, body, datetime.now(UTC))
            except CallbackRefused as error:
                self.refused.append(str(error.facts["reason"]))
            else:
                self.taken.append(callback)
            self.arrived.notify_all()

    def forget(self) -> None:
        with self.arrived:
            self.taken.clear()
            self.refused.clear()

    async def wait_for(self, count: int) -> list[PaymentCallback]:
        """Wait until so many true callbacks have come; fails when they do not."""
        return await asyncio.to_thread(self._wait_for, count)

    def _wait_for(self, count: int) -> list[PaymentCallback]:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.taken) >= count, PATIENCE_SECONDS), self.taken
            return list(self.taken)


@contextmanager
def lender_listening() -> Iterator[Lender]:
    """A callback address on loopback for as long as the block lasts."""
    lender = Lender()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if lender.status < 300:
                lender.take(dict(self.headers), body)
            self.send_response(lender.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    lender.url = f"http://127.0.0.1:{server.server_port}/callbacks/bank"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield lender
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class BankProcess:
    """The simulator as its own process over one folder; killed and started again at will."""

    data_dir: Path
    options: tuple[str, ...] = ()
    url: str = ""
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> "BankProcess":
        port = self.url.rpartition(":")[2] or "0"
        command = [sys.executable, "-m", "server.simulators.bank", "--port", port, "--data-dir", str(self.data_dir)]
        self.running = subprocess.Popen(
            [*command, "--secret", SECRET, "--callback-retry-seconds", "0.05", *self.options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        self.url = json.loads(self._first_line(self.running))["url"]
        return self

    def _first_line(self, process: subprocess.Popen[bytes]) -> bytes:
        assert process.stdout is not None
        readable, _, _ = select.select([process.stdout], [], [], PATIENCE_SECONDS)
        line = process.stdout.readline() if readable else b""
        assert line, f"the bank did not start: exit code {process.poll()}"
        return line

    def kill(self) -> None:
        """Kill -9: nothing is flushed, nobody is told."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        return self._end(signal.SIGTERM)

    def _end(self, number: int) -> int:
        process, self.running = self.running, None
        if process is None:
            return 0
        os.kill(process.pid, number)
        code = process.wait(PATIENCE_SECONDS)
        if process.stdout is not None:
            process.stdout.close()
        return code

    @contextmanager
    def client(self) -> Iterator[BankClient]:
        client = BankClient(self.url, SECRET)
        try:
            yield client
        finally:
            client.close()

    def books(self) -> dict[str, list[dict[str, object]]]:
        with self.client() as client:
            return client.books()

    def fault(self, kind: str, **members: object) -> None:
        with self.client() as client:
            client.fault(kind, **members)

    def undelivered_at_rest(self) -> list[object]:
        """What is still untold once the bank has written down what the lender took."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (waiting := self.books()["undelivered"]) and time.monotonic() < deadline:
            time.sleep(0.02)
        return list(waiting)
