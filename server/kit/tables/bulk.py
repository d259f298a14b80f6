"""Many rows in one statement: columns as arrays, unnested by the database, under the row policies."""

import json
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import TextClause, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.database import Base

T = TypeVar("T")
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
    statement, documents = _statement(model, names)
    given = {name: [_plain(row[name], is_document=name in documents) for row in rows] for name in names}
    await session.execute(statement, given)


@cache
def _statement(model: type[Base], names: tuple[str, ...]) -> tuple[TextClause, frozenset[str]]:
    columns = model.__table__.columns
    documents = frozenset(name for name in names if isinstance(columns[name].type, JSONB))
    types = {name: "text" if name in documents else _kind(columns[name].type) for name in names}
    arrays = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in types.items())
    values = ", ".join(f'CAST(given."{name}" AS jsonb)' if name in documents else f'given."{name}"' for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    sql = f"INSERT INTO {model.__tablename__} ({quoted}) SELECT {values} FROM unnest({arrays}) AS given ({quoted})"  # noqa: S608 - names of our models
    return text(sql), documents


def _kind(type_: Any) -> str:
    """The name of a column's type, without its order of letters."""
    return str(type_.compile(_DIALECT)).partition(" COLLATE ")[0]


def _plain(value: Any, *, is_document: bool) -> Any:
    if isinstance(value, Enum):
        return value.value
    return json.dumps(value) if is_document and value is not None else value
