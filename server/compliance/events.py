"""What happened at the desk."""

from dataclasses import dataclass
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class TicketFiled(Event):
    """A customer asks something of the house; it has a day by which it is answered."""

    customer_id: UUID
    ticket_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class TicketAnswered(Event):
    """A ticket has its answer. `request_id` is what he wrote behind his own link, None where he asked elsewhere."""

    customer_id: UUID
    ticket_id: UUID
    request_id: UUID | None
