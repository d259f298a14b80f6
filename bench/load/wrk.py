"""wrk: finding it, and one run of it."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.servers.contestant import Request
from server.commands.console import CommandError, ExitCode

CONNECTIONS = 16
THREADS = 1
TIMEOUT_SECONDS = 30
SCRIPT = Path(__file__).with_name("requests.lua")


@dataclass(frozen=True)
class Load:
    """What wrk saw. `refused` are answers above 399, `broken` are connections and answers that never came."""

    requests: int
    bytes: int
    seconds: float
    p50_ms: float
    p99_ms: float
    refused: int
    broken: int


def find_wrk(say: Callable[[str], None]) -> str:
    """Return the program, installing Debian's package as root. Raises CommandError that names what is missing."""
    found = shutil.which("wrk")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        say("installing wrk")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-q", "wrk"], env=quiet, capture_output=True, check=False)
        found = shutil.which("wrk")
    if not found:
        raise CommandError(ExitCode.BUILD, "wrk is missing: apt-get install wrk")
    return found


def write_requests(path: Path, port: int, requests: Sequence[Request]) -> None:
    """Write requests as whole texts of HTTP/1.1, so that wrk only has to send them."""
    with path.open("wb") as file:
        for each in requests:
            headers = {"host": f"127.0.0.1:{port}", **each.headers, "content-length": str(len(each.body))}
            head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            text = f"POST {each.path} HTTP/1.1\r\n{head}\r\n".encode() + each.body
            file.write(b"%d\n" % len(text) + text)


def put_under_load(wrk: str, port: int, requests: Path, seconds: float) -> Load:
    """Keep 16 connections busy. Raises CommandError when wrk itself fails."""
    shape = [f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", f"--timeout={TIMEOUT_SECONDS}s"]
    command = [wrk, *shape, "-s", str(SCRIPT), f"http://127.0.0.1:{port}", "--", str(requests)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in result.stdout.splitlines() if line.startswith("{")]
    if result.returncode or not lines:
        raise CommandError(ExitCode.CHILD, f"wrk failed: {(result.stderr or result.stdout).strip()[:300]}")
    return Load(**json.loads(lines[-1]))
