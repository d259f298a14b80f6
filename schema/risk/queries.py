"""Root fields that read values, hits and thresholds."""

from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Text, and_, func, literal_column, or_

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import Test, page
from schema.reading.filters import refers_to
from schema.reading.terms import Terms
from schema.risk.views import IndicatorThreshold, IndicatorValue, RiskHit
from server.kit.errors import Invalid
from server.risk import values
from server.risk.grading import Grade
from server.risk.thresholds import service

NEWEST = ("-id",)
OF_CUSTOMERS = frozenset({"Customer", "Application", "Loan"})
MEASURED = frozenset({*OF_CUSTOMERS, "Staff", "Branch"})
Grades = Annotated[list[Grade] | None, strawberry.argument(description="Only at these grades.")]
Code = Annotated[str | None, strawberry.argument(description="Only of this indicator.")]


@strawberry.type
class RiskQuery:
    """Part of the root query."""

    @query(values.values_of)
    async def indicators(
        self,
        info: Info,
        id: Annotated[
            strawberry.ID, strawberry.argument(description="A customer, application, loan, member of staff or branch.")
        ],
        grades: Grades = None,
    ) -> list[IndicatorValue]:
        wanted = ids.decode(id, "id")
        if wanted.kind not in MEASURED or (wanted.kind in OF_CUSTOMERS) is (wanted.customer_id is None):
            raise Invalid(field="id", reason="id")
        found = await values.values_of(
            info.context.caller,
            subject_id=wanted.id,
            customer_id=wanted.customer_id,
            grades=None if grades is None else frozenset(grades),
        )
        return [IndicatorValue.of(each) for each in found]

    @query(service.thresholds_of)
    async def thresholds(self, info: Info, code: Code = None) -> list[IndicatorThreshold]:
        return [IndicatorThreshold.of(each) for each in await service.thresholds_of(info.context.caller, code=code)]

    @query(values.HITS, "What sweeps have found of branches in sight, the newest first.")
    def risk_hits(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        code: Code = None,
        grades: Grades = None,
        customer_id: strawberry.ID | None = None,
    ) -> Connection[RiskHit]:
        tests = (SEEN, *_of_code(code), *_at(grades), *refers_to("customer_id", customer_id, "Customer", "customerId"))
        return page(values.HITS, NEWEST, *tests, first=first, after=after)


def _seen(hit: Any, terms: Terms) -> ColumnElement[bool]:
    """As the row policies say: rows of branches in sight; nobody sees what is measured of himself."""
    in_sight = or_(terms.branches.is_(None), hit.branch_id == func.any(terms.branches))
    return and_(in_sight, hit.subject_id != terms.actor_id)


SEEN = Test("seen", _seen)


def _of_code(code: str | None) -> tuple[Test, ...]:
    if code is None:
        return ()

    def same(hit: Any, terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = hit.code == terms.own("code", Text())
        return found

    return (Test("code", same, {"code": code}),)


def _at(grades: list[Grade] | None) -> tuple[Test, ...]:
    if not grades:
        return ()
    letters = tuple(sorted({each.value for each in grades}))

    def among(hit: Any, _terms: Terms) -> ColumnElement[bool]:
        return or_(*(hit.grade == literal_column(f"'{each}'") for each in letters))

    return (Test(("grades", letters), among),)
