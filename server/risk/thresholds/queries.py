"""Every select of thresholds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.models import Branch, BranchKind
from server.products.models import Product
from server.risk.catalogue import catalogue
from server.risk.models import RiskThreshold, ThresholdState
from server.risk.thresholds.rules import Threshold, in_force, of_catalogue


async def forced_on(session: AsyncSession, day: date) -> Mapping[str, Sequence[Threshold]]:
    """What holds on a day, by code; the one that goes before all others first, the general one last."""
    approved = select(RiskThreshold).where(RiskThreshold.state == ThresholdState.APPROVED)
    rows = (await session.execute(approved.where(RiskThreshold.effective_from <= day))).scalars()
    told: dict[str, list[Threshold]] = defaultdict(list)
    for row in rows:
        told[row.code].append(as_threshold(row))
    return {one.code: in_force([of_catalogue(one), *told[one.code]], day) for one in catalogue().values()}


def as_threshold(row: RiskThreshold) -> Threshold:
    """The row as a value."""
    return Threshold(row.code, row.number, row.warn, row.critical, row.effective_from, row.product_code, row.region_id)


async def by_id(session: AsyncSession, threshold_id: UUID) -> RiskThreshold | None:
    """A threshold, locked."""
    wanted = select(RiskThreshold).where(RiskThreshold.id == threshold_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def next_number(session: AsyncSession, code: str) -> int:
    """The number of the next proposal of an indicator."""
    last = select(func.coalesce(func.max(RiskThreshold.number), 0)).where(RiskThreshold.code == code)
    return int((await session.execute(last)).scalar_one()) + 1


async def is_product(session: AsyncSession, code: str) -> bool:
    """Whether something is lent under this code."""
    return (await session.execute(select(Product.code).where(Product.code == code))).scalar_one_or_none() is not None


async def is_region(session: AsyncSession, branch_id: UUID) -> bool:
    """Whether this is a region."""
    wanted = select(Branch.id).where(Branch.id == branch_id, Branch.kind == BranchKind.REGION)
    return (await session.execute(wanted)).scalar_one_or_none() is not None
