"""What happened to contracts."""

from dataclasses import dataclass
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class ContractSigned(Event):
    """The borrower has signed."""

    customer_id: UUID
    contract_id: UUID
    application_id: UUID
