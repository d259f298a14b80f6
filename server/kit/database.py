"""Engine, model base and the predicate of row scope.

A customer's row has the primary key `(customer_id, id)`, so that the data can be spread over servers by customer, and
carries `branch_id` and `officer_id`, which the row policies read. Reference tables derive from `Base` alone.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, cast
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CursorResult,
    DateTime,
    Executable,
    MetaData,
    Numeric,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    event,
    func,
    true,
)
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import NullPool

from server.kit.errors import Unavailable
from server.kit.read_pool import ReadPool
from server.kit.scope import Scope

LOST_STATES = frozenset({"57P01", "57P02", "57P03"})
"""SQLSTATEs of a server that stops, has crashed, or does not take connections yet; class 08 is a broken link."""
LOST_CLASS = "08"
READ_CONNECTIONS = 10

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of ours. `int` is BIGINT (money is fen), `datetime` an instant, `dict` JSONB."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger,
        str: Text,
        datetime: DateTime(timezone=True),
        Decimal: Numeric,
        UUID: Uuid,
        dict[str, Any]: JSONB,
        list[dict[str, Any]]: JSONB,
        list[str]: ARRAY(Text),
        list[UUID]: ARRAY(Uuid),
    }


class Owned:
    """A row of one customer."""

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)


class Scoped(Owned):
    """A customer's row under row-level security: `branch_id` and `officer_id` say whose it is."""

    branch_id: Mapped[UUID]
    officer_id: Mapped[UUID]


def one_of(enum: type[Enum]) -> EnumType:
    """A text column that holds one of the enum's values, under a CHECK."""
    return EnumType(
        enum,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


async def rows_written(session: AsyncSession, change: Executable) -> int:
    """How many rows an INSERT, UPDATE or DELETE has written: none where another was there first."""
    return cast("CursorResult[Any]", await session.execute(change)).rowcount


def within(model: type[Scoped], scope: Scope) -> ColumnElement[bool]:
    """The scope as a predicate over a scoped table: the first line of defence, in every query."""
    parts: list[ColumnElement[bool]] = []
    if scope.branches is not None:
        parts.append(model.branch_id == func.any(_array(scope.branches)))
    if scope.officers is not None:
        parts.append(model.officer_id == func.any(_array(scope.officers)))
    if scope.customers is not None:
        parts.append(model.customer_id == func.any(_array(scope.customers)))
    return and_(true(), *parts)


def table_of(model: type[Any]) -> Table:
    """The table of a model: for statements that are built once and go past the unit of work."""
    table: Table = model.__table__
    return table


def within_bounds(model: type[Scoped], bounds: tuple[str, ...]) -> ColumnElement[bool]:
    """`within` for a statement that is built once a shape of scope: its parameters are given by `Scope.bounds`."""
    columns = table_of(model).c
    named = {"branches": columns.branch_id, "officers": columns.officer_id, "customers": columns.customer_id}
    return and_(true(), *(named[name] == func.any(bindparam(name, type_=ARRAY(Uuid))) for name in bounds))


def _array(ids: frozenset[UUID]) -> ColumnElement[Any]:
    return bindparam(None, sorted(ids), type_=ARRAY(Uuid), unique=True)


def make_engine(url: str, *, pool_size: int = 10, pooler: str | None = None) -> AsyncEngine:
    """An engine on asyncpg. `pooler="transaction"` gives up prepared statements for PgBouncer's transaction mode."""
    connect: dict[str, Any] = {"server_settings": {"application_name": "jiedai", "timezone": "UTC"}}
    if pooler == "transaction":
        connect |= {
            "statement_cache_size": 0,
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": lambda: f"__asyncpg_{uuid4()}__",
        }
        return create_async_engine(url, connect_args=connect, poolclass=NullPool, hide_parameters=True)
    return create_async_engine(url, connect_args=connect, pool_size=pool_size, max_overflow=0, hide_parameters=True)


class Database:
    """One engine with its session factory, and the connections for reads of one statement. Both are the guard's."""

    def __init__(self, engine: AsyncEngine, *, reads: ReadPool | None = None) -> None:
        self.engine = engine
        self.reads = reads or ReadPool(engine, size=READ_CONNECTIONS)
        self._sessions = async_sessionmaker(engine, expire_on_commit=False, autoflush=True)
        event.listen(engine.sync_engine, "checkout", _refuse_closed)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """A session that rolls back unless its owner commits.

        Raises Unavailable when there is no connection to be had, and in place of whatever was raised inside when the
        connection was lost meanwhile.
        """
        async with self._sessions() as session:
            link = await _connected(session)
            try:
                yield session
            except Exception as error:
                if link.is_closed() or _tells_of_loss(error):
                    raise Unavailable from error
                raise

    async def close(self) -> None:
        await self.reads.close()
        await self.engine.dispose()


async def _connected(session: AsyncSession) -> Any:
    """Take a connection from the pool now, so that a failure to connect is told from one of the work; asyncpg's own.

    Raises Unavailable when the server refuses or does not answer, and when the pool stays empty.
    """
    try:
        connection = await (await session.connection()).get_raw_connection()
    except (OSError, PoolTimeoutError, DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Unavailable from error
    return connection.driver_connection


def _refuse_closed(connection: Any, _record: Any, _proxy: Any) -> None:
    """At the pool's door: a connection that the server has closed shows it without being asked; all are replaced."""
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError("closed by the server")


def _tells_of_loss(error: Exception) -> bool:
    state = str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")
    return isinstance(error, DBAPIError) and (
        error.connection_invalidated or state in LOST_STATES or state.startswith(LOST_CLASS)
    )
