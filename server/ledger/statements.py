"""The statement of a funding account: what came and went on its bank account, as the books have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Invalid
from server.kit.work import Work
from server.ledger import queries
from server.ledger.models import LedgerEntry, LedgerPosting
from server.ledger.rules import Account, EventType

LINES_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One entry on the account. `amount_fen` is positive for money in; `balance_fen` stands after it."""

    entry_id: UUID
    booked_on: date
    value_on: date
    event_type: EventType
    event_id: UUID
    loan_id: UUID | None
    amount_fen: int
    balance_fen: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The account over some days of booking, in fen; `next_entry_id` is where the next page goes on, or None."""

    opening_fen: int
    in_fen: int
    out_fen: int
    lines: Sequence[StatementLine]
    next_entry_id: UUID | None

    @property
    def closing_fen(self) -> int:
        return self.opening_fen + self.in_fen - self.out_fen


@read(Operation.LEDGER_READ)
async def funding_statement(
    work: Work,
    *,
    funding_account_id: UUID,
    since: date | None = None,
    until: date | None = None,
    first: int = LINES_MAX,
    after_entry_id: UUID | None = None,
) -> Statement:
    """The statement of a funding account over days of booking (this month), in order, at most a hundred lines at once.

    Of branches that are wholly in sight; of others it is empty. Refuses with Invalid for a range that ends before it
    begins, a page of less than one or more than a hundred lines, and an entry that is not on the account.
    """
    until = until or work.today
    since = since or until.replace(day=1)
    if since > until:
        raise Invalid(field="since", reason="later than until")
    if not 1 <= first <= LINES_MAX:
        raise Invalid(field="first", reason="1-100")
    of_account = _of(work, funding_account_id)
    opening, money_in, money_out = (await work.session.execute(_totals(of_account, since, until))).one()
    before, place = int(opening), None
    if after_entry_id is not None:
        place = await _place_of(work, of_account, after_entry_id)
        before = int((await work.session.execute(_balance_at(of_account, place))).scalar_one())
    wanted = _lines(of_account, since, until)
    if place is not None:
        wanted = wanted.where(tuple_(*ORDER) > tuple_(*place))
    rows = (await work.session.execute(wanted.limit(first + 1))).all()
    lines = []
    for row in rows[:first]:
        before += int(row.amount_fen)
        entry_id, booked_on, value_on, event_type, event_id, loan_id, amount_fen = row
        lines.append(StatementLine(entry_id, booked_on, value_on, event_type, event_id, loan_id, amount_fen, before))
    following = lines[-1].entry_id if len(rows) > first else None
    return Statement(int(opening), int(money_in), int(money_out), lines, following)


ORDER: Final = (LedgerEntry.booked_on, LedgerEntry.recorded_at, LedgerEntry.id)
Place = tuple[Any, Any, Any]


def _of(work: Work, funding_account_id: UUID) -> ColumnElement[bool]:
    return and_(
        LedgerPosting.funding_account_id == funding_account_id,
        LedgerPosting.account_code == Account.BANK.value,
        queries.in_sight(LedgerPosting, work.scope),
        LedgerPosting.customer_id == LedgerEntry.customer_id,
        LedgerPosting.entry_id == LedgerEntry.id,
    )


def _totals(of_account: ColumnElement[bool], since: date, until: date) -> Select[int, int, int]:
    fen, day = LedgerPosting.amount_fen, LedgerEntry.booked_on
    return select(
        func.coalesce(func.sum(fen).filter(day < since), 0),
        func.coalesce(func.sum(fen).filter(day >= since, fen > 0), 0),
        func.coalesce(-func.sum(fen).filter(day >= since, fen < 0), 0),
    ).where(of_account, day <= until)


def _lines(of_account: ColumnElement[bool], since: date, until: date) -> Any:
    return (
        select(
            LedgerEntry.id,
            LedgerEntry.booked_on,
            LedgerEntry.value_on,
            LedgerEntry.event_type,
            LedgerEntry.event_id,
            LedgerPosting.loan_id,
            LedgerPosting.amount_fen,
        )
        .where(of_account, LedgerEntry.booked_on.between(since, until))
        .order_by(*ORDER)
    )


async def _place_of(work: Work, of_account: ColumnElement[bool], entry_id: UUID) -> Place:
    found = (await work.session.execute(select(*ORDER).where(of_account, LedgerEntry.id == entry_id).limit(1))).first()
    if found is None:
        raise Invalid(field="after", reason="not on this account")
    return found[0], found[1], found[2]


def _balance_at(of_account: ColumnElement[bool], place: Place) -> Select[int]:
    upto = tuple_(*ORDER) <= tuple_(*place)
    return select(func.coalesce(func.sum(LedgerPosting.amount_fen), 0)).where(of_account, upto)
