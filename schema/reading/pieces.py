"""Small pieces of SQL that every part of the compiler is made of."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, outerjoin, select, true, union_all
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from schema.reading.rendering import text_literal

__all__ = ["TYPENAME", "NoPlan", "Outer", "Source", "as_list", "as_object", "joined", "ordering", "text_literal"]

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


class Source:
    """A table in a statement, and the rows that stand beside each of its rows: the to-one relations.

    Its columns are asked for by qualified names, so it does not matter whether the table itself stands in FROM or,
    where a list is cut, a sub-select of its first rows: what stands beside is then looked for only for those.
    """

    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self.model = model
        self.table: Any = aliased(model, name=name)
        self.seen = Outer(name, model)
        self._beside: list[Any] = []

    def beside(self, rows: Select[Any], name: str) -> ColumnElement[Any]:
        """The one row of a sub-select as a JSON object, NULL where there is none."""
        self._beside.append(rows.lateral(name))
        return func.row_to_json(whole_row(name))

    def rows(
        self,
        columns: list[Any],
        conditions: list[ColumnElement[bool]],
        order: tuple[str, ...] = (),
        limit: ColumnElement[int] | int | None = None,
    ) -> Select[Any]:
        """The statement: columns of the rows that meet the conditions, in their order, cut where a limit is."""
        chosen: Select[Any] = select(literal_column(f"{self.name}.*")).select_from(self.table).where(*conditions)
        if not self._beside or limit is None:
            whole: Select[Any] = select(*columns).select_from(self._joined(self.table)).where(*conditions)
            ordered = whole.order_by(*ordering(self.seen, order))
            return ordered if limit is None else ordered.limit(limit)
        cut = chosen.order_by(*ordering(self.seen, order)).limit(limit).subquery(self.name)
        found: Select[Any] = select(*columns).select_from(self._joined(cut))
        return found.order_by(*ordering(self.seen, order))

    def _joined(self, source: Any) -> Any:
        for rows in self._beside:
            source = outerjoin(source, rows, true())
        return source


def ordering(table: Any, order: tuple[str, ...]) -> list[ColumnElement[Any]]:
    """ORDER BY of `("-opened_at", "-id")`."""
    columns = [(name, getattr(table, name.removeprefix("-"))) for name in order]
    return [column.desc() if name.startswith("-") else column.asc() for name, column in columns]


def whole_row(name: str) -> ColumnElement[Any]:
    """A row of a sub-select; without the star PostgreSQL would take a response key of that name for it."""
    return literal_column(f"{name}.*")


def as_object(rows: Select[Any], name: str) -> ColumnElement[Any]:
    """The one row as a JSON object, NULL where there is none. `name` is the sub-select's own."""
    below = rows.subquery(name)
    return select(func.row_to_json(whole_row(name))).select_from(below).scalar_subquery()


def as_list(rows: Select[Any], name: str) -> ColumnElement[Any]:
    """The rows as a JSON array, empty where there is none."""
    below = rows.subquery(name)
    listed = func.coalesce(func.json_agg(whole_row(name)), literal_column(EMPTY_LIST))
    return select(listed).select_from(below).scalar_subquery()


def joined(lists: Sequence[ColumnElement[Any]], name: str) -> ColumnElement[Any]:
    """JSON arrays one after the other as one array."""
    if not lists:
        return literal_column(EMPTY_LIST)
    parts = []
    for n, each in enumerate(lists):
        elements = func.json_array_elements(each).table_valued("value", with_ordinality="place", name=f"{name}_{n}")
        element = elements.render_derived()
        parts.append(select(literal_column(str(n)).label("part"), element.c.value, element.c.place))
    below = union_all(*parts).subquery(name)
    agg = func.json_agg(aggregate_order_by(below.c.value, below.c.part, below.c.place))
    return select(func.coalesce(agg, literal_column(EMPTY_LIST))).select_from(below).scalar_subquery()
