"""Views of dashboards: tiles with the list behind each figure."""

from datetime import datetime

import strawberry

from schema.identity.views import Branch
from schema.kit.fields import described
from schema.kit.scalars import Money
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
            branch=Branch.of(row.branch),
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


def _tiles(figures: Figures) -> list[Tile]:
    this, last = figures.this, figures.last
    outstanding = sum(row.outstanding_fen for row in figures.branches)
    overdue = sum(row.overdue_fen for row in figures.branches)
    return [
        _count("in_review", "待审批", "In review", sum(row.in_review for row in figures.branches), REVIEW),
        _count("submitted", "本月进件", "Submitted this month", this.submitted, APPLICATIONS, last.submitted),
        _count("decided", "本月审结", "Decided this month", this.decided, APPLICATIONS, last.decided),
        _amount("disbursed", "本月放款", "Paid out this month", this.disbursed_fen, ACTIVE, last.disbursed_fen),
        _amount("repaid", "本月回款", "Repaid this month", this.repaid_fen, ACTIVE, last.repaid_fen),
        _count("loans_active", "在贷笔数", "Loans running", sum(row.loans_active for row in figures.branches), ACTIVE),
        _amount("outstanding", "贷款余额", "Outstanding", outstanding, ACTIVE),
        _count("overdue_loans", "逾期笔数", "Loans overdue", figures.overdue_loans, OVERDUE),
        _amount("overdue", "逾期贷款余额", "Outstanding, overdue", overdue, OVERDUE),
    ]


APPLICATIONS = "/applications"
REVIEW = "/applications?state=IN_REVIEW"
ACTIVE = "/loans?state=ACTIVE"
OVERDUE = "/loans?overdue=true"


def _count(key: str, zh: str, en: str, value: int, route: str, before: int | None = None) -> Tile:
    change = _change(value, before)
    return Tile(key=key, title_zh=zh, title_en=en, value=str(value), unit="count", change=change, list=route)


def _amount(key: str, zh: str, en: str, fen: int, route: str, before: int | None = None) -> Tile:
    change = _change(fen, before)
    return Tile(key=key, title_zh=zh, title_en=en, value=str(KitMoney(fen)), unit="CNY", change=change, list=route)


def _change(value: int, before: int | None) -> str | None:
    return f"{(value - before) / before:.4f}" if before else None
