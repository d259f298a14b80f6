"""What customers do when something has happened elsewhere; wired in `server/reactions.py`."""

from typing import Protocol
from uuid import UUID

from sqlalchemy import insert

from server.customers.errors import IdentityMismatch
from server.customers.models import ClaimKind, ConfirmedIdentity, Customer, CustomerState
from server.customers.sealing import number_index
from server.customers.service.lookup import claim_kind, customer_of
from server.customers.service.matching import Sign, match_confirmed, match_read
from server.kit.work import Work


class IdentityOnPaper(Protocol):
    """A paper says who somebody is: the events of `documents`, as far as they are needed here."""

    @property
    def customer_id(self) -> UUID: ...

    @property
    def document_id(self) -> UUID: ...

    @property
    def number_kind(self) -> str: ...

    @property
    def number(self) -> str: ...

    @property
    def name(self) -> str | None: ...

    @property
    def birth_date(self) -> str | None: ...


async def mark_identity(work: Work, event: IdentityOnPaper) -> None:
    """Remember which number stands on the confirmed document, and whether it belongs to another customer.

    Raises IdentityMismatch when the customer is registered under another: then the confirmation is refused too.
    """
    customer = await customer_of(work, event.customer_id, lock=True)
    sign = _sign(work, event)
    if _registered_with(customer, sign.kind) and customer.number_index != sign.index:
        raise IdentityMismatch(field="fields")
    await work.session.execute(
        insert(ConfirmedIdentity).values(
            customer_id=customer.id,
            id=work.new_id(),
            branch_id=customer.branch_id,
            officer_id=customer.officer_id,
            document_id=event.document_id,
            kind=sign.kind,
            value_index=sign.index,
            confirmed_at=work.now,
        )
    )
    if customer.state is CustomerState.PROSPECT:
        await match_confirmed(work, customer, sign)


async def compare_reading(work: Work, event: IdentityOnPaper) -> None:
    """Warn ahead of the confirmation: what the machine has read belongs to another customer."""
    customer = await customer_of(work, event.customer_id)
    if customer.state is CustomerState.PROSPECT:
        await match_read(work, customer, _sign(work, event))


def _sign(work: Work, event: IdentityOnPaper) -> Sign:
    index = number_index(work.ports.master_key, event.number)
    return Sign(event.document_id, ClaimKind(event.number_kind), index, event.name, event.birth_date)


def _registered_with(customer: Customer, kind: ClaimKind) -> bool:
    """Whether the customer is registered under a number of this kind."""
    return customer.state is CustomerState.ACTIVE and claim_kind(customer.kind) is kind
