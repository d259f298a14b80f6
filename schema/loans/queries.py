"""Root fields that read loans."""

import strawberry

from schema.kit.fields import query
from schema.kit.orders import AmountOrder, sort_order
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.loans.views import Loan
from schema.reading.descriptions import Test, by_global_id, page
from schema.reading.filters import in_states, number_begins, refers_to
from server.applications.errors import NumberMalformed
from server.loans import queries
from server.loans.rules import LoanState
from server.loans.sights import LOANS


@strawberry.type
class LoanQuery:
    """Part of the root query."""

    @query(LOANS, "A loan by its id; null when it is missing or out of sight.")
    def loan(self, id: strawberry.ID) -> Loan | None:
        return by_global_id(id, "Loan")

    @query(LOANS, "Loans in sight, page by page.")
    def loans(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[LoanState] | None = None,
        overdue: bool = False,
        search: str = "",
        branch_id: strawberry.ID | None = None,
        officer_id: strawberry.ID | None = None,
        order: AmountOrder = AmountOrder.NEWEST,
    ) -> Connection[Loan]:
        tests = (
            *in_states(state),
            *((OVERDUE,) if overdue else ()),
            *number_begins(search, NumberMalformed),
            *refers_to("branch_id", branch_id, "Branch", "branchId"),
            *refers_to("officer_id", officer_id, "Staff", "officerId"),
        )
        return page(LOANS, sort_order(order, "opened_at", "principal_fen"), *tests, first=first, after=after)


OVERDUE = Test("overdue", lambda loan, terms: queries.overdue(loan, terms.today))
