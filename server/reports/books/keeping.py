"""The doors of books: which days wait for theirs, what happened from day to day, what stood at a close."""

from collections.abc import Iterator
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
from server.reports.books.statements import WHOSE, flows, stocks_closed, with_totals
from server.reports.books.summing import add_up

DAYS_AT_ONCE: Final = 31
ONE_DAY: Final = timedelta(days=1)
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


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        yield first, min(last, first + timedelta(days=DAYS_AT_ONCE - 1))
        first += timedelta(days=DAYS_AT_ONCE)


@read(Operation.DAY_CLOSE)
async def days_without_book(work: Work) -> list[date]:
    """The closed days that have no book, in order."""
    book = select(ReportBook.on_day).where(ReportBook.on_day == DayClosing.business_date)
    wanted = select(DayClosing.business_date).where(DayClosing.state == DayState.CLOSED, ~book.exists())
    return list((await work.session.execute(wanted.order_by(DayClosing.business_date))).scalars())


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
    last_drawn = (await work.session.execute(select(func.max(ReportBook.drawn_at)))).scalar_one()
    book = insert_or(ReportBook).values(on_day=on, has_stocks=True, drawn_at=work.now).on_conflict_do_nothing()
    if (await work.session.execute(book.returning(ReportBook.on_day))).first() is None:
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
