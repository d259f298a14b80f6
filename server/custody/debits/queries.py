"""Selects of mandates and debit orders."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.debits.models import DebitMandate, DebitOrder, DebitRule
from server.custody.debits.rules import DebitFailure, MandateState
from server.kit.database import within
from server.kit.scope import Scope


async def mandate_for_update(session: AsyncSession, scope: Scope, mandate_id: UUID) -> DebitMandate | None:
    """A mandate, locked until the end of the transaction."""
    wanted = select(DebitMandate).where(DebitMandate.id == mandate_id, within(DebitMandate, scope))
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def active_mandate(session: AsyncSession, scope: Scope, customer_id: UUID) -> DebitMandate | None:
    """The mandate of a customer that nobody has ended."""
    wanted = select(DebitMandate).where(
        DebitMandate.customer_id == customer_id,
        DebitMandate.state == MandateState.ACTIVE,
        within(DebitMandate, scope),
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def order_by_number_for_update(session: AsyncSession, scope: Scope, number: str) -> DebitOrder | None:
    """The debit under a number, locked until the end of the transaction."""
    wanted = select(DebitOrder).where(DebitOrder.number == number, within(DebitOrder, scope))
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def order_for_update(session: AsyncSession, scope: Scope, order_id: UUID) -> DebitOrder | None:
    """A debit, locked until the end of the transaction."""
    wanted = select(DebitOrder).where(DebitOrder.id == order_id, within(DebitOrder, scope))
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def orders_with_mandates(
    session: AsyncSession, scope: Scope, batch_id: UUID
) -> Sequence[tuple[DebitOrder, DebitMandate]]:
    """The debits of a batch with the consents behind them, in the order of their ids."""
    wanted = (
        select(DebitOrder, DebitMandate)
        .join(
            DebitMandate,
            (DebitMandate.customer_id == DebitOrder.customer_id) & (DebitMandate.id == DebitOrder.mandate_id),
        )
        .where(DebitOrder.batch_id == batch_id, within(DebitOrder, scope))
        .order_by(DebitOrder.id)
    )
    return [(order, mandate) for order, mandate in await session.execute(wanted)]


async def rule_on(session: AsyncSession, failure: DebitFailure, on: date) -> DebitRule | None:
    """What follows from a failure on a day."""
    wanted = (
        select(DebitRule)
        .where(DebitRule.failure == failure, DebitRule.effective_from <= on)
        .order_by(DebitRule.effective_from.desc())
        .limit(1)
    )
    return (await session.execute(wanted)).scalar_one_or_none()
