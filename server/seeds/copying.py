"""Rows by table, gathered as tuples and written by COPY in the order of the foreign keys."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB

from server.kit.database import Base


class Rows:
    """What is to be written. A column that is not given is NULL."""

    def __init__(self) -> None:
        self._columns: dict[str, tuple[str, ...]] = {}
        self._documents: dict[str, tuple[str, ...]] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {}

    def add(self, model: type[Base], row: dict[str, Any]) -> None:
        """Add a row. Raises KeyError for a column that the table does not have."""
        name = model.__tablename__
        columns = self._columns.get(name)
        if columns is None:
            columns = self._learn(model)
        written = {column: json.dumps(row[column]) for column in self._documents[name] if row.get(column) is not None}
        values = tuple(map((row | written if written else row).get, columns))
        if len(row) != sum(column in row for column in columns):
            raise KeyError(sorted(row.keys() - set(columns)))
        self._rows[name].append(values)

    def _learn(self, model: type[Base]) -> tuple[str, ...]:
        name, columns = model.__tablename__, model.__table__.columns
        self._columns[name] = tuple(column.key for column in columns)
        self._documents[name] = tuple(column.key for column in columns if isinstance(column.type, JSONB))
        self._rows[name] = []
        return self._columns[name]

    def add_all(self, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            self.add(model, row)

    def count(self, model: type[Base]) -> int:
        return len(self._rows.get(model.__tablename__, ()))

    async def write(self, connection: Any, progress: Callable[[int, int], None]) -> None:
        """Write everything through an asyncpg connection, inside its transaction."""
        total = sum(map(len, self._rows.values()))
        done = 0
        for table in Base.metadata.sorted_tables:
            rows = self._rows.pop(table.name, [])
            if rows:
                columns = self._columns[table.name]
                await connection.copy_records_to_table(table.name, records=rows, columns=columns)
                done += len(rows)
                progress(done, total)
