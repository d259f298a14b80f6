"""Everything the demo runs, in the order it needs: database, bank, sources, schema and data, worker, server."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

from server.commands.console import ENVIRONMENT_FILE, CommandError, ExitCode
from server.commands.migrate import newest_revision
from server.commands.supervision.children import Child
from server.commands.supervision.keys import load_keys, write_private
from server.commands.supervision.lan import Certificate, certificate_for, own_address
from server.commands.supervision.surroundings import (
    await_sign,
    choose_port,
    end_leftovers,
    is_ready,
    listens,
    lock_house,
    require_free,
)
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE

DATABASE = "jiedai"
DRAFT = "jiedai_draft"
CLI = ("-m", "server.cli")
WATCH_SECONDS = 0.1
LAN_PORT_OFFSET = 443
"""HTTPS for phones listens this much above the demo's port: 8000 becomes 8443."""


@dataclass(frozen=True)
class Wishes:
    """What the person asked for."""

    data_dir: Path
    port: int = 8000
    seed: int = 1
    business_date: date | None = None
    lan: bool = False
    say: Callable[[str], None] = field(default=lambda _: None)

    @property
    def lan_port(self) -> int:
        """Where phones connect."""
        return self.port + LAN_PORT_OFFSET

    def day_words(self) -> list[str]:
        """The business date as words of a command line."""
        return ["--date", self.business_date.isoformat()] if self.business_date else []


