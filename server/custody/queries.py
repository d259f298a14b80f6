"""Every select of custody."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, false, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.models import BankMessage, FundingAccount, FundingState, PaymentOrder
from server.custody.payout.rules import Channel
from server.custody.rules import ACTIVE, ON_THE_WAY, OrderKind, OrderState
from server.identity.models import Branch, BranchKind
from server.kit.database import within
from server.kit.scope import Scope


def in_sight(scope: Scope) -> ColumnElement[bool]:
    """Funding accounts are branch-level rows: seen by those who see the whole branch."""
    if scope.officers is not None or scope.customers is not None:
        return false()
    if scope.branches is None:
        return true()
    return FundingAccount.branch_id == func.any(bindparam(None, sorted(scope.branches), type_=ARRAY(Uuid), unique=True))


async def funding_account(session: AsyncSession, scope: Scope, account_id: UUID) -> FundingAccount | None:
    wanted = select(FundingAccount).where(FundingAccount.id == account_id, in_sight(scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def funding_accounts(session: AsyncSession, scope: Scope) -> Sequence[FundingAccount]:
    """Every funding account in sight, open or closed."""
    return (await session.execute(select(FundingAccount).where(in_sight(scope)))).scalars().all()


async def funding_account_for(session: AsyncSession, scope: Scope, region_id: UUID) -> FundingAccount | None:
    """The open account of a region, or of headquarters where the region has none; the oldest of several."""
    wanted = (
        select(FundingAccount)
        .join(Branch, Branch.id == FundingAccount.branch_id)
        .where(
            FundingAccount.state == FundingState.OPEN,
            or_(FundingAccount.branch_id == region_id, Branch.kind == BranchKind.HEADQUARTERS),
            in_sight(scope),
        )
        .order_by((FundingAccount.branch_id == region_id).desc(), FundingAccount.opened_at, FundingAccount.id)
        .limit(1)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def order_for_update(
    session: AsyncSession, scope: Scope, customer_id: UUID, order_id: UUID
) -> PaymentOrder | None:
    """The order, locked until the end of the transaction."""
    wanted = _orders(scope).where(PaymentOrder.customer_id == customer_id, PaymentOrder.id == order_id)
    return await _locked(session, wanted)


async def order_by_id_for_update(session: AsyncSession, scope: Scope, order_id: UUID) -> PaymentOrder | None:
    """The order, locked until the end of the transaction."""
    return await _locked(session, _orders(scope).where(PaymentOrder.id == order_id))


async def order_by_number_for_update(session: AsyncSession, scope: Scope, number: str) -> PaymentOrder | None:
    """The order under a number, locked until the end of the transaction."""
    return await _locked(session, _orders(scope).where(PaymentOrder.number == number))


async def order_by_number(session: AsyncSession, scope: Scope, number: str) -> PaymentOrder | None:
    """The order under a number, as it stands."""
    return (await session.execute(_orders(scope).where(PaymentOrder.number == number))).scalar_one_or_none()


async def active_order(session: AsyncSession, scope: Scope, customer_id: UUID, loan_id: UUID) -> PaymentOrder | None:
    """The order that pays a loan out, on the way or settled."""
    wanted = _orders(scope).where(
        PaymentOrder.customer_id == customer_id,
        PaymentOrder.loan_id == loan_id,
        PaymentOrder.kind == OrderKind.DISBURSEMENT,
        PaymentOrder.state.in_(ACTIVE),
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def refund_under_way(session: AsyncSession, scope: Scope, customer_id: UUID, loan_id: UUID) -> bool:
    """Whether a refund of a loan is on the way."""
    wanted = select(PaymentOrder.id).where(
        within(PaymentOrder, scope),
        PaymentOrder.customer_id == customer_id,
        PaymentOrder.loan_id == loan_id,
        PaymentOrder.kind == OrderKind.REFUND,
        PaymentOrder.state.in_(ON_THE_WAY),
    )
    return (await session.execute(wanted)).scalar_one_or_none() is not None


async def sent_since(
    session: AsyncSession, scope: Scope, since: datetime, *, after: str, limit: int
) -> Sequence[PaymentOrder]:
    """Orders that went through the bank link since an instant, a page by number."""
    wanted = _orders(scope).where(
        PaymentOrder.sent_at >= since, PaymentOrder.number > after, PaymentOrder.channel == Channel.API
    )
    return (await session.execute(wanted.order_by(PaymentOrder.number).limit(limit))).scalars().all()


async def message(session: AsyncSession, message_id: str) -> BankMessage | None:
    """A message of the inbox. It belongs to no customer: only the bank link reads it."""
    return await session.get(BankMessage, message_id)


def is_final(order: PaymentOrder) -> bool:
    return order.state in {OrderState.SETTLED, OrderState.FAILED}


def _orders(scope: Scope) -> Select[PaymentOrder]:
    return select(PaymentOrder).where(within(PaymentOrder, scope))


async def _locked(session: AsyncSession, wanted: Select[PaymentOrder]) -> PaymentOrder | None:
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()
