"""Root fields that read cases."""

import strawberry

from schema.approvals.delegations import DelegationQuery
from schema.approvals.matrix import MatrixQuery
from schema.approvals.views import ApprovalCase, may_decide
from schema.kit.context import Info
from schema.kit.fields import query, subscription
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import Test, by_global_id, page
from server.approvals import watching
from server.approvals.sights import CASES
from server.identity.passage import WatchPassage

ORDER = ("opened_at", "id")


@strawberry.type
class ApprovalQuery(DelegationQuery, MatrixQuery):
    """Part of the root query."""

    @query(CASES, "A case by its id; null when it is missing or out of sight.")
    def approval_case(self, id: strawberry.ID) -> ApprovalCase | None:
        return by_global_id(id, "ApprovalCase")

    @query(CASES, "The cases that the caller may decide now, the oldest first.")
    def approval_inbox(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[ApprovalCase]:
        return _inbox(first, after)


@strawberry.type
class ApprovalSubscription:
    """Part of the root subscription."""

    @subscription(watching.watch_inbox, Connection[ApprovalCase])
    async def approval_inbox(self, info: Info, first: int = FIRST_DEFAULT) -> WatchPassage:
        _inbox(first, None)
        return watching.watch_inbox(info.context.caller)


def _inbox(first: int, after: str | None) -> Connection[ApprovalCase]:
    return page(CASES, ORDER, Test("inbox", may_decide), first=first, after=after)
