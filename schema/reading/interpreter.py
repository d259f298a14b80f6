"""The interpreter: descriptions and relations answered field by field, each with a statement of its own.

It runs under graphql-core for whatever has no plan, and it is what the compiler is measured against. Siblings are
batched by data loaders, every statement goes through the sight of its rows, and nothing here knows how the compiler
builds SQL.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, Uuid, func, inspect, literal, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from schema.kit.context import Context
from schema.reading import cursors
from schema.reading.catalogue import Catalogue, Kind, key_attributes
from schema.reading.declarations import Match, Relation
from schema.reading.descriptions import Description, Groups, Mixed, Nothing, One, Page, Rows, Test
from schema.reading.group_rows import group_rows
from schema.reading.page_values import place_of
from schema.reading.pieces import ordering
from schema.reading.rows import Row, row_columns, row_of
from schema.reading.terms import Terms, standing_values
from server.identity.sights import look
from server.kit.work import Caller, Work

KEY = "k_"


class Interpreter:
    """Answers descriptions for one request's context."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    async def fulfil(self, context: Context, wanted: Description, named: str) -> Any:
        """What a description describes: a Row or None, a list, a page."""
        if isinstance(wanted, Nothing):
            return None
        if isinstance(wanted, Page):
            return PageAnswer(self.catalogue, context.caller, wanted, self._rows_of_page(named))
        if isinstance(wanted, Mixed):
            lists = [await self.fulfil(context, rows, kind) for kind, rows in wanted.parts]
            return [row for each in lists for row in each]
        kind = self.catalogue.kinds[getattr(wanted, "kind", None) or named]
        if isinstance(wanted, Groups):
            return await group_rows(context.caller, kind, wanted)
        if isinstance(wanted, One):
            return await self._one(context, kind, wanted)
        assert isinstance(wanted, Rows)

        def listed(work: Work) -> Select[Any]:
            table, rows = chosen(self.catalogue, kind, wanted, work)
            return rows.order_by(*ordering(table, wanted.order)).limit(wanted.limit)

        return await rows_through(context.caller, kind, listed)

    async def _one(self, context: Context, kind: Kind, wanted: One) -> Row | None:
        if [test.shape for test in wanted.tests] == ["id"]:
            loader = context.loading(("id", kind.name), lambda caller, keys: self._by_ids(caller, kind, keys))
            found: Row | None = await loader.load(wanted.tests[0].values["id"])
            return found
        rows = await rows_through(context.caller, kind, lambda work: chosen(self.catalogue, kind, wanted, work)[1])
        return rows[0] if rows else None

    async def _by_ids(self, caller: Caller, kind: Kind, keys: Sequence[Any]) -> list[Row | None]:
        def wanted(work: Work) -> Select[Any]:
            table, terms = table_of(kind), terms_of(work)
            rows = select(*row_columns(self.catalogue, kind, table, terms)).select_from(table)
            return rows.where(table.id == func.any(_ids(keys)), terms.within(table))

        found = {row.row_key[-1]: row for row in await rows_through(caller, kind, wanted)}
        return [found.get(key) for key in keys]

    async def related(self, context: Context, parent: Row, name: str, how: Relation, child: str) -> Any:
        """The rows that a relation leads to from one row; siblings are asked for together."""
        kind = self.catalogue.kinds[child]

        async def load(caller: Caller, keys: Sequence[tuple[Any, ...]]) -> list[list[Row]]:
            return await self._by_parents(caller, parent.row_kind, kind, how, keys)

        rows = await context.loading((parent.row_kind.name, name), load).load(parent.row_key)
        if how.plural:
            return rows
        return rows[0] if rows else None

    async def _by_parents(
        self, caller: Caller, parent: Kind, child: Kind, how: Relation, keys: Sequence[tuple[Any, ...]]
    ) -> list[list[Row]]:
        def wanted(work: Work) -> Select[Any]:
            above, table, terms = table_of(parent), table_of(child), terms_of(work)
            own = keys_of(parent, above)
            columns = [column.label(f"{KEY}{n}") for n, column in enumerate(own)]
            rows: Any = select(*columns, *row_columns(self.catalogue, child, table, terms))
            rows = rows.join_from(above, table, how.match(above, table, terms))
            rows = rows.where(tuple_(*own).in_(keys), terms.within(table))
            ordered: Select[Any] = rows.order_by(*ordering(table, how.order))
            return ordered

        assert child.reading is not None
        found: dict[tuple[Any, ...], list[Row]] = {key: [] for key in keys}
        for record in await look(caller, child.reading.sight, wanted):
            told: Any = record._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
            key = tuple(told[f"{KEY}{n}"] for n in range(len(keys[0])))
            found[key].append(row_of(child, told))
        return [found[key][: how.limit] for key in keys]

    def _rows_of_page(self, connection: str) -> Kind:
        from graphql import get_named_type

        core = self.catalogue.kinds[connection].core
        return self.catalogue.kinds[get_named_type(core.fields["nodes"].type).name]


