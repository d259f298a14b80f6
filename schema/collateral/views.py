"""Views of the register: items, what they are worth, policies, charges, counted shares."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, func, select

from schema.customers.views import Customer
from schema.documents.views import Document
from schema.identity.views import Staff
from schema.kit.scalars import Money, Rate
from schema.reading.declarations import column, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.collateral.models import CollateralRank
from server.collateral.rules import ChargeKind, ChargeState, ItemKind, ValuationMethod
from server.collateral.sights import CHARGES, INSURANCES, ITEMS, SHARES, VALUATIONS

if TYPE_CHECKING:
    from schema.applications.views import Application

strawberry.enum(ItemKind, name="CollateralKind", description="What a thing is.")
strawberry.enum(ChargeKind, description="Mortgage: the owner keeps the thing. Pledge: it is handed over or registered.")
strawberry.enum(ChargeState, description="Discharged: the debt is gone, the public register has not been told.")
strawberry.enum(ValuationMethod, description="How a value was found.")


@strawberry.type(description="What an item was worth on a day.")
@reads(VALUATIONS)
class CollateralValuation:
    """View of a valuation."""

    valued_on: date = column("On which day.")
    valued_by: str = column("Who said so.")
    method: ValuationMethod = column("How he found it.")
    value: Money = column("The value.", "value_fen")
    document: Document | None = one("His report.", on(customer_id="customer_id", document_id="id"))


@strawberry.type(description="A policy on an item.")
@reads(INSURANCES)
class CollateralInsurance:
    """View of a policy."""

    insurer: str = column("Who insures.")
    policy_number: str = column("The policy's number.")
    insured: Money = column("For how much.", "insured_fen")
    valid_from: date = column("Its first day.")
    valid_until: date = column("Its last day.")
    beneficiary: str = column("Who is paid when the item is lost.")


def _held(figure: Any) -> Any:
    def sql(item: Any, _terms: Terms) -> ColumnElement[Any]:
        held = select(figure).where(CollateralRank.item_id == item.id, CollateralRank.ended_at.is_(None))
        return held.scalar_subquery()

    return sql


ALL_SECURED = func.coalesce(func.sum(CollateralRank.secured_fen), 0).cast(BigInteger)
ALL_CHARGES = func.count(CollateralRank.charge_id)


@strawberry.type(description="A thing that may secure loans.")
@reads(ITEMS)
class CollateralItem(Node):
    """View of an item."""

    kind: ItemKind = column("What it is.")
    title: str = column("What it is called.")
    certificate_last4: str = column("The last characters of its certificate's number.")
    entered_at: datetime = column("When it was entered.")
    secured_in_all: Money = column("What the house's living charges on it secure, of all loans.", _held(ALL_SECURED))
    charge_count: int = column("How many living charges lie on it, of all loans.", _held(ALL_CHARGES))
    owner: Customer | None = one("Whose it is.", on(customer_id="customer_id"))
    valuations: list[CollateralValuation] = many(
        "What it was worth, the newest first.",
        on(customer_id="customer_id", id="item_id"),
        order=("-valued_on", "-recorded_at", "-id"),
    )
    insurances: list[CollateralInsurance] = many(
        "Policies on it, the one that ends last first.",
        on(customer_id="customer_id", id="item_id"),
        order=("-valid_until", "-id"),
    )
    charges: list["CollateralCharge"] = many(
        "Charges on it for loans in sight.", on(id="item_id"), order=("rank", "charged_at", "id")
    )


@strawberry.type(description="A right in an item, for a loan.")
@reads(CHARGES)
class CollateralCharge(Node):
    """View of a charge."""

    kind: ChargeKind = column("Which right.")
    state: ChargeState = column("Where it stands.")
    secured: Money = column("What it secures.", "secured_fen")
    prior: Money = column("What others outside the house secure before it.", "prior_fen")
    rank: int = column("Its rank among the house's own.")
    registration_number: str | None = column("Number of its entry in the public register.")
    registered_on: date | None = column("Day of that entry.")
    authority: str | None = column("Who keeps that register.")
    release_number: str | None = column("Number under which it was struck out.")
    released_on: date | None = column("Day on which it was struck out.")
    charged_at: datetime = column("When it was agreed.")
    version: int = column("Rises with every change; hand it back as expectedVersion.")
    item: CollateralItem | None = one("In what.", on(owner_id="customer_id", item_id="id"))
    application: Annotated["Application", strawberry.lazy("schema.applications.views")] | None = one(
        "For which loan.", on(customer_id="customer_id", application_id="id")
    )
    charged_by: Staff = one("Who agreed it.", on(charged_by="id"))
    registered_by: Staff | None = one("Who ticked its registration.", on(registered_by="id"))


@strawberry.type(description="How much of something counts towards a loan, from a day on.")
@reads(SHARES)
class CountedShare(Node):
    """View of a counted share."""

    counted: str = column("Of what: a kind of item, or a co-borrower's income.")
    share: Rate = column("How much of it.")
    effective_from: date = column("From which day on.")
    reason: str = column("Why.")
    set_by: Staff | None = one("Who said so; null: the house began with it.", on(set_by="id"))
