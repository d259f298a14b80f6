"""Connections for reads of one statement: no transaction to open, no session to reset.

SQLAlchemy's pool gives a connection a BEGIN and a ROLLBACK, asyncpg's own pool a reset query: each is a round trip. A
read that sets its scope in its own statement leaves nothing behind that would have to be reset, so this pool does
neither. Every connection is READ ONLY by its settings. Nothing here may set session state.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from server.kit.errors import Unavailable

STATEMENTS_KEPT = 1_000
STATEMENT_TIMEOUT_MS = 15_000
WAIT_SECONDS = 30.0
LOST = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.OperatorInterventionError)

SETTINGS = {
    "application_name": "jiedai-read",
    "timezone": "UTC",
    "default_transaction_read_only": "on",
    "jit": "off",
    # data of this size lies in memory: a row by its key costs no more than the next one
    "random_page_cost": "1.1",
    "statement_timeout": str(STATEMENT_TIMEOUT_MS),
}


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg has no types
    """A connection whose release costs no round trip."""

    def get_reset_query(self) -> str:
        return ""


class ReadPool:
    """A lazy pool beside an engine, on the same database and as the same role."""

    def __init__(self, engine: AsyncEngine, *, size: int, prepared: bool = True) -> None:
        self._engine = engine
        self._size = size
        self._prepared = prepared
        self._pool: Any = None
        self._opening = asyncio.Lock()

    async def row(self, sql: str, args: Sequence[Any]) -> Any:
        """The one row of a statement. JSON comes as bytes. Raises Unavailable when the database is not there."""
        try:
            pool = self._pool or await self._opened()
            async with pool.acquire(timeout=WAIT_SECONDS) as connection:
                return await connection.fetchrow(sql, *args)
        except (TimeoutError, *LOST) as error:
            raise Unavailable from error

    async def _opened(self) -> Any:
        async with self._opening:
            if self._pool is None:
                _, options = self._engine.dialect.create_connect_args(_plain(self._engine.url))
                self._pool = await asyncpg.create_pool(
                    min_size=0,
                    max_size=self._size,
                    connection_class=_Connection,
                    init=_take_json_as_bytes,
                    server_settings=SETTINGS,
                    statement_cache_size=STATEMENTS_KEPT if self._prepared else 0,
                    max_cached_statement_lifetime=0,
                    **options,
                )
        return self._pool

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
            self._pool = None


def _plain(url: URL) -> URL:
    """The address alone: options of SQLAlchemy's dialect are not asyncpg's."""
    kept = {name: value for name, value in url.query.items() if name in {"host", "port", "ssl"}}
    return url.set(query=kept)


async def _take_json_as_bytes(connection: Any) -> None:
    """The answer of a plan goes out untouched."""
    await connection.set_type_codec("json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary")
