"""What the worker does for ratings, and what is left for it when a customer becomes known or amends what he told."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from server.customers.rating.doors import rate
from server.customers.rating.models import RatingCause
from server.identity.actors import WORKER
from server.kit.work import Caller, House, Work


class OfACustomer(Protocol):
    """An event of a customer."""

    @property
    def customer_id(self) -> UUID: ...


async def on_customer_known(work: Work, event: OfACustomer) -> None:
    """Have a customer rated who was registered, or who has told something else."""
    customer_id = str(event.customer_id)
    work.defer(
        "rate_customers",
        lock=f"rating:{customer_id}",
        customer_ids=[customer_id],
        cause=RatingCause.PROFILE.value,
    )


async def rate_customers(house: House, *, customer_ids: Sequence[str], cause: str) -> None:
    """Rate customers after something has happened. Run twice, it makes a rating more, of the same facts."""
    caller = Caller(house, WORKER, request_id=f"rate:{customer_ids[0]}")
    await rate(caller, customer_ids=[UUID(each) for each in customer_ids], cause=RatingCause(cause))
