"""Days that are closed and a month that is prepared."""

from datetime import UTC, date, datetime
from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.ledger.models import LedgerEntry
from server.ledger.periods.models import PeriodPreparation
from server.loans.closing.days import TOTALS
from server.loans.closing.models import DayClosing, DayState
from tests.fixtures.world import id_of

FEBRUARY = date(2026, 2, 1)
LAST_OF_FEBRUARY = date(2026, 2, 28)
AT = datetime(2026, 3, 1, 1, tzinfo=UTC)


async def plant_closed_day(owner: AsyncSession, day: date = LAST_OF_FEBRUARY) -> None:
    """A day that is closed, over nothing."""
    row = {"business_date": day, "state": DayState.CLOSED, "started_by": id_of("finance.hq")}
    await owner.execute(insert(DayClosing).values(**row, **dict.fromkeys(TOTALS, 0), started_at=AT, closed_at=AT))


async def plant_prepared_month(owner: AsyncSession, login: str = "finance.hq") -> None:
    """February 2026 as it stands, found ready by somebody."""
    booked = LedgerEntry.booked_on.between(FEBRUARY, LAST_OF_FEBRUARY)
    seen = select(func.count(), func.coalesce(func.sum(LedgerEntry.debit_fen), 0)).where(booked)
    entries, debit = (await owner.execute(seen)).one()
    row = {"id": uuid4(), "month": FEBRUARY, "entries": entries, "debit_fen": int(debit)}
    await owner.execute(insert(PeriodPreparation).values(**row, prepared_by=id_of(login), prepared_at=AT))
