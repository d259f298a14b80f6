"""Keeping the demo's processes alive, and the machine around them in view."""

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from server.commands import console
from server.commands.console import CommandError, ExitCode
from server.commands.supervision import children, keys, lan, surroundings
from server.commands.supervision.children import Child
from server.settings import Settings

ROOT = Path(__file__).parents[3]
SLEEPER = ["-c", "import time; print('up', flush=True); time.sleep(60)"]


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something that must come true."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    return tmp_path


@pytest.fixture
def sleeper(data_dir: Path) -> Iterator[Child]:
    child = Child("sleeper", SLEEPER, data_dir=data_dir)
    child.start(os.environ)
    yield child
    child.stop()


def pid_of(child: Child) -> int:
    return int(child.pid_file.read_text())


def test_a_killed_child_is_started_again_at_once_under_a_new_number(sleeper: Child) -> None:
    first = pid_of(sleeper)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: sleeper.died() is not None)
    assert sleeper.revive(os.environ)
    assert pid_of(sleeper) != first
    assert sleeper.died() is None


def test_a_child_that_keeps_dying_young_is_left_alone_for_a_while(data_dir: Path) -> None:
    child = Child("brief", ["-c", "raise SystemExit(3)"], data_dir=data_dir)
    child.start(os.environ)
    starts = 0
    for _ in range(children.QUICK_RESTARTS + 1):
        wait_until(lambda: child.died() == 3)
        starts += child.revive(os.environ)
    assert starts == children.QUICK_RESTARTS
    assert child.waits
    assert not child.revive(os.environ)


def test_a_stopped_child_is_gone_with_its_number(sleeper: Child) -> None:
    number = pid_of(sleeper)
    sleeper.stop()
    assert not Path(f"/proc/{number}").exists()
    assert not sleeper.pid_file.exists()
    assert sleeper.died() is None


