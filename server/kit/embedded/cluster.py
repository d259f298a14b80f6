"""The running server: make, start, watch, stop."""

import atexit
import contextlib
import fcntl
import json
import logging
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from server.kit.embedded import spawn
from server.kit.embedded.account import ENVIRONMENT, choose_account, choose_home
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, SUPERUSER, Endpoint
from server.kit.embedded.engine import Engine, find_engine
from server.kit.embedded.errors import EmbeddedError, HomeBusyError
from server.kit.embedded.initdb import initialise, last_words
from server.kit.embedded.orphans import clear_orphans

START_SECONDS = 120.0
"""How long a start may take: crash recovery of a large database replays its log first."""
RETRY_SECONDS = 30.0
STOP_SECONDS = 30.0
POLL_SECONDS = 0.02
LOG_LIMIT_BYTES = 10_000_000
_SOCKET_PATH_LIMIT = 90
# what a dead predecessor leaves: its lock file while it is an unreaped zombie, its memory while children still end
_PREDECESSOR = ('lock file "postmaster.pid" already exists', "pre-existing shared memory block")
_PORT_TAKEN = "could not create any TCP/IP sockets"

log = logging.getLogger(__name__)


class Cluster:
    """One PostgreSQL server with its data in `home`. Start it from the main thread of the topmost process.

    The server is a direct child in a session of its own (Ctrl-C does not hit it). On Linux it shuts itself down when
    the thread that started it ends; threads other than the main one therefore start it without that wish.
    """

    def __init__(
        self, home: Path, *, durable: bool = True, max_connections: int = 120, pid_file: Path | None = None
    ) -> None:
        """`durable=False` trades crash safety for speed (tests only); nothing is touched before `start`.

        `pid_file` gets the server's number as soon as there is one, which is before it takes connections.
        """
        self._wanted = home
        self._durable = durable
        self._max_connections = max_connections
        self._pid_file = pid_file
        self._engine: Engine | None = None
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._endpoint: Endpoint | None = None
        self.home = home

    @property
    def endpoint(self) -> Endpoint:
        """Address and passwords; hand `endpoint.to_json()` to children."""
        if self._endpoint is None:
            raise EmbeddedError("the embedded PostgreSQL was not started")
        return self._endpoint

    @property
    def pid(self) -> int:
        """Process id of the postmaster."""
        if self._process is None:
            raise EmbeddedError("the embedded PostgreSQL was not started")
        return self._process.pid

    def poll(self) -> int | None:
        """Exit code of a server that ended (and reap it), None while it runs."""
        return self._process.poll() if self._process else 0

    def start(self, *, meanwhile: Callable[[], None] | None = None) -> "Cluster":
        """Make the data folder if there is none, start the server, wait until it takes connections, set the roles up.

        Also starts again a server that was killed, on its old port unless somebody took it (then `endpoint` changes);
        recovery may take a while, so `meanwhile` is called every few hundredths of a second until the server is ready.
        Raises HomeBusyError when another process owns the home, EmbeddedError with the server's own words otherwise.
        """
        if self._process and self._process.poll() is None:
            return self
        before = self._endpoint
        try:
            self._endpoint = self._start(meanwhile or (lambda: None))
            if before is None:
                self._endpoint.ensure_roles()
        except BaseException:
            self.stop()
            raise
        atexit.register(self.stop)
        return self

    def stop(self) -> None:
        """End the server (fast shutdown: open transactions roll back) and give the home free. Safe to call twice."""
        process, self._process = self._process, None
        if process:
            for word in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                if process.poll() is None:
                    process.send_signal(word)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(STOP_SECONDS)
                    break
        if self._lock:
            self._lock.close()
            self._lock = None
        atexit.unregister(self.stop)

    def _start(self, meanwhile: Callable[[], None]) -> Endpoint:
        """Take the home, fill it if it is empty, bring the server up."""
        self._take_home()
        self._engine = engine = self._engine or find_engine(self.home, choose_account(self.home / "data"))
        passwords = self._passwords()
        data = self.home / "data"
        if not data.exists():
            initialise(self.home, engine, password=passwords[SUPERUSER], durable=self._durable)
        self._require_major(data, engine)
        if not clear_orphans(data, timeout_seconds=RETRY_SECONDS):
            raise EmbeddedError(f"an older PostgreSQL still works in {data} and does not end")
        return Endpoint(host="127.0.0.1", port=self._launch(engine, meanwhile), passwords=passwords)

    def _take_home(self) -> None:
        """Settle on a home that the server's account reaches and lock it against a second owner."""
        if self._lock:
            return
        self.home = choose_home(self._wanted).resolve()
        if self.home != self._wanted.resolve():
            log.warning("the database lies in %s: its user cannot reach %s", self.home, self._wanted)
        lock = (self.home / "lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise HomeBusyError(f"another Jiedai runs its database in {self.home}") from None
        self._lock = lock

    def _passwords(self) -> dict[str, str]:
        """Passwords of all roles, made once a home and readable by its owner alone."""
        path = self.home / "passwords.json"
        if path.exists():
            kept: dict[str, str] = json.loads(path.read_text())
            return kept
        made = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER_ROLE, APP_ROLE)}
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made))
        draft.rename(path)
        return made

    def _require_major(self, data: Path, engine: Engine) -> None:
        """Refuse to run a data folder of another major version: only pg_upgrade turns one into the other."""
        written = int((data / "PG_VERSION").read_text())
        if written != engine.major:
            raise EmbeddedError(
                f"{data} was made by PostgreSQL {written}, found is {engine.major}: run pg_upgrade or remove the folder"
            )

    def _launch(self, engine: Engine, meanwhile: Callable[[], None]) -> int:
        """Start the server until it is ready and return its port; one that meets a dead predecessor is tried again."""
        deadline = time.monotonic() + RETRY_SECONDS
        while True:
            port = self._choose_port()
            words = self._try(engine, port, meanwhile)
            if words is None:
                (self.home / "port").write_text(str(port))
                return port
            if _PORT_TAKEN in words:
                (self.home / "port").unlink(missing_ok=True)
            elif not any(known in words for known in _PREDECESSOR):
                where = self.home / "postgres.log"
                raise EmbeddedError(f"PostgreSQL did not start: {last_words(words)} (log: {where})")
            if time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL did not start in {RETRY_SECONDS:.0f} s: {last_words(words)}")
            time.sleep(0.2)

    def _choose_port(self) -> int:
        """Return the port of the last start if it is free, else any free one."""
        kept = self.home / "port"
        wishes = [int(kept.read_text()), 0] if kept.exists() else [0]
        for wish in wishes:
            with contextlib.suppress(OSError), socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", wish))
                return int(probe.getsockname()[1])
        raise EmbeddedError("no free port on 127.0.0.1")

    def _try(self, engine: Engine, port: int, meanwhile: Callable[[], None]) -> str | None:
        """Start once. None when the server is ready; what it logged when it ended instead."""
        data = self.home / "data"
        account = choose_account(data)
        path = self.home / "postgres.log"
        if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
            path.replace(path.with_suffix(".log.1"))
        main_thread = threading.current_thread() is threading.main_thread()
        step = [str(account.uid if account.drops else -1), str(account.gid), str(os.getpid() if main_thread else 0)]
        with path.open("ab") as output:
            begin = output.tell()
            self._process = subprocess.Popen(  # noqa: S603  # the program is the engine found above
                [sys.executable, "-I", "-S", spawn.__file__, *step, str(engine.bin / "postgres"), *self._options(port)],
                cwd=self.home,
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        if self._pid_file:
            self._pid_file.write_text(f"{self._process.pid}\n")
        if self._await_ready(self._process, data / "postmaster.pid", meanwhile):
            return None
        self._process = None
        with path.open("rb") as written:
            written.seek(begin)
            return written.read(100_000).decode(errors="replace")

    def _await_ready(self, process: "subprocess.Popen[bytes]", pid_file: Path, meanwhile: Callable[[], None]) -> bool:
        """Wait for the last line of `postmaster.pid` to say ready; False if the server ended. Raises EmbeddedError."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                return False
            with contextlib.suppress(OSError):
                lines = pid_file.read_text().splitlines()
                if len(lines) > 7 and lines[0] == str(process.pid) and lines[7].strip() == "ready":  # noqa: PLR2004  # line 8 by PostgreSQL's pidfile.h
                    return True
            meanwhile()
            time.sleep(POLL_SECONDS)
        self.stop()
        raise EmbeddedError(f"PostgreSQL was not ready after {START_SECONDS:.0f} s")

    def _options(self, port: int) -> list[str]:
        """Command line of the server; nothing is left to the configuration file."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": self._socket_folder(),
            "max_connections": self._max_connections,
            "timezone": "UTC",
            "log_timezone": "UTC",
            # a failing statement and the DETAIL line hold values of rows: personal data has no place in a log
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "log_parameter_max_length_on_error": 0,
            # after a kill: one sync of the file system instead of opening every file of the cluster
            "recovery_init_sync_method": "syncfs" if sys.platform == "linux" else "fsync",
        }
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        words = ["-D", str(self.home / "data")]
        for name, value in settings.items():
            words += ["-c", f"{name}={value}"]
        return words

    def _socket_folder(self) -> str:
        """Folder of the unix socket: the data folder, or none where the path is longer than a socket's may be."""
        folder = str(self.home / "data")
        return folder if len(folder) < _SOCKET_PATH_LIMIT else ""


@contextlib.contextmanager
def temporary_cluster(
    *, max_connections: int = 120, durable: bool = False, folder: Path | None = None
) -> Iterator[Cluster]:
    """Run a throw-away cluster for tests, unless wanted without crash safety; what it made in `folder` vanishes."""
    home = Path(tempfile.mkdtemp(prefix="jiedai-test-", dir=folder))
    home.chmod(0o755)  # the server's account must pass through; data and passwords have modes of their own
    cluster = Cluster(home, durable=durable, max_connections=max_connections)
    try:
        yield cluster.start()
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)
        if cluster.home != home:
            shutil.rmtree(cluster.home, ignore_errors=True)
