"""Selects of tills and deposits: branch-level rows."""

from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.cash.models import CashDeposit, CashReceipt, Till
from server.custody.cash.rules import DepositState, ReceiptState
from server.custody.files.queries import in_sight
from server.identity.models import Branch
from server.kit.database import within
from server.kit.scope import Scope


async def is_branch(session: AsyncSession, branch_id: UUID) -> bool:
    """Whether there is such a branch."""
    return (await session.execute(select(Branch.id).where(Branch.id == branch_id))).scalar_one_or_none() is not None


async def till_for_update(session: AsyncSession, scope: Scope, till_id: UUID) -> Till | None:
    """A till, locked until the end of the transaction."""
    wanted = select(Till).where(Till.id == till_id, in_sight(Till, scope))
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def till_of(session: AsyncSession, scope: Scope, branch_id: UUID, on: date) -> Till | None:
    """The till of a branch on a day."""
    wanted = select(Till).where(Till.branch_id == branch_id, Till.business_date == on, in_sight(Till, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def last_till(session: AsyncSession, scope: Scope, branch_id: UUID, before: date) -> Till | None:
    """The newest till of a branch before a day."""
    wanted = (
        select(Till)
        .where(Till.branch_id == branch_id, Till.business_date < before, in_sight(Till, scope))
        .order_by(Till.business_date.desc())
        .limit(1)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def deposit_for_update(session: AsyncSession, scope: Scope, deposit_id: UUID) -> CashDeposit | None:
    """A deposit, locked until the end of the transaction."""
    wanted = select(CashDeposit).where(CashDeposit.id == deposit_id, in_sight(CashDeposit, scope))
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def is_waiting(session: AsyncSession, till_id: UUID) -> bool:
    """Whether a deposit or a receipt of the till waits for the second person."""
    deposit = exists().where(CashDeposit.till_id == till_id, CashDeposit.state == DepositState.RECORDED)
    receipt = exists().where(CashReceipt.till_id == till_id, CashReceipt.state == ReceiptState.TAKEN)
    return bool((await session.execute(select(or_(deposit, receipt)))).scalar_one())


async def receipt_for_update(session: AsyncSession, scope: Scope, receipt_id: UUID) -> CashReceipt | None:
    """A receipt, locked until the end of the transaction."""
    wanted = select(CashReceipt).where(CashReceipt.id == receipt_id, within(CashReceipt, scope))
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()
