"""Every select of collateral."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from server.collateral.models import (
    CollateralCharge,
    CollateralItem,
    CollateralRank,
    CollateralValuation,
    CountedShare,
)
from server.collateral.rules import LIVING, ChargeState, Hold, is_current
from server.kit.database import within
from server.kit.scope import Scope


async def item_by_id(
    session: AsyncSession, scope: Scope, item_id: UUID, *, for_update: bool = False
) -> CollateralItem | None:
    wanted = select(CollateralItem).where(CollateralItem.id == item_id, within(CollateralItem, scope))
    return (await session.execute(wanted.with_for_update() if for_update else wanted)).scalar_one_or_none()


async def items_by_id(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> dict[UUID, CollateralItem]:
    wanted = select(CollateralItem).where(CollateralItem.id.in_(sorted(ids)), within(CollateralItem, scope))
    return {row.id: row for row in (await session.execute(wanted)).scalars()}


async def charge_by_id(session: AsyncSession, scope: Scope, charge_id: UUID) -> CollateralCharge | None:
    wanted = select(CollateralCharge).where(CollateralCharge.id == charge_id, within(CollateralCharge, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def charge_for_update(session: AsyncSession, scope: Scope, charge_id: UUID) -> CollateralCharge | None:
    wanted = select(CollateralCharge).where(CollateralCharge.id == charge_id, within(CollateralCharge, scope))
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def charges_of(
    session: AsyncSession,
    scope: Scope,
    application_id: UUID,
    *,
    states: Collection[ChargeState] = LIVING,
    for_update: bool = False,
) -> Sequence[CollateralCharge]:
    """The charges for an application, in the order in which they were agreed."""
    wanted = (
        select(CollateralCharge)
        .where(
            CollateralCharge.application_id == application_id,
            CollateralCharge.state.in_(sorted(states)),
            within(CollateralCharge, scope),
        )
        .order_by(CollateralCharge.id)
    )
    return (await session.execute(wanted.with_for_update() if for_update else wanted)).scalars().all()


async def holds_on(session: AsyncSession, item_ids: Collection[UUID]) -> dict[UUID, list[Hold]]:
    """What the house's living charges take of each item, by rank; of all customers, whoever looks."""
    wanted = select(CollateralRank).where(
        CollateralRank.item_id.in_(sorted(item_ids)), CollateralRank.ended_at.is_(None)
    )
    found: dict[UUID, list[Hold]] = {item_id: [] for item_id in item_ids}
    for row in (await session.execute(wanted.order_by(CollateralRank.rank))).scalars():
        found[row.item_id].append(Hold(row.charge_id, row.rank, row.secured_fen))
    return found


async def values_on(session: AsyncSession, scope: Scope, item_ids: Collection[UUID], day: date) -> dict[UUID, int]:
    """What each item is worth by its newest valuation that still holds, in fen; items without one are left out."""
    wanted = (
        select(CollateralValuation)
        .ext(distinct_on(CollateralValuation.item_id))
        .where(
            CollateralValuation.item_id.in_(sorted(item_ids)),
            CollateralValuation.valued_on <= day,
            within(CollateralValuation, scope),
        )
        .order_by(
            CollateralValuation.item_id, CollateralValuation.valued_on.desc(), CollateralValuation.recorded_at.desc()
        )
    )
    rows = (await session.execute(wanted)).scalars()
    return {row.item_id: row.value_fen for row in rows if is_current(row.valued_on, day)}


async def shares_on(session: AsyncSession, day: date) -> dict[str, Decimal]:
    """How much of each thing counts on a day."""
    wanted = (
        select(CountedShare)
        .ext(distinct_on(CountedShare.counted))
        .where(CountedShare.effective_from <= day)
        .order_by(CountedShare.counted, CountedShare.effective_from.desc())
    )
    return {row.counted: row.share for row in (await session.execute(wanted)).scalars()}


async def newest_share(session: AsyncSession, counted: str) -> CountedShare | None:
    wanted = select(CountedShare).where(CountedShare.counted == counted)
    newest = wanted.order_by(CountedShare.effective_from.desc()).limit(1)
    return (await session.execute(newest)).scalar_one_or_none()
