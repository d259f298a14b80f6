"""Products."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_or_skip
from sqlalchemy.ext.asyncio import AsyncSession

from server.products.models import Product, ProductVersion
from server.terms.model import Method
from tests.fixtures.world import id_of

OPENED_AT = datetime(2025, 1, 1, tzinfo=UTC)


async def plant_product(owner: AsyncSession, code: str = "biz_equal", *, number: int = 1, **changes: Any) -> UUID:
    """A version of a product, by default 经营贷: 10,000.00 to 5,000,000.00, 3 to 36 months, 14.4 % a year."""
    product = {"code": code, "name_zh": "经营贷", "name_en": "Business loan", "created_at": OPENED_AT}
    await owner.execute(insert_or_skip(Product).values(product).on_conflict_do_nothing())
    version: dict[str, Any] = {
        "id": uuid4(),
        "product_code": code,
        "number": number,
        "method": Method.EQUAL_INSTALMENT,
        "amount_min_fen": 1_000_000,
        "amount_max_fen": 500_000_000,
        "term_months_min": 3,
        "term_months_max": 36,
        "rate_annual": Decimal("0.144"),
        "convention": "prc_360",
        "penalty_multiple": Decimal("1.5"),
        "fee_share": Decimal(0),
        "purposes": ["working_capital", "equipment", "renovation"],
        "effective_from": date(2025, 1, 1),
        "effective_until": None,
        "created_by": id_of("risk.hq"),
        "created_at": OPENED_AT,
    }
    await owner.execute(insert(ProductVersion).values(**(version | changes)))
    await owner.commit()
    version_id: UUID = (version | changes)["id"]
    return version_id
