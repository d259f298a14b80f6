"""Keyset connections: opaque signed cursors, 20 rows by default, 100 at most.

A cursor holds the sort values of its row, signed with a key derived from the token key, so a client can neither read a
meaning into it nor forge a place in a list that it may not see.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import strawberry

from schema.kit.context import Context
from server.kit.crypto import derive
from server.kit.errors import Invalid

FIRST_DEFAULT = 20
FIRST_MAX = 100
SIGNATURE_BYTES = 16
CURSOR_LENGTH_MAX = 500

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


def page_size(first: int) -> int:
    """Raises Invalid for anything but 1 to 100."""
    if not 1 <= first <= FIRST_MAX:
        raise Invalid(field="first", reason=f"1-{FIRST_MAX}")
    return first


def _key(context: Context) -> bytes:
    return derive(context.caller.house.settings.token_key.get_secret_value(), "cursor")


def write_cursor(context: Context, values: Sequence[Any]) -> str:
    body = json.dumps([str(value) for value in values], separators=(",", ":")).encode()
    signature = hmac.digest(_key(context), body, hashlib.sha256)[:SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(signature + body).rstrip(b"=").decode()


def read_cursor(context: Context, cursor: str | None) -> tuple[str, ...] | None:
    """The sort values of a cursor. Raises Invalid for a forged or damaged one."""
    if cursor is None:
        return None
    if len(cursor) > CURSOR_LENGTH_MAX:
        raise Invalid(field="after", reason="cursor")
    try:
        raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        signature, body = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
        values = json.loads(body)
    except (ValueError, binascii.Error, UnicodeError) as error:
        raise Invalid(field="after", reason="cursor") from error
    if not hmac.compare_digest(signature, hmac.digest(_key(context), body, hashlib.sha256)[:SIGNATURE_BYTES]):
        raise Invalid(field="after", reason="cursor")
    return tuple(values)


def connection(
    context: Context,
    rows: Sequence[Any],
    *,
    first: int,
    after: str | None,
    total: int,
    view: Callable[[Any], T],
    key: Callable[[Any], Sequence[Any]],
    has_next: bool = False,
) -> Connection[T]:
    """A page from `first + 1` rows: the extra one only tells that more follow; or `has_next` tells it."""
    shown = rows[:first]
    edges = [Edge(cursor=write_cursor(context, key(row)), node=view(row)) for row in shown]
    info = PageInfo(
        has_next_page=has_next or len(rows) > first,
        has_previous_page=after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, nodes=[edge.node for edge in edges], page_info=info, total_count=total)


def instant_and_id(context: Context, cursor: str | None) -> tuple[datetime, UUID] | None:
    """A cursor over (instant, id), the order of most lists. Raises Invalid."""
    values = read_cursor(context, cursor)
    if values is None:
        return None
    try:
        instant, row_id = values
        return datetime.fromisoformat(instant), UUID(row_id)
    except ValueError as error:
        raise Invalid(field="after", reason="cursor") from error
