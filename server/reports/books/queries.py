"""Every select of books."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Uuid, bindparam, cast, false, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.scope import Scope
from server.reports.books.measures import FLOWS, STOCKS, TOTALS, Cells, Sums, Whose, added, sums_of
from server.reports.books.models import ReportBook, ReportDay, ReportStock
from server.reports.books.statements import flows, stocks


@dataclass(frozen=True, slots=True)
class Kept:
    """From when to when every day has its flows, and the first that has its stocks; None where no day was closed."""

    first: date
    last: date
    stocks_from: date


async def kept(session: AsyncSession) -> Kept | None:
    """How far the books reach."""
    stood = func.min(ReportBook.on_day).filter(ReportBook.has_stocks)
    first, last, from_day = (
        await session.execute(select(func.min(ReportBook.on_day), func.max(ReportBook.on_day), stood))
    ).one()
    return Kept(first, last, from_day) if from_day else None


async def stocks_at(session: AsyncSession, scope: Scope, on: date) -> Cells:
    """What stood at a close."""
    names = (*STOCKS, *TOTALS)
    rows = await session.execute(
        _cells(ReportStock, names).where(ReportStock.on_day == on, in_scope(ReportStock, scope))
    )
    return _by_cell(rows.all(), names)


async def stocks_now(session: AsyncSession, scope: Scope, today: date) -> Cells:
    """What stands now."""
    rows = (await session.execute(stocks(scope, today, closed=False))).all()
    return _by_cell(rows, STOCKS)


async def stocks_on(session: AsyncSession, scope: Scope, days: Collection[date]) -> dict[date, Sums]:
    """What stood in all of a scope at some closes."""
    wanted = _totals(ReportStock.on_day, ReportStock, STOCKS).where(
        ReportStock.on_day == func.any(bindparam(None, sorted(days), type_=ARRAY(ReportStock.on_day.type))),
        in_scope(ReportStock, scope),
    )
    rows = await session.execute(wanted.group_by(ReportStock.on_day))
    return {row.on_day: sums_of(row, STOCKS) for row in rows}


async def flows_kept(session: AsyncSession, scope: Scope, first: date, last: date) -> Cells:
    """What the books say happened on some days."""
    wanted = _cells(ReportDay, FLOWS).where(ReportDay.on_day.between(first, last), in_scope(ReportDay, scope))
    return _by_cell((await session.execute(wanted)).all(), FLOWS)


async def flows_by_day(session: AsyncSession, scope: Scope, first: date, last: date) -> dict[date, Sums]:
    """The same, all of a scope, day by day."""
    wanted = _totals(ReportDay.on_day, ReportDay, FLOWS).where(
        ReportDay.on_day.between(first, last), in_scope(ReportDay, scope)
    )
    rows = await session.execute(wanted.group_by(ReportDay.on_day))
    return {row.on_day: sums_of(row, FLOWS) for row in rows}


async def flows_live(session: AsyncSession, scope: Scope, first: date, last: date) -> dict[date, Cells]:
    """What happened on some days, from the rows themselves."""
    found: dict[date, Cells] = {}
    for row in await session.execute(flows(scope, first, last)):
        found.setdefault(row.on_day, {})[_whose(row)] = sums_of(row, FLOWS)
    return found


def together(*parts: Cells) -> Cells:
    """The sums of several, cell by cell."""
    return {whose: added(part[whose] for part in parts if whose in part) for whose in {key for p in parts for key in p}}


def in_scope(model: type[ReportDay | ReportStock], scope: Scope) -> ColumnElement[bool]:
    """The scope as a predicate over lines: of all customers of the branches and officers in sight."""
    if scope.customers is not None:
        return false()
    seen: ColumnElement[bool] = true()
    for column, ids in ((model.branch_id, scope.branches), (model.officer_id, scope.officers)):
        if ids is not None:
            seen &= column == func.any(bindparam(None, sorted(ids), type_=ARRAY(Uuid), unique=True))
    return seen


def _cells(model: type[ReportDay | ReportStock], names: Iterable[str]) -> Any:
    whose = (model.branch_id, model.officer_id, model.product_code)
    return select(*whose, *_sums(model, names)).group_by(*whose)


def _totals(by: Any, model: type[ReportDay | ReportStock], names: Iterable[str]) -> Any:
    return select(by, *_sums(model, names))


def _sums(model: type[ReportDay | ReportStock], names: Iterable[str]) -> list[ColumnElement[int]]:
    return [cast(func.sum(getattr(model, name)), BigInteger).label(name) for name in names]


def _by_cell(rows: Iterable[Any], names: Iterable[str]) -> Cells:
    return {_whose(row): sums_of(row, names) for row in rows}


def _whose(row: Any) -> Whose:
    return Whose(row.branch_id, row.officer_id, row.product_code)
