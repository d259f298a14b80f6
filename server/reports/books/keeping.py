"""The doors of books: which days wait for theirs, what happened from day to day, what stood at a close."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Date, cast, delete, func, insert, literal, literal_column, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.orm import aliased

from server.applications.models import Application
from server.identity.actors import WORKER
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.work import Caller, House, Work
from server.loans.closing.models import DayClosing, DayState
from server.loans.journal.models import LoanAct
from server.loans.models import Loan, Repayment
from server.loans.rules import ActKind
from server.reports.books.measures import FLOWS, STOCKS, TOTALS
from server.reports.books.models import ReportBook, ReportDay, ReportStock
from server.reports.books.queries import open_days
from server.reports.books.statements import WHOSE, flows, stocks_closed, with_totals
from server.reports.books.summing import add_up

DAYS_AT_ONCE: Final = 31
ONE_DAY: Final = timedelta(days=1)
BOOKS_LOCK: Final = 1_651_470_187
MARGIN: Final = timedelta(hours=1)
"""A payment that was on its way when the last book was drawn has its instant from before."""


async def keep_books(house: House) -> list[date]:
    """What the worker does from time to time: a book for every day that is closed and has none. Returns the days.

    With the first book all that happened before is added up, a month at a time.
    """
    caller = Caller(house, WORKER, request_id="books")
    kept = []
    for on in await days_without_book(caller):
        earliest = await first_day(caller, before=on)
        for first, last in _months(earliest, on - ONE_DAY) if earliest else ():
            await keep_past(caller, first=first, last=last)
        await keep_day(caller, on=on)
        kept.append(on)
    return kept


async def keep_open_days(house: House) -> list[date]:
    """What the worker does every two minutes in a house of many loans: draw what has happened since the last close.

    Boards that no longer add up the rows of so many loans read it. Returns the days; none in a smaller house.
    """
    caller = Caller(house, WORKER, request_id="open-days")
    days = await days_since_close(caller)
    if days:
        await keep_open(caller, days=days[-DAYS_AT_ONCE:])
    return days


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        yield first, min(last, first + timedelta(days=DAYS_AT_ONCE - 1))
        first += timedelta(days=DAYS_AT_ONCE)


@read(Operation.DAY_CLOSE)
async def days_without_book(work: Work) -> list[date]:
    """The closed days that have no book, in order."""
    book = select(ReportBook.on_day).where(ReportBook.on_day == DayClosing.business_date, ReportBook.has_stocks)
    wanted = select(DayClosing.business_date).where(DayClosing.state == DayState.CLOSED, ~book.exists())
    return list((await work.session.execute(wanted.order_by(DayClosing.business_date))).scalars())


@read(Operation.DAY_CLOSE)
async def days_since_close(work: Work) -> list[date]:
    """The days that are drawn before their close: `queries.open_days`."""
    return await open_days(work.session, work.today)


@read(Operation.DAY_CLOSE)
async def first_day(work: Work, *, before: date) -> date | None:
    """The first day that is still to be added up before the first that is closed; None when there is none.

    That of the first thing that happened at all, or where adding up was broken off, the day on which it goes on.
    """
    drawn = select(func.max(ReportBook.on_day), func.count().filter(ReportBook.has_stocks))
    latest, closed = (await work.session.execute(drawn)).one()
    if closed:
        return None
    if latest is not None:
        return date.fromordinal(latest.toordinal() + 1)
    began = cast(func.timezone(literal_column("'Asia/Shanghai'"), func.min(Application.created_at)), Date)
    for wanted in (select(func.min(Loan.disbursed_on)), select(func.min(Repayment.paid_on)), select(began)):
        found = (await work.session.execute(wanted)).scalar_one()
        before = min(before, found) if found else before
    return before


@use_case(Operation.DAY_CLOSE, keyed=False)
async def keep_past(work: Work, *, first: date, last: date) -> int:
    """Add up what happened on days before the first that is closed. Returns how many lines."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    rows = [{"on_day": day, "has_stocks": False, "drawn_at": work.now} for day in days]
    await work.session.execute(insert_or(ReportBook).values(rows).on_conflict_do_nothing())
    lines = await _draw(work, first, last)
    await add_up(work.session, days)
    work.changes.update(first=first.isoformat(), last=last.isoformat(), lines=lines)
    return lines


