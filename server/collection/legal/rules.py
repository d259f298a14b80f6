"""Letters and what goes to lawyers. Pure."""

from datetime import date, timedelta
from enum import StrEnum


class Delivery(StrEnum):
    """How a letter goes out."""

    POST = "post"
    COURIER = "courier"
    BY_HAND = "by_hand"


def may_go_to_lawyers(letter_on: date | None, today: date, *, days: int) -> bool:
    """Whether a letter has had its days."""
    return letter_on is not None and today >= letter_on + timedelta(days=days)
