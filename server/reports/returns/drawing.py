"""A return of a month, filled from the books."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import distinct, func, select

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Conflict
from server.kit.work import Work
from server.ledger.models import LedgerEntry, LedgerPosting
from server.ledger.rules import Account
from server.loans.closing import queries as closings
from server.loans.models import Loan
from server.loans.rules import LoanState
from server.reports.books import queries as books
from server.reports.books.measures import FLOWS, STOCKS, TOTALS, Sums, added
from server.reports.books.statements import RUNS_OR_RAN
from server.reports.exports.catalogue import Column, Kind
from server.reports.returns.catalogue import RETURNS, Return
from server.reports.returns.rules import reckoned, rounded

COLUMNS: Final = (Column("代码"), Column("项目"), Column("单位"), Column("数值", Kind.NUMBER), Column("说明"))
EMPTY: Final = "缺少数据或分母为零"
HOLDS: Final = {True: "通过", False: "不通过", None: EMPTY}
ONE_DAY: Final = timedelta(days=1)


class MonthNotClosed(Conflict):
    """The last day of the month has no book yet."""

    code = "export.month_not_closed"
    zh = "该月最后一日尚未日终，不能生成报表"
    en = "The last day of that month is not closed yet"


@read(Operation.REPORT_DRAW)
async def return_rows(work: Work, *, code: str, month: date) -> list[tuple[Any, ...]]:
    """The cells of a return of the month that begins on a day, and then its checks. Refuses with MonthNotClosed."""
    after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    until = after - ONE_DAY
    kept = await books.kept(work.session)
    day = await closings.day(work.session, until)
    if kept is None or not kept.stocks_from <= until <= kept.last or day is None:
        raise MonthNotClosed
    return list(_filled(RETURNS[code], await _figures(work, month, until, kept)))


def _filled(declared: Return, figures: dict[str, Decimal | None]) -> Iterator[tuple[Any, ...]]:
    values = dict(figures)
    for cell in declared.cells:
        found = reckoned(cell.formula, values)
        value = rounded(found, cell.places) if isinstance(found, Decimal) else None
        values[cell.code] = value
        yield cell.code, cell.zh, cell.unit, value, "" if value is not None else EMPTY
    for number, check in enumerate(declared.checks, 1):
        holds = reckoned(check.formula, values)
        yield f"J{number:02}", check.zh, "校验", None, HOLDS[holds if isinstance(holds, bool) else None]


async def _figures(work: Work, month: date, until: date, kept: books.Kept) -> dict[str, Decimal | None]:
    """Every figure that formulas may name; None for what nobody looked at."""
    session, scope = work.session, work.scope
    found: dict[str, Decimal | None] = {}
    closing = added((await books.stocks_at(session, scope, until)).values())
    found |= _named(closing, (*STOCKS, *TOTALS))
    before = month - ONE_DAY
    opening = added((await books.stocks_at(session, scope, before)).values()) if before >= kept.stocks_from else None
    found |= {f"opening_{name}": None if opening is None else Decimal(opening[name]) for name in STOCKS}
    found |= _named(added((await books.flows_kept(session, scope, month, until)).values()), FLOWS)
    year = added((await books.flows_kept(session, scope, month.replace(month=1), until)).values())
    found |= {f"year_{name}": Decimal(year[name]) for name in FLOWS}
    found |= {f"ledger_{code}_fen": Decimal(fen) for code, fen in (await _balances(work, until)).items()}
    owing = select(func.count(distinct(Loan.customer_id))).where(Loan.state == LoanState.ACTIVE)
    found["borrowers_now"] = Decimal((await session.execute(owing)).scalar_one())
    lent = (Loan.disbursed_on.between(month, until), Loan.state.in_(RUNS_OR_RAN))
    weighted = select(func.sum(Loan.rate_annual * Loan.principal_fen), func.sum(Loan.principal_fen)).where(*lent)
    rates, principal = (await session.execute(weighted)).one()
    found["rate_new"] = Decimal(rates) / Decimal(principal) if principal else None
    return found


def _named(sums: Sums, names: Any) -> dict[str, Decimal | None]:
    return {name: Decimal(sums[name]) for name in names}


async def _balances(work: Work, until: date) -> dict[str, int]:
    """The books of account at the end of a day, debit positive; an account without a line stands at nought."""
    entry, line = LedgerEntry, LedgerPosting
    wanted = (
        select(line.account_code, func.sum(line.amount_fen))
        .join(entry, (entry.customer_id == line.customer_id) & (entry.id == line.entry_id))
        .where(entry.booked_on <= until)
        .group_by(line.account_code)
    )
    known = {account.value: 0 for account in Account}
    return known | {code: int(fen) for code, fen in (await work.session.execute(wanted)).all()}