class DemoHouse:
    """The demo's processes. Open, watch and close it in the main thread."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._pid_file = wishes.data_dir / "run" / "postgres.pid"
        self._cluster = Cluster(wishes.data_dir / "postgres", pid_file=self._pid_file)
        self._children: list[Child] = []
        self._environment: Mapping[str, str] = {}
        self._lock: IO[str] | None = None
        self._certificate: Certificate | None = None
        self.url = f"http://127.0.0.1:{wishes.port}"
        self.bank_url = self.sources_url = ""
        self.lan_url: str | None = None

    @property
    def authority(self) -> Path | None:
        """Certificate authority that a phone may be told to trust."""
        return self._certificate.authority if self._certificate else None

    def open(self) -> None:
        """Start everything and return when it answers.

        Raises CommandError when a port is taken, a child fails or a step of the preparation does; EmbeddedError when
        the database does not start. Close it in either case.
        """
        wishes = self._wishes
        self._lock = lock_house(wishes.data_dir)
        end_leftovers(wishes.data_dir / "run")
        require_free("127.0.0.1", wishes.port)
        if wishes.lan:
            require_free("0.0.0.0", wishes.lan_port)  # noqa: S104  # asked for with --lan
            address = own_address()
            self._certificate = certificate_for(address, wishes.data_dir / "lan")
            self.lan_url = f"https://{address}:{wishes.lan_port}"
        wishes.say("starting the database")
        self._cluster.start()
        bank_port = choose_port(wishes.data_dir / "run" / "bank.port", wishes.port + 1)
        self.bank_url = f"http://127.0.0.1:{bank_port}"
        sources_port = choose_port(wishes.data_dir / "run" / "sources.port", wishes.port + 2)
        self.sources_url = f"http://127.0.0.1:{sources_port}"
        self._environment = self._surroundings()
        self._note_database()
        fresh = not self._cluster.endpoint.has_database(DATABASE)
        self._open_bank(bank_port, fresh=fresh)
        self._open_sources(sources_port)
        if fresh:
            self._furnish()
        elif self._cluster.endpoint.value("SELECT version_num FROM alembic_version", DATABASE) != newest_revision():
            self._run(["migrate"], "bringing the database up to date", DATABASE)
        self._open_doors()

    def _open_bank(self, port: int, *, fresh: bool) -> None:
        """Start the simulated bank; a new branch gets a bank with empty books."""
        wishes, books = self._wishes, self._wishes.data_dir / "bank"
        books.mkdir(exist_ok=True)
        if fresh:
            (books / "bank-journal.jsonl").unlink(missing_ok=True)
        words = ["-m", "server.simulators.bank", "--port", str(port), "--seed", str(wishes.seed), *wishes.day_words()]
        words += ["--data-dir", str(books), "--callback-url", f"{self.url}/callbacks/bank"]
        await_sign(lambda: listens(port), self._start("bank", words))

    def _open_sources(self, port: int) -> None:
        """Start the simulated sources; nobody waits for them, as questions to a source that is not there wait too."""
        wishes, journal = self._wishes, self._wishes.data_dir / "sources"
        words = ["-m", "server.simulators.sources", "--port", str(port), "--seed", str(wishes.seed)]
        self._start("sources", [*words, "--data-dir", str(journal), *wishes.day_words()])

    def _open_doors(self) -> None:
        """Start the worker, the server and, for phones, a second server with a certificate."""
        wishes = self._wishes
        self._start("worker", [*CLI, "worker"])
        wishes.say("starting the server")
        server = self._start("server", [*CLI, "serve", "--port", str(wishes.port)])
        await_sign(lambda: is_ready(wishes.port), server)
        if self._certificate:
            words = ["--host", "0.0.0.0", "--port", str(wishes.lan_port)]  # noqa: S104  # asked for with --lan
            files = ["--certificate", str(self._certificate.chain), "--key", str(self._certificate.key)]
            await_sign(lambda: listens(wishes.lan_port), self._start("lan", [*CLI, "serve", *words, *files]))

    def watch(self) -> None:
        """Start again whatever dies, for ever; ends by the KeyboardInterrupt that a signal raises."""
        while True:
            if self._cluster.poll() is not None:
                self._wishes.say("the database ended; starting it again")
                self._revive_database()
            self._revive_children()
            time.sleep(WATCH_SECONDS)

    def close(self) -> None:
        """Stop everything, what faces the people first and the database last."""
        for child in reversed(self._children):
            child.stop()
        self._children.clear()
        self._cluster.stop()
        if self._lock:
            for path in (self._wishes.data_dir / ENVIRONMENT_FILE, self._pid_file):
                path.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def _surroundings(self) -> dict[str, str]:
        """Environment of the children: the caller's own without any other Jiedai setting."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("JIEDAI_")}
        day = self._wishes.business_date
        ours = {
            "JIEDAI_MODE": "demo",
            "JIEDAI_DATA_DIR": str(self._wishes.data_dir),
            "JIEDAI_DATABASE_URL": self._cluster.endpoint.dsn(APP_ROLE, DATABASE),
            "JIEDAI_PUBLIC_URL": self.lan_url or self.url,
            "JIEDAI_BANK_URL": self.bank_url,
            "JIEDAI_CONNECTORS_URL": self.sources_url,
            "JIEDAI_INTROSPECTION": "true",
            "JIEDAI_GRAPHIQL": "true",
            "PYTHONUNBUFFERED": "1",
            **({"JIEDAI_BUSINESS_DATE": day.isoformat()} if day else {}),
        }
        return inherited | ours | load_keys(self._wishes.data_dir)

    def _note_database(self) -> None:
        """Write down how to reach the running house, for other commands of the same person."""
        shared = {name: value for name, value in self._environment.items() if name.startswith("JIEDAI_")}
        owner = {"JIEDAI_OWNER_DATABASE_URL": self._cluster.endpoint.dsn(OWNER_ROLE, DATABASE)}
        write_private(self._wishes.data_dir / ENVIRONMENT_FILE, json.dumps(shared | owner))

    def _furnish(self) -> None:
        """Make the database under another name, fill it, give it its name: a killed first start leaves no half one."""
        endpoint = self._cluster.endpoint
        endpoint.drop_database(DRAFT)
        endpoint.create_database(DRAFT)
        self._run(["migrate"], "making the tables", DRAFT)
        seed = ["seed", "--seed", str(self._wishes.seed), *self._wishes.day_words()]
        self._run(seed, "filling in a believable branch", DRAFT)
        endpoint.rename_database(DRAFT, DATABASE)

    def _run(self, command: list[str], what: str, database: str) -> None:
        """Run one of the project's commands to its end, as the owner of the schema. Raises CommandError."""
        self._wishes.say(what)
        begun, endpoint = time.monotonic(), self._cluster.endpoint
        urls = {
            "JIEDAI_DATABASE_URL": endpoint.dsn(APP_ROLE, database),
            "JIEDAI_OWNER_DATABASE_URL": endpoint.dsn(OWNER_ROLE, database),
        }
        result = subprocess.run(  # noqa: S603  # our own interpreter and commands
            [sys.executable, *CLI, *command],
            cwd=self._wishes.data_dir,
            env={**self._environment, **urls},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            check=False,
        )
        if result.returncode != 0:
            raise CommandError(ExitCode.CHILD, f"{what} failed: jiedai {command[0]} ended with {result.returncode}")
        self._wishes.say(f"{what} took {time.monotonic() - begun:.1f} s")

    def _start(self, name: str, words: list[str]) -> Child:
        child = Child(name, words, data_dir=self._wishes.data_dir)
        child.start(self._environment)
        self._children.append(child)
        return child

    def _revive_children(self) -> None:
        """Start again whoever died."""
        for child in self._children:
            code = child.died()
            if code is not None:
                self._wishes.say(f"{child.name} ended with code {code}; starting it again")
            if code is not None or child.waits:
                child.revive(self._environment)

    def _revive_database(self) -> None:
        """Start the database again; if it could not keep its port, everybody has to learn the new one."""
        before = self._cluster.endpoint
        self._cluster.start(meanwhile=self._revive_children)
        moved = self._cluster.endpoint != before
        self._environment = self._surroundings()
        self._note_database()
        for child in self._children if moved else []:
            child.stop()
            child.start(self._environment)
