"""Root fields that read cases."""

import strawberry

from schema.approvals.views import ApprovalCase, case_of
from schema.kit import ids
from schema.kit.context import Context, Info
from schema.kit.fields import query, subscription
from schema.kit.paging import FIRST_DEFAULT, Connection, connection, instant_and_id, page_size
from server.approvals import batches, reading, watching
from server.identity.passage import WatchPassage


@strawberry.type
class ApprovalQuery:
    """Part of the root query."""

    @query(batches.cases_by_ids)
    async def approval_case(self, info: Info, id: strawberry.ID) -> ApprovalCase | None:
        return await case_of(info, ids.decode_as("ApprovalCase", id, "id"))

    @query(reading.inbox)
    async def approval_inbox(
        self, info: Info, first: int = FIRST_DEFAULT, after: str | None = None
    ) -> Connection[ApprovalCase]:
        mark = instant_and_id(info.context, after)
        found = await reading.inbox(info.context.caller, after=mark, limit=page_size(first))
        return _page(info.context, found, first, after)


@strawberry.type
class ApprovalSubscription:
    """Part of the root subscription."""

    @subscription(watching.watch_inbox, Connection[ApprovalCase])
    async def approval_inbox(self, info: Info, first: int = FIRST_DEFAULT) -> WatchPassage:
        page_size(first)
        return watching.watch_inbox(info.context.caller)


def _page(context: Context, found: reading.InboxPage, first: int, after: str | None) -> Connection[ApprovalCase]:
    return connection(
        context,
        found.cases,
        first=first,
        after=after,
        total=found.total,
        view=ApprovalCase.of,
        key=lambda row: (row.opened_at, row.id),
        has_next=found.has_next,
    )
