"""The compiler: a selection and the descriptions of its root fields become one SQL statement.

Each object is `row_to_json` over a sub-select whose columns are named by response keys, so the order of the selection
is the order of the answer; lists are `json_agg`. Scope predicates stand in every sub-select over a scoped table. What
cannot be said in SQL raises `NoPlan`, and the operation runs through graphql-core instead.
"""

from collections.abc import Mapping
from itertools import count
from typing import Any

from graphql import GraphQLObjectType, GraphQLOutputType, GraphQLSchema, OperationDefinitionNode, get_named_type
from graphql.execution.collect_fields import FieldDetailsList, FragmentDetails, GroupedFieldSet, collect_subfields
from graphql.execution.values import VariableValues
from sqlalchemy import ColumnElement, case, func, literal_column, select

from schema.reading.catalogue import Catalogue, Kind
from schema.reading.declarations import Column, Embedded, GlobalId, Paged, Part, Relation
from schema.reading.descriptions import Description, Groups, Mixed, Nothing, One, Page, Rows
from schema.reading.groups import grouped
from schema.reading.pages import paged
from schema.reading.pieces import TYPENAME, NoPlan, Source, as_list, as_object, joined, text_literal
from schema.reading.rendering import KEY_LENGTH_MAX, NotRendered, global_id_sql, rendered
from schema.reading.terms import Terms


