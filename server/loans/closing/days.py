"""The doors of closing a day: begin it, go on with it piece by piece, ask which days wait."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.scope import Scope
from server.kit.work import Work
from server.ledger import rules as books
from server.ledger import service as ledger
from server.ledger.errors import WholeHouseOnly
from server.loans.closing import queries, reminding, statements
from server.loans.closing.errors import DayNotBegun, DayNotOver, DayOutOfOrder
from server.loans.closing.models import DayAccrual, DayClosing, DayState
from server.loans.closing.rules import ONE_DAY, days_to_close

BATCH_LOANS_MAX: Final = 10_000
ENTRIES_AT_ONCE: Final = 1_000
TOTALS: Final = ("loans", "overdue_loans", "interest_fen", "penalty_fen", "fee_fen", "reminders")
BEGINNING: Final = UUID(int=0)
REMINDED_LATE: Final = timedelta(days=1)
"""A day that is caught up later than this reminds nobody: its messages would be out of date."""


@dataclass(frozen=True)
class Step:
    """How far the closing of a day has come. Amounts in fen: what the day added to the books."""

    business_date: date
    state: DayState
    loans: int
    overdue_loans: int
    interest_fen: int
    penalty_fen: int
    fee_fen: int
    reminders: int


@read(Operation.DAY_CLOSE)
async def days_waiting(work: Work, *, until: date) -> list[date]:
    """The days that are to be closed up to a day, in order; where no day was ever closed, that day alone.

    What accrued before the first day of all is booked with it. Raises DayNotOver for a day that has not come.
    """
    _require_over(work, until)
    begun = await queries.under_way(work.session)
    if begun is not None:
        return days_to_close(begun - ONE_DAY, until)
    return days_to_close(await queries.last_closed(work.session), until)


async def order_closing(work: Work, business_date: date) -> date:
    """Have the worker close a business day, and before it every day that was missed. Returns the day.

    Refuses with ledger.whole_house_only, closing.day_in_future, and closing.day_out_of_order for a day before the last
    one that is closed.
    """
    require_whole_house(work)
    _require_over(work, business_date)
    last = await queries.last_closed(work.session)
    if last is not None and business_date < last:
        raise DayOutOfOrder(field="businessDate")
    work.defer("close_days", lock="close_days", until=business_date)
    work.changes["business_date"] = business_date.isoformat()
    return business_date


@use_case(Operation.DAY_CLOSE, keyed=False)
async def begin_day(work: Work, *, business_date: date) -> date:
    """Begin to close a business day; a day that is begun or closed already stays as it is. Returns the day.

    Refuses with closing.day_in_future, and closing.day_out_of_order while an earlier day is open or a later one closed.
    """
    _require_over(work, business_date)
    if await queries.day(work.session, business_date) is not None:
        return business_date
    last = await queries.last_closed(work.session)
    if await queries.under_way(work.session) is not None or (last is not None and business_date != last + ONE_DAY):
        raise DayOutOfOrder(field="businessDate")
    nothing = dict.fromkeys(TOTALS, 0)
    begun = {"business_date": business_date, "state": DayState.ACCRUING, "started_by": work.actor.id}
    row = insert_or_not(DayClosing).values(**begun, **nothing, started_at=work.now)
    await work.session.execute(row.on_conflict_do_nothing())
    work.changes["business_date"] = business_date.isoformat()
    return business_date


@use_case(Operation.DAY_CLOSE, keyed=False)
async def go_on(work: Work, *, business_date: date, batch_loans: int = BATCH_LOANS_MAX) -> Step:
    """Do the next piece of closing a day: a batch of loans, the day's entries, or a page of reminders.

    Each piece and how far it came are written together, so a closing that was broken off goes on where it stood, and
    two that run at once take turns. After the last piece the state is `closed`, and further calls change nothing.
    Raises DayNotBegun, and PeriodClosed for a day of a closed month.
    """
    day = await queries.day(work.session, business_date, lock=True)
    if day is None:
        raise DayNotBegun
    match day.state:
        case DayState.ACCRUING:
            await _accrue(work, day, min(batch_loans, BATCH_LOANS_MAX))
        case DayState.BOOKING:
            await _book(work, day)
        case DayState.REMINDING:
            await _remind(work, day)
        case DayState.CLOSED:
            pass
    await work.session.flush()
    work.changes.update(business_date=business_date.isoformat(), state=day.state.value, loans=day.loans)
    return Step(business_date, day.state, **{name: getattr(day, name) for name in TOTALS})


def require_whole_house(work: Work) -> None:
    """Raises WholeHouseOnly for somebody who sees a part of it."""
    if work.scope != Scope.everywhere():
        raise WholeHouseOnly


def _require_over(work: Work, business_date: date) -> None:
    if business_date > work.today:
        raise DayNotOver(field="businessDate")


async def _accrue(work: Work, day: DayClosing, size: int) -> None:
    """One batch: penalty first, then what all of it adds to the standings."""
    session, after = work.session, day.last_loan_id or BEGINNING
    batch = (await session.execute(statements.NEXT, {"after": after, "size": size})).one()
    if batch.loans:
        bounds = {"after": after, "last": batch.last, "on": day.business_date}
        if (await session.execute(statements.LOCK, bounds)).scalar_one():
            await session.execute(statements.PENALTY, bounds)
        added = (await session.execute(statements.ACCRUE, bounds)).one()
        for name, value in added._mapping.items():  # noqa: SLF001 - its public name
            setattr(day, name, getattr(day, name) + value)
        day.last_loan_id = batch.last
    if batch.loans < size:
        day.state, day.last_loan_id = DayState.BOOKING, None


async def _book(work: Work, day: DayClosing) -> None:
    """One entry for each branch, funding account, product and kind, out of the day's rows."""
    rows = (await work.session.execute(statements.SUMS, {"on": day.business_date})).mappings().all()
    made = [{"id": work.new_id(), "accrued_on": day.business_date, **row} for row in rows]
    for first in range(0, len(made), ENTRIES_AT_ONCE):
        part = made[first : first + ENTRIES_AT_ONCE]
        await work.session.execute(insert(DayAccrual), part)
        await ledger.post(work, *(_entry(row, day.business_date) for row in part))
    day.state = DayState.REMINDING


def _entry(row: dict[str, object], on: date) -> books.Entry:
    accrual = DayAccrual(**row)
    place = books.Place(books.HOUSE_ID, accrual.branch_id, accrual.funding_account_id)
    return books.accrued(accrual.kind, accrual.id, place, accrual.amount_fen, booked_on=on, value_on=on)


async def _remind(work: Work, day: DayClosing) -> None:
    """A page of reminders; the day is closed with the last one."""
    page = reminding.NOTHING
    if work.today - day.business_date <= REMINDED_LATE:
        page = await reminding.remind(work, day.business_date, after=day.last_loan_id or BEGINNING)
    day.reminders += page.sent
    day.last_loan_id = page.last_loan_id
    if page.last_loan_id is None:
        day.state, day.closed_at = DayState.CLOSED, work.now
