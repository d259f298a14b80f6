"""What the months of the book tell: what moved between buckets or tiers, and how vintages turned out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Date, Select, Text, and_, cast, func, select
from sqlalchemy.orm import aliased

from server.classification.errors import MonthUnknown
from server.classification.models import ClassificationMonth, ClassificationRun, LoanClass, RunState
from server.classification.vocabulary import Bucket, Tier
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.work import Work
from server.loans.models import Loan
from server.loans.rules import LoanState
from server.terms.dates import add_months

MONTHS_MAX: Final = 36
MONTHS_A_YEAR: Final = 12
GONE: Final = "gone"
"""Where loans went that are in the book no more: repaid, or written off."""


class MoveBy(StrEnum):
    """Between what loans are seen to move."""

    BUCKET = "bucket"
    TIER = "tier"


@dataclass(frozen=True, slots=True)
class Move:
    """What moved from one bucket or tier to another from a month's end to the next; amounts in fen.

    `after` is `gone` for what is in the book no more. `base_fen` is all that stood in `before` a month earlier.
    """

    before: str
    after: str
    loans: int
    before_fen: int
    after_fen: int
    base_fen: int


@dataclass(frozen=True, slots=True)
class VintagePoint:
    """A vintage so many months after its own: principal of loans that ever were more than 30 and 90 days past due."""

    months_on_book: int
    late_30_fen: int
    late_90_fen: int


@dataclass(frozen=True, slots=True)
class Vintage:
    """The loans that were paid out in a month, by its first day; principal in fen."""

    month: date
    loans: int
    principal_fen: int
    points: tuple[VintagePoint, ...]


@dataclass(frozen=True, slots=True)
class DefaultRate:
    """With which rates a month was provided for: the roll into the next bucket, None beyond M3, and default."""

    bucket: str
    roll: str | None
    default_rate: str


@read(Operation.CLASSIFICATION_READ)
async def moves(work: Work, *, month: date, by: MoveBy = MoveBy.BUCKET) -> list[Move]:
    """What moved into a month's end (any day of it) from the end of the month before, of loans in sight.

    The roll rate of a bucket is `after_fen` of the move into the next one over `base_fen`.
    """
    month = month.replace(day=1)
    found = list((await work.session.execute(_moved(work, month, by))).mappings().all())
    base: dict[str, int] = {}
    for row in found:
        base[row["before"]] = base.get(row["before"], 0) + int(row["before_fen"])
    order = ([each.value for each in Bucket] if by is MoveBy.BUCKET else [each.value for each in Tier]) + [GONE]
    found.sort(key=lambda row: (order.index(row["before"]), order.index(row["after"])))
    return [Move(row["before"], row["after"], row["loans"], *_fen(row), base[row["before"]]) for row in found]


@read(Operation.CLASSIFICATION_READ)
async def vintages(work: Work, *, since: date, until: date) -> list[Vintage]:
    """Loans in sight by the month in which they were paid out, and what of each became late by month on book.

    Points go up to the last date that is classified. Refuses with classification.months_wrong for more than 36 months.
    """
    since, until = since.replace(day=1), until.replace(day=1)
    if not since <= until < add_months(since, MONTHS_MAX):
        raise MonthUnknown(field="since")
    newest = select(func.max(ClassificationRun.business_date)).where(ClassificationRun.state == RunState.DONE)
    last = (await work.session.execute(newest)).scalar_one()
    rows = (await work.session.execute(_vintages(work, since, until))).all()
    grouped: dict[date, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.month, []).append(row)
    return [_vintage(month, found, last or month) for month, found in sorted(grouped.items())]


@read(Operation.CLASSIFICATION_READ)
async def default_rates(work: Work, *, month: date) -> list[DefaultRate]:
    """The rates behind the provision of a month (any day of it); nothing where it is not booked."""
    first = month.replace(day=1)
    after = add_months(first, 1)
    wanted = select(ClassificationRun.rates).where(
        ClassificationRun.business_date >= first,
        ClassificationRun.business_date < after,
        ClassificationRun.rates.is_not(None),
    )
    rates = (await work.session.execute(wanted)).scalars().first()
    if rates is None:
        return []
    return [DefaultRate(bucket, rates["rolls"].get(bucket), rate) for bucket, rate in sorted(rates["default"].items())]


def _fen(row: Any) -> tuple[int, int]:
    return int(row["before_fen"]), int(row["after_fen"])


def _moved(work: Work, month: date, by: MoveBy) -> Select[str, str, int, int, int]:
    before, after = aliased(ClassificationMonth), aliased(ClassificationMonth)
    was, now = cast(getattr(before, by.value), Text), cast(getattr(after, by.value), Text)
    same = and_(after.loan_id == before.loan_id, after.month == month)
    return (
        select(
            was.label("before"),
            func.coalesce(now, GONE).label("after"),
            func.count().label("loans"),
            func.sum(before.balance_fen).label("before_fen"),
            func.coalesce(func.sum(after.balance_fen), 0).label("after_fen"),
        )
        .outerjoin(after, same)
        .where(before.month == add_months(month, -1), within(before, work.scope))  # type: ignore[arg-type]  # it carries the three columns
        .group_by(was, now)
        .order_by(was, now)
    )


def _vintages(work: Work, since: date, until: date) -> Select[date, date, date, int, int]:
    """By month of payment and by the months in which loans became late for the first time."""
    month, late_30, late_90 = (
        cast(func.date_trunc("month", day), Date)
        for day in (Loan.disbursed_on, LoanClass.late_30_on, LoanClass.late_90_on)
    )
    standing = and_(LoanClass.customer_id == Loan.customer_id, LoanClass.id == Loan.id)
    return (
        select(
            month.label("month"),
            late_30.label("late_30"),
            late_90.label("late_90"),
            func.count().label("loans"),
            func.sum(Loan.principal_fen).label("principal_fen"),
        )
        .outerjoin(LoanClass, standing)
        .where(
            Loan.disbursed_on >= since,
            Loan.disbursed_on < add_months(until, 1),
            Loan.state != LoanState.VOID,
            within(Loan, work.scope),
        )
        .group_by(month, late_30, late_90)
    )


def _vintage(month: date, found: list[Any], last: date) -> Vintage:
    """Its points from its own month to the last classified one: what had become late by the end of each."""
    age = max(0, (last.year - month.year) * MONTHS_A_YEAR + last.month - month.month)
    points = []
    for months in range(min(age, MONTHS_MAX) + 1):
        by = add_months(month, months)
        late = [
            sum(int(row.principal_fen) for row in found if (day := getattr(row, name)) is not None and day <= by)
            for name in ("late_30", "late_90")
        ]
        points.append(VintagePoint(months, *late))
    loans, principal = sum(row.loans for row in found), sum(int(row.principal_fen) for row in found)
    return Vintage(month, loans, principal, tuple(points))
