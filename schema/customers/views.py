"""Views of customers: masked, until somebody asks with a reason."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import aliased

from schema.customers.relations import (
    CustomerAsset,
    CustomerContact,
    CustomerGroup,
    RelatedParty,
    group_of,
    living,
)
from schema.identity.views import Branch, Staff
from schema.kit.fields import described
from schema.kit.paging import Connection
from schema.kit.scalars import Money
from schema.reading.declarations import column, first_of, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from schema.risk.measured import MeasuredIndicator, indicators_of
from server.customers import models
from server.customers.sights import BANK_ACCOUNTS, CUSTOMERS

if TYPE_CHECKING:
    from schema.applications.views import Application
    from schema.connectors.views import Inquiry
    from schema.customers.identity import CustomerMerge
    from schema.customers.ratings import CustomerRating
    from schema.documents.views import Document
    from schema.loans.views import Loan

strawberry.enum(models.CustomerKind, description="A natural person, or a company or sole trader with a licence.")
strawberry.enum(models.CustomerState, description="A prospect has an id and nothing else yet.")
strawberry.enum(models.BankAccountState, description="Money goes to verified accounts only.")


@strawberry.type(description="A bank account of the customer's own.")
@reads(BANK_ACCOUNTS)
class BankAccount(Node):
    """View of a bank account."""

    bank_name: str = column("Name of the bank.")
    number_masked: str = column("Number with its middle hidden.")
    state: models.BankAccountState = column("Whether the bank confirmed that it is his.")
    verified_at: datetime | None = column("When the bank confirmed it.")


@strawberry.type(description="Personal data in clear: shown once, for a reason that stays on record.")
class PersonalData:
    """View of what was revealed."""

    name: str | None = described("Name.")
    id_number: str | None = described("Resident identity number.")
    credit_code: str | None = described("Unified social credit code.")
    phone: str | None = described("Phone number.")


def _exposure(attribute: str) -> Callable[[Any, Terms], ColumnElement[int]]:
    def expression(customer: Any, terms: Terms) -> ColumnElement[int]:
        exposure = aliased(models.CustomerExposure)
        held = select(getattr(exposure, attribute)).where(
            exposure.customer_id == customer.customer_id, terms.within(exposure)
        )
        return func.coalesce(held.scalar_subquery(), literal_column("0"))

    return expression


@strawberry.type(description="Somebody who borrows or wants to.")
@reads(CUSTOMERS)
class Customer(Node):
    """View of a customer."""

    kind: models.CustomerKind = column("Person or company.")
    state: models.CustomerState = column("Whether he is registered.")
    name_masked: str | None = column("Name, masked for persons.")
    id_number_masked: str | None = column("Identity number or credit code, masked.", "number_masked")
    phone_masked: str | None = column("Phone number, masked.")
    income_monthly: Money | None = column("Income a month; null where nobody has told it.", "income_monthly_fen")
    debt_monthly: Money | None = column(
        "What he pays on other debts a month; null where nobody has told it.", "debt_monthly_fen"
    )
    version: int = column("Rises with every change; hand it back as expectedVersion.")
    created_at: datetime = column("When he first came.")
    outstanding: Money = column("What he owes now.", _exposure("outstanding_fen"))
    committed: Money = column("What was approved for him and is not paid out yet.", _exposure("committed_fen"))
    branch: Branch = one("The branch that he belongs to.", on(branch_id="id"))
    officer: Staff = one("The officer who looks after him.", on(officer_id="id"))
    rating: Annotated["CustomerRating", strawberry.lazy("schema.customers.ratings")] | None = first_of(
        "How good he was found to be last; null where nobody rated him.",
        on(customer_id="customer_id"),
        order=("-rated_at", "-id"),
    )
    ratings: list[Annotated["CustomerRating", strawberry.lazy("schema.customers.ratings")]] = many(
        "His last twelve ratings, the newest first.",
        on(customer_id="customer_id"),
        order=("-rated_at", "-id"),
        limit=12,
    )
    merges: list[Annotated["CustomerMerge", strawberry.lazy("schema.customers.identity")]] = many(
        "Records that went into this one, the newest first.",
        on(customer_id="into_id"),
        order=("-merged_at", "-id"),
    )
    inquiries: list[Annotated["Inquiry", strawberry.lazy("schema.connectors.views")]] = many(
        "What outside sources were asked about him and said, the last sixty questions, the newest first.",
        on(customer_id="customer_id"),
        order=("-opened_at", "-id"),
        limit=60,
    )
    accounts: list[BankAccount] = many(
        "His bank accounts, the newest first.", on(customer_id="customer_id"), order=("-bound_at", "-id")
    )
    contacts: list[CustomerContact] = many(
        "Whom to call about him.", on(living, customer_id="customer_id"), order=("recorded_at", "id")
    )
    relations: list[RelatedParty] = many(
        "Who is connected with him.", on(living, customer_id="customer_id"), order=("recorded_at", "id")
    )
    group: CustomerGroup | None = one("The group of connected customers that he is in.", group_of)
    assets: list[CustomerAsset] = many(
        "What he owns.", on(living, customer_id="customer_id"), order=("recorded_at", "id")
    )
    documents: list[Annotated["Document", strawberry.lazy("schema.documents.views")]] = many(
        "His papers, the newest first.", on(customer_id="customer_id"), order=("-received_at", "-id")
    )
    applications: list[Annotated["Application", strawberry.lazy("schema.applications.views")]] = many(
        "His applications, the newest first.", on(customer_id="customer_id"), order=("-created_at", "-id")
    )
    indicators: Connection[MeasuredIndicator] = indicators_of("this customer")
    loans: list[Annotated["Loan", strawberry.lazy("schema.loans.views")]] = many(
        "His loans, the newest first.", on(customer_id="customer_id"), order=("-opened_at", "-id")
    )
