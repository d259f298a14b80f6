"""The book that is measured: made in SQL once, in a PostgreSQL of its own, and kept."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from bench.book.place import MEMORY
from bench.wishes import Wishes
from server.app import open_house
from server.commands.migrate import newest_revision, upgrade
from server.commands.supervision.keys import load_keys
from server.identity import catalogue as posts
from server.kit.clock import start_of
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, SUPERUSER
from server.kit.work import House
from server.products import catalogue as products
from server.seeds.staff import id_of
from server.settings import Settings

VERSION: Final = 2
CHUNK: Final = 20_000
TEN: Final = 10
PRODUCTS_MAX: Final = 10
BYTES_A_LOAN: Final = 24_000
"""Of tables, indexes and what is written while they are made; measured at 20,000 and rounded up."""
DRAFT: Final = "risk_draft"
FOLDER: Final = Path(__file__).parent
FILLED: Final = (
    "customers",
    "applications",
    "loans",
    "instalments",
    "repayments",
    "repayment_splits",
    "loan_acts",
    "debit_orders",
)
# beside keys and constraints: faster made at the end than kept while the rows come in
_INDEXES: Final = """
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY($1)
AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
_COMMENT: Final = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


class NoRoomError(Exception):
    """The disk is too small for the book."""


@dataclass(frozen=True)
class Book:
    """A database of the cluster."""

    cluster: Cluster
    database: str

    def url(self, role: str, driver: str | None = None) -> str:
        """How to connect as a role."""
        return self.cluster.endpoint.dsn(role, self.database, driver=driver)


@contextmanager
def open_cluster(wishes: Wishes) -> Iterator[Cluster]:
    """A PostgreSQL of its own, durable as in production, with the memory of an ordinary server."""
    home = wishes.folder / "risk"
    home.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(home, max_connections=50).start()
    try:
        for name, value in (MEMORY | {"max_wal_size": "8GB"}).items():
            cluster.endpoint.value(f"ALTER SYSTEM SET {name} = '{value}'", SUPERUSER)
        cluster.stop()
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def book_of(cluster: Cluster, size: int, wishes: Wishes) -> str:
    """The database with the book of a size, made where it is not there yet. Raises NoRoomError before it begins."""
    name, endpoint = f"risk_{size}", cluster.endpoint
    made = f"risk book {VERSION}, revision "
    wanted = made + newest_revision()
    known = endpoint.value(_COMMENT, name) if endpoint.has_database(name) else None
    if known and known.startswith(made):
        if known != wanted:
            wishes.say(f"{size:,} loans: bringing the tables up to date")
            upgrade(endpoint.dsn(OWNER_ROLE, name))
            endpoint.value(f"COMMENT ON DATABASE {name} IS '{wanted}'", name)
        return name
    endpoint.drop_database(name)
    endpoint.drop_database(DRAFT)
    _require_room(wishes, size)
    endpoint.create_database(DRAFT)
    upgrade(endpoint.dsn(OWNER_ROLE, DRAFT))
    asyncio.run(_fill(cluster, size, wishes))
    endpoint.value(f"COMMENT ON DATABASE {DRAFT} IS '{wanted}'", DRAFT)
    endpoint.rename_database(DRAFT, name)
    return name


def _require_room(wishes: Wishes, size: int) -> None:
    wanted, free = BYTES_A_LOAN * size, shutil.disk_usage(wishes.folder).free
    wishes.say(f"{size:,} loans need {wanted / 2**30:.1f} GB of disk; {free / 2**30:.1f} GB are free")
    if free < wanted:
        message = f"{size:,} loans need {wanted / 2**30:.1f} GB in {wishes.folder}; take fewer by --loans"
        raise NoRoomError(message)


async def _fill(cluster: Cluster, size: int, wishes: Wishes) -> None:
    """Make the book, as the role that may leave foreign keys unchecked while it loads."""
    engine = create_async_engine(cluster.endpoint.dsn(OWNER_ROLE, DRAFT), poolclass=NullPool)
    async with AsyncSession(engine) as session, session.begin():
        await posts.write(session)
        begins = date(2021, 1, 1)
        version_ids = [id_of(f"risk {number}") for number in range(PRODUCTS_MAX)]
        await products.write(
            session, version_ids=version_ids, created_by=id_of("risk"), at=start_of(begins), begins=begins
        )
    await engine.dispose()
    connection = await asyncpg.connect(cluster.endpoint.dsn(SUPERUSER, DRAFT, driver=None))
    try:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute("SET timezone = 'UTC'")
        await connection.execute("SET work_mem = '256MB'")
        await connection.execute((FOLDER.parent / "book" / "sql" / "00_ids.sql").read_text(encoding="utf-8"))
        await connection.execute((FOLDER / "places.sql").read_text(encoding="utf-8"))
        loading = (FOLDER / "loans.sql").read_text(encoding="utf-8")
        indexes = await connection.fetch(_INDEXES, list(FILLED))
        for row in indexes:
            await connection.execute(f"DROP INDEX {row['indexname']}")
        for first in range(0, size, CHUNK):
            wishes.say(f"making loans: {first:,} of {size:,}")
            await connection.execute(loading, first, min(size, first + CHUNK) - 1, timeout=None)
        wishes.say("making indexes and gathering statistics")
        for row in indexes:
            await connection.execute(row["indexdef"], timeout=None)
        await connection.execute("VACUUM ANALYZE", timeout=None)
    finally:
        await connection.close()


def house_on(cluster: Cluster, folder: Path, database: str, today: date) -> House:
    """The server's own process on a book, on a business date."""
    keys = {name.removeprefix("JIEDAI_").lower(): value for name, value in load_keys(folder).items()}
    about = {"mode": "demo", "data_dir": folder, "database_url": cluster.endpoint.dsn(APP_ROLE, database)}
    return open_house(Settings.model_validate(keys | about | {"business_date": today.isoformat()}))
