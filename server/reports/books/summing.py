"""Books added up further, so that a board of a year or of a whole house reads few lines: by month, and by branch."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Date, cast, delete, func, insert, literal_column, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from server.reports.books.measures import FLOWS, STOCKS, TOTALS
from server.reports.books.models import ReportBranch, ReportDay, ReportMonth, ReportStock
from server.reports.books.statements import WHOSE

STOOD = (*STOCKS, *TOTALS)


async def add_up(session: AsyncSession, days: Collection[date]) -> None:
    """Add up anew what the lines of these days are in: their months, and their branches day by day."""
    months = sorted({day.replace(day=1) for day in days})
    await session.execute(delete(ReportMonth).where(ReportMonth.on_day.in_(months)))
    await session.execute(insert(ReportMonth).from_select(["on_day", *WHOSE, *FLOWS], _by_month(months)))
    await session.execute(delete(ReportBranch).where(ReportBranch.on_day.in_(sorted(days))))
    named = ["on_day", "branch_id", *FLOWS, *STOOD]
    await session.execute(insert(ReportBranch).from_select(named, _by_branch(sorted(days))))


def _by_month(months: Collection[date]) -> Any:
    month = cast(func.date_trunc("month", ReportDay.on_day), Date)
    whose = [getattr(ReportDay, name) for name in WHOSE]
    sums = [func.sum(getattr(ReportDay, name)) for name in FLOWS]
    return select(month, *whose, *sums).where(month.in_(months)).group_by(month, *whose)


def _by_branch(days: Collection[date]) -> Any:
    """Lines of both books one under the other; where no line of stocks is, what stood is unknown."""
    nought, unknown = literal_column("0", BigInteger()), cast(null(), BigInteger)
    happened = [getattr(ReportDay, name).label(name) for name in FLOWS]
    stood = [getattr(ReportStock, name).label(name) for name in STOOD]
    lines = union_all(
        select(ReportDay.on_day, ReportDay.branch_id, *happened, *(unknown.label(name) for name in STOOD)).where(
            ReportDay.on_day.in_(days)
        ),
        select(ReportStock.on_day, ReportStock.branch_id, *(nought.label(name) for name in FLOWS), *stood).where(
            ReportStock.on_day.in_(days)
        ),
    ).subquery("lines")
    sums = [func.sum(lines.c[name]) for name in (*FLOWS, *STOOD)]
    return select(lines.c.on_day, lines.c.branch_id, *sums).group_by(lines.c.on_day, lines.c.branch_id)
