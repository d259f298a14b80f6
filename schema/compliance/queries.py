"""Root fields that read the compliance desk."""

from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Text, and_, func, literal_column, or_

from schema.compliance.report import LawReport
from schema.compliance.views import Dossier, Erasure, LawFinding, LegalHold, Ticket
from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import Test, by_global_id, page
from schema.reading.filters import in_states, refers_to
from schema.reading.terms import Terms
from server.compliance.desk import reporting
from server.compliance.desk.models import FindingState
from server.compliance.desk.sights import LAW_FINDINGS
from server.compliance.dossiers.sights import DOSSIERS
from server.compliance.keeping.sights import ERASURES, LEGAL_HOLDS
from server.compliance.tickets.models import TicketKind, TicketState
from server.compliance.tickets.sights import TICKETS

SOONEST = ("due_on", "id")
Late = Annotated[bool, strawberry.argument(description="Only what is open after its day.")]
Customers = Annotated[strawberry.ID | None, strawberry.argument(description="Only of this customer.")]


@strawberry.type
class ComplianceQuery:
    """Part of the root query."""

    @query(reporting.report)
    async def compliance_report(self, info: Info) -> list[LawReport]:
        return [LawReport.of(each) for each in await reporting.report(info.context.caller)]

    @query(LAW_FINDINGS, "What the sweep of the book found against the law, the soonest due first.")
    def law_findings(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[FindingState] | None = None,
        rule_code: Annotated[str | None, strawberry.argument(description="Only against this rule.")] = None,
        branch_id: strawberry.ID | None = None,
        customer_id: Customers = None,
        late: Late = False,
    ) -> Connection[LawFinding]:
        tests = (
            SEEN,
            *in_states(state),
            *_of_rule(rule_code),
            *refers_to("branch_id", branch_id, "Branch", "branchId"),
            *refers_to("customer_id", customer_id, "Customer", "customerId"),
            *_late(late),
        )
        return page(LAW_FINDINGS, SOONEST, *tests, first=first, after=after)

    @query(LAW_FINDINGS, "A finding by its id; null when it is missing or out of sight.")
    def law_finding(self, id: strawberry.ID) -> LawFinding | None:
        return by_global_id(id, "LawFinding")

    @query(TICKETS, "What customers in sight ask of the house, the soonest due first.")
    def tickets(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[TicketState] | None = None,
        kind: Annotated[list[TicketKind] | None, strawberry.argument(description="Only of these kinds.")] = None,
        customer_id: Customers = None,
        late: Late = False,
    ) -> Connection[Ticket]:
        of_customer = refers_to("customer_id", customer_id, "Customer", "customerId")
        tests = (*in_states(state), *_of_kinds(kind), *of_customer, *_late(late))
        return page(TICKETS, SOONEST, *tests, first=first, after=after)

    @query(LEGAL_HOLDS, "Legal holds of customers in sight, the newest first.")
    def legal_holds(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        customer_id: Customers = None,
        standing: Annotated[bool, strawberry.argument(description="Only those that stand.")] = False,
    ) -> Connection[LegalHold]:
        tests = (*refers_to("customer_id", customer_id, "Customer", "customerId"), *((STANDING,) if standing else ()))
        return page(LEGAL_HOLDS, ("-placed_at", "-id"), *tests, first=first, after=after)

    @query(ERASURES, "Erasures of customers in sight, proposed and done, the newest first.")
    def erasures(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[Erasure]:
        return page(ERASURES, ("-proposed_at", "-id"), first=first, after=after)

    @query(DOSSIERS, "Dossiers that the caller ordered, and of all for who sees the whole house; the newest first.")
    def dossiers(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[Dossier]:
        return page(DOSSIERS, ("-ordered_at", "-id"), ORDERED, first=first, after=after)


def _seen(table: Any, terms: Terms) -> ColumnElement[bool]:
    """Findings of branches in sight, as the row policies say too."""
    return or_(terms.branches.is_(None), table.branch_id == func.any(terms.branches))


def _stands(table: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = table.lifted_at.is_(None)
    return found


def _ordered(table: Any, terms: Terms) -> ColumnElement[bool]:
    return or_(terms.branches.is_(None), table.ordered_by == terms.actor_id)


def _is_late(table: Any, terms: Terms) -> ColumnElement[bool]:
    return and_(table.state == literal_column("'open'"), table.due_on < terms.today)


SEEN = Test("seen", _seen)
STANDING = Test("standing", _stands)
ORDERED = Test("ordered", _ordered)


def _late(wanted: bool) -> tuple[Test, ...]:
    return (Test("late", _is_late),) if wanted else ()


def _of_rule(code: str | None) -> tuple[Test, ...]:
    if code is None:
        return ()

    def same(table: Any, terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = table.rule_code == terms.own("code", Text())
        return found

    return (Test("rule", same, {"code": code}),)


def _of_kinds(kinds: list[TicketKind] | None) -> tuple[Test, ...]:
    if not kinds:
        return ()
    wanted = tuple(sorted({kind.value for kind in kinds}))

    def among(table: Any, _terms: Terms) -> ColumnElement[bool]:
        return or_(*(table.kind == literal_column(f"'{kind}'") for kind in wanted))

    return (Test(("kinds", wanted), among),)
