"""Cursors: opaque, signed, the same bytes whether PostgreSQL or Python writes them.

A cursor holds the name of its list and the sort values of its row, signed with HMAC-SHA-256 (cut to 16 bytes) under a
key derived from the token key: a client can neither read a meaning into it, nor forge a place in a list, nor use the
cursor of one list in another.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, LargeBinary, Text, cast, func, literal_column

from schema.reading.rendering import base64_sql, plain_text, text_literal
from server.kit.crypto import derive
from server.kit.errors import Invalid

SIGNATURE_BYTES = 16
LENGTH_MAX = 500
SEPARATOR = "\x1f"
BLOCK_BYTES = 64

Parsed = datetime | date | UUID | int | str


@lru_cache(maxsize=4)
def signing_key(token_key: bytes) -> bytes:
    return derive(token_key, "cursor")


@lru_cache(maxsize=4)
def pads(token_key: bytes) -> tuple[bytes, bytes]:
    """The inner and the outer block of HMAC (RFC 2104): PostgreSQL has SHA-256 and no HMAC of its own."""
    block = signing_key(token_key).ljust(BLOCK_BYTES, b"\0")
    return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)


def list_name(model: type, order: tuple[str, ...]) -> str:
    """What a list's cursors are good for: its rows and their order."""
    return ":".join((model.__name__, *order))


def write(token_key: bytes, name: str, values: Sequence[Any]) -> str:
    body = SEPARATOR.join([name, *map(plain_text, values)]).encode()
    return base64.urlsafe_b64encode(_signature(token_key, body) + body).rstrip(b"=").decode()


def read(token_key: bytes, name: str, cursor: str, kinds: Sequence[type]) -> tuple[Parsed, ...]:
    """The sort values of a cursor. Raises Invalid for a forged or damaged one, and for that of another list."""
    try:
        raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        signature, body = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
        head, *texts = body.decode().split(SEPARATOR)
        values = tuple(_parsed(text, kind) for text, kind in zip(texts, kinds, strict=True))
    except (ValueError, binascii.Error) as error:
        raise Invalid(field="after", reason="cursor") from error
    if len(cursor) > LENGTH_MAX or head != name or not hmac.compare_digest(signature, _signature(token_key, body)):
        raise Invalid(field="after", reason="cursor")
    return values


def _signature(token_key: bytes, body: bytes) -> bytes:
    return hmac.digest(signing_key(token_key), body, hashlib.sha256)[:SIGNATURE_BYTES]


def _parsed(text: str, kind: type) -> Parsed:
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(text)
    return UUID(text) if issubclass(kind, UUID) else int(text) if issubclass(kind, int) else text


def cursor_sql(name: str, columns: Sequence[ColumnElement[Any]], inner: Any, outer: Any) -> ColumnElement[str]:
    """`write` as SQL. `inner` and `outer` are parameters with the pads of the key."""
    text: ColumnElement[Any] = text_literal(name)
    for column in columns:
        text = text.op("||")(literal_column("E'\\x1f'")).op("||")(_text_sql(column))
    body = func.convert_to(text, literal_column("'UTF8'"), type_=LargeBinary)
    hashed = func.sha256(outer.op("||")(func.sha256(inner.op("||")(body), type_=LargeBinary)), type_=LargeBinary)
    signature = func.substring(hashed, literal_column("1"), literal_column(str(SIGNATURE_BYTES)), type_=LargeBinary)
    return base64_sql(signature.op("||")(body))


def _text_sql(column: ColumnElement[Any]) -> ColumnElement[str]:
    if isinstance(column.type, DateTime):
        return func.to_json(column).op("#>>")(literal_column("'{}'"))
    return cast(column, Text)
