"""Pages in SQL: rows with their cursors, where the page stands, how many rows there are."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetailsList
from sqlalchemy import ColumnElement, Integer, LargeBinary, Select, func, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from schema.reading.cursors import cursor_sql, list_name
from schema.reading.descriptions import Page
from schema.reading.pieces import EMPTY_LIST, TYPENAME, Source, as_list, as_object, ordering, text_literal

if TYPE_CHECKING:
    from schema.reading.compiler import Compiler

Beside = Callable[[Any], ColumnElement[bool]]


class PageCompiler:
    """One connection field; `beside` relates its rows to the row that it stands in, where it stands in one."""

    def __init__(
        self,
        compiler: "Compiler",
        page: Page,
        connection: GraphQLObjectType,
        prefix: str,
        beside: Beside | None = None,
    ) -> None:
        self.compiler = compiler
        self.page = page
        self.beside = beside
        self.connection = connection
        self.prefix = prefix
        self.kind = compiler.kind(get_named_type(connection.fields["nodes"].type).name)
        assert self.kind.reading is not None
        self.model = self.kind.reading.sight.model
        self.first = compiler.terms.under(prefix).own("first", Integer())

    def compiled(self, details: FieldDetailsList) -> ColumnElement[Any]:
        wanted = self.compiler.subfields(self.connection, details)
        asked = {below[0].node.name.value for below in wanted.values()}
        if asked <= {"nodes", "totalCount", TYPENAME}:
            columns = [self._plain(below).label(key) for key, below in wanted.items()]
            return as_object(select(*columns), self.compiler.name("x"))
        added = self._added_up(wanted)
        source = added.subquery(self.compiler.name("a"))
        columns = [self._part(key, below, source).label(key) for key, below in wanted.items()]
        return as_object(select(*columns).select_from(source), self.compiler.name("x"))

    def _plain(self, details: FieldDetailsList) -> ColumnElement[Any]:
        """Rows alone need no numbers and no row beyond the page."""
        name = details[0].node.name.value
        if name == "totalCount":
            return self._total()
        if name == TYPENAME:
            return text_literal(self.connection.name)
        source = self.compiler.source(self.kind)
        columns = self.compiler.columns(self.kind, source, details)
        return as_list(
            source.rows(columns, self._chosen(source.table), self.page.order, self.first), self.compiler.name("x")
        )

    def _conditions(self, table: Any) -> list[ColumnElement[bool]]:
        """The rows of the whole list."""
        found = self.page.conditions(table, self.compiler.terms, self.prefix)
        return found if self.beside is None else [self.beside(table), *found]

    def _chosen(self, table: Any) -> list[ColumnElement[bool]]:
        """The rows of the list, from where the page begins."""
        chosen = self._conditions(table)
        if self.page.after is not None:
            columns = [getattr(table, name.removeprefix("-")) for name in self.page.order]
            own = self.compiler.terms.under(self.prefix).own
            mark = tuple_(*(own(f"after{n}", column.type) for n, column in enumerate(columns)))
            place = tuple_(*columns)
            chosen.append(place < mark if self.page.order[0].startswith("-") else place > mark)
        return chosen

    def _added_up(self, wanted: Any) -> Select[Any]:
        """All that is asked of the page, each part under the name of its response key, cursors and counts beside."""
        source = self.compiler.source(self.kind)
        own = self.compiler.terms.under(self.prefix).own
        place = [getattr(source.seen, name.removeprefix("-")) for name in self.page.order]
        cursor = cursor_sql(
            list_name(self.model, self.page.order), place, own("inner", LargeBinary()), own("outer", LargeBinary())
        )
        number = func.row_number().over(order_by=ordering(source.seen, self.page.order)).label("n")
        lists = {key: below for key, below in wanted.items() if below[0].node.name.value in {"nodes", "edges"}}
        shown_as = [self._row(below, source, cursor).label(f"j{n}") for n, below in enumerate(lists.values())]
        columns = [number, cursor.label("c"), *shown_as]
        rows = source.rows(columns, self._chosen(source.table), self.page.order, self.first + literal_column("1"))
        page = rows.subquery(self.compiler.name("p"))
        shown = page.c.n <= self.first
        parts = [
            func.coalesce(
                func.json_agg(aggregate_order_by(page.c[f"j{n}"], page.c.n)).filter(shown), literal_column(EMPTY_LIST)
            ).label(f"k{n}")
            for n in range(len(lists))
        ]
        by_number = func.array_agg(aggregate_order_by(page.c.c, page.c.n)).filter(shown)
        self._places = {key: n for n, key in enumerate(lists)}
        return select(*parts, func.count().label("found"), by_number.label("cursors")).select_from(page)

    def _row(self, details: FieldDetailsList, source: Source, cursor: ColumnElement[Any]) -> ColumnElement[Any]:
        if details[0].node.name.value == "nodes":
            return as_object(select(*self.compiler.columns(self.kind, source, details)), self.compiler.name("x"))
        edge = get_named_type(self.connection.fields["edges"].type)
        assert isinstance(edge, GraphQLObjectType)
        columns = []
        for key, below in self.compiler.subfields(edge, details).items():
            name = below[0].node.name.value
            if name == "node":
                held = as_object(select(*self.compiler.columns(self.kind, source, below)), self.compiler.name("x"))
            else:
                held = cursor if name == "cursor" else text_literal(edge.name)
            columns.append(held.label(key))
        return as_object(select(*columns), self.compiler.name("x"))

    def _part(self, key: str, details: FieldDetailsList, source: Any) -> ColumnElement[Any]:
        name = details[0].node.name.value
        if name in {"nodes", "edges"}:
            found: ColumnElement[Any] = source.c[f"k{self._places[key]}"]
            return found
        if name == "totalCount":
            return self._total()
        if name == "pageInfo":
            return self._info(details, source)
        return text_literal(self.connection.name)

    def _info(self, details: FieldDetailsList, source: Any) -> ColumnElement[Any]:
        info = get_named_type(self.connection.fields["pageInfo"].type)
        assert isinstance(info, GraphQLObjectType)
        found: ColumnElement[int] = literal_column(f"{source.name}.found")
        values: dict[str, ColumnElement[Any]] = {
            "hasNextPage": found > self.first,
            "hasPreviousPage": literal_column("true" if self.page.after is not None else "false"),
            "startCursor": literal_column(f"{source.name}.cursors[1]"),
            "endCursor": literal_column(f"{source.name}.cursors[cardinality({source.name}.cursors)]"),
            TYPENAME: text_literal(info.name),
        }
        wanted = self.compiler.subfields(info, details)
        columns = [values[below[0].node.name.value].label(key) for key, below in wanted.items()]
        return as_object(select(*columns), self.compiler.name("x"))

    def _total(self) -> ColumnElement[Any]:
        table = aliased(self.model, name=self.compiler.name("t"))
        chosen = self._conditions(table)
        if self.page.count_max is None:
            return select(func.count()).select_from(table).where(*chosen).scalar_subquery()
        some: Select[Any] = select(literal_column("1")).select_from(table).where(*chosen).limit(self.page.count_max)
        return select(func.count()).select_from(some.subquery(self.compiler.name("x"))).scalar_subquery()


def paged(
    compiler: "Compiler",
    page: Page,
    connection: Any,
    details: FieldDetailsList,
    prefix: str,
    *,
    beside: Beside | None = None,
) -> ColumnElement[Any]:
    """The JSON of a connection."""
    return PageCompiler(compiler, page, connection, prefix, beside).compiled(details)
