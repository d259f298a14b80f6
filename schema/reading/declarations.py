"""Declarations: how each field of a type is read, said beside the field itself.

    @strawberry.type(description="A loan.")
    @reads(LOANS)
    class Loan(Node):
        number: str = column("Public number.")
        principal: Money = column("What was lent.", "principal_fen")
        instalments: list[Instalment] = many("The schedule.", on(id="loan_id"), order=("number",))

The field's GraphQL type decides how a value is rendered (`Money` from fen, enums by name, ids as global ids), so a
declaration names only where the value comes from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import strawberry
from sqlalchemy import ColumnElement, and_

from schema.reading.terms import Terms
from server.identity.sights import Sight

READ = "read"
"""The key of a declaration in a field's metadata."""

Expression = Callable[[Any, Terms], ColumnElement[Any]]
Match = Callable[[Any, Any, Terms], ColumnElement[bool]]
C = TypeVar("C", bound=type)


@dataclass(frozen=True)
class Column:
    """A value of the row: a column by its attribute, or an expression over the table."""

    source: str | Expression

    def sql(self, table: Any, terms: Terms) -> ColumnElement[Any]:
        if isinstance(self.source, str):
            found: ColumnElement[Any] = getattr(table, self.source)
            return found
        return self.source(table, terms)


@dataclass(frozen=True)
class GlobalId:
    """The row's global id, from the name of its type and its keys."""


@dataclass(frozen=True)
class Relation:
    """Rows of another type. `match` relates a row of the parent to a row of the child."""

    match: Match
    plural: bool = False
    order: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True)
class Paged:
    """A page of rows of another type. The field's resolver describes it; `match` relates its rows to the parent's."""

    match: Match


@dataclass(frozen=True)
class Part:
    """An object of its own made of the same row, where a condition holds; null where it does not."""

    when: Expression


@dataclass(frozen=True)
class Embedded:
    """A list of small objects that lies in a JSONB column, keys named like the fields in Python."""

    attribute: str


@dataclass(frozen=True)
class Aggregate:
    """A figure over the rows of a group."""

    sql: Expression


@dataclass(frozen=True)
class GroupLabel:
    """What a group is called: `key` for machines, `title` for people, both made from what it is grouped by."""

    part: str


Label = Callable[[ColumnElement[Any]], ColumnElement[Any]]


@dataclass(frozen=True)
class Grouping:
    """One way to group rows: by an expression over the table and the one beside it, and what a group is called.

    `beside` joins a reference table; without an expression all rows are one group.
    """

    by: Callable[[Any, Any], ColumnElement[Any]] | None
    key: Label
    title: Label
    beside: tuple[type, Callable[[Any, Any], ColumnElement[bool]]] | None = None

    def label(self, part: str, value: ColumnElement[Any]) -> ColumnElement[Any]:
        """The key or the title of a group."""
        return self.key(value) if part == "key" else self.title(value)


@dataclass(frozen=True)
class Reading:
    """How a type is read: its sight, for figures the ways to group its rows, and what its resolvers need of a row."""

    sight: Sight
    groupings: Mapping[str, Grouping] = field(default_factory=dict)
    needs: tuple[str, ...] = ()


READINGS: dict[type, Reading] = {}
"""Readings by the class of their type."""


def reads(
    sight: Sight, groupings: Mapping[str, Grouping] | None = None, *, needs: tuple[str, ...] = ()
) -> Callable[[C], C]:
    """Bind a type to the sight through which its rows are read.

    `needs` names the columns that its resolvers in Python find on a row, beside those that its fields show.
    """

    def bind(cls: C) -> C:
        READINGS[cls] = Reading(sight, groupings or {}, needs)
        return cls

    return bind


def column(description: str, source: str | Expression | None = None) -> Any:
    """A field that is a value of the row; without a source the attribute of the field's own name."""
    return _field(description, Column(source or ""))


def global_id(description: str) -> Any:
    """The field `id`."""
    return _field(description, GlobalId())


def one(description: str, match: Match) -> Any:
    """A field that is the one row that matches, or null."""
    return _field(description, Relation(match))


def first_of(description: str, match: Match, order: tuple[str, ...]) -> Any:
    """A field that is the first of the rows that match, or null."""
    return _field(description, Relation(match, order=order, limit=1))


def many(description: str, match: Match, order: tuple[str, ...], limit: int | None = None) -> Any:
    """A field that is a list of the rows that match, in an order that leaves no doubt."""
    return _field(description, Relation(match, plural=True, order=order, limit=limit))


def paged(description: str, match: Match) -> Callable[[Callable[..., Any]], Any]:
    """A field that is a page of the rows that match. What it decorates describes the page from the arguments alone."""

    def declare(resolver: Callable[..., Any]) -> Any:
        return strawberry.field(resolver=resolver, description=description, metadata={READ: Paged(match)})

    return declare


def part(description: str, when: Expression) -> Any:
    """A field that is an object made of the same row, or null."""
    return _field(description, Part(when))


def embedded(description: str, attribute: str) -> Any:
    """A field that is a list of small objects out of a JSONB column."""
    return _field(description, Embedded(attribute))


def aggregate(description: str, sql: Expression) -> Any:
    """A field of a group of rows that is a figure over them."""
    return _field(description, Aggregate(sql))


def group_key() -> Any:
    """The field that tells groups apart."""
    return _field("What tells this group from the others: a code, a month as `2026-11`, `total`.", GroupLabel("key"))


def group_title() -> Any:
    """The field that says for people what a group is."""
    return _field("What the group is called.", GroupLabel("title"))


def on(*parts: Callable[[Any, Any, Terms], ColumnElement[bool]], **pairs: str) -> Match:
    """A match by equal columns, parent's attribute = child's attribute, and further conditions."""

    def match(parent: Any, child: Any, terms: Terms) -> ColumnElement[bool]:
        equal = [getattr(child, there) == getattr(parent, here) for here, there in pairs.items()]
        return and_(*equal, *(part(parent, child, terms) for part in parts))

    return match


def _field(description: str, declaration: Any) -> Any:
    return strawberry.field(description=description, metadata={READ: declaration})
