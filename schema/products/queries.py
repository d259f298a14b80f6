"""Root fields that read products."""

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, or_

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described, query
from schema.kit.scalars import Money
from schema.products.views import ProductVersion, ScheduleQuote
from schema.reading.descriptions import Test, rows
from schema.reading.terms import Terms
from server.applications import reading
from server.products.sights import PRODUCT_VERSIONS


@strawberry.input(description="A loan to reckon without storing anything.")
class ScheduleQuoteInput:
    """Input of scheduleQuote."""

    product_version_id: strawberry.ID = described("Under which terms.")
    amount: Money = described("How much.")
    term_months: int = described("For how many months.")
    start_on: date | None = strawberry.field(default=None, description="From which day; today where it is left out.")


@strawberry.type
class ProductQuery:
    """Part of the root query."""

    @query(PRODUCT_VERSIONS, "What is lent today, by product code.")
    def products(self) -> list[ProductVersion]:
        return rows(Test("offered", _holds_today), order=("product_code",))

    @query(reading.preview)
    async def schedule_quote(self, info: Info, input: ScheduleQuoteInput) -> ScheduleQuote:
        quoted = await reading.preview(
            info.context.caller,
            product_version_id=ids.decode_as("ProductVersion", input.product_version_id, "productVersionId"),
            amount_fen=input.amount,
            term_months=input.term_months,
            start_on=input.start_on,
        )
        return ScheduleQuote.of(quoted)


def _holds_today(version: Any, terms: Terms) -> ColumnElement[bool]:
    until = or_(version.effective_until.is_(None), version.effective_until >= terms.today)
    return and_(version.effective_from <= terms.today, until)
