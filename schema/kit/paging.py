"""Keyset connections as the Relay specification has them: 20 rows by default, 100 at most."""

from typing import Generic, TypeVar

import strawberry

FIRST_DEFAULT = 20

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """As the Relay specification has it."""

    has_next_page: bool = strawberry.field(description="Whether more rows follow.")
    has_previous_page: bool = strawberry.field(description="Whether rows come before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first row of this page.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last row; hand it in as `after`.")


@strawberry.type(description="A row in a list.")
class Edge(Generic[T]):
    """A row with its cursor."""

    cursor: str = strawberry.field(description="The row's place in the list, opaque.")
    node: T = strawberry.field(description="The row itself.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page of rows in a fixed order."""

    edges: list[Edge[T]] = strawberry.field(description="The rows with their cursors.")
    nodes: list[T] = strawberry.field(description="The rows alone.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many rows the whole list has, in the caller's sight.")
