"""Small pieces of SQL that every part of the compiler is made of."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select

from schema.reading.rendering import text_literal

__all__ = ["TYPENAME", "NoPlan", "Outer", "as_list", "as_object", "ordering", "text_literal"]

TYPENAME = "__typename"
EMPTY_LIST = "'[]'::json"


class NoPlan(Exception):
    """The operation cannot be one statement; the text says why, for whoever looks."""


class Outer:
    """A table of the enclosing statement, seen from a sub-select: its columns by their qualified names."""

    def __init__(self, name: str, model: Any) -> None:
        self._name = name
        self._model = model

    def __getattr__(self, attribute: str) -> ColumnElement[Any]:
        column = getattr(self._model, attribute).property.columns[0]
        return literal_column(f"{self._name}.{column.name}", column.type)


def ordering(table: Any, order: tuple[str, ...]) -> list[ColumnElement[Any]]:
    """ORDER BY of `("-opened_at", "-id")`."""
    columns = [(name, getattr(table, name.removeprefix("-"))) for name in order]
    return [column.desc() if name.startswith("-") else column.asc() for name, column in columns]


def as_object(rows: Select[Any], name: str) -> ColumnElement[Any]:
    """The one row as a JSON object, NULL where there is none. `name` is the sub-select's own."""
    below = rows.subquery(name)
    return select(func.row_to_json(literal_column(name))).select_from(below).scalar_subquery()


def as_list(rows: Select[Any], name: str) -> ColumnElement[Any]:
    """The rows as a JSON array, empty where there is none."""
    below = rows.subquery(name)
    listed = func.coalesce(func.json_agg(literal_column(name)), literal_column(EMPTY_LIST))
    return select(listed).select_from(below).scalar_subquery()
