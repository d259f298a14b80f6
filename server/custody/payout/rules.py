"""When money may still go out today, who may let it out, and when a supplier must be paid instead. Pure."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from server.kit.clock import SHANGHAI

MINUTES_OF_A_DAY: Final = 24 * 60
SECOND_PERSON: Final = "payout_second_person"
"""Figure of the lender: 1 = every payment waits for a second person."""
SELF_PAYMENT_LIMIT: Final = "self_payment_limit_fen"
"""Figure of the lender: above it suppliers are paid, whosever the money is."""


class Channel(StrEnum):
    """How a funding account's orders reach its bank: over the bank link, or in files that people carry."""

    API = "api"
    FILE = "file"


class PayeeState(StrEnum):
    """Recorded waits for the second person; withdrawn counts no more."""

    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


def is_past(now: datetime, cut_off_minute: int | None) -> bool:
    """Whether the bank takes nothing more today; the cut-off is in minutes after midnight in Shanghai, None is never.

    The minute of the cut-off itself is past.
    """
    local = now.astimezone(SHANGHAI)
    return cut_off_minute is not None and local.hour * 60 + local.minute >= cut_off_minute


def must_entrust(amount_fen: int, limits: list[int]) -> bool:
    """Whether an amount is above any limit that is in force. At the limit itself the borrower is still paid."""
    return any(amount_fen > limit for limit in limits)
