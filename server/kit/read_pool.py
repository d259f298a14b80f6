"""Connections for reads of one statement: no transaction to open, no session to reset.

SQLAlchemy's pool gives a connection a BEGIN and a ROLLBACK, asyncpg's a reset query: each is a round trip. A read that
sets its scope in its own statement leaves nothing behind that would have to be reset, so there is neither here. Every
connection is READ ONLY by its settings. Nothing here may set session state.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any

import asyncpg
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from server.kit.errors import Unavailable

STATEMENTS_KEPT = 1_000
STATEMENT_TIMEOUT_MS = 15_000
# what asyncpg says when the server goes away in the middle of its own bookkeeping is an internal error of the client
LOST = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
)

SETTINGS = {
    "application_name": "jiedai-read",
    "timezone": "UTC",
    "default_transaction_read_only": "on",
    "jit": "off",
    # data of this size lies in memory: a row by its key costs no more than the next one
    "random_page_cost": "1.1",
    "statement_timeout": str(STATEMENT_TIMEOUT_MS),
}


class ReadPool:
    """Some connections beside an engine, on the same database and as the same role, opened when they are wanted.

    A list of our own and not asyncpg's pool: that one makes a task and a shield of each release and resets what needs
    no reset, which is a third of what a short read costs this process.
    """

    def __init__(self, engine: AsyncEngine, *, size: int, prepared: bool = True) -> None:
        self._engine = engine
        self._size = size
        self._prepared = prepared
        self._open = 0
        self._idle: list[Any] = []
        self._waiting: deque[asyncio.Future[Any]] = deque()

    async def row(self, sql: str, args: Sequence[Any]) -> Any:
        """The one row of a statement. JSON comes as bytes. Raises Unavailable when the database is not there."""
        try:
            connection = await self._taken()
        except LOST as error:
            raise Unavailable from error
        try:
            row = await connection.fetchrow(sql, *args)
        except LOST as error:
            self._dropped(connection)
            raise Unavailable from error
        except asyncpg.PostgresError:
            self._given_back(connection)
            raise
        except BaseException:
            # broken off in the middle: what the connection would say next belongs to nobody
            self._dropped(connection)
            raise
        self._given_back(connection)
        return row

    async def _taken(self) -> Any:
        """A connection for one statement. Waits for one when all are busy: each statement ends by its time limit."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
            self._open -= 1
        if self._open < self._size:
            return await self._opened()
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            handed = await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and waiter.result() is not None:
                self._given_back(waiter.result())
            raise
        return handed if handed is not None else await self._taken()

    async def _opened(self) -> Any:
        self._open += 1
        try:
            _, options = self._engine.dialect.create_connect_args(_plain(self._engine.url))
            connection = await asyncpg.connect(
                server_settings=SETTINGS,
                statement_cache_size=STATEMENTS_KEPT if self._prepared else 0,
                max_cached_statement_lifetime=0,
                **options,
            )
            await _take_json_as_bytes(connection)
        except BaseException:
            self._open -= 1
            self._wake(None)
            raise
        return connection

    def _given_back(self, connection: Any) -> None:
        if connection.is_closed():
            self._dropped(connection)
        elif not self._wake(connection):
            self._idle.append(connection)

    def _dropped(self, connection: Any) -> None:
        """A connection that is no good any more; whoever waits may open another."""
        connection.terminate()
        self._open -= 1
        self._wake(None)

    def _wake(self, connection: Any) -> bool:
        """Hand a connection to whoever has waited longest, or None for the right to open one."""
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(connection)
                return True
        return False

    async def close(self) -> None:
        """Close what is idle; what is busy closes itself when it is given back to nobody."""
        idle, self._idle = self._idle, []
        self._open -= len(idle)
        for connection in idle:
            await connection.close()


def _plain(url: URL) -> URL:
    """The address alone: options of SQLAlchemy's dialect are not asyncpg's."""
    kept = {name: value for name, value in url.query.items() if name in {"host", "port", "ssl"}}
    return url.set(query=kept)


async def _take_json_as_bytes(connection: Any) -> None:
    """The answer of a plan goes out untouched."""
    await connection.set_type_codec("json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary")
