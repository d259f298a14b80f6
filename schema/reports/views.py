"""Views of dashboards: tiles with the list behind each figure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import strawberry

from schema.identity.views import Branch
from schema.kit.fields import described
from schema.kit.scalars import Money
from schema.reading.descriptions import by_row_id
from server.kit.money import Money as KitMoney
from server.reports.figures import BranchFigures as BranchRow
from server.reports.figures import Figures


@strawberry.type(description="One figure.")
class Tile:
    """View of a figure."""

    key: str = described("Stable name of the figure.")
    title_zh: str = described("Title in Chinese.")
    title_en: str = described("Title in English.")
    value: str = described("The figure: a count, or an amount in yuan.")
    unit: str = described("`count` or `CNY`.")
    change: str | None = described("Against the same days of last month, as a ratio; null where there is none.")
    list: str | None = described("Route of the app's list behind the figure.")


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


@strawberry.type(description="The figures of everything in the caller's sight.")
class Dashboard:
    """View of a dashboard."""

    as_of: datetime = described("The instant of the snapshot.")
    tiles: list[Tile] = described("The figures that matter, in order.")
    by_branch: list[BranchFigures] = described("By branch, by code.")

    @classmethod
    def of(cls, figures: Figures) -> "Dashboard":
        rows = [BranchFigures.of(row) for row in figures.branches]
        return cls(as_of=figures.as_of, tiles=_tiles(figures), by_branch=rows)


@dataclass(frozen=True)
class Caption:
    """What a tile is called, and the list behind it."""

    key: str
    zh: str
    en: str
    route: str


APPLICATIONS, ACTIVE, OVERDUE = "/applications", "/loans?state=ACTIVE", "/loans?overdue=true"
WAITING = Caption("waiting_for_me", "待我审批", "Waiting for me", "/inbox")
IN_REVIEW = Caption("in_review", "审批中", "In review", "/applications?state=IN_REVIEW")
SUBMITTED = Caption("submitted", "本月进件", "Submitted this month", APPLICATIONS)
DECIDED = Caption("decided", "本月审结", "Decided this month", APPLICATIONS)
DISBURSED = Caption("disbursed", "本月放款", "Paid out this month", ACTIVE)
REPAID = Caption("repaid", "本月回款", "Repaid this month", ACTIVE)
LOANS_ACTIVE = Caption("loans_active", "在贷笔数", "Loans running", ACTIVE)
OUTSTANDING = Caption("outstanding", "贷款余额", "Outstanding", ACTIVE)
OVERDUE_LOANS = Caption("overdue_loans", "逾期笔数", "Loans overdue", OVERDUE)
OVERDUE_AMOUNT = Caption("overdue", "逾期贷款余额", "Outstanding, overdue", OVERDUE)


def _tiles(figures: Figures) -> list[Tile]:
    this, last, rows = figures.this, figures.last, figures.branches
    return [
        *([] if figures.waiting is None else [_count(WAITING, figures.waiting)]),
        _count(IN_REVIEW, sum(row.in_review for row in rows)),
        _count(SUBMITTED, this.submitted, last.submitted),
        _count(DECIDED, this.decided, last.decided),
        _amount(DISBURSED, this.disbursed_fen, last.disbursed_fen),
        _amount(REPAID, this.repaid_fen, last.repaid_fen),
        _count(LOANS_ACTIVE, sum(row.loans_active for row in rows)),
        _amount(OUTSTANDING, sum(row.outstanding_fen for row in rows)),
        _count(OVERDUE_LOANS, figures.overdue_loans),
        _amount(OVERDUE_AMOUNT, sum(row.overdue_fen for row in rows)),
    ]


def _count(caption: Caption, value: int, before: int | None = None) -> Tile:
    return _tile(caption, str(value), "count", _change(value, before))


def _amount(caption: Caption, fen: int, before: int | None = None) -> Tile:
    return _tile(caption, str(KitMoney(fen)), "CNY", _change(fen, before))


def _tile(caption: Caption, value: str, unit: str, change: str | None) -> Tile:
    titles = {"key": caption.key, "title_zh": caption.zh, "title_en": caption.en, "list": caption.route}
    return Tile(**titles, value=value, unit=unit, change=change)


def _change(value: int, before: int | None) -> str | None:
    """Against the same days of the month before, as a ratio with four places."""
    if not before:
        return None
    return str((Decimal(value - before) / before).quantize(Decimal("0.0001")))
