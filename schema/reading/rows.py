"""Rows as the interpreter has them: every column of the table and every expression of the type, loaded at once."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, inspect

from schema.reading.catalogue import Kind, key_attributes
from schema.reading.declarations import Column
from schema.reading.terms import Terms

RAW, SAID = "c_", "v_"


class Row:
    """One row of a type. Columns are its attributes; `said` holds what expressions came to, by field."""

    def __init__(self, kind: Kind, columns: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        self.kind = kind
        self.said = said
        self.__dict__.update(columns)

    @property
    def key(self) -> tuple[Any, ...]:
        """The primary key."""
        assert self.kind.reading is not None
        return tuple(self.__dict__[name] for name in key_attributes(self.kind.reading.sight.model))


def row_columns(kind: Kind, table: Any, terms: Terms) -> list[ColumnElement[Any]]:
    """What has to be selected for a row of a type."""
    assert kind.reading is not None
    mapper: Any = inspect(kind.reading.sight.model)
    raw = [getattr(table, attribute.key).label(f"{RAW}{attribute.key}") for attribute in mapper.column_attrs]
    said = [
        declared.how.sql(table, terms).label(f"{SAID}{declared.attribute}")
        for declared in kind.fields.values()
        if isinstance(declared.how, Column) and callable(declared.how.source)
    ]
    return [*raw, *said]


def row_of(kind: Kind, found: Mapping[str, Any]) -> Row:
    """A row from what `row_columns` selected."""
    raw = {name.removeprefix(RAW): value for name, value in found.items() if name.startswith(RAW)}
    said = {name.removeprefix(SAID): value for name, value in found.items() if name.startswith(SAID)}
    return Row(kind, raw, said)