class Compiler:
    """Compiles one operation for one shape of scope and arguments."""

    def __init__(
        self,
        catalogue: Catalogue,
        fragments: Mapping[str, FragmentDetails],
        variables: VariableValues,
        operation: OperationDefinitionNode,
        terms: Terms,
        *,
        inner: Mapping[int, tuple[Page, str]] | None = None,
    ) -> None:
        """`inner` are the pages inside rows by the identity of their nodes, each with the prefix of its parameters."""
        self._inner = inner or {}
        self.catalogue = catalogue
        self.terms = terms
        self.operations: set[str] = set()
        self._fragments = dict(fragments)
        self._variables = variables
        self._operation = operation
        self._numbers = count(1)

    @property
    def schema(self) -> GraphQLSchema:
        return self.catalogue.schema

    @property
    def query_name(self) -> str:
        """The name of the root type."""
        query = self.schema.query_type
        assert query is not None
        return query.name

    def name(self, letter: str) -> str:
        return f"{letter}{next(self._numbers)}"

    def subfields(self, kind: GraphQLObjectType, details: FieldDetailsList) -> GroupedFieldSet:
        """The selection below a field, merged and cut as graphql-core does it. Raises NoPlan where nothing is left."""
        collected = collect_subfields(
            self.schema, self._fragments, self._variables, self._operation, kind, details
        ).grouped_field_set
        if not collected:
            raise NoPlan("an object is cut down to nothing")
        for key in collected:
            self.check_key(key)
        return collected

    def check_key(self, key: str) -> None:
        """Raises NoPlan for a response key that PostgreSQL would cut."""
        if len(key.encode()) > KEY_LENGTH_MAX:
            raise NoPlan("a response key is longer than an identifier")

    def described(
        self, description: Description, returned: GraphQLOutputType, details: FieldDetailsList, prefix: str
    ) -> ColumnElement[Any]:
        """The JSON of a field that answers with a description, its parameters under `prefix`."""
        named = get_named_type(returned)
        if isinstance(description, Nothing):
            return literal_column("NULL::json")
        if isinstance(description, Page):
            return paged(self, description, named, details, prefix)
        if isinstance(description, One):
            kind = self.kind(description.kind or named.name)
            return self._root_object(kind, description, details, prefix)
        if isinstance(description, Groups):
            return grouped(self, self.kind(named.name), description, details, prefix)
        if isinstance(description, Mixed):
            lists = [
                self._root_list(self.kind(kind), rows, details, f"{prefix}p{n}_")
                for n, (kind, rows) in enumerate(description.parts)
            ]
            return joined(lists, self.name("x"))
        assert isinstance(description, Rows)
        return self._root_list(self.kind(named.name), description, details, prefix)

    def kind(self, name: str) -> Kind:
        """A type that is read from rows; asking for it asks for its operation."""
        kind = self.catalogue.row_kind(name)
        if kind is None or kind.reading is None:
            raise NoPlan(f"{name} is not read from rows")
        self.operations.add(str(kind.reading.sight.operation))
        return kind

    def _root_object(self, kind: Kind, wanted: One, details: FieldDetailsList, prefix: str) -> ColumnElement[Any]:
        source = self.source(kind)
        columns = self.columns(kind, source, details)
        return as_object(source.rows(columns, wanted.conditions(source.table, self.terms, prefix)), self.name("x"))

    def _root_list(self, kind: Kind, wanted: Rows, details: FieldDetailsList, prefix: str) -> ColumnElement[Any]:
        source = self.source(kind)
        columns, conditions = self.columns(kind, source, details), wanted.conditions(source.table, self.terms, prefix)
        return as_list(source.rows(columns, conditions, wanted.order, wanted.limit), self.name("x"))

    def source(self, kind: Kind) -> Source:
        """A fresh alias of a type's table."""
        assert kind.reading is not None
        return Source(self.name("t"), kind.reading.sight.model)

    def columns(self, kind: Kind, source: Source, details: FieldDetailsList) -> list[ColumnElement[Any]]:
        """The wanted fields of a row, labelled with their response keys."""
        wanted = self.subfields(kind.core, details)
        return [self._column(kind, source, below).label(key) for key, below in wanted.items()]

    def _column(self, kind: Kind, source: Source, details: FieldDetailsList) -> ColumnElement[Any]:
        name = details[0].node.name.value
        if name == TYPENAME:
            return text_literal(kind.name)
        field, how = kind.core.fields[name], kind.fields[name].how
        match how:
            case Column():
                try:
                    return rendered(how.sql(source.seen, self.terms), field.type)
                except NotRendered as error:
                    raise NoPlan(f"{kind.name}.{name} has no rendering") from error
            case GlobalId():
                return global_id_sql(kind.name, source.seen, source.model)
            case Relation() | Paged():
                return self._led_to(source, how, get_named_type(field.type), details)
            case Embedded():
                return self._embedded(source.seen, how, self.catalogue.kinds[get_named_type(field.type).name], details)
            case Part():
                below = self.columns(self.kind(get_named_type(field.type).name), source, details)
                return case((how.when(source.seen, self.terms), as_object(select(*below), self.name("x"))))
        raise NoPlan(f"{kind.name}.{name} is read by Python")

    def _led_to(
        self, parent: Source, how: Relation | Paged, named: Any, details: FieldDetailsList
    ) -> ColumnElement[Any]:
        if isinstance(how, Paged):
            return self._paged(parent, how, named, details)
        return self._related(parent, how, self.kind(named.name), details)

    def _related(self, parent: Source, how: Relation, child: Kind, details: FieldDetailsList) -> ColumnElement[Any]:
        source = self.source(child)
        columns = self.columns(child, source, details)
        conditions = [how.match(parent.seen, source.table, self.terms), self.terms.within(source.table)]
        rows = source.rows(columns, conditions, how.order, how.limit)
        return as_list(rows, self.name("x")) if how.plural else parent.beside(rows, self.name("x"))

    def _paged(self, parent: Source, how: Paged, named: Any, details: FieldDetailsList) -> ColumnElement[Any]:
        told = next((self._inner[id(each.node)] for each in details if id(each.node) in self._inner), None)
        if told is None:
            raise NoPlan("the arguments of a page inside a row are not known here")
        page, prefix = told

        def beside(table: Any) -> ColumnElement[bool]:
            return how.match(parent.seen, table, self.terms)

        return paged(self, page, named, details, prefix, beside=beside)

    def _embedded(self, table: Any, how: Embedded, kind: Kind, details: FieldDetailsList) -> ColumnElement[Any]:
        element = func.jsonb_array_elements(getattr(table, how.attribute)).table_valued("value").alias(self.name("e"))
        columns: list[ColumnElement[Any]] = []
        for key, below in self.subfields(kind.core, details).items():
            name = below[0].node.name.value
            if name == TYPENAME:
                columns.append(text_literal(kind.name).label(key))
                continue
            # numbers and truth as they are, everything else as text
            as_is = get_named_type(kind.core.fields[name].type).name in {"Int", "Boolean"}
            taken = element.c.value.op("->" if as_is else "->>")
            columns.append(taken(text_literal(kind.fields[name].attribute)).label(key))
        return as_list(select(*columns).select_from(element), self.name("x"))
