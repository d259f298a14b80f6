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


@dataclass(frozen=True, slots=True)
class BorrowerAsked(Event):
    """A borrower has asked for something through his link. `kind` is a value of RequestKind."""

    customer_id: UUID
    request_id: UUID
    application_id: UUID
    kind: str
