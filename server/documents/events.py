"""What happened to documents."""

from dataclasses import dataclass, field
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class IdentityConfirmed(Event):
    """An officer confirmed a paper that identifies the customer: ID card front or business licence.

    `number_kind` is id_number or credit_code. The number is in clear for the reactions of this transaction; events are
    not stored.
    """

    customer_id: UUID
    document_id: UUID
    number_kind: str
    number: str = field(repr=False)
