"""Items, valuations, insurance, charges; the claims on certificates and ranks; counted shares."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.collateral.rules import ChargeKind, ChargeState, ItemKind, ValuationMethod
from server.kit.database import Base, Scoped, one_of


class CollateralItem(Scoped, Base):
    """A thing that may secure loans; `customer_id` is its owner's. The certificate's number lies under his key."""

    __tablename__ = "collateral_items"

    kind: Mapped[ItemKind] = mapped_column(one_of(ItemKind))
    title: Mapped[str]
    certificate_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    certificate_last4: Mapped[str]
    entered_by: Mapped[UUID]
    entered_at: Mapped[datetime]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("length(title) BETWEEN 1 AND 120", name="title_length"),
        Index(None, "id"),
        Index("ix_collateral_items_list", "entered_at", "id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class CertificateClaim(Base):
    """A certificate that is in the register, claimed by INSERT: a thing is entered once, whoever's customer has it."""

    __tablename__ = "certificate_claims"

    certificate_index: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    item_id: Mapped[UUID]


class CollateralValuation(Scoped, Base):
    """What an item was worth on a day, who said so and how he found it."""

    __tablename__ = "collateral_valuations"

    item_id: Mapped[UUID]
    valued_on: Mapped[date]
    valued_by: Mapped[str]
    method: Mapped[ValuationMethod] = mapped_column(one_of(ValuationMethod))
    value_fen: Mapped[int]
    document_id: Mapped[UUID | None]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("value_fen > 0", name="value"),
        Index(None, "item_id"),
        ForeignKeyConstraint(["customer_id", "item_id"], ["collateral_items.customer_id", "collateral_items.id"]),
        ForeignKeyConstraint(["customer_id", "document_id"], ["documents.customer_id", "documents.id"]),
    )


class CollateralInsurance(Scoped, Base):
    """A policy on an item: who is paid when it is lost, and until when."""

    __tablename__ = "collateral_insurances"

    item_id: Mapped[UUID]
    insurer: Mapped[str]
    policy_number: Mapped[str]
    insured_fen: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    beneficiary: Mapped[str]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("insured_fen > 0 AND valid_until >= valid_from", name="sound"),
        UniqueConstraint("customer_id", "item_id", "policy_number"),
        Index(None, "item_id"),
        ForeignKeyConstraint(["customer_id", "item_id"], ["collateral_items.customer_id", "collateral_items.id"]),
    )


class CollateralCharge(Scoped, Base):
    """A right in an item for a loan; `customer_id` is the debtor's, `owner_id` the item's owner.

    `prior_fen` is what others outside the house secure before it. Its rank among the house's own is claimed in
    `collateral_ranks`.
    """

    __tablename__ = "collateral_charges"

    application_id: Mapped[UUID]
    item_id: Mapped[UUID]
    owner_id: Mapped[UUID]
    kind: Mapped[ChargeKind] = mapped_column(one_of(ChargeKind))
    state: Mapped[ChargeState] = mapped_column(one_of(ChargeState))
    secured_fen: Mapped[int]
    prior_fen: Mapped[int]
    rank: Mapped[int]
    registration_number: Mapped[str | None]
    registered_on: Mapped[date | None]
    authority: Mapped[str | None]
    registered_by: Mapped[UUID | None]
    released_on: Mapped[date | None]
    release_number: Mapped[str | None]
    released_by: Mapped[UUID | None]
    charged_by: Mapped[UUID]
    charged_at: Mapped[datetime]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("secured_fen > 0 AND prior_fen >= 0 AND rank BETWEEN 1 AND 9", name="sound"),
        CheckConstraint(
            "num_nulls(registration_number, registered_on, authority, registered_by) IN (0, 4)"
            " AND (state NOT IN ('registered', 'discharged', 'released') OR registered_on IS NOT NULL)",
            name="registered",
        ),
        CheckConstraint("registered_by <> charged_by", name="four_eyes"),
        CheckConstraint(
            "num_nulls(released_on, release_number, released_by) IN (0, 3)"
            " AND (state = 'released') = (released_on IS NOT NULL)",
            name="released",
        ),
        Index(None, "id"),
        Index(None, "application_id"),
        Index(None, "item_id"),
        Index(
            "uq_collateral_charges_living",
            "customer_id",
            "application_id",
            "item_id",
            unique=True,
            postgresql_where="state NOT IN ('dropped', 'released')",
        ),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class CollateralRank(Base):
    """A rank on an item, claimed by INSERT, and what is secured with it: told across scopes, since it counts there."""

    __tablename__ = "collateral_ranks"

    charge_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID]
    rank: Mapped[int]
    secured_fen: Mapped[int]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index("uq_collateral_ranks_held", "item_id", "rank", unique=True, postgresql_where="ended_at IS NULL"),
    )


class CountedShare(Base):
    """How much of something counts towards a loan, from a day on: of an item's value, of a co-borrower's income."""

    __tablename__ = "counted_shares"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    counted: Mapped[str]
    share: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    effective_from: Mapped[date]
    reason: Mapped[str]
    set_by: Mapped[UUID | None]
    set_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("share BETWEEN 0 AND 1", name="share"),
        UniqueConstraint("counted", "effective_from"),
    )
