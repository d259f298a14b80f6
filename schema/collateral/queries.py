"""Root fields that read the register of collateral."""

import strawberry

from schema.collateral.views import CollateralItem, CountedShare
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import by_global_id, page, rows
from schema.reading.filters import refers_to
from server.collateral.sights import ITEMS, SHARES


@strawberry.type
class CollateralQuery:
    """Part of the root query."""

    @query(ITEMS, "An item by its id; null when it is missing or out of sight.")
    def collateral_item(self, id: strawberry.ID) -> CollateralItem | None:
        return by_global_id(id, "CollateralItem")

    @query(ITEMS, "Items of owners in sight, page by page, the newest first.")
    def collateral_items(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, customer_id: strawberry.ID | None = None
    ) -> Connection[CollateralItem]:
        tests = refers_to("customer_id", customer_id, "Customer", "customerId")
        return page(ITEMS, ("-entered_at", "-id"), *tests, first=first, after=after)

    @query(SHARES, "How much of each thing counts towards a loan, the newest first.")
    def counted_shares(self) -> list[CountedShare]:
        return rows(order=("counted", "-effective_from", "id"))
