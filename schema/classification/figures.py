"""Figures of the months of the book: by month, tier, bucket and place; what moved; how vintages turned out."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import Text, cast, func, literal_column

from schema.kit.context import Info
from schema.kit.fields import described, query
from schema.kit.scalars import Money, Rate
from schema.reading.declarations import Grouping, aggregate, group_key, group_title, reads
from schema.reading.descriptions import groups
from schema.reading.filters import between_days
from schema.reports.grouping import added, counted, group_of, groupings
from server.classification import reading
from server.classification.sights import MONTHS
from server.classification.vocabulary import Tier

strawberry.enum(reading.MoveBy, description="Between what loans are seen to move.")


@strawberry.enum(description="By what the months of the book are grouped.")
class MonthGroup(Enum):
    """Ways to group."""

    MONTH = strawberry.enum_value("month", description="By month, like 2026-11.")
    TIER = strawberry.enum_value("tier", description="By tier.")
    BUCKET = strawberry.enum_value("bucket", description="By bucket of days past due.")
    BRANCH = strawberry.enum_value("branch", description="By branch, keyed by its code.")
    REGION = strawberry.enum_value("region", description="By region.")
    OFFICER = strawberry.enum_value("officer", description="By officer, keyed by his login.")


def _same(value: Any) -> Any:
    return value


def _by(name: str) -> Grouping:
    return Grouping(lambda row, _other: func.upper(cast(getattr(row, name), Text)), _same, _same)


GROUPINGS = groupings("month", instant=False, product=False, state=False) | {
    name: _by(name) for name in ("tier", "bucket")
}
NOTHING: Any = literal_column("0")
DEFAULT: Any = literal_column("90")
NON_PERFORMING: list[Any] = [literal_column(f"'{tier.value}'") for tier in (Tier.SUBSTANDARD, Tier.DOUBTFUL, Tier.LOSS)]


@strawberry.type(description="Figures of a group of loans in the book of months' ends.")
@reads(MONTHS, GROUPINGS)
class BookFigures:
    """View of a group."""

    key: str = group_key()
    title: str = group_title()
    loans: int = aggregate("How many loans.", lambda _row, _terms: counted())
    balance: Money = aggregate("Principal that was out, by the ledger.", lambda row, _terms: added(row.balance_fen))
    non_performing: Money = aggregate(
        "Of it in the last three tiers.",
        lambda row, _terms: added(row.balance_fen, row.tier.in_(NON_PERFORMING)),
    )
    overdue: Money = aggregate(
        "Of it with something past due.", lambda row, _terms: added(row.balance_fen, row.days_past_due > NOTHING)
    )
    overdue_90: Money = aggregate(
        "Of it more than 90 days past due.", lambda row, _terms: added(row.balance_fen, row.days_past_due > DEFAULT)
    )
    secured: Money = aggregate("What registered security counts for.", lambda row, _terms: added(row.secured_fen))
    expected_loss: Money = aggregate("Expected credit loss.", lambda row, _terms: added(row.expected_fen))
    provision: Money = aggregate("What is put by for it.", lambda row, _terms: added(row.provision_fen))


@strawberry.type(description="What moved from one bucket or tier to another in a month.")
class BookMove:
    """View of a move."""

    before: str = described("Bucket or tier at the end of the month before.")
    after: str = described("Bucket or tier now; `GONE` for what is in the book no more.")
    loans: int = described("How many loans.")
    balance_before: Money = described("Their principal then.")
    balance_after: Money = described("Their principal now.")
    base: Money = described("All that stood there at the end of the month before.")

    @classmethod
    def of(cls, move: reading.Move) -> "BookMove":
        return cls(
            before=move.before.upper(),
            after=move.after.upper(),
            loans=move.loans,
            balance_before=Money(move.before_fen),
            balance_after=Money(move.after_fen),
            base=Money(move.base_fen),
        )


@strawberry.type(description="A vintage at an age.")
class VintagePoint:
    """View of a point."""

    months_on_book: int = described("Months after its own.")
    late_30: Money = described("Principal of loans that ever were more than 30 days past due.")
    late_90: Money = described("Principal of loans that ever were more than 90 days past due.")


@strawberry.type(description="The loans that were paid out in a month.")
class Vintage:
    """View of a vintage."""

    month: date = described("First day of the month.")
    loans: int = described("How many loans.")
    principal: Money = described("What was lent.")
    points: list[VintagePoint] = described("How they turned out, by months on book.")

    @classmethod
    def of(cls, vintage: reading.Vintage) -> "Vintage":
        points = [
            VintagePoint(
                months_on_book=point.months_on_book, late_30=Money(point.late_30_fen), late_90=Money(point.late_90_fen)
            )
            for point in vintage.points
        ]
        return cls(month=vintage.month, loans=vintage.loans, principal=Money(vintage.principal_fen), points=points)


@strawberry.type(description="The rates with which a month was provided for.")
class DefaultRate:
    """View of a rate."""

    bucket: str = described("Bucket of days past due.")
    roll: Rate | None = described("What of it rolls into the next bucket in a month; null from M4 on.")
    default_rate: Rate = described("How likely default is: within a year for M0, over the life for others.")

    @classmethod
    def of(cls, rate: reading.DefaultRate) -> "DefaultRate":
        roll = Rate(Decimal(rate.roll)) if rate.roll is not None else None
        return cls(bucket=rate.bucket, roll=roll, default_rate=Rate(Decimal(rate.default_rate)))


@strawberry.type
class BookFiguresQuery:
    """Part of the root query."""

    @query(MONTHS, "Figures of the book at months' ends in sight; `since` and `until` bound the months.")
    def book_figures(
        self, by: MonthGroup = MonthGroup.MONTH, since: date | None = None, until: date | None = None
    ) -> list[BookFigures]:
        return groups(group_of(BookFigures, by), *between_days("month", since, until))

    @query(reading.moves)
    async def book_moves(self, info: Info, month: date, by: reading.MoveBy = reading.MoveBy.BUCKET) -> list[BookMove]:
        return [BookMove.of(move) for move in await reading.moves(info.context.caller, month=month, by=by)]

    @query(reading.vintages)
    async def vintages(self, info: Info, since: date, until: date) -> list[Vintage]:
        found = await reading.vintages(info.context.caller, since=since, until=until)
        return [Vintage.of(each) for each in found]

    @query(reading.default_rates)
    async def default_rates(self, info: Info, month: date) -> list[DefaultRate]:
        return [DefaultRate.of(rate) for rate in await reading.default_rates(info.context.caller, month=month)]
