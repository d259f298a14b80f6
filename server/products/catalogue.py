"""The product that a new house starts with: 经营贷, equal instalments. Data from then on."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.products.models import Product, ProductVersion
from server.terms.model import Method

CODE = "biz_equal"
PURPOSES = ("working_capital", "equipment", "renovation", "stock", "rent")


async def write(session: AsyncSession, *, version_id: UUID, created_by: UUID, at: datetime, begins: date) -> None:
    """Insert the first product and its first version into an empty house (a building block).

    10,000.00 to 5,000,000.00 yuan, 3 to 36 months, 14.4 % a year, overdue principal at 1.5 times the rate.
    """
    await session.execute(insert(Product).values(code=CODE, name_zh="经营贷", name_en="Business loan", created_at=at))
    await session.execute(
        insert(ProductVersion).values(
            id=version_id,
            product_code=CODE,
            number=1,
            method=Method.EQUAL_INSTALMENT,
            amount_min_fen=1_000_000,
            amount_max_fen=500_000_000,
            term_months_min=3,
            term_months_max=36,
            rate_annual=Decimal("0.144"),
            convention="prc_360",
            penalty_multiple=Decimal("1.5"),
            fee_share=Decimal(0),
            purposes=list(PURPOSES),
            effective_from=begins,
            created_by=created_by,
            created_at=at,
        )
    )
