"""Months of the books: whether one is open, what stands in it, closing it. Building blocks."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.work import Work
from server.ledger.errors import MonthClosed, MonthNotPrepared, MonthPreparedByOneself, PeriodClosed, TrialBalanceOff
from server.ledger.models import LedgerEntry, LedgerPosting
from server.ledger.periods.models import LedgerPeriod, PeriodPreparation

# The same lock as in `ledger_post`: shared by those who post into a month.
ALONE: Final = text("SELECT pg_advisory_xact_lock(1818521447, CAST(:month AS date) - date '2000-01-01')")
DAYS_OF_LONGEST_MONTH: Final = 31


@dataclass(frozen=True, slots=True)
class Seal:
    """What is booked in a month: how many entries, over what debit in fen."""

    entries: int
    debit_fen: int


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """The last day of a month."""
    return month_of(month + timedelta(days=DAYS_OF_LONGEST_MONTH)) - timedelta(days=1)


def is_closed(month: ColumnElement[date]) -> ColumnElement[bool]:
    """Whether a month is closed, as an expression: what a query of another subject asks beside its own."""
    return select(LedgerPeriod.month).where(LedgerPeriod.month == month).exists()


async def require_open(work: Work, day: date, *, field: str) -> None:
    """Raises PeriodClosed when a date lies in a closed month: what counts from that day comes too late."""
    closed = select(LedgerPeriod.month).where(LedgerPeriod.month == month_of(day))
    if (await work.session.execute(closed)).scalar_one_or_none() is not None:
        raise PeriodClosed(field=field)


async def prepare(work: Work, month: date) -> UUID:
    """Note that a month was found ready, with what stands in it. Raises MonthClosed, TrialBalanceOff."""
    await _require_ready(work, month)
    seal = await seal_of(work.session, month)
    preparation_id = work.new_id()
    row = {"id": preparation_id, "month": month, "entries": seal.entries, "debit_fen": seal.debit_fen}
    await work.session.execute(insert(PeriodPreparation).values(**row, prepared_by=work.actor.id, prepared_at=work.now))
    return preparation_id


async def close(work: Work, month: date) -> date:
    """Close a month for good, over what was prepared last. Posts under way are waited for, later ones are refused.

    Raises MonthClosed, TrialBalanceOff, MonthNotPrepared (also when something was booked in it since), and
    MonthPreparedByOneself.
    """
    await work.session.execute(ALONE, {"month": month})
    await _require_ready(work, month)
    prepared = await last_preparation(work.session, month)
    seal = await seal_of(work.session, month)
    if prepared is None or (prepared.entries, prepared.debit_fen) != (seal.entries, seal.debit_fen):
        raise MonthNotPrepared(field="month")
    if prepared.prepared_by == work.actor.id:
        raise MonthPreparedByOneself(field="month")
    row = {"month": month, "preparation_id": prepared.id, "prepared_by": prepared.prepared_by}
    sealed = {"entries": seal.entries, "debit_fen": seal.debit_fen}
    await work.session.execute(
        insert(LedgerPeriod).values(**row, **sealed, closed_by=work.actor.id, closed_at=work.now)
    )
    return month


async def last_preparation(session: AsyncSession, month: date) -> PeriodPreparation | None:
    """The newest preparation of a month."""
    wanted = select(PeriodPreparation).where(PeriodPreparation.month == month)
    newest = wanted.order_by(PeriodPreparation.prepared_at.desc(), PeriodPreparation.id.desc()).limit(1)
    return (await session.execute(newest)).scalar_one_or_none()


async def period(session: AsyncSession, month: date) -> LedgerPeriod | None:
    """The month, if it is closed."""
    return (await session.execute(select(LedgerPeriod).where(LedgerPeriod.month == month))).scalar_one_or_none()


async def seal_of(session: AsyncSession, month: date) -> Seal:
    """What is booked in a month. For those who see the whole house."""
    booked = LedgerEntry.booked_on.between(month, last_of(month))
    wanted = select(func.count(), func.coalesce(func.sum(LedgerEntry.debit_fen), 0)).where(booked)
    count, debit = (await session.execute(wanted)).one()
    return Seal(int(count), int(debit))


async def _require_ready(work: Work, month: date) -> None:
    if await period(work.session, month) is not None:
        raise MonthClosed(field="month")
    booked = LedgerEntry.booked_on.between(month, last_of(month))
    own = (LedgerPosting.customer_id == LedgerEntry.customer_id, LedgerPosting.entry_id == LedgerEntry.id)
    off = (
        select(LedgerPosting.branch_id)
        .join(LedgerEntry, own[0] & own[1])
        .where(booked)
        .group_by(LedgerPosting.branch_id)
        .having(func.sum(LedgerPosting.amount_fen) != 0)
    )
    if (await work.session.execute(off.limit(1))).first() is not None:
        raise TrialBalanceOff(field="month")
