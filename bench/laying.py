"""Books that are laid down once, in a PostgreSQL of their own, and kept until their making or the tables change."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from server.commands.migrate import newest_revision, upgrade
from server.commands.supervision.keys import load_keys
from server.identity import catalogue as posts
from server.kit.clock import start_of
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, SUPERUSER
from server.kit.work import House
from server.opening import open_house
from server.products import catalogue as products
from server.seeds.staff import id_of
from server.settings import Settings

DRAFT: Final = "draft"
BEGINS: Final = date(2021, 1, 1)
PRODUCTS_MAX: Final = 10
# a server of an ordinary size; the embedded one starts with PostgreSQL's own small defaults
MEMORY: Final = {"shared_buffers": "768MB", "effective_cache_size": "4GB", "max_wal_size": "4GB"}
IDS: Final = Path(__file__).parent / "book" / "sql" / "00_ids.sql"
_COMMENT: Final = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
# beside keys and constraints: faster made at the end than kept while the rows come in
_INDEXES: Final = """
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY($1)
AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


@contextmanager
def ample_cluster(home: Path, *, max_connections: int = 50, **settings: str) -> Iterator[Cluster]:
    """A PostgreSQL in `home`, durable as in production, with the memory of an ordinary server.

    Raises HomeBusyError when another bench uses the folder, EmbeddedError.
    """
    home.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(home, max_connections=max_connections).start()
    try:
        if _give(cluster, MEMORY | settings):
            cluster.stop()
            cluster.start()
        yield cluster
    finally:
        cluster.stop()


def _give(cluster: Cluster, settings: dict[str, str]) -> bool:
    """Write the settings that need a restart; whether one is needed."""
    endpoint, changed = cluster.endpoint, False
    for name, value in settings.items():
        if endpoint.value(f"SHOW {name}", SUPERUSER) != value:
            endpoint.value(f"ALTER SYSTEM SET {name} = '{value}'", SUPERUSER)
            changed = True
    return changed


def keep(cluster: Cluster, name: str, edition: str, lay: Callable[[str], None]) -> None:
    """The database `name` with a book of this edition and the newest tables; `lay` fills an empty one that it is told.

    A book whose tables alone are older is brought up to date; any other is made anew.
    """
    endpoint, made = cluster.endpoint, f"{edition}, revision "
    wanted = made + newest_revision()
    known = endpoint.value(_COMMENT, name) if endpoint.has_database(name) else None
    if known == wanted:
        return
    if known and known.startswith(made):
        upgrade(endpoint.dsn(OWNER_ROLE, name))
        endpoint.value(f"COMMENT ON DATABASE {name} IS '{wanted}'", name)
        return
    endpoint.drop_database(name)
    endpoint.drop_database(DRAFT)
    endpoint.create_database(DRAFT)
    upgrade(endpoint.dsn(OWNER_ROLE, DRAFT))
    lay(DRAFT)
    endpoint.value(f"COMMENT ON DATABASE {DRAFT} IS '{wanted}'", DRAFT)
    endpoint.rename_database(DRAFT, name)


@dataclass(frozen=True)
class Loading:
    """How loans are made in SQL: `before` once, then `loans` for spans of numbers ($1 to $2); `filled`: its tables."""

    name: str
    before: Sequence[str]
    loans: str
    filled: Sequence[str]
    chunk: int


async def load(cluster: Cluster, database: str, loading: Loading, size: int, say: Callable[[str], None]) -> None:
    """Make so many loans, as the role that may leave foreign keys unchecked while it loads."""
    await _sell(cluster, database, loading)
    connection = await asyncpg.connect(cluster.endpoint.dsn(SUPERUSER, database, driver=None))
    try:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute("SET timezone = 'UTC'")
        await connection.execute("SET work_mem = '256MB'")
        for statement in (IDS.read_text(encoding="utf-8"), *loading.before):
            await connection.execute(statement)
        indexes = await connection.fetch(_INDEXES, list(loading.filled))
        for row in indexes:
            await connection.execute(f"DROP INDEX {row['indexname']}")
        for first in range(0, size, loading.chunk):
            say(f"making loans: {first:,} of {size:,}")
            await connection.execute(loading.loans, first, min(size, first + loading.chunk) - 1, timeout=None)
        say("making indexes and gathering statistics")
        for row in indexes:
            await connection.execute(row["indexdef"], timeout=None)
        await connection.execute("VACUUM ANALYZE", timeout=None)
    finally:
        await connection.close()


async def _sell(cluster: Cluster, database: str, loading: Loading) -> None:
    """Posts and products, as every lender has them."""
    engine = create_async_engine(cluster.endpoint.dsn(OWNER_ROLE, database), poolclass=NullPool)
    async with AsyncSession(engine) as session, session.begin():
        await posts.write(session)
        version_ids = [id_of(f"{loading.name} {number}") for number in range(PRODUCTS_MAX)]
        at, author = start_of(BEGINS), id_of("risk")
        await products.write(session, version_ids=version_ids, created_by=author, at=at, begins=BEGINS)
    await engine.dispose()


def house_on(cluster: Cluster, folder: Path, database: str, today: date) -> House:
    """The server's own process on a book, on a business date."""
    keys = {name.removeprefix("JIEDAI_").lower(): value for name, value in load_keys(folder).items()}
    about = {"mode": "demo", "data_dir": folder, "database_url": cluster.endpoint.dsn(APP_ROLE, database)}
    return open_house(Settings.model_validate(keys | about | {"business_date": today.isoformat()}))
