"""A house that can be killed whole: its own database beside server, worker and bank."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from schema.kit.ids import encode
from server.kit.embedded.cluster import Cluster, temporary_cluster
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_customer
from tests.factories.loans import plant_contracted
from tests.factories.products import plant_product
from tests.fixtures import world
from tests.fixtures.database import migrate
from tests.journeys.running import READY_SECONDS, Running

DATABASE = "kills"
FIRST_AMOUNT_FEN = 3_000_000
DATABASE_VICTIM = "database"


@dataclass
class Mortal(Running):
    """A running house with its own PostgreSQL, which outlives each of its parts."""

    cluster: Cluster | None = None

    def environment(self) -> dict[str, str]:
        """One log-in lasts for all rounds: what is tried here is not the log-in."""
        return super().environment() | {"JIEDAI_ACCESS_MINUTES": "60", "JIEDAI_STEP_UP_MINUTES": "60"}

    def kill_part(self, name: str) -> None:
        """Kill -9 a process, or the database with all its children at once."""
        if name != DATABASE_VICTIM:
            self.kill(name)
            return
        assert self.cluster is not None
        for pid in (self.cluster.pid, *children_of(self.cluster.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + READY_SECONDS
        while self.cluster.poll() is None:
            assert time.monotonic() < deadline, "the postmaster does not die"
            time.sleep(0.01)

    def start_part(self, name: str) -> None:
        """Start again what was killed; the others must have lived through it."""
        if name == DATABASE_VICTIM:
            assert self.cluster is not None
            address = self.cluster.endpoint.dsn(APP_ROLE, DATABASE)
            assert self.cluster.start().endpoint.dsn(APP_ROLE, DATABASE) == address, "another program took the port"
        else:
            self.start(name)
        for other, process in self.processes.items():
            assert process.poll() is None, f"the {other} died with the {name}: {self.log(other)}"

    def journal_lines(self) -> int:
        """How much the bank has written into its journal."""
        path = self.folder / "bank" / "bank-journal.jsonl"
        return path.read_bytes().count(b"\n") if path.exists() else 0


def children_of(parent: int) -> list[int]:
    """The processes that a process has started, by the system's own table (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, rest = stat.read_text().split(" (", 1)
            if int(rest.rsplit(")", 1)[1].split()[1]) == parent:
                found.append(int(pid))
    return found


@dataclass(frozen=True)
class Contracted:
    """An application that waits to be paid out."""

    application: str
    amount_fen: int


@contextmanager
def mortal_house(folder: Path, applications: int) -> Iterator[tuple[Mortal, list[Contracted]]]:
    """A house with its own crash-safe database and so many signed applications of different amounts."""
    with temporary_cluster(durable=True) as cluster:
        cluster.endpoint.create_database(DATABASE)
        owner_url = cluster.endpoint.dsn(OWNER_ROLE, DATABASE)
        migrate(owner_url)
        asyncio.run(_settle(owner_url))
        with lending_house(folder, cluster.endpoint, DATABASE, applications, cluster=cluster) as lending:
            yield lending


@contextmanager
def lending_house(
    folder: Path,
    endpoint: Endpoint,
    database: str,
    applications: int,
    *,
    dress: Callable[[Mortal], None] = lambda _: None,
    cluster: Cluster | None = None,
) -> Iterator[tuple[Mortal, list[Contracted]]]:
    """The same over a database that holds the test world. Given no cluster, all but its database can be killed.

    `dress` may change its settings before it starts.
    """
    contracted = asyncio.run(_furnish(endpoint.dsn(OWNER_ROLE, database), applications))
    house = Mortal(folder, endpoint.dsn(APP_ROLE, database), cluster=cluster)
    dress(house)
    house.start()
    try:
        house.wait_until_ready()
        yield house, contracted
    finally:
        house.stop()


async def _settle(owner_url: str) -> None:
    engine = create_async_engine(owner_url, poolclass=NullPool)
    async with AsyncSession(engine) as owner:
        await world.write(owner)
        await owner.commit()
    await engine.dispose()


async def _furnish(owner_url: str, applications: int) -> list[Contracted]:
    engine = create_async_engine(owner_url, poolclass=NullPool)
    async with AsyncSession(engine, expire_on_commit=False) as owner:
        await plant_funding_account(owner)
        version_id = await plant_product(owner)
        made = []
        for number in range(applications):
            amount_fen = FIRST_AMOUNT_FEN + 100 * number
            customer = await plant_customer(owner)
            application_id = await plant_contracted(owner, customer, version_id, amount_fen=amount_fen)
            made.append(Contracted(str(encode("Application", application_id, customer.customer_id)), amount_fen))
    await engine.dispose()
    return made
