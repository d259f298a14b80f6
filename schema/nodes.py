"""`node(id)`: any object by its global id, read through the guarded read of its kind."""

from collections.abc import Awaitable, Callable
from typing import Any

import strawberry

from schema.applications.views import Application
from schema.approvals.views import ApprovalCase
from schema.contracts.views import Contract
from schema.customers.views import Customer
from schema.documents.views import Document
from schema.identity.views import Branch, Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.nodes import Node
from schema.loans.views import Loan
from schema.products.views import ProductVersion
from server.applications.batches import applications_by_ids
from server.approvals.batches import cases_by_ids
from server.contracts.service import contracts_by_ids
from server.customers.batches import customers_by_ids
from server.documents.batches import documents_by_ids
from server.identity.reads import branches_by_id, me, staff_by_ids
from server.loans.reading import loans_by_ids
from server.products.batches import versions_by_ids

Door = Callable[..., Awaitable[list[Any]]]

KINDS: dict[str, tuple[Door, Callable[[Any], Node]]] = {
    "Application": (applications_by_ids, Application.of),
    "ApprovalCase": (cases_by_ids, ApprovalCase.of),
    "Branch": (branches_by_id, Branch.of),
    "Contract": (contracts_by_ids, Contract.of),
    "Customer": (customers_by_ids, Customer.of),
    "Document": (documents_by_ids, Document.of),
    "Loan": (loans_by_ids, Loan.of),
    "ProductVersion": (versions_by_ids, lambda found: ProductVersion.of(*found)),
    "Staff": (staff_by_ids, Staff.of),
}


@strawberry.type
class NodeQuery:
    """Part of the root query."""

    @query(me)
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        """Null for an id of something that is missing or out of sight: the answer is the same."""
        wanted = ids.decode(id, "id")
        if wanted.kind not in KINDS:
            return None
        door, view = KINDS[wanted.kind]
        found = await info.context.loader(door).load(wanted.id)
        return view(found) if found is not None else None
