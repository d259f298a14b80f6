"""Views of products and quotes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Integer, Text, cast, func, literal_column, select

from schema.kit.fields import described
from schema.kit.scalars import Money, Rate
from schema.reading.declarations import column, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.applications.rules import Quote
from server.products.models import Product
from server.products.sights import PRODUCT_VERSIONS
from server.terms.convention import Roll
from server.terms.explaining import explain_all
from server.terms.model import Method, Row
from server.terms.plan import PLAIN

strawberry.enum(Method, name="RepaymentMethod", description="How a loan is paid back.")


def _of_product(attribute: str) -> Callable[[Any, Terms], ColumnElement[Any]]:
    def expression(version: Any, _terms: Terms) -> ColumnElement[Any]:
        return select(getattr(Product, attribute)).where(Product.code == version.product_code).scalar_subquery()

    return expression


def _of_plan(name: str, otherwise: str, kind: Any) -> Callable[[Any, Terms], ColumnElement[Any]]:
    """A field of the declared plan, or the SQL of what holds where it is left out."""

    def expression(version: Any, _terms: Terms) -> ColumnElement[Any]:
        declared = version.plan.op("->>")(literal_column(f"'{name}'"))
        return func.coalesce(cast(declared, kind), literal_column(otherwise, kind))

    return expression


def _rolls(version: Any, _terms: Terms) -> ColumnElement[bool]:
    rolled = version.plan.op("->>")(literal_column("'roll'")) == literal_column(f"'{Roll.FORWARD.value}'")
    return func.coalesce(rolled, literal_column("false"))


@strawberry.type(description="The terms of a product, as they are lent from a day on.")
@reads(PRODUCT_VERSIONS)
class ProductVersion(Node):
    """View of a product version."""

    code: str = column("Code of the product.", "product_code")
    name_zh: str = column("Name in Chinese.", _of_product("name_zh"))
    name_en: str = column("Name in English.", _of_product("name_en"))
    method: Method = column("How it is paid back.")
    amount_min: Money = column("Smallest amount.", "amount_min_fen")
    amount_max: Money = column("Largest amount.", "amount_max_fen")
    term_months_min: int = column("Shortest term, in months.")
    term_months_max: int = column("Longest term, in months.")
    rate_annual: Rate = column("Interest a year.")
    rate_annual_max: Rate | None = column(
        "The highest rate that an approval may lay down instead; null: none but the version's own."
    )
    purposes: list[str] = column("What the money may be for.")
    period_unit: str = column(
        "What the length of a period is told in: day, week, month.",
        _of_plan("period_unit", f"'{PLAIN.period_unit.value}'", Text()),
    )
    every: int = column("How many of these units a period is long.", _of_plan("every", str(PLAIN.every), Integer()))
    due_day: int | None = column(
        "Day of the month on which every instalment is due; null: the day of the start.",
        _of_plan("due_day", "NULL", Integer()),
    )
    rolls: bool = column("Whether due dates leave weekends and public holidays.", _rolls)
    convention: str = column("Name of the way in which interest is reckoned.")
    fee_share: Rate = column("One-time fee as a share of the principal, due with the first instalment.")
    penalty_multiple: Rate = column("Overdue principal bears the rate times this.")


@strawberry.type(description="One instalment of a schedule.")
class ScheduleRow:
    """View of a row of a schedule."""

    number: int = described("Which instalment, from 1.")
    due_on: date = described("When it is due.")
    principal: Money = described("Principal in it.")
    interest: Money = described("Interest in it.")
    fee: Money = described("Fees in it.")
    total: Money = described("All of it.")
    balance_after: Money = described("Principal still owed afterwards.")

    @classmethod
    def of(cls, row: Row) -> "ScheduleRow":
        return cls(
            number=row.number,
            due_on=row.due_on,
            principal=Money(row.principal_fen),
            interest=Money(row.interest_fen),
            fee=Money(row.fee_fen),
            total=Money(row.principal_fen + row.interest_fen + row.fee_fen),
            balance_after=Money(row.balance_after_fen),
        )


@strawberry.type(description="What a loan would cost.")
class ScheduleQuote:
    """View of a quote."""

    quoted: strawberry.Private[Quote]
    rows: list[ScheduleRow] = described("The schedule.")
    apr: Rate = described("Everything the borrower pays, as an annual rate (PBoC notice 2021-3, IRR method).")
    apr_effective: Rate = described("The same with interest on interest: what the nominal rate compounds to in a year.")
    total_interest: Money = described("Interest over the whole term.")
    total_fee: Money = described("Fees over the whole term.")
    total: Money = described("All that is paid back.")
    weekends_only_years: list[int] = described(
        "Years whose public holidays are not known yet: due dates in them roll over weekends alone."
    )

    @strawberry.field(description="How each row was reckoned, in Chinese.")
    def explanations_zh(self) -> list[str]:
        return explain_all(self.quoted.terms, self.quoted.rows, "zh")

    @strawberry.field(description="How each row was reckoned, in English.")
    def explanations_en(self) -> list[str]:
        return explain_all(self.quoted.terms, self.quoted.rows, "en")

    @classmethod
    def of(cls, quoted: Quote) -> "ScheduleQuote":
        return cls(
            quoted=quoted,
            rows=[ScheduleRow.of(row) for row in quoted.rows],
            apr=Rate(quoted.apr),
            apr_effective=Rate(quoted.apr_effective),
            total_interest=Money(quoted.total_interest_fen),
            total_fee=Money(sum(row.fee_fen for row in quoted.rows)),
            total=Money(sum(row.total_fen for row in quoted.rows)),
            weekends_only_years=list(quoted.weekends_only),
        )
