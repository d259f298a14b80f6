"""The products that a new house starts with, one for each usual way of paying back. Data from then on.

Each differs from the first in what it declares, not in code: equal instalments, equal principal, interest first and
principal at the end, drawn as needed with daily interest.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.products.models import Product, ProductVersion
from server.products.rules import VersionSpec
from server.terms.model import Method

CODE: Final = "biz_equal"
PURPOSES: Final = ("working_capital", "equipment", "renovation", "stock", "rent")
FARM_PURPOSES: Final = ("seed", "fertiliser", "livestock", "working_capital")


@dataclass(frozen=True, slots=True)
class Offered:
    """A product of the catalogue: its names and its first version."""

    code: str
    name_zh: str
    name_en: str
    spec: VersionSpec


def _spec(method: Method, **differing: Any) -> VersionSpec:
    """10,000.00 to 5,000,000.00 yuan, 3 to 36 months, 14.4 % a year, overdue principal at 1.5 times the rate."""
    usual: dict[str, Any] = {
        "amount_min_fen": 1_000_000,
        "amount_max_fen": 500_000_000,
        "term_months_min": 3,
        "term_months_max": 36,
        "rate_annual": Decimal("0.144"),
        "convention": "prc_360",
        "penalty_multiple": Decimal("1.5"),
        "fee_share": Decimal(0),
        "purposes": PURPOSES,
    }
    return VersionSpec(method=method, **(usual | differing))


FIRST: Final = Offered(CODE, "经营贷", "Business loan", _spec(Method.EQUAL_INSTALMENT))
FURTHER: Final = (
    Offered(
        "biz_interest_first",
        "先息后本经营贷",
        "Interest-first business loan",
        _spec(
            Method.INTEREST_ONLY,
            term_months_max=12,
            amount_max_fen=200_000_000,
            plan={"due_day": 20, "roll": "forward"},
            servicing={"grace_days": 3, "ahead": "nothing"},
        ),
    ),
    Offered(
        "farm_principal",
        "农户等额本金贷",
        "Farm loan in equal principal",
        _spec(
            Method.EQUAL_PRINCIPAL,
            amount_max_fen=50_000_000,
            term_months_max=24,
            rate_annual=Decimal("0.108"),
            purposes=FARM_PURPOSES,
            plan={"every": 3, "roll": "forward"},
            servicing={"grace_days": 3},
            visit={"from_fen": 0, "four_eyes_from_fen": 20_000_000, "valid_days": 60},
        ),
    ),
    Offered(
        "credit_line",
        "随借随还",
        "Drawn as needed",
        _spec(
            Method.DRAW_AS_YOU_GO,
            amount_max_fen=30_000_000,
            term_months_max=12,
            rate_annual=Decimal("0.126"),
            plan={"roll": "forward"},
            servicing={"grace_days": 1},
        ),
    ),
)


def product_row(offered: Offered, at: datetime) -> dict[str, Any]:
    """A row of `products`."""
    return {"code": offered.code, "name_zh": offered.name_zh, "name_en": offered.name_en, "created_at": at}


def version_row(offered: Offered, *, version_id: UUID, created_by: UUID, at: datetime, begins: date) -> dict[str, Any]:
    """A row of `product_versions`: the first version of a product."""
    spec = asdict(offered.spec) | {"purposes": list(offered.spec.purposes)}
    own = {"id": version_id, "product_code": offered.code, "number": 1, "effective_from": begins}
    return spec | own | {"created_by": created_by, "created_at": at}


async def write(
    session: AsyncSession, *, version_ids: Iterable[UUID], created_by: UUID, at: datetime, begins: date
) -> None:
    """Insert the catalogue's products and their first versions into an empty house (a building block).

    `version_ids` are theirs in the order of the catalogue, the first product's first.
    """
    for offered, version_id in zip((FIRST, *FURTHER), version_ids, strict=False):
        await session.execute(insert(Product).values(**product_row(offered, at)))
        row = version_row(offered, version_id=version_id, created_by=created_by, at=at, begins=begins)
        await session.execute(insert(ProductVersion).values(**row))
