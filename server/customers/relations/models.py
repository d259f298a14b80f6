"""Contacts, related parties and assets of customers. `*_cipher` columns are sealed with the customer's data key."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class ContactKind(StrEnum):
    """What somebody may be asked about."""

    EMERGENCY = "emergency"
    REFERENCE = "reference"
    WORKPLACE = "workplace"
    BUSINESS = "business"


class ContactRelation(StrEnum):
    """What he is to the customer."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    RELATIVE = "relative"
    FRIEND = "friend"
    COLLEAGUE = "colleague"
    PARTNER = "partner"
    TRADE = "trade"
    OTHER = "other"


class PartyKind(StrEnum):
    """By what somebody is connected with the customer."""

    SPOUSE = "spouse"
    SHAREHOLDER = "shareholder"
    CONTROLLER = "controller"
    LEGAL_REPRESENTATIVE = "legal_representative"
    GUARANTOR_OF = "guarantor_of"
    AFFILIATE = "affiliate"
    SAME_ADDRESS = "same_address"
    SAME_PHONE = "same_phone"


class AssetKind(StrEnum):
    """What is owned."""

    REAL_ESTATE = "real_estate"
    VEHICLE = "vehicle"
    EQUIPMENT = "equipment"
    STOCK = "stock"
    DEPOSIT = "deposit"
    RECEIVABLE = "receivable"
    SECURITIES = "securities"
    OTHER = "other"


class Ended:
    """Who wrote a row and who has ended it: it stands between the two."""

    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]
    ended_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]


class CustomerContact(Ended, Scoped, Base):
    """Whom to call about a customer. `agreed_on`: on which day he himself has agreed to be called; None: he has not."""

    __tablename__ = "customer_contacts"

    kind: Mapped[ContactKind] = mapped_column(one_of(ContactKind))
    relation: Mapped[ContactRelation] = mapped_column(one_of(ContactRelation))
    name_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    name_masked: Mapped[str]
    phone_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes] = mapped_column(LargeBinary)
    phone_masked: Mapped[str]
    agreed_on: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("num_nulls(ended_by, ended_at) <> 1", name="ended"),
        Index(
            "uq_customer_contacts_phone",
            "customer_id",
            "phone_index",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "phone_index"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class RelatedParty(Ended, Scoped, Base):
    """Somebody connected with a customer. `related_id` is his own record here, where he has one and it was in sight.

    `share` is a shareholder's part of the capital, 0 to 1.
    """

    __tablename__ = "related_parties"

    kind: Mapped[PartyKind] = mapped_column(one_of(PartyKind))
    name_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    name_masked: Mapped[str]
    number_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    number_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    number_masked: Mapped[str | None]
    related_id: Mapped[UUID | None]
    share: Mapped[Decimal | None] = mapped_column(Numeric(7, 6))

    __table_args__ = (
        CheckConstraint("num_nulls(ended_by, ended_at) <> 1", name="ended"),
        CheckConstraint("related_id <> customer_id", name="another"),
        CheckConstraint("share > 0 AND share <= 1", name="share"),
        CheckConstraint("num_nulls(number_cipher, number_index, number_masked) IN (0, 3)", name="number"),
        Index(None, "customer_id"),
        Index(None, "related_id"),
        Index(None, "number_index"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class CustomerAsset(Ended, Scoped, Base):
    """Something that a customer owns: its value on a day, what is still owed on it, and the paper that proves it."""

    __tablename__ = "customer_assets"

    kind: Mapped[AssetKind] = mapped_column(one_of(AssetKind))
    description: Mapped[str]
    value_fen: Mapped[int]
    owed_fen: Mapped[int]
    as_of: Mapped[date]
    document_id: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint("num_nulls(ended_by, ended_at) <> 1", name="ended"),
        CheckConstraint("value_fen > 0 AND owed_fen >= 0", name="amounts"),
        Index(None, "customer_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
        ForeignKeyConstraint(["customer_id", "document_id"], ["documents.customer_id", "documents.id"]),
    )
