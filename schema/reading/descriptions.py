"""Descriptions: what a field answers with, said instead of fetched.

A resolver that reads returns one of these. It says which rows are wanted and in which order, never how they are got:
the compiler turns a description into a part of one statement, the interpreter into a statement of its own, and both
must give the same answer. A description has a *shape*, which decides the statement, and *values*, its parameters.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, inspect

from schema.reading.terms import Terms
from server.identity.sights import Sight
from server.kit import global_ids
from server.kit.database import Owned
from server.kit.errors import Invalid

Condition = Callable[[Any, Terms], ColumnElement[bool]]

T = TypeVar("T")

FIRST_DEFAULT = 20
FIRST_MAX = 100


@dataclass(frozen=True, slots=True)
class Test:
    """A condition on rows. `shape` tells apart what `sql` renders; `values` are its parameters (`terms.own`)."""

    shape: Hashable
    sql: Condition
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Description:
    """What all descriptions have in common."""

    tests: tuple[Test, ...] = ()

    @property
    def shape(self) -> Hashable:
        return (type(self).__name__, *(test.shape for test in self.tests))

    def values(self) -> dict[str, Any]:
        """Parameters by name: those of the n-th test under `t<n>_`."""
        return {f"t{n}_{name}": value for n, test in enumerate(self.tests) for name, value in test.values.items()}

    def conditions(self, table: Any, terms: Terms, prefix: str = "") -> list[ColumnElement[bool]]:
        """Its tests and the caller's scope over a table."""
        named = [test.sql(table, terms.under(f"{prefix}t{n}_")) for n, test in enumerate(self.tests)]
        return [*named, terms.within(table)]


@dataclass(frozen=True, slots=True)
class One(Description):
    """One row, or null. `kind` names the type where the field's own type is an interface."""

    kind: str | None = None

    @property
    def shape(self) -> Hashable:
        return ("one", self.kind, *(test.shape for test in self.tests))


@dataclass(frozen=True, slots=True)
class Nothing(Description):
    """Null: what is asked for cannot exist."""


@dataclass(frozen=True, slots=True)
class Rows(Description):
    """A plain list in a fixed order, at most `limit` rows."""

    order: tuple[str, ...] = ()
    limit: int = FIRST_MAX

    @property
    def shape(self) -> Hashable:
        return ("rows", self.order, self.limit, *(test.shape for test in self.tests))


@dataclass(frozen=True, slots=True)
class Page(Description):
    """A page of a keyset connection over a model. `order` names columns, all with `-` or none; the last is unique.

    `count_max` bounds what `totalCount` counts to, where a list only grows.
    """

    model: Any = None
    order: tuple[str, ...] = ()
    first: int = FIRST_DEFAULT
    after: str | None = None
    count_max: int | None = None

    @property
    def shape(self) -> Hashable:
        return ("page", self.order, self.after is not None, self.count_max, *(test.shape for test in self.tests))


@dataclass(frozen=True, slots=True)
class Groups(Description):
    """Rows added up. `by` names one of the groupings that the figures' type declares."""

    by: str = ""

    @property
    def shape(self) -> Hashable:
        return ("groups", self.by, *(test.shape for test in self.tests))


@dataclass(frozen=True, slots=True)
class Mixed(Description):
    """Rows of several types as one plain list, type after type: what a union stands for."""

    parts: tuple[tuple[str, Rows], ...] = ()

    @property
    def shape(self) -> Hashable:
        return ("mixed", *((kind, rows.shape) for kind, rows in self.parts))

    def values(self) -> dict[str, Any]:
        """Parameters by name: those of the n-th part under `p<n>_`."""
        return {
            f"p{n}_{name}": value for n, (_, rows) in enumerate(self.parts) for name, value in rows.values().items()
        }


def page(
    sight: Sight,
    order: tuple[str, ...],
    *tests: Test,
    first: int,
    after: str | None,
    count_max: int | None = None,
) -> T:  # type: ignore[type-var]  # stands for the connection that the field promises
    """A page of what a sight shows. Raises Invalid for anything but 1 to 100 rows."""
    if not 1 <= first <= FIRST_MAX:
        raise Invalid(field="first", reason=f"1-{FIRST_MAX}")
    return cast("T", Page(tests, sight.model, order, first, after, count_max))


def rows(*tests: Test, order: tuple[str, ...], limit: int = FIRST_MAX) -> T:  # type: ignore[type-var]  # the list
    """A plain list."""
    return cast("T", Rows(tests, order, limit))


def mixed(*parts: tuple[str, Rows]) -> T:  # type: ignore[type-var]  # stands for the list that the field promises
    """A list of several types."""
    return cast("T", Mixed((), parts))


def groups(by: str, *tests: Test) -> T:  # type: ignore[type-var]  # stands for the list of figures
    """Figures of groups."""
    return cast("T", Groups(tests, by))


def nothing() -> T:  # type: ignore[type-var]  # stands for the object that there is not
    """Null."""
    return cast("T", Nothing())


def the_one(*tests: Test) -> T:  # type: ignore[type-var]  # stands for the object that the field promises
    """The one row that passes."""
    return cast("T", One(tests))


def by_row_id(row_id: UUID) -> T:  # type: ignore[type-var]  # stands for the object
    """The row with this id."""
    return cast("T", One((Test("id", _has_id, {"id": row_id}),)))


def by_global_id(text: str, kind: str, field_name: str = "id") -> T:  # type: ignore[type-var]  # stands for the object
    """The row with this global id. Raises Invalid for an id that is malformed or of another kind."""
    found = global_ids.decode(text, field_name)
    if found.kind != kind:
        raise Invalid(field=field_name, reason=f"{kind} id")
    return by_key(found)


def by_key(found: global_ids.GlobalId) -> T:  # type: ignore[type-var]  # stands for the object
    """The row that a global id names, customer and all."""
    return cast("T", One((Test("key", _has_key, {"id": found.id, "customer": found.customer_id}),), found.kind))


def _has_key(table: Any, terms: Terms) -> ColumnElement[bool]:
    if not issubclass(inspect(table).mapper.class_, Owned):
        return _has_id(table, terms)
    return and_(table.customer_id == terms.own("customer", Uuid()), _has_id(table, terms))


def _has_id(table: Any, terms: Terms) -> ColumnElement[bool]:
    matches: ColumnElement[bool] = table.id == terms.own("id", Uuid())
    return matches
