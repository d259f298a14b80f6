"""What a board is made of: cells of now, of the period and of the one before, and sums from day to day.

Days that have a book are read from it, the few since from the rows themselves. What stands is read from the loans
themselves, but for a scope of so many that it would be slow: there it is what stood at the last close, and the board
says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.scope import Scope
from server.reports.board.periods import ONE_DAY, Period, Span, by_month, spans, trend_span
from server.reports.books import queries
from server.reports.books.measures import TOTALS, Cells, Sums, added
from server.reports.books.statements import Grain

LIVE_LOANS_MAX: Final = 50_000
"""Up to so many running loans the rows themselves are added up: some tens of milliseconds."""
BEGINNING: Final = date(2000, 1, 1)
Known = tuple[queries.Kept | None, Mapping[date, Cells]]
"""How far the books reach, and what happened since."""


class Source(StrEnum):
    """Where what stands was read: from the loans as they are now, or from the book of the last close."""

    LIVE = "live"
    BOOKS = "books"


@dataclass(frozen=True)
class Reading:
    """`before` is what stood at the end of the former period, where there is a book of that day."""

    source: Source
    stands_on: date
    span: Span
    former_span: Span
    now: Cells
    this: Cells
    former: Cells
    before: Sums | None
    days: Mapping[date, Sums]
    closes: Mapping[date, Sums]


async def read_board(
    session: AsyncSession, scope: Scope, today: date, period: Period, *, by: Grain, trends: bool
) -> Reading:
    """Everything that figures of a scope are reckoned from, in one snapshot; `by` is what cells are told apart by."""
    span, former = spans(period, today)
    trend = trend_span(period, today)
    kept = await queries.kept(session)
    since = kept.last + ONE_DAY if kept else BEGINNING
    live = await queries.flows_live(session, scope, since, today, by=by) if since <= today else {}
    source, stands_on, now = await _standing(session, scope, today, by, (kept, live))
    closing_days = {former.last, *(_closes(trend, period) if trends else ())}
    closes = await queries.stocks_on(session, scope, closing_days) if kept else {}
    days: dict[date, Sums] = {}
    if trends and kept:
        until, months = min(trend.last, kept.last), by_month(period)
        days = await queries.flows_by_day(session, scope, trend.first, until, months=months)
    tail = {day: added(cells.values()) for day, cells in live.items() if trend.first <= day <= trend.last}
    return Reading(
        source,
        stands_on,
        span,
        former,
        now,
        await _happened(session, scope, span, by, (kept, live)),
        await _happened(session, scope, former, by, (kept, live)),
        closes.get(former.last),
        days | tail,
        closes,
    )


async def _standing(
    session: AsyncSession, scope: Scope, today: date, by: Grain, known: Known
) -> tuple[Source, date, Cells]:
    """What stands, with what has come in of all time."""
    kept, live = known
    reached = {
        whose: Sums({"borrowers": sums["disbursed"] - sums["repeat_loans"], "income_total_fen": sums["income_fen"]})
        for whose, sums in queries.together(*live.values()).items()
    }
    if kept is None:
        return Source.LIVE, today, queries.together(await queries.stocks_now(session, scope, today, by=by), reached)
    closed = await queries.stocks_at(session, scope, kept.last, by=by)
    if sum(sums["loans"] for sums in closed.values()) > LIVE_LOANS_MAX:
        return Source.BOOKS, kept.last, queries.together(closed, reached)
    totals = {whose: Sums({name: sums[name] for name in TOTALS}) for whose, sums in closed.items()}
    stands = await queries.stocks_now(session, scope, today, by=by)
    return Source.LIVE, today, queries.together(stands, totals, reached)


async def _happened(session: AsyncSession, scope: Scope, span: Span, by: Grain, known: Known) -> Cells:
    kept, live = known
    tail = [cells for day, cells in live.items() if span.first <= day <= span.last]
    if kept is None or span.first > kept.last:
        return queries.together(*tail)
    written = await queries.flows_kept(session, scope, span.first, min(span.last, kept.last), by=by)
    return queries.together(written, *tail)


def _closes(trend: Span, period: Period) -> list[date]:
    """Of which days a trend shows what stood: all, or the last of each month."""
    days = [trend.first + timedelta(days=number) for number in range((trend.last - trend.first).days + 1)]
    return [day for day in days if (day + ONE_DAY).day == 1] if by_month(period) else days
