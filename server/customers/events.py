"""What happened to customers."""

from dataclasses import dataclass
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class CustomerRegistered(Event):
    """A prospect has become a customer."""

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class CustomerAmended(Event):
    """Something that a registered customer had told has changed."""

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Event):
    """A customer has taken a consent back: nothing new is done under it."""

    customer_id: UUID
    purpose: str


@dataclass(frozen=True, slots=True)
class AccountVerified(Event):
    """The bank has confirmed that an account is the customer's own."""

    customer_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class RatingFell(Event):
    """A customer's grade is two or more below his last one."""

    customer_id: UUID
    rating_id: UUID
    before: str
    after: str
