"""Views of boards: figures with the list behind each, trends, funnel, comparison."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import strawberry

from schema.identity.views import Branch
from schema.kit.fields import described
from schema.kit.scalars import Money, Rate
from schema.reading.descriptions import by_row_id
from server.approvals.rules import Tier
from server.kit import global_ids
from server.kit.money import Money as KitMoney
from server.reports.board import definitions
from server.reports.board.beside import BranchFigures as BranchRow
from server.reports.board.beside import TierTime
from server.reports.board.figures import Figure, Listing, Unit, Value, change
from server.reports.board.places import Group
from server.reports.board.service import Recovery, Step
from server.reports.board.trends import Trend as TrendRow
from server.reports.books.measures import late

ROUTES = {"alerts_open": "/alerts", "waiting_for_me": "/inbox", "breaks_open": "/money/reconcile"}
WORDS = ("state",)
"""Filters whose values are words of the schema and stand without quotation marks."""


def written(value: Value, unit: Unit) -> str:
    """A figure as it is told: counts whole, amounts in yuan, ratios to four places, hours to one."""
    return str(KitMoney(int(value or 0))) if unit is Unit.FEN else str(value)


def route_of(listing: Listing) -> str:
    """Where the app shows the list."""
    told = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in listing.filters.items()}
    return f"/tiles/list/{listing.rows}" + (f"?{urlencode(told)}" if told else "")


def asked(field: str, listing: Listing) -> str:
    """A root field with its filters, as a document asks for it."""
    parts = [f"{name}: {_literal(name, value)}" for name, value in listing.filters.items()]
    return f"{field}({', '.join(parts)})" if parts else field


def _literal(name: str, value: int | str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value) if isinstance(value, int) or name in WORDS else f'"{value}"'


@strawberry.type(description="The list behind a figure, as a document asks for it.")
class Behind:
    """View of a list."""

    rows: str = described("Field of Query with its filters that answers the rows.")
    sums: str | None = described("Field of Query with its filters that adds them up; null where there is none.")
    measure: str = described("Which measure of it is, or goes into, the figure.")

    @classmethod
    def of(cls, listing: Listing) -> "Behind":
        return cls(
            rows=asked(listing.rows, listing),
            sums=asked(listing.sums, listing) if listing.sums else None,
            measure=listing.measure,
        )


@strawberry.type(description="One figure.")
class Tile:
    """View of a figure."""

    key: str = described("Stable name of the figure.")
    title_zh: str = described("Title in Chinese.")
    title_en: str = described("Title in English.")
    value: str = described("The figure: a count, an amount in yuan, a ratio to four places, or hours.")
    unit: str = described("`count`, `CNY`, `ratio`, `hours` or `score`.")
    change: str | None = described("Against the former period, as a ratio; null where there is nothing to compare.")
    former: str | None = described("The same figure of the former period, or at its end.")
    about: str = described("How the figure is defined, and by whom.")
    list: str | None = described("Route of the app's list behind the figure.")
    behind: Behind | None = described("The list behind the figure; null where it is no list of rows.")

    @classmethod
    def of(cls, figure: Figure) -> "Tile":
        found = change(figure.value, figure.former)
        listing = figure.listing
        return cls(
            key=figure.key,
            title_zh=figure.zh,
            title_en=figure.en,
            value=written(figure.value, figure.unit),
            unit=figure.unit.value,
            change=None if found is None else str(found),
            former=None if figure.former is None else written(figure.former, figure.unit),
            about=figure.about,
            list=ROUTES.get(figure.key) or (route_of(listing) if listing else None),
            behind=Behind.of(listing) if listing else None,
        )


@strawberry.type(description="The figures of one branch.")
class BranchFigures:
    """View of a branch's row."""

    branch: Branch = described("Which branch.")
    applications: int = described("Applications in all.")
    in_review: int = described("Applications that wait for a decision.")
    loans_active: int = described("Loans that run.")
    outstanding: Money = described("Principal that is out.")
    overdue: Money = described("Principal of loans with an overdue instalment.")

    @classmethod
    def of(cls, row: BranchRow) -> "BranchFigures":
        return cls(
            branch=by_row_id(row.branch.id),
            applications=row.applications,
            in_review=row.in_review,
            loans_active=row.loans_active,
            outstanding=Money(row.outstanding_fen),
            overdue=Money(row.overdue_fen),
        )


@strawberry.type(description="A value of a series.")
class TrendPoint:
    """View of a point."""

    on: date = described("The day, or the first of the month.")
    value: str | None = described("The value; null where nobody looked.")


