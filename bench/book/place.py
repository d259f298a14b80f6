"""The place where a book lives: a PostgreSQL of its own, filled once and used again."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.book.fill import fill
from bench.book.scale import VERSION, Scale
from server.commands.migrate import newest_revision, upgrade
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, SUPERUSER

FREE_ROLE = "jiedai_bench_free"
"""Has the app's rights and no row policies: what the policies cost is measured by leaving them out."""
DRAFT = "book_draft"
# a server of an ordinary size; the embedded one starts with PostgreSQL's own small defaults
MEMORY = {"shared_buffers": "768MB", "effective_cache_size": "4GB", "max_wal_size": "4GB"}
_COMMENT = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


class Reachable(Protocol):
    """A database that is connected to as a role."""

    def url(self, role: str, driver: str | None = None) -> str: ...


@dataclass(frozen=True)
class Place:
    """A running PostgreSQL with a book in it."""

    cluster: Cluster
    scale: Scale

    @property
    def database(self) -> str:
        return database_of(self.scale)

    def url(self, role: str = APP_ROLE, driver: str | None = None) -> str:
        """How to connect as the app, as the owner (whom policies do not touch) or as the app without policies."""
        if role == FREE_ROLE:
            role_url = self.cluster.endpoint.dsn(APP_ROLE, self.database, driver=driver)
            return role_url.replace(f"//{APP_ROLE}:", f"//{FREE_ROLE}:", 1)
        return self.cluster.endpoint.dsn(role, self.database, driver=driver)


def database_of(scale: Scale) -> str:
    return f"book_{scale.name}"


@contextmanager
def open_place(folder: Path, scale: Scale, say: Callable[[str], None]) -> Iterator[Place]:
    """Start the PostgreSQL in `folder`, with the book of this scale and of the newest revision in it.

    Raises HomeBusyError when another bench uses the folder, EmbeddedError.
    """
    home = folder / "postgres"
    home.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(home, max_connections=200).start()
    try:
        if _give_memory(cluster):
            cluster.stop()
            cluster.start()
        place = Place(cluster, scale)
        if _state_of(place) != _wanted():
            _furnish(place, say)
        _let_free_role_in(place)
        yield place
    finally:
        cluster.stop()


def _wanted() -> str:
    return f"book {VERSION}, revision {newest_revision()}"


def _state_of(place: Place) -> str | None:
    """What the database says of itself; None when there is none."""
    endpoint = place.cluster.endpoint
    return endpoint.value(_COMMENT, place.database) if endpoint.has_database(place.database) else None


def _furnish(place: Place, say: Callable[[str], None]) -> None:
    """Make the database under another name, fill it, give it its name."""
    endpoint = place.cluster.endpoint
    endpoint.drop_database(DRAFT)
    endpoint.create_database(DRAFT)
    say("making the tables")
    upgrade(endpoint.dsn(OWNER_ROLE, DRAFT))
    asyncio.run(fill(endpoint.dsn(OWNER_ROLE, DRAFT, driver=None), place.scale, say))
    endpoint.value(f"COMMENT ON DATABASE {DRAFT} IS '{_wanted()}'", DRAFT)
    endpoint.drop_database(place.database)
    endpoint.rename_database(DRAFT, place.database)


def _give_memory(cluster: Cluster) -> bool:
    """Write the settings that need a restart; whether one is needed."""
    endpoint, changed = cluster.endpoint, False
    for name, value in MEMORY.items():
        if endpoint.value(f"SHOW {name}", SUPERUSER) != value:
            endpoint.value(f"ALTER SYSTEM SET {name} = '{value}'", SUPERUSER)
            changed = True
    return changed


def _let_free_role_in(place: Place) -> None:
    """Make the role that has the app's rights and password and bypasses the policies."""
    endpoint = place.cluster.endpoint
    known = endpoint.value(f"SELECT 1 FROM pg_roles WHERE rolname = '{FREE_ROLE}'", SUPERUSER)  # noqa: S608  # our own name
    verb = "ALTER" if known else "CREATE"
    rights = f"LOGIN NOSUPERUSER BYPASSRLS INHERIT PASSWORD '{endpoint.passwords[APP_ROLE]}'"
    endpoint.value(f"{verb} ROLE {FREE_ROLE} {rights}", SUPERUSER)
    endpoint.value(f"GRANT {APP_ROLE} TO {FREE_ROLE}", SUPERUSER)
