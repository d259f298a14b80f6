"""What the registers of a customer have in common: whose a row is, and that it is ended and never deleted."""

from typing import Any
from uuid import UUID

from server.customers.models import Customer
from server.customers.relations import queries
from server.customers.relations.errors import EndedAlready
from server.kit.errors import NotFound
from server.kit.work import Work


def owner_of(work: Work, customer: Customer) -> dict[str, Any]:
    """The columns that say whose a new row is and who has written it."""
    own = {"customer_id": customer.id, "branch_id": customer.branch_id, "officer_id": customer.officer_id}
    return own | {"recorded_by": work.actor.id, "recorded_at": work.now}


async def end(work: Work, model: type[queries.R], row_id: UUID, field: str) -> UUID:
    """End a row (a building block). Returns the customer. Raises NotFound, EndedAlready."""
    row = await queries.row_by_id(work.session, work.scope, model, row_id)
    if row is None:
        raise NotFound(field=field)
    if row.ended_at is not None:
        raise EndedAlready(field=field)
    row.ended_by, row.ended_at = work.actor.id, work.now
    await work.session.flush()
    work.touch("customer", row.customer_id, ended=f"{model.__tablename__}:{row_id}")
    return row.customer_id