@use_case(Operation.DAY_CLOSE, keyed=False)
async def keep_day(work: Work, *, on: date) -> int:
    """Draw the book of a closed day, and the flows of earlier days for which something was entered since the last.

    A day that has its book keeps it. Returns how many days were added up.
    """
    await _alone(work)
    drawn = select(func.max(ReportBook.drawn_at)).where(ReportBook.on_day < on)
    last_drawn = (await work.session.execute(drawn)).scalar_one()
    if not await _take(work, [on], has_stocks=True):
        return 0
    touched = {on} | (await _touched(work, last_drawn - MARGIN, on) if last_drawn else set())
    for day in sorted(touched):
        await _draw(work, day, day)
    measured = (*STOCKS, *TOTALS)
    standing = with_totals(stocks_closed(work.scope, on), on).subquery()
    stood = select(literal(on, Date()), *(standing.c[name] for name in (*WHOSE, *measured)))
    await work.session.execute(insert(ReportStock).from_select(["on_day", *WHOSE, *measured], stood))
    await add_up(work.session, touched)
    work.changes.update(on=on.isoformat(), days=len(touched))
    return len(touched)


@use_case(Operation.DAY_CLOSE, keyed=False)
async def keep_open(work: Work, *, days: Sequence[date]) -> int:
    """Draw what has happened so far on days that are not closed. Returns how many; one closed meanwhile is left."""
    await _alone(work)
    taken = await _take(work, days, has_stocks=False)
    for day in taken:
        await _draw(work, day, day)
    await add_up(work.session, taken)
    return len(taken)


async def _alone(work: Work) -> None:
    """Two that draw wait for each other: a month's sums are those of all its days."""
    await work.session.execute(select(func.pg_advisory_xact_lock(BOOKS_LOCK)))


async def _take(work: Work, days: Sequence[date], *, has_stocks: bool) -> list[date]:
    """Mark days as drawn now; answers those that had not been drawn at their close already."""
    rows = [{"on_day": day, "has_stocks": has_stocks, "drawn_at": work.now} for day in days]
    book = insert_or(ReportBook).values(rows)
    news = {"has_stocks": book.excluded.has_stocks, "drawn_at": book.excluded.drawn_at}
    kept = book.on_conflict_do_update(index_elements=["on_day"], set_=news, where=~ReportBook.has_stocks)
    return sorted((await work.session.execute(kept.returning(ReportBook.on_day))).scalars())


async def _draw(work: Work, first: date, last: date) -> int:
    """What happened on these days, in the place of what was drawn of them before."""
    await work.session.execute(delete(ReportDay).where(ReportDay.on_day.between(first, last)))
    drawn = insert(ReportDay).from_select(["on_day", *WHOSE, *FLOWS], flows(work.scope, first, last))
    written: Any = await work.session.execute(drawn)
    return int(written.rowcount)


async def _touched(work: Work, since: Any, on: date) -> set[date]:
    """Days before one for which money was entered, or taken back, since an instant."""
    entered = select(Repayment.paid_on).where(Repayment.recorded_at >= since, Repayment.paid_on < on)
    reversal, taken = aliased(LoanAct), aliased(LoanAct)
    back = (
        select(taken.value_on)
        .join(reversal, (reversal.customer_id == taken.customer_id) & (reversal.reverses == taken.id))
        .where(reversal.kind == ActKind.REVERSAL, reversal.recorded_at >= since, taken.value_on < on)
    )
    lent = select(LoanAct.value_on).where(
        LoanAct.kind.in_([ActKind.DISBURSEMENT, ActKind.OPENING]), LoanAct.recorded_at >= since, LoanAct.value_on < on
    )
    return set((await work.session.execute(entered.union(back, lent))).scalars())
