"""Intake begins here: a customer with an id and a key of his own, so that the first photo has an owner."""

from uuid import UUID

from sqlalchemy import insert

from server.customers.models import Customer, CustomerExposure, CustomerKind, CustomerState
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import CustomerKey
from server.kit.errors import NotFound
from server.kit.work import Work


@use_case(Operation.CUSTOMER_REGISTER)
async def begin_prospect(work: Work, *, branch_id: UUID | None = None) -> UUID:
    """Open a customer in state prospect with his own data key; the officer is who calls, the branch his own.

    Another branch may be named by who sees all of it. Raises NotFound (field branchId).
    """
    branch = branch_id or work.actor.branch_id
    if branch is None or (branch != work.actor.branch_id and not work.scope.allows_branch(branch)):
        raise NotFound(field="branchId")
    customer_id = work.new_id()
    own = {"customer_id": customer_id, "id": customer_id, "branch_id": branch, "officer_id": work.actor.id}
    wrapped = crypto.new_data_key(work.ports.master_key, customer_id)
    await work.session.execute(insert(CustomerKey).values(**own, wrapped=wrapped, created_at=work.now))
    row = {"kind": CustomerKind.PERSON, "state": CustomerState.PROSPECT, "created_at": work.now, "version": 1}
    await work.session.execute(insert(Customer).values(**own, **row))
    await work.session.execute(insert(CustomerExposure).values(**own, outstanding_fen=0, committed_fen=0))
    work.touch("customer", customer_id, state=CustomerState.PROSPECT)
    return customer_id
