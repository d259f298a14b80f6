"""Root fields that read products."""

from datetime import date

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described, query
from schema.kit.scalars import Money
from schema.products.views import ProductVersion, ScheduleQuote
from server.applications import reading
from server.products import service


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

    @query(service.offered)
    async def products(self, info: Info) -> list[ProductVersion]:
        return [ProductVersion.of(product, version) for product, version in await service.offered(info.context.caller)]

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
