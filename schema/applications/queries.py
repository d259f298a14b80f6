"""Root fields that read applications."""

from datetime import date

import strawberry

from schema.applications.views import Application
from schema.kit.fields import query
from schema.kit.orders import AmountOrder, sort_order
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import by_global_id, page
from schema.reading.filters import between_instants, in_states, lies_under, number_begins, refers_to
from server.applications.errors import NumberMalformed
from server.applications.rules import ApplicationState
from server.applications.sights import APPLICATIONS


@strawberry.type
class ApplicationQuery:
    """Part of the root query."""

    @query(APPLICATIONS, "An application by its id; null when it is missing or out of sight.")
    def application(self, id: strawberry.ID) -> Application | None:
        return by_global_id(id, "Application")

    @query(APPLICATIONS, "Applications in sight, page by page.")
    def applications(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[ApplicationState] | None = None,
        search: str = "",
        since: date | None = None,
        until: date | None = None,
        submitted_since: date | None = None,
        submitted_until: date | None = None,
        decided_since: date | None = None,
        decided_until: date | None = None,
        under: strawberry.ID | None = None,
        branch_id: strawberry.ID | None = None,
        officer_id: strawberry.ID | None = None,
        order: AmountOrder = AmountOrder.NEWEST,
    ) -> Connection[Application]:
        tests = (
            *in_states(state),
            *number_begins(search, NumberMalformed),
            *between_instants("created_at", since, until),
            *between_instants("submitted_at", submitted_since, submitted_until),
            *between_instants("decided_at", decided_since, decided_until),
            *lies_under(under),
            *refers_to("branch_id", branch_id, "Branch", "branchId"),
            *refers_to("officer_id", officer_id, "Staff", "officerId"),
        )
        sorting = sort_order(order, "created_at", "amount_fen")
        return page(APPLICATIONS, sorting, *tests, first=first, after=after)
