"""Global ids as Strawberry writes them."""

from collections.abc import Iterable
from uuid import UUID

import strawberry

from server.kit import global_ids
from server.kit.global_ids import decode, decode_as

__all__ = ["decode", "decode_all", "decode_as", "encode"]


def encode(kind: str, row_id: UUID, customer_id: UUID | None = None) -> strawberry.ID:
    """The id of a row, opaque to clients."""
    return strawberry.ID(global_ids.encode(kind, row_id, customer_id))


def decode_all(kind: str, texts: Iterable[str], field: str) -> tuple[UUID, ...]:
    """The row ids of global ids of one kind. Raises Invalid, naming the place in the list."""
    return tuple(decode_as(kind, text, f"{field}.{number}") for number, text in enumerate(texts))