class PageAnswer:
    """A connection, each part of it got when it is asked for."""

    def __init__(self, catalogue: Catalogue, caller: Caller, page: Page, kind: Kind) -> None:
        self._catalogue = catalogue
        self._caller = caller
        self._page = page
        self._kind = kind
        self._token_key = caller.house.settings.token_key.get_secret_value()
        self._place = place_of(page, self._token_key)
        self._found: list[Row] | None = None
        self._finding = asyncio.Lock()

    async def _rows(self) -> list[Row]:
        """The rows of the page and one more, where there is one."""
        async with self._finding:
            if self._found is None:
                self._found = await rows_through(self._caller, self._kind, self._wanted)
            return self._found

    def _wanted(self, work: Work) -> Select[Any]:
        also = tuple(name.removeprefix("-") for name in self._page.order)
        table, rows = chosen(self._catalogue, self._kind, self._page, work, also)
        if self._place:
            columns = [getattr(table, name.removeprefix("-")) for name in self._page.order]
            place = tuple_(*columns)
            mark = tuple_(*self._place, types=[column.type for column in columns])
            rows = rows.where(place < mark if self._page.order[0].startswith("-") else place > mark)
        return rows.order_by(*ordering(table, self._page.order)).limit(self._page.first + 1)

    def _cursor(self, row: Row) -> str:
        values = [getattr(row, name.removeprefix("-")) for name in self._page.order]
        return cursors.write(self._token_key, cursors.list_name(self._page.model, self._page.order), values)

    async def _shown(self) -> list[Row]:
        return (await self._rows())[: self._page.first]

    @property
    def nodes(self) -> Any:
        return self._shown()

    @property
    def edges(self) -> Any:
        return self._edges()

    async def _edges(self) -> list[Any]:
        return [_Part(cursor=self._cursor(row), node=row) for row in await self._shown()]

    @property
    def page_info(self) -> Any:
        return self._info()

    async def _info(self) -> Any:
        shown = await self._shown()
        return _Part(
            has_next_page=len(await self._rows()) > self._page.first,
            has_previous_page=self._page.after is not None,
            start_cursor=self._cursor(shown[0]) if shown else None,
            end_cursor=self._cursor(shown[-1]) if shown else None,
        )

    @property
    def total_count(self) -> Any:
        return self._count()

    async def _count(self) -> int:
        def counted(work: Work) -> Select[Any]:
            table, terms = table_of(self._kind), terms_of(work, self._page)
            rows: Any = select(literal_column("1")).select_from(table).where(*self._page.conditions(table, terms))
            some = rows.limit(self._page.count_max) if self._page.count_max is not None else rows
            return select(func.count()).select_from(some.subquery())

        assert self._kind.reading is not None
        ((total,),) = await look(self._caller, self._kind.reading.sight, counted)
        return int(total)


class _Part:
    """A small object made here."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


def page_beside(page: Page, parent: Row, match: Match) -> Page:
    """A page of those rows alone that match one row of the parent."""
    assert parent.row_kind.reading is not None
    names = key_attributes(parent.row_kind.reading.sight.model)
    keys = SimpleNamespace(**{name: literal(value, Uuid()) for name, value in zip(names, parent.row_key, strict=True)})
    return replace(page, tests=(Test("beside", lambda table, terms: match(keys, table, terms)), *page.tests))


async def rows_through(caller: Caller, kind: Kind, wanted: Any) -> list[Row]:
    """Rows of a type through its sight."""
    assert kind.reading is not None
    found: Any = await look(caller, kind.reading.sight, wanted)
    return [row_of(kind, record._mapping) for record in found]  # noqa: SLF001 - SQLAlchemy's public name for it


def chosen(
    catalogue: Catalogue, kind: Kind, wanted: Description, work: Work, also: tuple[str, ...] = ()
) -> tuple[Any, Select[Any]]:
    """A table, and the rows of it that a description wants."""
    table, terms = table_of(kind), terms_of(work, wanted)
    rows = select(*row_columns(catalogue, kind, table, terms, also)).select_from(table)
    return table, rows.where(*wanted.conditions(table, terms))


def terms_of(work: Work, wanted: Description | None = None) -> Terms:
    """Terms with the values of this transaction and of a description."""
    own = wanted.values() if wanted else {}
    return Terms.of({**standing_values(work.actor, work.now, work.today), **own}, work.scope)


def table_of(kind: Kind) -> Any:
    assert kind.reading is not None
    return aliased(kind.reading.sight.model)


def keys_of(kind: Kind, table: Any) -> list[Any]:
    """The primary key's columns of a table."""
    assert kind.reading is not None
    mapper: Any = inspect(kind.reading.sight.model)
    return [getattr(table, mapper.get_property_by_column(column).key) for column in mapper.primary_key]


def _ids(keys: Sequence[Any]) -> Any:
    from sqlalchemy import bindparam

    return bindparam(None, list(keys), type_=ARRAY(Uuid()), unique=True)
