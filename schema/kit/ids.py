"""Global ids as Strawberry writes them."""

from uuid import UUID

import strawberry

from server.kit import global_ids
from server.kit.global_ids import decode, decode_as

__all__ = ["decode", "decode_as", "encode"]


def encode(kind: str, row_id: UUID, customer_id: UUID | None = None) -> strawberry.ID:
    """The id of a row, opaque to clients."""
    return strawberry.ID(global_ids.encode(kind, row_id, customer_id))
