"""Rows by table, gathered as tuples and written by COPY in the order of the foreign keys."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, Final

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from server.kit.database import Base

_DUMPS: Final = json.JSONEncoder(check_circular=False).encode


class Rows:
    """What is to be written. A column that is not given has its model's default, or is NULL."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)

    def add(self, model: type[Base], row: dict[str, Any]) -> None:
        """Add a row. Raises KeyError for a column that the table does not have."""
        name, columns, known, documents, defaults = _columns_of(model)
        if not row.keys() <= known:
            raise KeyError(sorted(row.keys() - known))
        if documents:
            row = row | {column: _DUMPS(row[column]) for column in documents if row.get(column) is not None}
        whole = {**defaults, **row} if defaults else row
        self._rows[name].append(tuple(map(whole.get, columns)))

    def add_all(self, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            self.add(model, row)

    async def write(self, connection: Any) -> None:
        """Write everything through an asyncpg connection, inside its transaction."""
        tables = {name: Base.metadata.tables[name] for name in sorted(self._rows)}
        # by name: a table that nothing is written to need not be known to this process
        before = {
            name: sorted({key.target_fullname.partition(".")[0] for key in table.foreign_keys} - {name})
            for name, table in tables.items()
        }
        for name in TopologicalSorter(before).static_order():
            if rows := self._rows.pop(name, []):
                columns = [column.key for column in tables[name].columns]
                await connection.copy_records_to_table(name, records=rows, columns=columns)


@cache
def _columns_of(
    model: type[Base],
) -> tuple[str, tuple[str, ...], frozenset[str], tuple[str, ...], dict[str, Any]]:
    """A table's name, its columns in order and as a set, those that hold JSON, and plain defaults."""
    columns = tuple(column.key for column in model.__table__.columns)
    documents = tuple(column.key for column in model.__table__.columns if isinstance(column.type, JSONB))
    given = {column.key: column.default for column in model.__table__.columns if column.default is not None}
    defaults = {key: default.arg for key, default in given.items() if isinstance(default, ScalarElementColumnDefault)}
    return model.__tablename__, columns, frozenset(columns), documents, defaults
