"""Views of products and quotes."""

from datetime import date

import strawberry

from schema.kit import ids
from schema.kit.fields import described
from schema.kit.nodes import Node
from schema.kit.scalars import Money, Rate
from server.applications.rules import Quote
from server.products import models
from server.terms.model import Method, Row

strawberry.enum(Method, name="RepaymentMethod", description="How a loan is paid back.")


@strawberry.type(description="The terms of a product, as they are lent from a day on.")
class ProductVersion(Node):
    """View of a product version."""

    code: str = described("Code of the product.")
    name_zh: str = described("Name in Chinese.")
    name_en: str = described("Name in English.")
    method: Method = described("How it is paid back.")
    amount_min: Money = described("Smallest amount.")
    amount_max: Money = described("Largest amount.")
    term_months_min: int = described("Shortest term, in months.")
    term_months_max: int = described("Longest term, in months.")
    rate_annual: Rate = described("Interest a year.")
    purposes: list[str] = described("What the money may be for.")

    @classmethod
    def of(cls, product: models.Product, version: models.ProductVersion) -> "ProductVersion":
        return cls(
            id=ids.encode("ProductVersion", version.id),
            code=product.code,
            name_zh=product.name_zh,
            name_en=product.name_en,
            method=version.method,
            amount_min=Money(version.amount_min_fen),
            amount_max=Money(version.amount_max_fen),
            term_months_min=version.term_months_min,
            term_months_max=version.term_months_max,
            rate_annual=Rate(version.rate_annual),
            purposes=list(version.purposes),
        )


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

    rows: list[ScheduleRow] = described("The schedule.")
    apr: Rate = described("Everything the borrower pays, as an annual rate (PBoC notice 2021-3, IRR method).")
    total_interest: Money = described("Interest over the whole term.")

    @classmethod
    def of(cls, quoted: Quote) -> "ScheduleQuote":
        rows = [ScheduleRow.of(row) for row in quoted.rows]
        return cls(rows=rows, apr=Rate(quoted.apr), total_interest=Money(quoted.total_interest_fen))
