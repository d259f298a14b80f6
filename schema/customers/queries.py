"""Root fields that read customers."""

import strawberry

from schema.customers.views import Customer
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection, connection, instant_and_id, page_size
from server.customers import batches
from server.customers.queries import After
from server.customers.service import search as search_door


@strawberry.type
class CustomerQuery:
    """Part of the root query."""

    @query(batches.customers_by_ids)
    async def customer(self, info: Info, id: strawberry.ID) -> Customer | None:
        row = await info.context.loader(batches.customers_by_ids).load(ids.decode_as("Customer", id, "id"))
        return Customer.of(row) if row else None

    @query(search_door)
    async def customers(
        self, info: Info, first: int = FIRST_DEFAULT, after: str | None = None, search: str | None = None
    ) -> Connection[Customer]:
        mark = instant_and_id(info.context, after)
        found = await search_door(
            info.context.caller, text=search, after=After(*mark) if mark else None, limit=page_size(first) + 1
        )
        return connection(
            info.context,
            found.customers,
            first=first,
            after=after,
            total=found.total,
            view=Customer.of,
            key=lambda row: (row.created_at, row.id),
        )
