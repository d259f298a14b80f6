"""What happens to cash that reaches the books."""

from dataclasses import dataclass
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class CashBanked(Event):
    """Cash was paid into a funding account, and a second person has seen the slip."""

    deposit_id: UUID
    branch_id: UUID
    funding_account_id: UUID
    amount_fen: int


@dataclass(frozen=True, slots=True)
class CashCounted(Event):
    """A count differs from what must be there: `event_id` is the count's own, the difference is over (+) or short."""

    event_id: UUID
    branch_id: UUID
    difference_fen: int
