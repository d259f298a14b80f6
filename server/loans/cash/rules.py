"""Where a receipt stands. Pure."""

from enum import StrEnum


class ReceiptState(StrEnum):
    """Taken waits for the second person; refused: the money went back over the counter."""

    TAKEN = "taken"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
