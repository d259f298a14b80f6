"""What figures of scoped rows have in common: how they are grouped and how they are added up."""

from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, Text, case, cast, func, literal_column, select
from sqlalchemy.orm import aliased

from schema.reading.declarations import READINGS, Grouping
from server.identity.models import Branch, BranchKind, Staff
from server.kit.errors import Invalid
from server.products.models import Product, ProductVersion

ZONE = "'Asia/Shanghai'"
UNDATED = "'-'"


@strawberry.enum(description="By what figures are grouped.")
class GroupBy(Enum):
    """Months are calendar months in Shanghai; rows without a date stand under `-`."""

    TOTAL = strawberry.enum_value("total", description="All rows are one group.")
    REGION = strawberry.enum_value("region", description="By region; what lies in none is by the branch above.")
    BRANCH = strawberry.enum_value("branch", description="By branch, keyed by its code.")
    OFFICER = strawberry.enum_value("officer", description="By officer, keyed by his login.")
    PRODUCT = strawberry.enum_value("product", description="By product, keyed by its code.")
    STATE = strawberry.enum_value("state", description="By state.")
    MONTH = strawberry.enum_value("month", description="By month, like 2026-11.")


def added(value: Any, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """A sum in fen, of all rows or of those that meet a condition; 0 over no rows."""
    total: Any = func.sum(value)
    return cast(func.coalesce(total.filter(*conditions) if conditions else total, literal_column("0")), BigInteger)


def averaged(value: Any) -> ColumnElement[int]:
    """An average in fen, rounded half away from zero; null over no rows."""
    return cast(func.round(func.avg(value)), BigInteger)


def counted(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows, or how many of them meet a condition."""
    return func.count().filter(*conditions) if conditions else func.count()


def group_of(figures: type, by: Enum) -> str:
    """The name of a grouping: of `GroupBy`, or of an enumeration of the figures' own.

    Raises Invalid for one that these figures do not have.
    """
    name = str(by.value)
    if name not in READINGS[figures].groupings:
        raise Invalid(field="by", reason=by.name)
    return name


def _same(value: ColumnElement[Any]) -> ColumnElement[Any]:
    return value


def _of(model: Any, attribute: str, key: str = "id") -> Any:
    def label(value: ColumnElement[Any]) -> ColumnElement[Any]:
        table = aliased(model)
        return select(getattr(table, attribute)).where(getattr(table, key) == value).scalar_subquery()

    return label


def month_of(value: Any, *, instant: bool) -> ColumnElement[str]:
    """The calendar month of a date, or of an instant in Shanghai."""
    local = func.timezone(literal_column(ZONE), value) if instant else value
    return func.coalesce(func.to_char(local, literal_column("'YYYY-MM'")), literal_column(UNDATED))


def _above(_row: Any, branch: Any) -> ColumnElement[Any]:
    lowest = branch.kind == literal_column(f"'{BranchKind.BRANCH.value}'")
    return case((lowest, func.coalesce(branch.parent_id, branch.id)), else_=branch.id)


def groupings(date_column: str, *, instant: bool, product: bool = True, state: bool = True) -> dict[str, Grouping]:
    """The ways to group rows that carry branch and officer; by month of a date, or of an instant."""
    found = {
        "total": Grouping(None, _same, lambda _value: literal_column("'合计'")),
        "region": Grouping(
            _above, _of(Branch, "code"), _of(Branch, "name"), (Branch, lambda row, branch: branch.id == row.branch_id)
        ),
        "branch": Grouping(lambda row, _other: row.branch_id, _of(Branch, "code"), _of(Branch, "name")),
        "officer": Grouping(lambda row, _other: row.officer_id, _of(Staff, "login"), _of(Staff, "name")),
        "month": Grouping(lambda row, _other: month_of(getattr(row, date_column), instant=instant), _same, _same),
    }
    if product:
        beside = (ProductVersion, lambda row, version: version.id == row.product_version_id)
        found["product"] = Grouping(
            lambda _row, version: version.product_code, _same, _of(Product, "name_zh", "code"), beside
        )
    if state:
        found["state"] = Grouping(lambda row, _other: func.upper(cast(row.state, Text)), _same, _same)
    return found