def test_a_child_that_ignores_the_request_is_killed(data_dir: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    child = Child("deaf", ["-c", deaf], data_dir=data_dir)
    child.start(os.environ)
    wait_until(lambda: child.last_words() == "up")
    number = pid_of(child)
    child.stop(timeout_seconds=0.2)
    assert not Path(f"/proc/{number}").exists()


def test_children_end_with_a_killed_supervisor_that_a_script_started_in_the_background(data_dir: Path) -> None:
    code = """
import os, signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.SIG_IGN)
from server.commands.supervision.children import Child
child = Child("sleeper", ["-c", "import time; time.sleep(60)"], data_dir=Path(sys.argv[1]))
child.start(os.environ)
print("up", flush=True)
time.sleep(60)
"""
    command = [sys.executable, "-c", code, str(data_dir)]
    supervisor = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout
    with supervisor.stdout:
        assert supervisor.stdout.readline() == "up\n"
        number = int((data_dir / "run" / "sleeper.pid").read_text())
        # the wish to end with the parent is made after the child's start: wait until it is the program itself
        wait_until(lambda: is_itself(Path(f"/proc/{number}/cmdline").read_bytes()))
        supervisor.kill()
        supervisor.wait(10)
    wait_until(lambda: not alive(number))


def is_itself(command_line: bytes) -> bool:
    """Whether a child is past the exec of its own program; the line is empty for an instant while it is loaded."""
    return b"time.sleep" in command_line and b"spawn.py" not in command_line


def alive(number: int) -> bool:
    """Whether a process runs; a zombie that nobody reaped does not."""
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return False


def test_leftovers_of_ours_are_ended_and_strangers_are_not(data_dir: Path) -> None:
    ours = subprocess.Popen([sys.executable, *SLEEPER, "server.cli"], stdout=subprocess.DEVNULL)
    stranger = subprocess.Popen([sys.executable, *SLEEPER], stdout=subprocess.DEVNULL)
    try:
        for name, process in (("server", ours), ("worker", stranger)):
            (data_dir / "run" / f"{name}.pid").write_text(f"{process.pid}\n")
        surroundings.end_leftovers(data_dir / "run")
        assert ours.wait(10) == -signal.SIGTERM
        assert stranger.poll() is None
        assert list((data_dir / "run").glob("*.pid")) == []
    finally:
        for process in (ours, stranger):
            process.kill()
            process.wait()


def test_a_house_has_one_supervisor(data_dir: Path) -> None:
    with surroundings.lock_house(data_dir):
        with pytest.raises(CommandError, match="another demo runs") as refusal:
            surroundings.lock_house(data_dir)
        assert refusal.value.code == ExitCode.ALREADY_RUNNING
    surroundings.lock_house(data_dir).close()


def test_a_taken_port_has_an_exit_code_of_its_own() -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        with pytest.raises(CommandError, match="is taken; choose another with --port") as refusal:
            surroundings.require_free("127.0.0.1", squatter.getsockname()[1])
    assert refusal.value.code == ExitCode.PORT_TAKEN


def test_a_chosen_port_is_kept_until_somebody_takes_it(data_dir: Path) -> None:
    kept = data_dir / "run" / "bank.port"
    first = surroundings.choose_port(kept, 0)
    assert surroundings.choose_port(kept, 0) == first
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", first))
        squatter.listen()
        assert surroundings.choose_port(kept, first) != first


def test_a_child_that_ends_while_starting_is_told_with_its_last_words(data_dir: Path) -> None:
    child = Child("brief", ["-c", "raise SystemExit('no table account')"], data_dir=data_dir)
    child.start(os.environ)
    with pytest.raises(CommandError, match=r"brief ended with code 1 while starting: no table account") as refusal:
        surroundings.await_sign(lambda: False, child)
    assert refusal.value.code == ExitCode.CHILD


def test_keys_are_made_once_private_and_of_no_use_in_production(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keys.load_keys(data_dir)
    assert keys.load_keys(data_dir) == made
    assert keys.load_keys(data_dir / "run") != made
    assert (data_dir / keys.FILE_NAME).stat().st_mode & 0o777 == 0o600
    for name, value in {**made, "JIEDAI_DATABASE_URL": "postgresql+asyncpg://a@b/c", "JIEDAI_MODE": "demo"}.items():
        monkeypatch.setenv(name, value)
    assert len(Settings().master_key.get_secret_value()) == 32  # type: ignore[call-arg]  # from the environment
    monkeypatch.setenv("JIEDAI_MODE", "production")
    with pytest.raises(ValidationError, match="demo keys are refused"):
        Settings()  # type: ignore[call-arg]  # from the environment


def test_the_certificate_is_kept_and_good_for_its_address(data_dir: Path) -> None:
    files = lan.certificate_for("192.0.2.7", data_dir / "lan")
    text = files.chain.read_bytes()
    assert lan.certificate_for("192.0.2.7", data_dir / "lan").chain.read_bytes() == text
    assert files.key.stat().st_mode & 0o777 == 0o600
    shake_hands(files, "192.0.2.7")
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(files, "192.0.2.8")


def shake_hands(files: lan.Certificate, address: str) -> None:
    """A TLS handshake in memory, as a phone that trusts the authority does it."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(files.chain, files.key)
    phone = ssl.create_default_context(cafile=str(files.authority))
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = phone.wrap_bio(back, there, server_hostname=address)
    host = server.wrap_bio(there, back, server_side=True)
    for _ in range(4):
        for side in (client, host):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    assert client.getpeercert()


def test_an_address_becomes_a_code_for_cameras() -> None:
    assert len(lan.qr_code("https://192.0.2.7:8443").splitlines()) > 10


def test_other_commands_find_the_running_demo_but_not_over_settings_of_their_own(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo = keys.load_keys(data_dir) | {"JIEDAI_MODE": "demo", "JIEDAI_DATABASE_URL": "postgresql+asyncpg://a@b/demo"}
    (data_dir / console.ENVIRONMENT_FILE).write_text(json.dumps(demo))
    monkeypatch.setattr(console, "default_data_dir", lambda: data_dir)
    for name in demo:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    assert console.load_settings().database_url.get_secret_value().endswith("/demo")
    assert "using the demo" in capsys.readouterr().err
    monkeypatch.setenv("JIEDAI_DATABASE_URL", "postgresql+asyncpg://a@b/own")
    assert console.load_settings().database_url.get_secret_value().endswith("/own")
    assert capsys.readouterr().err == ""
