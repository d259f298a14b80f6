"""Every select of the ledger. Its rows are branch-level: seen by those who see a whole branch."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, bindparam, false, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.scope import Scope
from server.ledger.models import LedgerAccount, LedgerEntry, LedgerPosting
from server.ledger.rules import Account, Entry, Posting


def in_sight(model: Any, scope: Scope) -> ColumnElement[bool]:
    """The scope as a predicate over rows of a branch: whole branches only."""
    if scope.officers is not None or scope.customers is not None:
        return false()
    if scope.branches is None:
        return true()
    seen: ColumnElement[bool] = model.branch_id == func.any(
        bindparam(None, sorted(scope.branches), type_=ARRAY(Uuid), unique=True)
    )
    return seen


async def entry(session: AsyncSession, scope: Scope, entry_id: UUID) -> Entry | None:
    """An entry with its postings, or None when it is missing or out of sight."""
    wanted = select(LedgerEntry).where(LedgerEntry.id == entry_id, in_sight(LedgerEntry, scope))
    row = (await session.execute(wanted)).scalar_one_or_none()
    if row is None:
        return None
    lines = (
        select(LedgerPosting)
        .where(LedgerPosting.customer_id == row.customer_id, LedgerPosting.entry_id == entry_id)
        .order_by(LedgerPosting.line)
    )
    postings = tuple(
        Posting(Account(line.account_code), line.amount_fen, line.loan_id, line.funding_account_id)
        for line in (await session.execute(lines)).scalars()
    )
    return Entry(
        row.event_type,
        row.event_id,
        row.customer_id,
        row.branch_id,
        row.booked_on,
        row.value_on,
        postings,
        row.reverses,
    )


async def chart(session: AsyncSession) -> Sequence[LedgerAccount]:
    """The accounts by code: a reference table, the same for everybody."""
    return (await session.execute(select(LedgerAccount).order_by(LedgerAccount.code))).scalars().all()


async def balances(
    session: AsyncSession,
    scope: Scope,
    *,
    loan_id: UUID | None = None,
    funding_account_id: UUID | None = None,
) -> Mapping[str, int]:
    """Balances in fen by account code (debit positive): all that is in sight, or of one loan or funding account."""
    parts = [in_sight(LedgerPosting, scope)]
    if loan_id is not None:
        parts.append(LedgerPosting.loan_id == loan_id)
    if funding_account_id is not None:
        parts.append(LedgerPosting.funding_account_id == funding_account_id)
    total = func.sum(LedgerPosting.amount_fen)
    wanted = select(LedgerPosting.account_code, total).where(and_(*parts)).group_by(LedgerPosting.account_code)
    return {code: int(fen) for code, fen in await session.execute(wanted)}
