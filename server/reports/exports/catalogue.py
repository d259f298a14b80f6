"""Reports that can be had as files: their columns, and the statement that answers their rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Select, func, select

from server.applications.models import Application
from server.customers.models import Customer
from server.identity.models import Branch, Staff
from server.kit.clock import start_of
from server.kit.database import within
from server.kit.scope import Scope
from server.loans.models import Loan, Repayment
from server.loans.queries import days_past_due, overdue
from server.loans.rules import LoanState
from server.products.models import ProductVersion
from server.reports.books import queries as books
from server.reports.books.measures import FLOWS
from server.reports.books.models import ReportBook, ReportDay
from server.reports.exports.models import ExportForm

SHEETS: Final = (ExportForm.XLSX, ExportForm.CSV, ExportForm.PDF)


class Kind(StrEnum):
    """What stands in a column. Amounts are fen here and yuan in the file."""

    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    RATE = "rate"
    DAY = "day"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its title."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Ask:
    """For whom and of when."""

    scope: Scope
    since: date
    until: date
    today: date


@dataclass(frozen=True, slots=True)
class Report:
    """A list: `rows` answers its columns after those of its `key`, which is unique and orders it."""

    code: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[Any, ...]
    rows: Callable[[Ask], Select[Any]]
    of_period: bool = True
    forms: tuple[ExportForm, ...] = SHEETS


WHO: Final = (Column("机构"), Column("客户经理"), Column("客户"))
LENT: Final = (
    Column("借据号"),
    *WHO,
    Column("产品"),
    Column("放款日", Kind.DAY),
    Column("本金", Kind.MONEY),
    Column("年利率", Kind.RATE),
    Column("期限（月）", Kind.NUMBER),
    Column("余额", Kind.MONEY),
    Column("下次应还日", Kind.DAY),
    Column("逾期天数", Kind.NUMBER),
)


def _whose(wanted: Any, model: Any) -> Any:
    return (
        wanted.join(Branch, Branch.id == model.branch_id)
        .join(Staff, Staff.id == model.officer_id)
        .join(Customer, Customer.customer_id == model.customer_id)
    )


def _loans(ask: Ask) -> Select[Any]:
    found = select(
        Loan.id,
        Loan.number,
        Branch.name,
        Staff.name,
        Customer.name_masked,
        ProductVersion.product_code,
        Loan.disbursed_on,
        Loan.principal_fen,
        Loan.rate_annual,
        Loan.term_months,
        Loan.outstanding_fen,
        Loan.next_due_on,
        days_past_due(Loan, ask.today),
    ).select_from(Loan)
    joined: Select[Any] = _whose(found, Loan).join(ProductVersion, ProductVersion.id == Loan.product_version_id)
    return joined.where(Loan.state == LoanState.ACTIVE, within(Loan, ask.scope))


def _overdue(ask: Ask) -> Select[Any]:
    return _loans(ask).where(overdue(Loan, ask.today))


def _repayments(ask: Ask) -> Select[Any]:
    row = Repayment
    parts = (row.amount_fen, row.principal_fen, row.interest_fen, row.fee_fen, row.penalty_fen, row.excess_fen)
    found = select(
        row.id, Loan.number, Branch.name, Staff.name, Customer.name_masked, row.paid_on, row.reference, *parts
    )
    lent = (Loan.customer_id == row.customer_id) & (Loan.id == row.loan_id)
    joined: Select[Any] = _whose(found.select_from(row), row).join(Loan, lent)
    return joined.where(
        row.paid_on.between(ask.since, ask.until), row.reversed_by.is_(None), within(Repayment, ask.scope)
    )


def _applications(ask: Ask) -> Select[Any]:
    row = Application
    found = select(
        row.id,
        row.number,
        Branch.name,
        Staff.name,
        Customer.name_masked,
        ProductVersion.product_code,
        row.requested_amount_fen,
        row.amount_fen,
        row.term_months,
        row.state,
        row.submitted_at,
        row.decided_at,
    ).select_from(row)
    joined: Select[Any] = _whose(found, row).join(ProductVersion, ProductVersion.id == row.product_version_id)
    first, after = start_of(ask.since), start_of(ask.until + timedelta(days=1))
    return joined.where(row.submitted_at >= first, row.submitted_at < after, within(row, ask.scope))


DAY_KEY: Final = (ReportDay.on_day, ReportDay.branch_id, ReportDay.officer_id, ReportDay.product_code)


def _days(ask: Ask) -> Select[Any]:
    measures = [getattr(ReportDay, name) for name in FLOWS]
    found = select(*DAY_KEY, ReportDay.on_day, Branch.name, Staff.name, ReportDay.product_code, *measures)
    joined = found.join(Branch, Branch.id == ReportDay.branch_id).join(Staff, Staff.id == ReportDay.officer_id)
    closed = select(func.max(ReportBook.on_day)).where(ReportBook.has_stocks).scalar_subquery()
    days = (ReportDay.on_day.between(ask.since, ask.until), ReportDay.on_day <= closed)
    return joined.where(*days, books.in_scope(ReportDay, ask.scope))


def _measure(name: str) -> Column:
    return Column(name.removesuffix("_fen"), Kind.MONEY if name.endswith("_fen") else Kind.NUMBER)


_ALL: Final = (
    Report("loan_book", "贷款台账", "Loan book", LENT, (Loan.id,), _loans, of_period=False),
    Report("overdue", "逾期清单", "Loans past due", LENT, (Loan.id,), _overdue, of_period=False),
    Report(
        "repayments",
        "回款明细",
        "Repayments",
        (
            Column("借据号"),
            *WHO,
            Column("入账日", Kind.DAY),
            Column("流水号"),
            *(Column(title, Kind.MONEY) for title in ("金额", "本金", "利息", "费用", "罚息", "多收")),
        ),
        (Repayment.id,),
        _repayments,
    ),
    Report(
        "applications",
        "申请明细",
        "Applications",
        (
            Column("申请编号"),
            *WHO,
            Column("产品"),
            Column("申请金额", Kind.MONEY),
            Column("核定金额", Kind.MONEY),
            Column("期限（月）", Kind.NUMBER),
            Column("状态"),
            Column("提交时间", Kind.INSTANT),
            Column("审结时间", Kind.INSTANT),
        ),
        (Application.id,),
        _applications,
    ),
    Report(
        "day_book",
        "日报底册",
        "Books of the day",
        (Column("日期", Kind.DAY), Column("机构"), Column("客户经理"), Column("产品"), *map(_measure, FLOWS)),
        DAY_KEY,
        _days,
    ),
)
REPORTS: Final[Mapping[str, Report]] = MappingProxyType({report.code: report for report in _ALL})
