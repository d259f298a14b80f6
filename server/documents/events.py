"""What happened to documents."""

from dataclasses import dataclass, field
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class IdentityConfirmed(Event):
    """An officer confirmed a paper that identifies the customer: ID card front or business licence.

    `number_kind` is id_number or credit_code; name and ISO date of birth are those of a card. All of it is in clear
    for the reactions of this transaction; events are not stored.
    """

    customer_id: UUID
    document_id: UUID
    number_kind: str
    number: str = field(repr=False)
    name: str | None = field(repr=False)
    birth_date: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class IdentityRead(Event):
    """The machine has read a number that identifies somebody; nobody has confirmed it. As `IdentityConfirmed`."""

    customer_id: UUID
    document_id: UUID
    number_kind: str
    number: str = field(repr=False)
    name: str | None = field(repr=False)
    birth_date: str | None = field(repr=False)
