"""Global ids: opaque to clients, they name the kind, the customer where there is one, and the row.

`Loan:<customer>:<id>` or `Branch:<id>`, in base64url without padding. A malformed id is a coded error that names the
field; whether the row exists is decided by the read behind it.
"""

import base64
import binascii
from typing import NamedTuple
from uuid import UUID

from server.kit.errors import Invalid

LENGTH_MAX = 200


class GlobalId(NamedTuple):
    """A decoded id. `customer_id` is None for rows that belong to nobody in particular."""

    kind: str
    customer_id: UUID | None
    id: UUID


def encode(kind: str, row_id: UUID, customer_id: UUID | None = None) -> str:
    parts = (kind, str(row_id)) if customer_id is None else (kind, str(customer_id), str(row_id))
    return base64.urlsafe_b64encode(":".join(parts).encode()).rstrip(b"=").decode()


def decode(text: str, field: str) -> GlobalId:
    """Raises Invalid, naming the field."""
    if len(text) > LENGTH_MAX:
        raise Invalid(field=field, reason="id")
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        kind, *ids = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").split(":")
        *customers, row_id = [UUID(part) for part in ids]
        (customer_id,) = customers or (None,)
    except (ValueError, binascii.Error) as error:
        raise Invalid(field=field, reason="id") from error
    return GlobalId(kind, customer_id, row_id)


def decode_as(kind: str, text: str, field: str) -> UUID:
    """The row id of a global id of the wanted kind. Raises Invalid, naming the field."""
    found = decode(text, field)
    if found.kind != kind:
        raise Invalid(field=field, reason=f"{kind} id")
    return found.id
