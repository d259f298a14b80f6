"""What happens to debits."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class DebitSettled(Event):
    """The bank has taken the money; `value_on` is the business day on which it did."""

    customer_id: UUID
    order_id: UUID
    loan_id: UUID
    number: str
    amount_fen: int
    value_on: date
