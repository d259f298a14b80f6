"""Root fields that read loans."""

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection, connection, instant_and_id, page_size
from schema.loans.views import Loan
from server.loans import reading
from server.loans.rules import LoanState


@strawberry.type
class LoanQuery:
    """Part of the root query."""

    @query(reading.loans_by_ids)
    async def loan(self, info: Info, id: strawberry.ID) -> Loan | None:
        row = await info.context.loader(reading.loans_by_ids).load(ids.decode_as("Loan", id, "id"))
        return Loan.of(row) if row else None

    @query(reading.page)
    async def loans(
        self,
        info: Info,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        state: list[LoanState] | None = None,
        overdue: bool = False,
    ) -> Connection[Loan]:
        found = await reading.page(
            info.context.caller,
            states=tuple(state or ()),
            overdue=overdue,
            after=instant_and_id(info.context, after),
            limit=page_size(first),
        )
        return connection(
            info.context,
            found.loans,
            first=first,
            after=after,
            total=found.total,
            view=Loan.of,
            key=lambda row: (row.opened_at, row.id),
            has_next=found.has_next,
        )
