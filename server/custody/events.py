"""What happens to payment orders and funding accounts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from server.custody.rules import OrderKind
from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class PaymentSettled(Event):
    """The bank has paid. `value_on` is the business day on which it did."""

    customer_id: UUID
    order_id: UUID
    loan_id: UUID
    funding_account_id: UUID
    amount_fen: int
    value_on: date
    kind: OrderKind = OrderKind.DISBURSEMENT


@dataclass(frozen=True, slots=True)
class PaymentFailed(Event):
    """The bank has refused; no money moved."""

    customer_id: UUID
    order_id: UUID
    loan_id: UUID
    funding_account_id: UUID
    amount_fen: int
    kind: OrderKind = OrderKind.DISBURSEMENT


@dataclass(frozen=True, slots=True)
class FundsAllotted(Event):
    """Money was put at a funding account's disposal."""

    allotment_id: UUID
    funding_account_id: UUID
    branch_id: UUID
    amount_fen: int
