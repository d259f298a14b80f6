"""Visits: a sheet as an officer fills it in, and visits in any state through their doors."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.visiting.models import Visit
from server.applications.visiting.recording import save, submit_visit
from server.applications.visiting.sheet import (
    Line,
    LinePart,
    Photo,
    PhotoSource,
    Position,
    Sheet,
    Trade,
    VisitPlace,
)
from server.documents.models import DocumentKind
from server.kit.work import Caller
from tests.factories.customers import Planted
from tests.factories.documents import plant_document
from tests.factories.products import plant_product
from tests.factories.reference import plant_figure
from tests.fixtures.house import fresh

VISITED_AT = datetime(2026, 3, 1, 6, 30, tzinfo=UTC)
MONTHS = (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
HERE = Position(Decimal("30.572815"), Decimal("104.066801"), 12, VISITED_AT)
P = LinePart
# a month: sales 80,000.00, purchases 56,000.00, rent and wages 8,000.00, so a shop's profit of 16,000.00
SHOP = (
    (P.SHOP_INCOME, "sales", 8_000_000),
    (P.SHOP_EXPENSE, "purchases", 5_600_000),
    (P.SHOP_EXPENSE, "rent", 800_000),
)
HOME = ((P.HOUSEHOLD_INCOME, "wage", 600_000), (P.HOUSEHOLD_EXPENSE, "food", 500_000))
NORMS = {"margin_low": "0.15", "margin_high": "0.35", "turn_low": "4", "turn_high": "20"}


def a_sheet(papers: list[UUID], **changes: Any) -> Sheet:
    """A grocer's household of four, three months: 22,000.00 a month, all of it proven; two photos on the spot.

    The first paper is the bank flow and proves everything, the other two are the photos.
    """
    proof = papers[0]
    lines = [
        Line(part, kind, amount, month, None, "", proof if part in {P.HOUSEHOLD_INCOME, P.SHOP_INCOME} else None)
        for part, kind, amount in (*SHOP, *HOME)
        for month in MONTHS
    ]
    lines += [Line(P.EVIDENCE, "bank_inflow", 8_000_000, month, None, "", proof) for month in MONTHS]
    lines += [
        Line(P.EVIDENCE, "stock", 7_000_000),
        Line(P.DEBT, "bank", 3_000_000, None, 100_000),
        Line(P.ASSET, "real_estate", 80_000_000, document_id=proof),
    ]
    sheet = Sheet(
        place=VisitPlace.SHOP,
        trade=Trade.RETAIL,
        visited_at=VISITED_AT,
        address="四川省成都市锦江区某路 8 号",
        position=HERE,
        household_size=4,
        dependants=2,
        earners=2,
        home_owned=True,
        residence_months=60,
        summary="店铺正常经营，货架充实，客流稳定",
        lines=tuple(lines),
        photos=tuple(Photo(each, VISITED_AT, PhotoSource.PHONE, HERE, "店面") for each in papers[1:3]),
    )
    return replace(sheet, **changes)


async def plant_papers(owner: AsyncSession, customer: Planted, count: int = 3) -> list[UUID]:
    """Papers of a customer: one proof and photos."""
    return [await plant_document(owner, customer, kind=DocumentKind.OTHER, digest=uuid4().hex) for _ in range(count)]


async def plant_norms(owner: AsyncSession, trade: Trade = Trade.RETAIL) -> None:
    """What the trade usually earns and turns over, as headquarters has entered it."""
    for name, value in NORMS.items():
        await plant_figure(owner, f"trade_{trade.value}_{name}", Decimal(value))


async def plant_visiting_product(owner: AsyncSession, **policy: int) -> UUID:
    """A version of a product that asks for visits; from 20,000.00 on unless said otherwise."""
    return await plant_product(owner, f"visited_{uuid4().hex[:8]}", visit={"from_fen": 2_000_000} | policy)


async def draft_for(
    officer: Caller, owner: AsyncSession, customer: Planted, application_id: UUID, *, version: int = 0, **changes: Any
) -> Sheet:
    """Save a complete draft through the door."""
    sheet = a_sheet(await plant_papers(owner, customer), **changes)
    await save(fresh(officer), application_id=application_id, expected_version=version, sheet=sheet)
    return sheet


async def visit_for(
    officer: Caller, owner: AsyncSession, customer: Planted, application_id: UUID, **changes: Any
) -> Sheet:
    """Save and submit a visit through the doors."""
    sheet = await draft_for(officer, owner, customer, application_id, **changes)
    await submit_visit(fresh(officer), application_id=application_id, expected_version=1)
    return sheet


async def kept_visits(owner: AsyncSession, application_id: UUID) -> list[Visit]:
    """The visits of an application as they stand, the oldest first, detached."""
    owner.expunge_all()
    await owner.rollback()
    wanted = select(Visit).where(Visit.application_id == application_id).order_by(Visit.saved_at, Visit.id)
    kept = list((await owner.execute(wanted)).scalars())
    owner.expunge_all()
    return kept
