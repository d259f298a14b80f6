"""The place where a book lives: a PostgreSQL of its own, filled once and used again."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.book.fill import fill
from bench.book.scale import VERSION, Scale
from bench.laying import ample_cluster, keep
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, SUPERUSER

FREE_ROLE = "jiedai_bench_free"
"""Has the app's rights and no row policies: what the policies cost is measured by leaving them out."""


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
    with ample_cluster(folder / "postgres", max_connections=200) as cluster:
        place = Place(cluster, scale)

        def lay(database: str) -> None:
            asyncio.run(fill(cluster.endpoint.dsn(OWNER_ROLE, database, driver=None), scale, say))

        keep(cluster, place.database, f"book {VERSION}", lay)
        _let_free_role_in(place)
        yield place


def _let_free_role_in(place: Place) -> None:
    """Make the role that has the app's rights and password and bypasses the policies."""
    endpoint = place.cluster.endpoint
    known = endpoint.value(f"SELECT 1 FROM pg_roles WHERE rolname = '{FREE_ROLE}'", SUPERUSER)  # noqa: S608  # our own name
    verb = "ALTER" if known else "CREATE"
    rights = f"LOGIN NOSUPERUSER BYPASSRLS INHERIT PASSWORD '{endpoint.passwords[APP_ROLE]}'"
    endpoint.value(f"{verb} ROLE {FREE_ROLE} {rights}", SUPERUSER)
    endpoint.value(f"GRANT {APP_ROLE} TO {FREE_ROLE}", SUPERUSER)
