"""Address and passwords of a running cluster, and the few statements its superuser sends."""

import asyncio
import json
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any

import asyncpg

from server.kit.embedded.errors import EmbeddedError

OWNER_ROLE = "jiedai_owner"
APP_ROLE = "jiedai_app"
SUPERUSER = "postgres"

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Endpoint:
    """Where a cluster listens and how to log in; travels to child processes as JSON."""

    host: str
    port: int
    passwords: dict[str, str] = field(repr=False)

    def to_json(self) -> str:
        """Text for a child's environment; it holds the passwords."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Endpoint":
        """Read what `to_json` wrote."""
        return cls(**json.loads(text))

    def dsn(self, role: str = APP_ROLE, database: str = "jiedai", *, driver: str | None = "asyncpg") -> str:
        """Connection URL of `role`; with `driver=None` a plain `postgresql://` one for asyncpg, psycopg and psql."""
        scheme = f"postgresql+{driver}" if driver else "postgresql"
        return f"{scheme}://{role}:{self.passwords[role]}@{self.host}:{self.port}/{database}"

    def ensure_roles(self) -> None:
        """Make the owner of the schema and the application's role, or bring them back to exactly these rights."""
        rights = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT PASSWORD"

        async def talk(connection: asyncpg.Connection) -> None:
            known = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
            for role in (OWNER_ROLE, APP_ROLE):
                verb = "ALTER" if role in known else "CREATE"
                # utility statements take no parameters; the passwords are made here, of URL-safe characters only
                await connection.execute(f"{verb} ROLE {role} {rights} '{self.passwords[role]}'")

        self._talk(talk)

    def has_database(self, name: str) -> bool:
        """Whether a database of that name exists."""
        return self._ask("SELECT 1 FROM pg_database WHERE datname = $1", name)

    def value(self, query: str, database: str) -> Any:
        """First column of the first row of a query in `database`, None if there is none. Raises EmbeddedError."""

        async def talk(connection: asyncpg.Connection) -> Any:
            return await connection.fetchval(query)

        return self._talk(talk, database)

    def create_database(self, name: str, template: str | None = None) -> None:
        """Make a database that belongs to the owner role, empty or as a copy of `template` (which nobody may be using).

        Raises EmbeddedError when the name is no plain identifier or is taken.
        """
        # copying the files beats logging every page of them
        source = f" TEMPLATE {_checked(template)} STRATEGY file_copy" if template else ""
        self._tell([f"CREATE DATABASE {_checked(name)} OWNER {OWNER_ROLE}{source}"])

    def drop_database(self, name: str) -> None:
        """Remove a database if it exists, throwing its sessions out."""
        self._tell([f"DROP DATABASE IF EXISTS {_checked(name)} WITH (FORCE)"])

    def rename_database(self, name: str, to: str) -> None:
        """Give a database that nobody is connected to another name. Raises EmbeddedError."""
        self._tell([f"ALTER DATABASE {_checked(name)} RENAME TO {_checked(to)}"])

    def _tell(self, statements: Iterable[str]) -> None:
        async def talk(connection: asyncpg.Connection) -> None:
            for statement in statements:
                await connection.execute(statement)

        self._talk(talk)

    def _ask(self, question: str, value: str) -> bool:
        async def talk(connection: asyncpg.Connection) -> bool:
            return await connection.fetchval(question, value) is not None

        return bool(self._talk(talk))

    def _talk(self, talk: object, database: str = "postgres") -> object:
        """Run one conversation as superuser, in a thread of its own: the caller may sit inside an event loop."""

        async def converse() -> object:
            connection = await asyncpg.connect(self.dsn(SUPERUSER, database, driver=None), timeout=30)
            try:
                return await talk(connection)  # type: ignore[operator]  # asyncpg is published without types
            finally:
                await connection.close()

        with ThreadPoolExecutor(1) as pool:
            try:
                return pool.submit(asyncio.run, converse()).result()
            except (asyncpg.PostgresError, OSError, TimeoutError) as error:
                raise EmbeddedError(f"the embedded PostgreSQL refused: {error}") from error


def _checked(name: str) -> str:
    """Let only plain identifiers into a statement's text."""
    if not _NAME.fullmatch(name):
        raise EmbeddedError(f"not a plain database name: {name!r}")
    return name
