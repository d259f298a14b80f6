"""Many rows in one statement: columns as arrays, unnested by the database, under the row policies."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ARRAY, TextClause, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.database import Base

T = TypeVar("T")
Writer = Callable[[Any], Any]
_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own factory


def pieces(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Values in pieces of so many, the last one shorter."""
    rest = iter(values)
    while piece := list(islice(rest, size)):
        yield piece


async def insert_rows(session: AsyncSession, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns (a building block)."""
    if not rows:
        return
    names = tuple(rows[0])
    statement, written = _statement(model, names)
    given = {name: [written.get(name, _plain)(row[name]) for row in rows] for name in names}
    await session.execute(statement, given)


@cache
def _statement(model: type[Base], names: tuple[str, ...]) -> tuple[TextClause, dict[str, Writer]]:
    """The statement, and how the columns are written that go over as text: documents, and lists.

    An array of arrays is one flat sequence to `unnest`: a row's list has to be one value.
    """
    columns = model.__table__.columns
    kinds = {name: _kind(columns[name].type) for name in names}
    written = {name: writer for name in names if (writer := _writer(columns[name].type))}
    arrays = ", ".join(f"CAST(:{name} AS {'text' if name in written else kind}[])" for name, kind in kinds.items())
    values = ", ".join(
        f'CAST(given."{name}" AS {kind})' if name in written else f'given."{name}"' for name, kind in kinds.items()
    )
    quoted = ", ".join(f'"{name}"' for name in names)
    sql = f"INSERT INTO {model.__tablename__} ({quoted}) SELECT {values} FROM unnest({arrays}) AS given ({quoted})"  # noqa: S608 - names of our models
    return text(sql), written


def _writer(type_: Any) -> Writer | None:
    if isinstance(type_, JSONB):
        return _document
    return _list if isinstance(type_, ARRAY) else None


def _kind(type_: Any) -> str:
    """The name of a column's type, without its order of letters."""
    return str(type_.compile(_DIALECT)).partition(" COLLATE ")[0]


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _document(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _list(values: Sequence[Any] | None) -> str | None:
    """A list as PostgreSQL reads it from text."""
    return None if values is None else f"{{{','.join(map(_item, values))}}}"


def _item(value: Any) -> str:
    if value is None:
        return "NULL"
    plain = rf"\x{value.hex()}" if isinstance(value, bytes) else str(_plain(value))
    escaped = plain.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'
