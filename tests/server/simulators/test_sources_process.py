"""The simulated sources as a process of their own: spoken to over loopback, killed, and started again."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from server.connectors.links import HttpSources
from server.connectors.signing import signed_headers
from server.kit.clock import SystemClock
from server.kit.ports import ReplyState, SourceQuestion
from tests.server.simulators.bank_process import PATIENCE_SECONDS, ROOT, SECRET

SUBJECT = {"name": "王小明", "number": "110101198501019801", "phone": "19900000001"}
QUESTION = SourceQuestion("name_id", "N1", SUBJECT, 20.0)


@dataclass
class Process:
    """The simulator over one folder."""

    data_dir: Path
    url: str = ""
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> "Process":
        port = self.url.rpartition(":")[2] or "0"
        command = [sys.executable, "-m", "server.simulators.sources", "--port", port, "--secret", SECRET]
        self.running = subprocess.Popen([*command, "--data-dir", str(self.data_dir)], cwd=ROOT, stdout=subprocess.PIPE)
        assert self.running.stdout is not None
        readable, _, _ = select.select([self.running.stdout], [], [], PATIENCE_SECONDS)
        line = self.running.stdout.readline() if readable else b""
        assert line, f"the sources did not start: exit code {self.running.poll()}"
        self.url = json.loads(line)["url"]
        return self

    def kill(self) -> None:
        process, self.running = self.running, None
        if process is not None:
            os.kill(process.pid, signal.SIGKILL)
            process.wait(PATIENCE_SECONDS)
            if process.stdout is not None:
                process.stdout.close()

    def call(self, method: str, path: str, content: object = None) -> httpx.Response:
        body = b"" if content is None else json.dumps(content).encode()
        headers = signed_headers(SECRET, f"{method} {path}", body, SystemClock().now())
        return httpx.request(method, f"{self.url}{path}", content=body, headers=headers, trust_env=False)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    started = Process(tmp_path).start()
    yield started
    started.kill()


async def test_what_was_taken_survives_kill_9_and_the_same_question_has_the_same_answer(process: Process) -> None:
    link = HttpSources(process.url, SECRET)
    assert process.call("POST", "/v1/tax/profiles", {"subject": "x", "content": {"grade": "D"}}).status_code == 201
    assert process.call("POST", "/v1/faults", {"kind": "late", "seconds": 3600, "source": "tax"}).status_code == 201
    answer = await link.ask(QUESTION)
    assert answer.state is ReplyState.ANSWERED
    late = SourceQuestion("tax", "N2", {"number": "x"}, 20.0)
    assert (await link.ask(late)).state is ReplyState.PENDING
    process.kill()
    assert (await link.fetch(QUESTION)).state is ReplyState.UNKNOWN
    process.start()
    assert await link.fetch(QUESTION) == answer
    assert await link.ask(QUESTION) == answer
    assert (await link.fetch(late)).state is ReplyState.PENDING
    assert process.call("DELETE", "/v1/faults").status_code == 200
    told = await link.ask(SourceQuestion("tax", "N3", {"number": "x"}, 20.0))
    assert told.content is not None
    assert json.loads(told.content)["content"]["grade"] == "D"
    asked = {each["number"]: each["asked"] for each in process.call("GET", "/v1/books").json()["inquiries"]}
    assert asked == {"N1": 2, "N2": 1, "N3": 1}
    await link.aclose()


def test_a_call_that_is_not_signed_or_makes_no_sense_is_refused_by_code(process: Process) -> None:
    unsigned = httpx.post(f"{process.url}/v1/tax/inquiries", json={"number": "N1", "subject": {}}, trust_env=False)
    assert (unsigned.status_code, unsigned.json()) == (401, {"code": "SIGNATURE"})
    assert process.call("POST", "/v1/stars/inquiries", {"number": "N1", "subject": {}}).status_code == 404
    assert process.call("POST", "/v1/tax/inquiries", {"number": 1, "subject": {}}).status_code == 400
    assert process.call("POST", "/v1/faults", {"kind": "earthquake"}).status_code == 400
    assert httpx.get(f"{process.url}/health", trust_env=False).json() == {"status": "alive"}


async def test_a_silent_source_is_late_after_its_seconds(process: Process) -> None:
    link = HttpSources(process.url, SECRET)
    process.call("POST", "/v1/faults", {"kind": "silent", "times": 1})
    reply = await link.ask(SourceQuestion("sanctions", "N1", {"number": "x"}, 0.3))
    assert (reply.state, reply.trouble) == (ReplyState.PENDING, "late")
    assert (await link.fetch(SourceQuestion("sanctions", "N1", {}, 20.0))).state is ReplyState.ANSWERED
    await link.aclose()


def test_books_in_use_and_a_missing_secret_are_told_by_the_exit_code(process: Process) -> None:
    command = [sys.executable, "-m", "server.simulators.sources", "--port", "0"]
    twice = subprocess.run(
        [*command, "--data-dir", str(process.data_dir), "--secret", "s"], cwd=ROOT, capture_output=True, check=False
    )
    assert (twice.returncode, b"JournalInUse" in twice.stderr) == (3, True)
    environment = {name: value for name, value in os.environ.items() if name != "JIEDAI_CONNECTORS_SECRET"}
    bare = [*command, "--data-dir", str(process.data_dir)]
    refused = subprocess.run(bare, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert refused.returncode == 2
