"""What happens to loans."""

from dataclasses import dataclass
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class LoanDisbursed(Event):
    """The bank has paid; the schedule runs."""

    customer_id: UUID
    loan_id: UUID
    application_id: UUID


@dataclass(frozen=True, slots=True)
class LoanRepaid(Event):
    """Money came in and was shared out."""

    customer_id: UUID
    loan_id: UUID
    repayment_id: UUID


@dataclass(frozen=True, slots=True)
class LoanClosed(Event):
    """Nothing is owed any more."""

    customer_id: UUID
    loan_id: UUID


@dataclass(frozen=True, slots=True)
class ActReversed(Event):
    """An act was taken back."""

    customer_id: UUID
    loan_id: UUID
    act_id: UUID
