"""Every select of reconciliation but those of book items. Rows are branch-level: seen by who sees whole branches."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, Uuid, bindparam, false, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.models import FundingAccount, FundingState, PaymentOrder
from server.custody.queries import in_sight as account_in_sight
from server.kit.database import within
from server.kit.scope import Scope
from server.loans.models import Loan
from server.reconciliation.models import (
    BankStatement,
    StatementBreak,
    StatementFile,
    StatementLine,
    StatementMatch,
)
from server.reconciliation.rules import BreakState, LineState

Scopable = type[BankStatement | StatementBreak | StatementFile | StatementLine | StatementMatch]


def in_sight(model: Scopable, scope: Scope) -> ColumnElement[bool]:
    """The scope as a predicate: whole branches only."""
    if scope.officers is not None or scope.customers is not None:
        return false()
    if scope.branches is None:
        return true()
    return model.branch_id == func.any(bindparam(None, sorted(scope.branches), type_=ARRAY(Uuid), unique=True))


def among(column: Any, values: Iterable[Any], kind: Any) -> ColumnElement[bool]:
    """`column = any(:values)`: one rendering, however many there are."""
    found: ColumnElement[bool] = column == func.any(bindparam(None, list(values), type_=ARRAY(kind), unique=True))
    return found


async def file_by_id(session: AsyncSession, scope: Scope, file_id: UUID) -> StatementFile | None:
    wanted = select(StatementFile).where(StatementFile.id == file_id, in_sight(StatementFile, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def account_by_number(session: AsyncSession, scope: Scope, number: str) -> FundingAccount | None:
    """The lender's account under this number, open or closed."""
    wanted = select(FundingAccount).where(FundingAccount.account_number == number, account_in_sight(scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def account_for_update(session: AsyncSession, scope: Scope, account_id: UUID) -> FundingAccount | None:
    """The account, locked against others who reconcile it; payments from it are not kept waiting."""
    wanted = select(FundingAccount).where(FundingAccount.id == account_id, account_in_sight(scope))
    locked = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def open_accounts(session: AsyncSession, scope: Scope) -> Sequence[FundingAccount]:
    """The open accounts in sight, by number."""
    wanted = select(FundingAccount).where(FundingAccount.state == FundingState.OPEN, account_in_sight(scope))
    return (await session.execute(wanted.order_by(FundingAccount.account_number))).scalars().all()


async def same_statement(
    session: AsyncSession, scope: Scope, account_id: UUID, content_hash: bytes
) -> BankStatement | None:
    wanted = select(BankStatement).where(
        BankStatement.funding_account_id == account_id,
        BankStatement.content_hash == content_hash,
        in_sight(BankStatement, scope),
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def account_of_statement(session: AsyncSession, scope: Scope, statement_id: UUID) -> UUID | None:
    """The funding account whose statement it is."""
    wanted = select(BankStatement.funding_account_id).where(
        BankStatement.id == statement_id, in_sight(BankStatement, scope)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def statements_of(session: AsyncSession, scope: Scope, account_id: UUID) -> Sequence[BankStatement]:
    """All statements of an account, by their days."""
    wanted = select(BankStatement).where(BankStatement.funding_account_id == account_id, in_sight(BankStatement, scope))
    order = (BankStatement.first_on, BankStatement.last_on, BankStatement.imported_at)
    return (await session.execute(wanted.order_by(*order))).scalars().all()


async def known_lines(
    session: AsyncSession, scope: Scope, account_id: UUID, span: tuple[date, date]
) -> dict[str, tuple[date, int]]:
    """Lines of some days by the bank's reference: day and amount."""
    wanted = select(StatementLine.reference, StatementLine.booked_on, StatementLine.amount_fen).where(
        StatementLine.funding_account_id == account_id,
        StatementLine.booked_on.between(*span),
        in_sight(StatementLine, scope),
    )
    return {reference: (day, fen) for reference, day, fen in await session.execute(wanted)}


async def moved_fen(session: AsyncSession, scope: Scope, account_id: UUID, until: date) -> int:
    """What all imported lines up to a day come to."""
    wanted = select(func.coalesce(func.sum(StatementLine.amount_fen), 0)).where(
        StatementLine.funding_account_id == account_id,
        StatementLine.booked_on <= until,
        in_sight(StatementLine, scope),
    )
    return int((await session.execute(wanted)).scalar_one())


async def lines_of(
    session: AsyncSession, scope: Scope, account_id: UUID, state: LineState, *, since: date | None = None
) -> Sequence[StatementLine]:
    """Lines of an account in a state, without what is sealed."""
    wanted = select(StatementLine).where(
        StatementLine.funding_account_id == account_id, StatementLine.state == state, in_sight(StatementLine, scope)
    )
    if since is not None:
        wanted = wanted.where(StatementLine.booked_on >= since)
    order = (StatementLine.booked_on, StatementLine.position, StatementLine.id)
    return (await session.execute(wanted.order_by(*order))).scalars().all()


async def line_by_id(session: AsyncSession, scope: Scope, line_id: UUID) -> StatementLine | None:
    wanted = select(StatementLine).where(StatementLine.id == line_id, in_sight(StatementLine, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def lines_by_ids(session: AsyncSession, scope: Scope, ids: Sequence[UUID]) -> Sequence[StatementLine]:
    wanted = select(StatementLine).where(among(StatementLine.id, ids, Uuid()), in_sight(StatementLine, scope))
    return (await session.execute(wanted.order_by(StatementLine.id))).scalars().all()


async def break_by_id(session: AsyncSession, scope: Scope, break_id: UUID) -> StatementBreak | None:
    wanted = select(StatementBreak).where(StatementBreak.id == break_id, in_sight(StatementBreak, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def unresolved(session: AsyncSession, scope: Scope, account_id: UUID) -> Sequence[StatementBreak]:
    """Breaks of an account that are not resolved, locked in the order of their ids."""
    wanted = select(StatementBreak).where(
        StatementBreak.funding_account_id == account_id,
        StatementBreak.state != BreakState.RESOLVED,
        in_sight(StatementBreak, scope),
    )
    locked = wanted.order_by(StatementBreak.id).with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalars().all()


async def count_unresolved(session: AsyncSession, scope: Scope, account_id: UUID) -> int:
    """How many breaks of an account wait for somebody."""
    wanted = select(func.count()).where(
        StatementBreak.funding_account_id == account_id,
        StatementBreak.state != BreakState.RESOLVED,
        in_sight(StatementBreak, scope),
    )
    return int((await session.execute(wanted)).scalar_one())


async def loans_by_number(session: AsyncSession, scope: Scope, numbers: Iterable[str]) -> dict[str, UUID]:
    """Loans in sight among these numbers."""
    wanted = select(Loan.number, Loan.id).where(among(Loan.number, sorted(numbers), Text()), within(Loan, scope))
    return {row.number: row.id for row in await session.execute(wanted)}


async def order_numbers(session: AsyncSession, scope: Scope, numbers: Iterable[str]) -> frozenset[str]:
    """Which of these are numbers of payment orders in sight."""
    column = PaymentOrder.number
    wanted = select(column).where(among(column, sorted(numbers), Text()), within(PaymentOrder, scope))
    return frozenset((await session.execute(wanted)).scalars())
