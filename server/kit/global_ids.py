"""Global ids: opaque to clients, they name the kind, the customer where there is one, and the row.

`Loan_` and the bytes of customer and row, or `Branch_` and those of the row, in base64url without padding: a form that
PostgreSQL writes as fast as Python does. A malformed id is a coded error that names the field; whether the row exists
is decided by the read behind it.
"""

import base64
import binascii
from typing import NamedTuple
from uuid import UUID

from server.kit.errors import Invalid

LENGTH_MAX = 100
KEY_BYTES = 16
BASE64_FROM = "+/=\n"
BASE64_TO = "-_"
"""`translate(encode(bytes, 'base64'), FROM, TO)`: what has no partner in TO is left out."""


class GlobalId(NamedTuple):
    """A decoded id. `customer_id` is None for rows that belong to nobody in particular."""

    kind: str
    customer_id: UUID | None
    id: UUID


def encode(kind: str, row_id: UUID, customer_id: UUID | None = None) -> str:
    key = row_id.bytes if customer_id is None else customer_id.bytes + row_id.bytes
    return f"{kind}_{base64.urlsafe_b64encode(key).rstrip(b'=').decode()}"


def decode(text: str, field: str) -> GlobalId:
    """Raises Invalid, naming the field."""
    kind, _, key = text.partition("_")
    if len(text) > LENGTH_MAX or not kind.isalpha() or not kind.isascii():
        raise Invalid(field=field, reason="id")
    try:
        found = base64.b64decode(key.encode("ascii") + b"=" * (-len(key) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise Invalid(field=field, reason="id") from error
    if len(found) not in {KEY_BYTES, 2 * KEY_BYTES}:
        raise Invalid(field=field, reason="id")
    customer_id = UUID(bytes=found[:KEY_BYTES]) if len(found) > KEY_BYTES else None
    return GlobalId(kind, customer_id, UUID(bytes=found[-KEY_BYTES:]))


def decode_as(kind: str, text: str, field: str) -> UUID:
    """The row id of a global id of the wanted kind. Raises Invalid, naming the field."""
    found = decode(text, field)
    if found.kind != kind:
        raise Invalid(field=field, reason=f"{kind} id")
    return found.id
