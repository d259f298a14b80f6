"""Counting cash. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

DENOMINATIONS_FEN: Final = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10)
"""Notes and coins in circulation: 100 yuan to 1 jiao."""
PIECES_MAX: Final = 1_000_000


class TillState(StrEnum):
    """Counted waits for the second person."""

    OPEN = "open"
    COUNTED = "counted"
    CLOSED = "closed"


class DepositState(StrEnum):
    """Recorded waits for the second person."""

    RECORDED = "recorded"
    CONFIRMED = "confirmed"


class ReceiptState(StrEnum):
    """Taken waits for the second person; refused: the money went back over the counter."""

    TAKEN = "taken"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


def counted_fen(count: Mapping[int, int]) -> int | None:
    """What a count of pieces by denomination in fen adds up to; None when it is no count."""
    if any(fen not in DENOMINATIONS_FEN or not 0 <= pieces <= PIECES_MAX for fen, pieces in count.items()):
        return None
    return sum(fen * pieces for fen, pieces in count.items())
