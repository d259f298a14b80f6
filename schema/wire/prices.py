"""What each field of the schema brings and costs: read from the schema once, at the start.

In tenths of a unit: an object 10, a value 1, a figure over the rows of a group 10, the count of a whole list 100, a
mutation 100 beside what it returns. Pages (a connection, its edges, its pageInfo) are no rows and cost what their
values cost; a plain list is taken for ten rows, a page without `first` for twenty. What tells about the schema costs 1
an object, which comes from memory, and lists of it are taken for as long as they are on the average: the introspection
that tools send costs a third of the limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_introspection_type,
)

from schema.kit.paging import FIRST_DEFAULT
from schema.reading.declarations import READ, Aggregate

OBJECT_TENTHS = 10
VALUE_TENTHS = 1
FIGURE_TENTHS = 10
COUNT_TENTHS = 100
MUTATION_TENTHS = 100
LIST_ROWS = 10
ABOUT = {"__schema": "__Schema", "__type": "__Type"}
ABOUT_ROWS = {"types": 300, "directives": 6, "fields": 8, "enumValues": 4, "inputFields": 2}
PAGED = frozenset({"nodes", "edges"})


@dataclass(frozen=True, slots=True)
class Price:
    """A field: its named type, how often it comes, whether each is a row, and what each costs by itself.

    `page`: rows of a page when `first` is not given, 0 for what is no connection. `paged`: comes once for each row of
    the page that it stands in.
    """

    target: str
    times: int
    is_row: bool
    tenths: int
    page: int = 0
    paged: bool = False


Prices = Mapping[str, Mapping[str, Price]]
"""By the name of a type, by the name of its field."""


@lru_cache(1)
def prices_of(schema: GraphQLSchema) -> Prices:
    """The prices of all fields of a schema, which a process has one of."""
    found: dict[str, dict[str, Price]] = {}
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            continue
        extra = MUTATION_TENTHS if kind is schema.mutation_type else 0
        about = is_introspection_type(kind)
        found[kind.name] = {
            name: _about_price(name, field) if about else _price(kind, name, field, extra=extra)
            for name, field in kind.fields.items()
        }
    for name, target in ABOUT.items():
        found["Query"][name] = Price(target, 1, is_row=False, tenths=VALUE_TENTHS)
    return found


def _about_price(name: str, field: GraphQLField) -> Price:
    target = get_named_type(field.type)
    return Price(target.name, ABOUT_ROWS.get(name, 1), is_row=False, tenths=int(is_composite_type(target)))


def _price(parent: GraphQLNamedType, name: str, field: GraphQLField, *, extra: int) -> Price:
    target = get_named_type(field.type)
    paged = is_connection(parent) and name in PAGED
    times = LIST_ROWS if isinstance(get_nullable_type(field.type), GraphQLList) and not paged else 1
    if not is_composite_type(target):
        return Price(target.name, 1, is_row=False, tenths=_value_tenths(parent, name, field) + extra)
    page = FIRST_DEFAULT if is_connection(target) else 0
    is_row = not (page or target.name == "PageInfo" or (paged and name == "edges"))
    return Price(target.name, times, is_row, (OBJECT_TENTHS if is_row else 0) + extra, page, paged)


def _value_tenths(parent: GraphQLNamedType, name: str, field: GraphQLField) -> int:
    if is_connection(parent) and name == "totalCount":
        return COUNT_TENTHS
    definition: Any = field.extensions.get("strawberry-definition")
    declared = definition.metadata.get(READ) if definition is not None else None
    return FIGURE_TENTHS if isinstance(declared, Aggregate) else VALUE_TENTHS


def is_connection(kind: Any) -> bool:
    """Whether a type is a page of a list."""
    return isinstance(kind, GraphQLObjectType) and "pageInfo" in kind.fields
