"""Selects of payees and limits."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.payout.models import EntrustedPayee, PaymentLimit
from server.custody.payout.rules import PayeeState
from server.kit.database import within
from server.kit.scope import Scope


async def payee_for_update(session: AsyncSession, scope: Scope, payee_id: UUID) -> EntrustedPayee | None:
    """A payee, locked until the end of the transaction."""
    wanted = select(EntrustedPayee).where(EntrustedPayee.id == payee_id, within(EntrustedPayee, scope))
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def living_payee(
    session: AsyncSession, scope: Scope, customer_id: UUID, application_id: UUID
) -> EntrustedPayee | None:
    """The payee of an application that is not withdrawn."""
    wanted = select(EntrustedPayee).where(
        EntrustedPayee.customer_id == customer_id,
        EntrustedPayee.application_id == application_id,
        EntrustedPayee.state != PayeeState.WITHDRAWN,
        within(EntrustedPayee, scope),
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def limits_on(session: AsyncSession, on: date) -> Sequence[int]:
    """The limits of law that hold on a day, in fen."""
    wanted = select(PaymentLimit.limit_fen).where(
        PaymentLimit.effective_from <= on,
        or_(PaymentLimit.effective_until.is_(None), PaymentLimit.effective_until >= on),
    )
    return (await session.execute(wanted)).scalars().all()