@strawberry.type(description="A series of values, day by day or month by month.")
class Trend:
    """View of a series."""

    key: str = described("Stable name of the series.")
    title_zh: str = described("Title in Chinese.")
    title_en: str = described("Title in English.")
    unit: str = described("`count`, `CNY` or `ratio`.")
    points: list[TrendPoint] = described("Its values in order.")

    @classmethod
    def of(cls, row: TrendRow) -> "Trend":
        points = [
            TrendPoint(on=on, value=None if value is None else written(value, row.unit)) for on, value in row.points
        ]
        return cls(key=row.key, title_zh=row.zh, title_en=row.en, unit=row.unit.value, points=points)


@strawberry.type(description="One step from an application to the money: how many passed it in the period.")
class FunnelStep:
    """View of a step."""

    key: str = described("Stable name of the step.")
    title_zh: str = described("Title in Chinese.")
    title_en: str = described("Title in English.")
    count: int = described("How many passed it.")
    hours: str | None = described("Mean hours from submission to this step; null where none are counted.")
    list: str = described("Route of the app's list.")
    behind: Behind = described("The list of those who passed it.")

    @classmethod
    def of(cls, step: Step) -> "FunnelStep":
        hours = None if step.hours is None else str(step.hours)
        return cls(
            key=step.key,
            title_zh=step.zh,
            title_en=step.en,
            count=step.count,
            hours=hours,
            list=route_of(step.listing),
            behind=Behind.of(step.listing),
        )


@strawberry.type(description="One row of a comparison of regions, branches, officers or products.")
class Compared:
    """View of a group."""

    key: str = described("Code or login.")
    title: str = described("Name.")
    under: strawberry.ID | None = described("What `under` takes to look at this one alone; null for a product.")
    loans_active: int = described("Loans that run.")
    outstanding: Money = described("Principal that is out.")
    par1: Rate | None = described("Share of principal out on loans past due; null where nothing is out.")
    par30: Rate | None = described("The same over 30 days.")
    par90: Rate | None = described("The same over 90 days.")
    overdue: Money = described("Principal out on loans past due.")
    submitted: int = described("Applications submitted in the period.")
    disbursed: Money = described("Paid out in the period.")
    disbursed_before: Money = described("Paid out in the former period.")
    repaid: Money = described("What came in in the period.")
    recovered: Money = described("What of it was past due.")
    money_hours: str | None = described("Mean hours from submission to the money.")
    repeat_rate: Rate | None = described("Repeat loans of those paid out.")

    @classmethod
    def of(cls, group: Group) -> "Compared":
        now, this = group.now, group.this
        hours = definitions.money_hours(this)
        par = [_rate(definitions.portfolio_at_risk(now, beyond)) for beyond in (0, 30, 90)]
        under = global_ids.encode(group.kind, group.id) if group.kind and group.id else None
        return cls(
            key=group.key,
            title=group.title,
            under=strawberry.ID(under) if under else None,
            loans_active=now["loans"],
            outstanding=Money(now["outstanding_fen"]),
            par1=par[0],
            par30=par[1],
            par90=par[2],
            overdue=Money(late(now, "fen")),
            submitted=this["submitted"],
            disbursed=Money(this["disbursed_fen"]),
            disbursed_before=Money(group.former["disbursed_fen"]),
            repaid=Money(this["repaid_fen"]),
            recovered=Money(definitions.recovered_fen(this)),
            money_hours=None if hours is None else str(hours),
            repeat_rate=_rate(definitions.repeat_rate(this)),
        )


def _rate(value: Decimal | None) -> Rate | None:
    return None if value is None else Rate(value)


@strawberry.type(description="What came in for instalments so far past due, and what is still out on loans as late.")
class Recovered:
    """View of a bucket."""

    since_days: int = described("From so many days past due.")
    until_days: int | None = described("To so many; null for the last.")
    recovered: Money = described("What came in in the period.")
    outstanding: Money = described("Principal out on loans that are so late now.")
    loans: int = described("How many they are.")
    effectiveness: Rate | None = described("What came in, over that and what is still out; null where both are nought.")

    @classmethod
    def of(cls, row: Recovery) -> "Recovered":
        return cls(
            since_days=row.since_days,
            until_days=row.until_days,
            recovered=Money(row.recovered_fen),
            outstanding=Money(row.outstanding_fen),
            loans=row.loans,
            effectiveness=_rate(definitions.share(row.recovered_fen, row.recovered_fen + row.outstanding_fen)),
        )


@strawberry.type(description="Decisions of the period in one tier of approval.")
class ApprovalTime:
    """View of a tier."""

    tier: Tier = described("Which tier.")
    decided: int = described("How many were decided in it.")
    hours: str | None = described("Mean hours from submission to decision.")

    @classmethod
    def of(cls, row: TierTime) -> "ApprovalTime":
        return cls(tier=row.tier, decided=row.decided, hours=None if row.hours is None else str(row.hours))


def tiles(figures: Iterable[Figure]) -> list[Tile]:
    """The figures as tiles, in order."""
    return [Tile.of(figure) for figure in figures]
