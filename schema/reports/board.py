"""The view of a whole board."""

from datetime import date, datetime

import strawberry

from schema.kit.fields import described
from schema.reports import views
from server.kit import global_ids
from server.reports.board.periods import Period
from server.reports.board.places import GroupedBy
from server.reports.board.reading import Source
from server.reports.board.service import Board

strawberry.enum(
    Period, name="DashboardPeriod", description="A calendar period up to today, against as many days of the one before."
)
strawberry.enum(GroupedBy, name="DashboardGroup", description="By what a board compares.")
strawberry.enum(
    Source, name="DashboardSource", description="Where what stands was read: from the loans, or from the last close."
)


@strawberry.type(description="The figures of everything in the caller's sight, or of one place in it.")
class Dashboard:
    """View of a board."""

    as_of: datetime = described("The instant of the snapshot.")
    source: Source = described("Where what stands was read.")
    stands_on: date = described("Of which day what stands is: today, or the last close.")
    since: date = described("First day of the period.")
    until: date = described("Last day of the period: today.")
    former_since: date = described("First day of the former period.")
    former_until: date = described("Last day of it.")
    under: strawberry.ID | None = described("Global id of the place; null for all that is in sight.")
    title: str | None = described("Name of the place; null for all that is in sight.")
    tiles: list[views.Tile] = described("The figures that matter, in order.")
    by_branch: list[views.BranchFigures] = described("By branch, by code.")
    trends: list[views.Trend] = described("The last thirty days, or twelve months for a quarter and a year.")
    funnel: list[views.FunnelStep] = described("From an application to the money.")
    comparison: list[views.Compared] = described("The parts against each other, the largest first.")
    recoveries: list[views.Recovered] = described("What collection has brought in, by days past due.")
    approval_times: list[views.ApprovalTime] = described("Decisions of the period by tier.")

    @classmethod
    def of(cls, board: Board) -> "Dashboard":
        place = board.place
        under = global_ids.encode(place.kind, place.id) if place.kind and place.id else None
        return cls(
            as_of=board.as_of,
            source=board.source,
            stands_on=board.stands_on,
            since=board.span.first,
            until=board.span.last,
            former_since=board.former.first,
            former_until=board.former.last,
            under=strawberry.ID(under) if under else None,
            title=place.title,
            tiles=views.tiles(board.figures),
            by_branch=[views.BranchFigures.of(row) for row in board.branches],
            trends=[views.Trend.of(row) for row in board.trends],
            funnel=[views.FunnelStep.of(row) for row in board.funnel],
            comparison=[views.Compared.of(row) for row in board.groups],
            recoveries=[views.Recovered.of(row) for row in board.recoveries],
            approval_times=[views.ApprovalTime.of(row) for row in board.approvals],
        )
