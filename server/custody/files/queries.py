"""Selects of batches, results and their lines. Branch-level rows: the row policies hold the scope, and so do these."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam, false, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.files.models import BankBatch, BankResult, BankResultLine
from server.custody.files.rules import LineVerdict
from server.custody.models import PaymentOrder
from server.custody.payout.rules import Channel
from server.custody.rules import OrderState
from server.kit.database import within
from server.kit.scope import Scope


def in_sight(model: Any, scope: Scope) -> ColumnElement[bool]:
    """Whole branches only."""
    if scope.officers is not None or scope.customers is not None:
        return false()
    if scope.branches is None:
        return true()
    branches = bindparam(None, sorted(scope.branches), type_=ARRAY(Uuid), unique=True)
    found: ColumnElement[bool] = model.branch_id == func.any(branches)
    return found


async def batch(session: AsyncSession, scope: Scope, batch_id: UUID, *, lock: bool = False) -> BankBatch | None:
    wanted = select(BankBatch).where(BankBatch.id == batch_id, in_sight(BankBatch, scope))
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(wanted)).scalar_one_or_none()


async def result(session: AsyncSession, scope: Scope, result_id: UUID, *, lock: bool = False) -> BankResult | None:
    wanted = select(BankResult).where(BankResult.id == result_id, in_sight(BankResult, scope))
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(wanted)).scalar_one_or_none()


async def result_by_digest(session: AsyncSession, funding_account_id: UUID, digest: str) -> BankResult | None:
    """The result that was taken under these bytes, of an account that the caller has looked up in his sight."""
    wanted = select(BankResult).where(BankResult.funding_account_id == funding_account_id, BankResult.digest == digest)
    return (await session.execute(wanted)).scalar_one_or_none()


async def free_orders(
    session: AsyncSession, scope: Scope, funding_account_id: UUID, order_ids: Sequence[UUID] | None, limit: int
) -> Sequence[PaymentOrder]:
    """Orders of an account that wait for a file and stand in none, oldest first, locked; these ones, or all."""
    wanted = select(PaymentOrder).where(
        PaymentOrder.funding_account_id == funding_account_id,
        PaymentOrder.state == OrderState.CREATED,
        PaymentOrder.channel == Channel.FILE,
        PaymentOrder.batch_id.is_(None),
        within(PaymentOrder, scope),
    )
    if order_ids is not None:
        wanted = wanted.where(PaymentOrder.id == func.any(bindparam(None, list(order_ids), type_=ARRAY(Uuid))))
    locked = wanted.order_by(PaymentOrder.id).limit(limit).with_for_update()
    return (await session.execute(locked.execution_options(populate_existing=True))).scalars().all()


async def orders_in(
    session: AsyncSession, scope: Scope, batch_id: UUID, *, lock: bool = False
) -> Sequence[PaymentOrder]:
    """The payment orders of a batch, in the order of its file."""
    wanted = select(PaymentOrder).where(PaymentOrder.batch_id == batch_id, within(PaymentOrder, scope))
    wanted = wanted.order_by(PaymentOrder.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(wanted)).scalars().all()


async def line(session: AsyncSession, scope: Scope, result_id: UUID, number: int) -> BankResultLine | None:
    """A line, locked until the end of the transaction."""
    wanted = select(BankResultLine).where(
        BankResultLine.result_id == result_id, BankResultLine.line == number, in_sight(BankResultLine, scope)
    )
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def waiting_lines(session: AsyncSession, scope: Scope, result_id: UUID) -> Sequence[int]:
    """The numbers of the lines that nobody has taken yet."""
    wanted = select(BankResultLine.line).where(
        BankResultLine.result_id == result_id,
        BankResultLine.verdict == LineVerdict.WAITING,
        in_sight(BankResultLine, scope),
    )
    return (await session.execute(wanted.order_by(BankResultLine.line))).scalars().all()
