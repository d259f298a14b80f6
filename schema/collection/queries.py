"""Root fields that read collection."""

from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Text, literal_column

from schema.collection.outlook import CollectionOutlook, UpliftReport
from schema.collection.views import CollectionCase, PaymentPromise
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import Test, by_global_id, page
from schema.reading.filters import in_states, refers_to
from schema.reading.terms import Terms
from server.collection import looking, reporting
from server.collection.rules import CaseState, PromiseState
from server.collection.sights import COLLECTION_CASES, PAYMENT_PROMISES

Mine = Annotated[bool, strawberry.argument(description="Only cases that the caller works on.")]
Stage = Annotated[str | None, strawberry.argument(description="Only cases of this stage.")]
CaseId = Annotated[strawberry.ID, strawberry.argument(description="Which case.")]


@strawberry.type
class CollectionQuery:
    """Part of the root query."""

    @query(COLLECTION_CASES, "The worklist of collection: living cases unless states are named, most at risk first.")
    def collection_cases(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[CaseState] | None = None,
        stage: Stage = None,
        mine: Mine = False,
        customer_id: strawberry.ID | None = None,
    ) -> Connection[CollectionCase]:
        tests = (
            *(in_states(state) or (LIVING,)),
            *(_of_stage(stage)),
            *((MINE,) if mine else ()),
            *refers_to("customer_id", customer_id, "Customer", "customerId"),
        )
        return page(COLLECTION_CASES, ("-at_risk_fen", "-id"), *tests, first=first, after=after)

    @query(COLLECTION_CASES, "A case of collection by its id; null when it is missing or out of sight.")
    def collection_case(self, id: strawberry.ID) -> CollectionCase | None:
        return by_global_id(id, "CollectionCase")

    @query(PAYMENT_PROMISES, "Promises to pay of customers in sight, the soonest first.")
    def payment_promises(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[PromiseState] | None = None
    ) -> Connection[PaymentPromise]:
        return page(PAYMENT_PROMISES, ("due_on", "id"), *in_states(state), first=first, after=after)

    @query(looking.outlook)
    async def collection_outlook(self, info: Info, case_id: CaseId) -> CollectionOutlook | None:
        row_id = ids.decode_as("CollectionCase", case_id, "caseId")
        found = await looking.outlook(info.context.caller, case_id=row_id)
        return CollectionOutlook.of(found) if found else None

    @query(reporting.uplift_report)
    async def collection_uplift(self, info: Info, since: date, until: date) -> UpliftReport:
        return UpliftReport.of(await reporting.uplift_report(info.context.caller, since=since, until=until))


def _lives(row: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = row.state != literal_column("'closed'")
    return found


def _mine(row: Any, terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = row.assigned_to == terms.actor_id
    return found


LIVING, MINE = Test("living", _lives), Test("mine", _mine)


def _of_stage(stage: str | None) -> tuple[Test, ...]:
    if stage is None:
        return ()

    def same(row: Any, terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = row.stage == terms.own("stage", Text())
        return found

    return (Test("stage", same, {"stage": stage}),)
