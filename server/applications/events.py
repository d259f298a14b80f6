"""What happens to applications."""

from dataclasses import dataclass
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted(Event):
    """The officer has given his opinion; the rules have been asked."""

    customer_id: UUID
    application_id: UUID


@dataclass(frozen=True, slots=True)
class ApplicationApproved(Event):
    """Approved, by the rules alone or by people; its amount is committed."""

    customer_id: UUID
    application_id: UUID


@dataclass(frozen=True, slots=True)
class ApplicationReturned(Event):
    """Back with the officer."""

    customer_id: UUID
    application_id: UUID


@dataclass(frozen=True, slots=True)
class ApplicationRejected(Event):
    """Refused, by a rule of law or by people."""

    customer_id: UUID
    application_id: UUID


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn(Event):
    """Taken back; a commitment that it had is released."""

    customer_id: UUID
    application_id: UUID
