"""`jiedai demo`, started for real: ready, robust against kills, gone without a trace when told to stop."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[3]
CHILDREN = ("server", "worker", "postgres", "bank")
RESTART_SECONDS = 2.0
PATIENCE_SECONDS = 60.0

pytestmark = pytest.mark.timeout(600)


class Demo:
    """A running demo and its data folder."""

    def __init__(self, data_dir: Path, *words: str) -> None:
        self.data_dir = data_dir
        port = str(free_port())
        self.command = [sys.executable, "-m", "server.cli", "demo", "--data-dir", str(data_dir), "--port", port]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("JIEDAI_")}
        command = [*self.command, "--json", *words]
        with (data_dir / "said.txt").open("ab") as said:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=said, text=True
            )
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, (data_dir / "said.txt").read_text()
        self.report: dict[str, Any] = json.loads(line)

    def pid(self, child: str) -> int:
        """Number of a child, 0 while there is none."""
        try:
            return int((self.data_dir / "run" / f"{child}.pid").read_text())
        except (OSError, ValueError):
            return 0

    def status(self, path: str) -> int:
        """What the server answers; 0 when it does not."""
        address = urlsplit(self.report["url"])
        connection = http.client.HTTPConnection(str(address.hostname), address.port or 80, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def stop(self, word: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(word)
        code = self.process.wait(PATIENCE_SECONDS)
        if self.process.stdout:
            self.process.stdout.close()
        return code


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> float:
    """Seconds until something came true."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, "it did not come true"
        time.sleep(0.02)
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """A folder that the database's user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="jiedai-demo-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def demo(data_dir: Path) -> Iterator[Demo]:
    """The first start in an empty folder."""
    running = Demo(data_dir, "--seed", "7", "--date", "2026-03-02")
    yield running
    running.stop()


def test_the_ready_line_says_how_to_get_in_and_is_kept_for_scripts(demo: Demo) -> None:
    assert set(demo.report) == {"url", "graphql", "bank_url", "logins"}
    assert demo.report["graphql"] == f"{demo.report['url']}/graphql"
    assert all(set(one) == {"role", "login", "password", "totp_secret"} for one in demo.report["logins"])
    assert len({one["role"] for one in demo.report["logins"]}) == len(demo.report["logins"]) > 5
    kept = demo.data_dir / "demo.json"
    assert json.loads(kept.read_text()) == demo.report
    assert kept.stat().st_mode & 0o777 == 0o600
    said = (demo.data_dir / "said.txt").read_text()
    assert re.search(r"customers [\d.]+ s, applications, loans and books [\d.]+ s", said)
    assert "filling in a believable branch took" in said


def test_the_server_and_the_staff_app_answer(demo: Demo) -> None:
    assert demo.status("/ready") == 200
    assert demo.status("/") == 200
    assert demo.status("/phone") == 200


def test_a_second_demo_in_the_same_folder_is_refused(demo: Demo) -> None:
    again = subprocess.run(demo.command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert again.returncode == 13
    assert again.stderr.splitlines()[-1].startswith("jiedai demo: another demo runs in")
    assert demo.status("/ready") == 200


def test_a_taken_port_is_one_line(demo: Demo, tmp_path: Path) -> None:
    port = str(urlsplit(demo.report["url"]).port)
    command = [sys.executable, "-m", "server.cli", "demo", "--data-dir", str(tmp_path), "--port", port]
    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert refused.returncode == 12
    assert refused.stderr.splitlines()[-1] == f"jiedai demo: port {port} is taken; choose another with --port"


@pytest.mark.parametrize("child", CHILDREN)
def test_a_killed_child_is_back_within_two_seconds_and_the_house_answers_again(demo: Demo, child: str) -> None:
    before = demo.pid(child)
    os.kill(before, signal.SIGKILL)
    assert wait_until(lambda: demo.pid(child) not in {0, before}) < RESTART_SECONDS
    wait_until(lambda: demo.status("/ready") == 200)
    assert demo.process.poll() is None


def test_it_stops_when_told_and_starts_again_on_the_same_data(demo: Demo) -> None:
    numbers = [demo.pid(child) for child in CHILDREN]
    assert demo.stop(signal.SIGINT) == 0
    assert not any(Path(f"/proc/{number}").exists() for number in numbers)
    assert not list((demo.data_dir / "run").glob("*.pid"))
    assert not (demo.data_dir / "demo.json").exists()
    said = (demo.data_dir / "said.txt").stat().st_size
    second = Demo(demo.data_dir, "--date", "2026-03-02")
    try:
        assert second.report["logins"] == demo.report["logins"]
        assert "filling in" not in (demo.data_dir / "said.txt").read_text()[said:]
        second.process.kill()  # no chance to tidy up
        second.process.wait()
        third = Demo(demo.data_dir, "--date", "2026-03-02")
        assert third.status("/ready") == 200
        assert third.stop() == 0
    finally:
        second.stop()
