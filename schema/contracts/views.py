"""Views of contracts."""

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, cast, literal_column

from schema.customers.views import Customer
from schema.reading.declarations import column, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.applications.securing.rules import PartyRole
from server.contracts import models
from server.contracts.sights import CONTRACTS
from server.contracts.signers.sights import SIGNERS

strawberry.enum(models.ContractState, description="Where a contract stands; DRAWING means its paper is being set.")


def _pdf_url(contract: Any, _terms: Terms) -> ColumnElement[str]:
    return literal_column("'/api/contracts/'").op("||")(cast(contract.id, Text)).op("||")(literal_column("'/pdf'"))


@strawberry.type(description="Somebody who signs a contract beside its borrower.")
@reads(SIGNERS)
class ContractSigner:
    """View of a signer."""

    role: PartyRole = column("As what.")
    signed_at: datetime | None = column("When he signed; null: not yet.")
    person: Customer | None = one("Who he is; null when he is out of sight.", on(person_id="customer_id"))


@strawberry.type(description="A loan contract.")
@reads(CONTRACTS)
class Contract(Node):
    """View of a contract."""

    number: str = column("Public number.")
    state: models.ContractState = column("Where it stands.")
    pdf_url: str = column("Where its paper can be fetched with the bearer token.", _pdf_url)
    pdf_digest: str | None = column("SHA-256 of the paper that is signed, in hex; null while it is being set.")
    drawn_at: datetime = column("When it was drawn up.")
    sent_at: datetime | None = column("When its link was last sent.")
    signed_at: datetime | None = column("When all had signed.")
    version: int = column("Rises with every change.")
    signers: list[ContractSigner] = many(
        "Who signs it beside the borrower.", on(customer_id="customer_id", id="contract_id"), order=("position",)
    )
