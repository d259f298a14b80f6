"""Root fields that read loans."""

from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Integer

from schema.kit.fields import query
from schema.kit.orders import AmountOrder, sort_order
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.loans.views import Loan, Repayment
from schema.reading.descriptions import Test, by_global_id, page
from schema.reading.filters import between_days, in_states, lies_under, number_begins, refers_to
from schema.reading.terms import Terms
from server.applications.errors import NumberMalformed
from server.loans import queries
from server.loans.rules import LoanState
from server.loans.sights import LOANS, REPAYMENTS

DAYS_MAX = 36_500
PAID_OUT = strawberry.argument(description="Only loans paid out on this day and later, or earlier.")


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
        past_due_over: int | None = None,
        since: Annotated[date | None, PAID_OUT] = None,
        until: Annotated[date | None, PAID_OUT] = None,
        under: strawberry.ID | None = None,
        search: str = "",
        branch_id: strawberry.ID | None = None,
        officer_id: strawberry.ID | None = None,
        order: AmountOrder = AmountOrder.NEWEST,
    ) -> Connection[Loan]:
        tests = (
            *in_states(state),
            *((OVERDUE,) if overdue else ()),
            *past_due(past_due_over),
            *between_days("disbursed_on", since, until),
            *lies_under(under),
            *number_begins(search, NumberMalformed),
            *refers_to("branch_id", branch_id, "Branch", "branchId"),
            *refers_to("officer_id", officer_id, "Staff", "officerId"),
        )
        return page(LOANS, sort_order(order, "opened_at", "principal_fen"), *tests, first=first, after=after)

    @query(REPAYMENTS, "Repayments in sight, the newest value date first, reversed ones left out.")
    def repayments(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        under: strawberry.ID | None = None,
        officer_id: strawberry.ID | None = None,
    ) -> Connection[Repayment]:
        tests = (
            NOT_REVERSED,
            *between_days("paid_on", since, until),
            *lies_under(under),
            *refers_to("officer_id", officer_id, "Staff", "officerId"),
        )
        return page(REPAYMENTS, ("-paid_on", "-id"), *tests, first=first, after=after)


OVERDUE = Test("overdue", lambda loan, terms: queries.overdue(loan, terms.today))
NOT_REVERSED = Test("not_reversed", lambda repayment, _terms: repayment.reversed_by.is_(None))


def past_due(days: int | None) -> tuple[Test, ...]:
    """Running loans whose oldest unpaid instalment fell due more than so many days ago; nothing said means all."""
    if days is None:
        return ()

    def beyond(loan: Any, terms: Terms) -> ColumnElement[bool]:
        return queries.past_due_over(loan, terms.today, terms.own("days", Integer()))

    return (Test("past_due_over", beyond, {"days": min(max(days, 0), DAYS_MAX)}),)
