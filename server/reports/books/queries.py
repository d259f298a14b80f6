"""Every select of books."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Select,
    Subquery,
    Uuid,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.scope import Scope
from server.reports.books.measures import (
    FLOWS,
    MANY_LOANS,
    NOBODY,
    STOCKS,
    TOTALS,
    Cells,
    Sums,
    Whose,
    added,
    sums_of,
    whole_months,
)
from server.reports.books.models import ReportBook, ReportBranch, ReportDay, ReportMonth, ReportStock
from server.reports.books.statements import WHOSE, Grain, between, happened_live, standing_now

ONE_DAY: Final = timedelta(days=1)
AnyBook = ReportDay | ReportMonth | ReportStock | ReportBranch


@dataclass(frozen=True, slots=True)
class Kept:
    """How far the books reach: the first and the last day that were closed, and the last that was drawn while open.

    `drawn_at` is when that was; both are None where no open day was drawn.
    """

    stocks_from: date
    last: date
    open_until: date | None
    drawn_at: datetime | None


async def kept(session: AsyncSession) -> Kept | None:
    """How far the books reach; None where no day was closed."""
    closed = select(func.min(ReportBook.on_day), func.max(ReportBook.on_day)).where(ReportBook.has_stocks)
    first, last = (await session.execute(closed)).one()
    if last is None:
        return None
    drawn = select(func.max(ReportBook.on_day), func.min(ReportBook.drawn_at)).where(ReportBook.on_day > last)
    return Kept(first, last, *(await session.execute(drawn)).one())


async def open_days(session: AsyncSession, today: date) -> list[date]:
    """The days since the last close, where so many loans stood then that no board adds up their rows; else none."""
    known = await kept(session)
    if known is None:
        return []
    stood = select(_whole(ReportBranch.loans)).where(ReportBranch.on_day == known.last)
    if (await session.execute(stood)).scalar_one() <= MANY_LOANS:
        return []
    return [known.last + timedelta(days=number) for number in range(1, (today - known.last).days + 1)]


async def stocks_at(session: AsyncSession, scope: Scope, on: date, *, by: Grain = WHOSE) -> Cells:
    """What stood at a close."""
    names = (*STOCKS, *TOTALS)
    book = ReportBranch if _in_branches(scope, by) else ReportStock
    tests = [book.on_day == on, in_scope(book, scope)]
    if book is ReportBranch:
        tests.append(ReportBranch.loans.is_not(None))
    rows = await session.execute(_summed(book, by, names).where(*tests))
    return _by_cell(rows.all(), names)


async def stocks_now(session: AsyncSession, scope: Scope, today: date, *, by: Grain = WHOSE) -> Cells:
    """What stands now."""
    bounds = scope.bounds
    wanted = standing_now(tuple(bounds), tuple(by))
    rows = (await session.execute(wanted, {"today": today, **bounds})).all()
    return _by_cell(rows, STOCKS)


async def stocks_on(session: AsyncSession, scope: Scope, days: Collection[date]) -> dict[date, Sums]:
    """What stood in all of a scope at some closes."""
    book = ReportBranch if _in_branches(scope, ()) else ReportStock
    wanted = select(book.on_day, *_sums(book, STOCKS)).where(
        book.on_day == func.any(bindparam(None, sorted(days), type_=ARRAY(Date), unique=True)),
        book.loans.is_not(None),
        in_scope(book, scope),
    )
    rows = await session.execute(wanted.group_by(book.on_day))
    return {row.on_day: sums_of(row, STOCKS) for row in rows}


async def flows_kept(session: AsyncSession, scope: Scope, first: date, last: date, *, by: Grain = WHOSE) -> Cells:
    """What the books say happened on some days."""
    lines = _lines(scope, first, last, by)
    whose = [lines.c[name] for name in by]
    rows = await session.execute(select(*whose, *_added(lines)).group_by(*whose))
    return _by_cell(rows.all(), FLOWS)


async def flows_by_day(
    session: AsyncSession, scope: Scope, days: tuple[date, date], names: Collection[str], *, months: bool
) -> dict[date, Sums]:
    """Some of it, all of a scope, day by day; with `months`, whole ones may stand under their first day."""
    lines = _lines(scope, *days, (), months=months)
    rows = await session.execute(select(lines.c.on_day, *_added(lines, names)).group_by(lines.c.on_day))
    return {row.on_day: sums_of(row, names) for row in rows}


async def flows_drawn(
    session: AsyncSession, scope: Scope, first: date, last: date, *, by: Grain = WHOSE
) -> dict[date, Cells]:
    """What the books say happened on each of some days."""
    lines = _lines(scope, first, last, by, months=False)
    named = [lines.c.on_day, *(lines.c[name] for name in by)]
    return _by_day(await session.execute(select(*named, *_added(lines)).group_by(*named)))


async def flows_live(
    session: AsyncSession, scope: Scope, first: date, last: date, *, by: Grain = WHOSE
) -> dict[date, Cells]:
    """What happened on some days, from the rows themselves."""
    bounds = scope.bounds
    return _by_day(await session.execute(happened_live(tuple(bounds), tuple(by)), between(first, last) | bounds))


def _lines(scope: Scope, first: date, last: date, by: Grain, *, months: bool = True) -> Subquery:
    """Lines of books that together are these days: of branches where they tell enough, else whole months and days."""
    if _in_branches(scope, by):
        return _some(ReportBranch, by, ReportBranch.on_day.between(first, last), scope).subquery("lines")
    whole = whole_months(first, last) if months else None
    if whole is None:
        return _some(ReportDay, by, ReportDay.on_day.between(first, last), scope).subquery("lines")
    begins, ends = whole
    days = or_(ReportDay.on_day.between(first, begins - ONE_DAY), ReportDay.on_day.between(ends + ONE_DAY, last))
    return union_all(
        _some(ReportMonth, by, ReportMonth.on_day.between(begins, ends), scope), _some(ReportDay, by, days, scope)
    ).subquery("lines")


def _some(model: Any, by: Grain, on: ColumnElement[bool], scope: Scope) -> Select[Any]:
    columns = [getattr(model, name) for name in ("on_day", *by, *FLOWS)]
    return select(*columns).where(on, in_scope(model, scope))


def _in_branches(scope: Scope, by: Grain) -> bool:
    """Whether lines of whole branches are enough."""
    return scope.officers is None and scope.customers is None and set(by) <= {"branch_id"}


def together(*parts: Cells) -> Cells:
    """The sums of several, cell by cell."""
    several = [part for part in parts if part]
    if len(several) <= 1:
        return dict(several[0]) if several else {}
    keys = {key for part in several for key in part}
    return {whose: added(part[whose] for part in several if whose in part) for whose in keys}


def in_scope(model: type[AnyBook], scope: Scope) -> ColumnElement[bool]:
    """The scope as a predicate over lines: of all customers of the branches and officers in sight."""
    if scope.customers is not None or (model is ReportBranch and scope.officers is not None):
        return false()
    seen: ColumnElement[bool] = true()
    for name, ids in (("branch_id", scope.branches), ("officer_id", scope.officers)):
        if ids is not None:
            seen &= getattr(model, name) == func.any(bindparam(None, sorted(ids), type_=ARRAY(Uuid), unique=True))
    return seen


def _summed(model: type[AnyBook], by: Grain, names: Iterable[str]) -> Select[Any]:
    whose = [getattr(model, name) for name in by]
    return select(*whose, *_sums(model, names)).group_by(*whose)


def _sums(model: Any, names: Iterable[str]) -> list[ColumnElement[int]]:
    return [_whole(getattr(model, name)).label(name) for name in names]


def _added(lines: Subquery, names: Iterable[str] = FLOWS) -> list[ColumnElement[int]]:
    return [_whole(lines.c[name]).label(name) for name in names]


def _whole(column: Any) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(column), literal_column("0")), BigInteger)


def _by_cell(rows: Iterable[Any], names: Sequence[str] | Mapping[str, str]) -> Cells:
    return {_whose(row): sums_of(row, names) for row in rows}


def _by_day(rows: Iterable[Any]) -> dict[date, Cells]:
    found: dict[date, Cells] = {}
    for row in rows:
        found.setdefault(row.on_day, {})[_whose(row)] = sums_of(row, FLOWS)
    return found


def _whose(row: Any) -> Whose:
    found: list[Any] = [getattr(row, name, nobody) for name, nobody in zip(Whose._fields, NOBODY, strict=True)]
    return Whose(*found)
