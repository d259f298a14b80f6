"""Views of whom a customer is connected with and what he owns: masked, until somebody asks with a reason."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from schema.identity.views import Staff
from schema.kit import ids
from schema.kit.fields import described
from schema.kit.scalars import Money, Rate
from schema.reading.declarations import column, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.customers.models import CustomerExposure
from server.customers.relations import models
from server.customers.relations.parties import Connection
from server.customers.relations.sights import ASSETS, CONTACTS, GROUPS, MEMBERS, PARTIES

if TYPE_CHECKING:
    from schema.customers.views import Customer
    from schema.documents.views import Document

strawberry.enum(models.ContactKind, description="What somebody may be asked about.")
strawberry.enum(models.ContactRelation, description="What a contact is to the customer.")
strawberry.enum(models.PartyKind, description="By what somebody is connected with the customer.")
strawberry.enum(models.AssetKind, description="What is owned.")


@strawberry.type(description="Whom to call about a customer.")
@reads(CONTACTS)
class CustomerContact(Node):
    """View of a contact."""

    kind: models.ContactKind = column("What he may be asked about.")
    relation: models.ContactRelation = column("What he is to the customer.")
    name_masked: str = column("His name, masked.")
    phone_masked: str = column("His phone, masked.")
    agreed_on: date | None = column("When he himself has agreed to be called; null: he must not be called.")
    recorded_at: datetime = column("When he was recorded.")
    ended_at: datetime | None = column("Since when he is no contact any more.")


@strawberry.type(description="Somebody connected with a customer.")
@reads(PARTIES)
class RelatedParty(Node):
    """View of a related party."""

    kind: models.PartyKind = column("By what he is connected.")
    name_masked: str = column("His name, masked.")
    number_masked: str | None = column("His identity number or credit code, masked.")
    share: Rate | None = column("His part of the capital, 0 to 1.")
    related: Annotated["Customer", strawberry.lazy("schema.customers.views")] | None = one(
        "His own record, where he is a customer in sight.", on(related_id="customer_id")
    )
    recorded_at: datetime = column("When he was recorded.")
    ended_at: datetime | None = column("Since when he is not connected any more.")


@strawberry.type(description="Something that a customer owns.")
@reads(ASSETS)
class CustomerAsset(Node):
    """View of an asset."""

    kind: models.AssetKind = column("What it is.")
    description: str = column("Which one.")
    value: Money = column("Its value.", "value_fen")
    owed: Money = column("What is still owed on it.", "owed_fen")
    as_of: date = column("Of which day the value is.")
    document: Annotated["Document", strawberry.lazy("schema.documents.views")] | None = one(
        "The paper that proves it.", on(customer_id="customer_id", document_id="id")
    )
    recorder: Staff = one("Who has recorded it.", on(recorded_by="id"))
    ended_at: datetime | None = column("Since when it is not his any more.")


@strawberry.type(description="A member of a group, with what he himself owes.")
@reads(MEMBERS)
class GroupMember:
    """View of a member."""

    outstanding: Money = column("What he owes.", "outstanding_fen")
    committed: Money = column("What was approved for him and is not paid out.", "committed_fen")
    customer: Annotated["Customer", strawberry.lazy("schema.customers.views")] | None = one(
        "Who he is.", on(customer_id="customer_id")
    )


@strawberry.type(description="What a group owes and was promised: the approval of each member is measured on it.")
@reads(GROUPS)
class GroupExposure:
    """View of a group's sums: of all members, whoever may see them."""

    outstanding: Money = column("What all members owe.", "outstanding_fen")
    committed: Money = column("What was approved for them and is not paid out.", "committed_fen")


def _same(group: Any, exposure: Any, _terms: Terms) -> ColumnElement[bool]:
    same: ColumnElement[bool] = exposure.id == group.id
    return same


@strawberry.type(description="Connected customers: their exposures count together.")
@reads(GROUPS)
class CustomerGroup(Node):
    """View of a group."""

    name: str = column("What it is called.")
    created_at: datetime = column("When it was formed.")
    exposure: GroupExposure | None = one("What it owes, all members together.", _same)
    members: list[GroupMember] = many("Its members in sight.", on(id="group_id"), order=("customer_id",))


def group_of(customer: Any, group: Any, terms: Terms) -> ColumnElement[bool]:
    """The group in which a customer is."""
    own = aliased(CustomerExposure)
    held = select(own.group_id).where(own.customer_id == customer.customer_id, terms.within(own)).scalar_subquery()
    found: ColumnElement[bool] = group.id == held
    return found


def living(_customer: Any, row: Any, _terms: Terms) -> ColumnElement[bool]:
    """What nobody has ended."""
    stands: ColumnElement[bool] = row.ended_at.is_(None)
    return stands


@strawberry.type(description="Another customer whom parties, numbers or phones connect with one.")
class ConnectedCustomer:
    """View of a connection."""

    customer_id: strawberry.ID = described("Who he is.")
    name_masked: str = described("His name, masked for persons.")
    signs: list[str] = described("spouse, shareholder, controller, contact, shared_contact, same_phone and the like.")
    zh: str = described("By what they are connected, in Chinese.")
    en: str = described("By what they are connected, in English.")
    group_id: strawberry.ID | None = described("The group that he is in.")
    group_name: str | None = described("What that group is called.")

    @classmethod
    def of(cls, found: Connection) -> "ConnectedCustomer":
        return cls(
            customer_id=ids.encode("Customer", found.customer_id, found.customer_id),
            name_masked=found.name_masked,
            signs=list(found.signs),
            zh=found.zh,
            en=found.en,
            group_id=ids.encode("CustomerGroup", found.group_id) if found.group_id else None,
            group_name=found.group_name,
        )


@strawberry.type(description="Name and phone of a contact in clear: shown once, for a reason that stays on record.")
class ContactInClear:
    """View of what was revealed."""

    name: str = described("Name.")
    phone: str = described("Phone.")
