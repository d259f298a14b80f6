"""The door of the board."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.reports.board import beside, definitions, figures, opinions, risks
from server.reports.board.figures import Figure, Filter, Listing, Stretch
from server.reports.board.periods import Period, Span, by_month, trend_span
from server.reports.board.places import Group, GroupedBy, Place, grain_of, grouped, place_of
from server.reports.board.reading import Source, read_board
from server.reports.board.trends import Trend, trends_of
from server.reports.books.measures import BUCKETS, Sums, added

ALL_PARTS: Final = frozenset({"tiles", "by_branch", "trends", "funnel", "comparison", "recoveries", "approval_times"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel: how many came so far in the period, and mean hours since the submission."""

    key: str
    zh: str
    en: str
    count: int
    hours: Decimal | None
    listing: Listing


@dataclass(frozen=True, slots=True)
class Recovery:
    """A bucket of days past due: what came in, and what is still out on loans in it. `until` is None for the last."""

    since_days: int
    until_days: int | None
    recovered_fen: int
    outstanding_fen: int
    loans: int
    listing: Listing


@dataclass(frozen=True)
class Board:
    """A board in one snapshot. Parts that were not wanted are empty."""

    as_of: datetime
    source: Source
    stands_on: date
    span: Span
    former: Span
    place: Place
    figures: Sequence[Figure]
    branches: Sequence[beside.BranchFigures]
    trends: Sequence[Trend]
    funnel: Sequence[Step]
    groups: Sequence[Group]
    recoveries: Sequence[Recovery]
    approvals: Sequence[beside.TierTime]


@read(Operation.DASHBOARD_READ)
async def dashboard(
    work: Work,
    *,
    under: tuple[str, UUID] | None = None,
    period: Period = Period.MONTH,
    by: GroupedBy = GroupedBy.REGION,
    parts: frozenset[str] = ALL_PARTS,
    filters: Filter | None = None,
) -> Board:
    """Figures of what the caller sees, or of a region, a branch or an officer in it, for a period up to today.

    `parts` are those that are wanted, `filters` how lists are told the place. Refuses with not_found for a place out of
    sight.
    """
    place = await place_of(work.session, work.scope, *(under or (None, None)))
    inner = replace(work, actor=replace(work.actor, scope=place.scope))
    told = filters or {}
    grain = grain_of(by, branches="by_branch" in parts, compared="comparison" in parts)
    seen = await read_board(inner, period, by=grain, trends="trends" in parts)
    now, this, former = (added(cells.values()) for cells in (seen.now, seen.this, seen.former))
    stretches = Stretch(this, now), Stretch(former, seen.before)
    tiles: list[Figure] = []
    if "tiles" in parts:
        tiles = [
            *await beside.before_all(inner, told, alone=under is None),
            *figures.figures_of(*stretches, seen.span, told),
            *await risks.classified(inner, now),
            *await risks.alerts(inner, alone=under is None),
            *await opinions.satisfaction(inner, seen.span, seen.former_span, told),
            *await beside.after_all(inner),
        ]
    compared = await grouped(work.session, by, seen.now, seen.this, seen.former) if "comparison" in parts else []
    return Board(
        as_of=seen.as_of,
        source=seen.source,
        stands_on=seen.stands_on,
        span=seen.span,
        former=seen.former_span,
        place=place,
        figures=tiles,
        branches=await beside.by_branch(inner, seen.now) if "by_branch" in parts else (),
        trends=trends_of(seen, now, trend_span(period, work.today), months=by_month(period))
        if "trends" in parts
        else (),
        funnel=_funnel(this, seen.span, told) if "funnel" in parts else (),
        groups=compared,
        recoveries=_recoveries(this, now, seen.span, told) if "recoveries" in parts else (),
        approvals=beside.approval_times(this) if "approval_times" in parts else (),
    )


def _funnel(this: Sums, span: Span, told: Filter) -> list[Step]:
    """What passed each step in the period. Not a cohort: who was submitted last month may be paid this month."""
    decided = {"decidedSince": span.first.isoformat(), "decidedUntil": span.last.isoformat()}
    begun = {"since": span.first.isoformat(), "until": span.last.isoformat()}
    submitted = {f"submitted{name.title()}": day for name, day in begun.items()}
    applied = ("applications", "applicationFigures", "count")
    steps = (
        ("started", "进件", "Begun", None, Listing(*applied, begun)),
        ("submitted", "提交", "Submitted", None, Listing(*applied, submitted)),
        ("decided", "审结", "Decided", definitions.approval_hours(this), Listing(*applied, decided)),
        ("approved", "通过", "Approved", None, Listing(*applied, decided | {"state": figures.APPROVED})),
        (
            "disbursed",
            "放款",
            "Paid out",
            definitions.money_hours(this),
            Listing("loans", "loanFigures", "count", begun | {"state": figures.PAID_OUT}),
        ),
    )
    return [Step(key, zh, en, this[key], hours, figures.inside(listing, told)) for key, zh, en, hours, listing in steps]


def _recoveries(this: Sums, now: Sums, span: Span, told: Filter) -> list[Recovery]:
    listing = Listing(
        "repayments", "repaymentFigures", "amount", {"since": span.first.isoformat(), "until": span.last.isoformat()}
    )
    return [
        Recovery(
            first,
            last,
            this[f"recovered_{number}_fen"],
            now[f"late_{number}_fen"],
            now[f"late_{number}_loans"],
            figures.inside(listing, told),
        )
        for number, (first, last) in enumerate(BUCKETS, 1)
    ]
