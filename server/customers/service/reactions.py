"""What customers do when something has happened elsewhere; wired in `server/reactions.py`."""

from typing import Protocol
from uuid import UUID

from sqlalchemy import insert

from server.customers.errors import IdentityMismatch
from server.customers.models import ClaimKind, ConfirmedIdentity, CustomerState
from server.customers.sealing import number_index
from server.customers.service.lookup import claim_kind, customer_of
from server.kit.work import Work


class IdentityOnPaper(Protocol):
    """An officer confirmed an identity document: the event of `documents`, as far as it is needed here."""

    @property
    def customer_id(self) -> UUID: ...

    @property
    def document_id(self) -> UUID: ...

    @property
    def number_kind(self) -> str: ...

    @property
    def number(self) -> str: ...


async def mark_identity(work: Work, event: IdentityOnPaper) -> None:
    """Remember which number stands on the confirmed document.

    Raises IdentityMismatch when the customer is registered under another: then the confirmation is refused too.
    """
    customer = await customer_of(work, event.customer_id, lock=True)
    kind, index = ClaimKind(event.number_kind), number_index(work.ports.master_key, event.number)
    registered = customer.state is CustomerState.ACTIVE and claim_kind(customer.kind) is kind
    if registered and customer.number_index != index:
        raise IdentityMismatch(field="fields")
    await work.session.execute(
        insert(ConfirmedIdentity).values(
            customer_id=customer.id,
            id=work.new_id(),
            branch_id=customer.branch_id,
            officer_id=customer.officer_id,
            document_id=event.document_id,
            kind=kind,
            value_index=index,
            confirmed_at=work.now,
        )
    )
