"""What a board is made of: cells of now, of the period and of the one before, and sums from day to day.

Days that have a book are read from it, the few since from the rows themselves. What stands is read from the loans
themselves, but for a scope of so many that it would be slow: there it is what stood at the last close, the board says
so, and what has happened since is what the worker drew a minute or two ago.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.scope import Scope
from server.kit.work import Work
from server.reports.board.periods import ONE_DAY, Period, Span, by_month, spans, trend_span
from server.reports.books import queries
from server.reports.books.measures import MANY_LOANS, TOTALS, Cells, Sums, added
from server.reports.books.statements import Grain

DRAWN_FOR_MAX: Final = timedelta(minutes=10)
"""An open day drawn longer ago than this is read from the rows, however slow: the worker is not there."""
DAILY: Final = ("disbursed_fen", "repaid_fen", "submitted")
"""Of what trends tell from day to day."""
BEGINNING: Final = date(2000, 1, 1)
Standing = tuple["Source", date, Cells]


class Source(StrEnum):
    """Where what stands was read: from the loans as they are now, or from the book of the last close."""

    LIVE = "live"
    BOOKS = "books"


@dataclass(frozen=True, slots=True)
class Known:
    """How far the books reach, what stood at the last close, and what has happened since, up to an instant."""

    kept: queries.Kept | None
    closed: Cells
    since: Mapping[date, Cells]
    as_of: datetime


@dataclass(frozen=True)
class Reading:
    """`before` is what stood at the end of the former period, where there is a book of that day.

    `as_of` is up to when it tells what has happened.
    """

    source: Source
    stands_on: date
    span: Span
    former_span: Span
    now: Cells
    this: Cells
    former: Cells
    before: Sums | None
    as_of: datetime
    days: Mapping[date, Sums]
    closes: Mapping[date, Sums]


async def read_board(work: Work, period: Period, *, by: Grain, trends: bool) -> Reading:
    """Everything that figures of his scope are reckoned from, in one snapshot; `by` is what cells are told apart by."""
    session, scope = work.session, work.scope
    span, former = spans(period, work.today)
    trend = trend_span(period, work.today)
    known = await _known(work, by)
    kept, live = known.kept, known.since
    source, stands_on, standing = await _standing(work, by, known)
    closing_days = {former.last, *(_closes(trend, period) if trends else ())}
    closes = await queries.stocks_on(session, scope, closing_days) if kept else {}
    days: dict[date, Sums] = {}
    if trends and kept:
        until, months = min(trend.last, kept.last), by_month(period)
        days = await queries.flows_by_day(session, scope, (trend.first, until), DAILY, months=months)
    tail = {day: added(cells.values()) for day, cells in live.items() if trend.first <= day <= trend.last}
    return Reading(
        source,
        stands_on,
        span,
        former,
        standing,
        await _happened(session, scope, span, by, known),
        await _happened(session, scope, former, by, known),
        closes.get(former.last),
        known.as_of,
        days | tail,
        closes,
    )


async def _known(work: Work, by: Grain) -> Known:
    """Since the last close: from the rows, or where loans are many and a worker has drawn it lately, from the books."""
    session, scope, today = work.session, work.scope, work.today
    kept = await queries.kept(session)
    if kept is None:
        return Known(None, {}, await queries.flows_live(session, scope, BEGINNING, today, by=by), work.now)
    closed = await queries.stocks_at(session, scope, kept.last, by=by)
    since, as_of = kept.last + ONE_DAY, work.now
    drawn: dict[date, Cells] = {}
    if _are_many(closed) and kept.open_until and kept.drawn_at and work.now - kept.drawn_at <= DRAWN_FOR_MAX:
        until = min(kept.open_until, today)
        drawn = await queries.flows_drawn(session, scope, since, until, by=by)
        since, as_of = until + ONE_DAY, kept.drawn_at
    live = await queries.flows_live(session, scope, since, today, by=by) if since <= today else {}
    return Known(kept, closed, drawn | live, as_of)


def _are_many(closed: Cells) -> bool:
    return sum(sums["loans"] for sums in closed.values()) > MANY_LOANS


async def _standing(work: Work, by: Grain, known: Known) -> Standing:
    """What stands, with what has come in of all time."""
    reached = {whose: _reached(sums) for whose, sums in queries.together(*known.since.values()).items()}
    if known.kept and _are_many(known.closed):
        return Source.BOOKS, known.kept.last, queries.together(known.closed, reached)
    totals = {whose: Sums({name: sums[name] for name in TOTALS}) for whose, sums in known.closed.items()}
    stands = await queries.stocks_now(work.session, work.scope, work.today, by=by)
    return Source.LIVE, work.today, queries.together(stands, totals, reached)


def _reached(sums: Sums) -> Sums:
    """What flows add to the totals of all time."""
    return Sums(
        {
            "borrowers": sums["disbursed"] - sums["repeat_loans"],
            "income_total_fen": sums["income_fen"],
            "applications": sums["started"],
        }
    )


async def _happened(session: AsyncSession, scope: Scope, span: Span, by: Grain, known: Known) -> Cells:
    tail = [cells for day, cells in known.since.items() if span.first <= day <= span.last]
    if known.kept is None or span.first > known.kept.last:
        return queries.together(*tail)
    written = await queries.flows_kept(session, scope, span.first, min(span.last, known.kept.last), by=by)
    return queries.together(written, *tail)


def _closes(trend: Span, period: Period) -> list[date]:
    """Of which days a trend shows what stood: all, or the last of each month."""
    days = [trend.first + timedelta(days=number) for number in range((trend.last - trend.first).days + 1)]
    return [day for day in days if (day + ONE_DAY).day == 1] if by_month(period) else days
