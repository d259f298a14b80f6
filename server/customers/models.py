"""Customers and what hangs on them. `*_cipher` columns are sealed with the customer's data key.

Blind indexes find a full number again; last digits, masked forms and the initials of the name are plain for lists.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class CustomerKind(StrEnum):
    """A natural person or a company (a sole trader with a licence is a company here)."""

    PERSON = "person"
    COMPANY = "company"


class CustomerState(StrEnum):
    """A prospect has an id and a key and nothing else yet; a merged customer lives on in another."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    MERGED = "merged"


class ClaimKind(StrEnum):
    """What can belong to one customer only."""

    ID_NUMBER = "id_number"
    CREDIT_CODE = "credit_code"
    PHONE = "phone"


class ReviewState(StrEnum):
    """Where headquarters stands with an identity review."""

    OPEN = "open"
    SETTLED = "settled"


class ReviewOutcome(StrEnum):
    """What an identity review came to: one and the same, the phone was given up, or not this customer's number."""

    MERGED = "merged"
    RELEASED = "released"
    REFUSED = "refused"


class Likeness(StrEnum):
    """By what somebody looks like another customer: a number that belongs to one, or a person's name and birth."""

    ID_NUMBER = "id_number"
    CREDIT_CODE = "credit_code"
    NAME_AND_BIRTH = "name_and_birth"


class MatchStanding(StrEnum):
    """Whether the other customer is in the officer's own sight; where he is not, headquarters looks into it."""

    REGISTERED = "registered"
    UNDER_REVIEW = "under_review"


class BankAccountState(StrEnum):
    """Money may go to a verified account only."""

    PENDING = "pending"
    VERIFIED = "verified"
    FAILED = "failed"


class Customer(Scoped, Base):
    """A borrower. `id` equals `customer_id`.

    `number_*` is the resident identity number of a person and the unified social credit code of a company.
    `name_sort` holds the pinyin initials of the name, `name_index` keyed hashes of what staff may type of it (the first
    syllable's comes first), `person_index` a blind index of a person's name and date of birth (empty for who was
    registered before there was one). Amounts are fen a month, None where nobody has told them.
    """

    __tablename__ = "customers"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[CustomerKind] = mapped_column(one_of(CustomerKind))
    state: Mapped[CustomerState] = mapped_column(one_of(CustomerState))
    merged_into: Mapped[UUID | None]
    name_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_masked: Mapped[str | None]
    name_sort: Mapped[str | None] = mapped_column(Text(collation="C"))
    name_index: Mapped[list[bytes] | None] = mapped_column(ARRAY(LargeBinary))
    number_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    number_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    number_masked: Mapped[str | None]
    number_last4: Mapped[str | None]
    phone_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_masked: Mapped[str | None]
    phone_last4: Mapped[str | None]
    legal_representative_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    birth_year: Mapped[int | None]
    person_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    income_monthly_fen: Mapped[int | None]
    debt_monthly_fen: Mapped[int | None]
    created_at: Mapped[datetime]
    registered_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("id = customer_id", name="own_id"),
        UniqueConstraint("customer_id"),
        CheckConstraint("state <> 'active' OR number_index IS NOT NULL", name="active_has_identity"),
        CheckConstraint("state <> 'merged' OR merged_into IS NOT NULL", name="merged_into_another"),
        CheckConstraint("income_monthly_fen >= 0", name="income"),
        CheckConstraint("debt_monthly_fen >= 0", name="debt"),
        Index(None, "id"),
        Index("ix_customers_list", "created_at", "id"),
        Index("ix_customers_officer_list", "officer_id", "created_at", "id"),
        Index("ix_customers_branch_list", "branch_id", "created_at", "id"),
        Index(None, "officer_id", "name_sort"),
        Index(None, "branch_id", "name_sort"),
        Index("ix_customers_first_syllable", text("(name_index[1])")),
        Index(None, "number_index"),
        Index(None, "phone_index"),
        Index(None, "person_index"),
        Index(None, "number_last4"),
        Index(None, "phone_last4"),
    )


class IdentityClaim(Base):
    """A number belongs to this customer. The primary key holds over the whole house, the rows are seen within scope.

    `value_index` is a blind index. Claimed by INSERT ... ON CONFLICT DO NOTHING, which tells that the number is taken
    and nothing of by whom.
    """

    __tablename__ = "identity_claims"

    kind: Mapped[ClaimKind] = mapped_column(one_of(ClaimKind), primary_key=True)
    value_index: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(index=True)
    branch_id: Mapped[UUID]
    officer_id: Mapped[UUID]
    claimed_at: Mapped[datetime]


class ConfirmedIdentity(Scoped, Base):
    """A number that stands on a document of the customer's, as an officer confirmed it (blind index)."""

    __tablename__ = "confirmed_identities"

    document_id: Mapped[UUID]
    kind: Mapped[ClaimKind] = mapped_column(one_of(ClaimKind))
    value_index: Mapped[bytes] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime]

    __table_args__ = (ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),)


class IdentityReview(Scoped, Base):
    """A customer's number was claimed by somebody out of the officer's sight. The row says no more than that."""

    __tablename__ = "identity_reviews"

    kind: Mapped[ClaimKind] = mapped_column(one_of(ClaimKind))
    value_index: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[ReviewState] = mapped_column(one_of(ReviewState))
    opened_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    outcome: Mapped[ReviewOutcome | None] = mapped_column(one_of(ReviewOutcome))
    settled_by: Mapped[UUID | None]
    reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(
            "(state = 'settled') = (num_nulls(outcome, settled_by, reason, settled_at) = 0)", name="settled"
        ),
        UniqueConstraint("customer_id", "kind", "value_index"),
        Index(None, "state", "opened_at"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class IdentityMatch(Scoped, Base):
    """What stands on a customer's paper points to another customer, as the machine read it or an officer confirmed it.

    The row says no more than that: not to whom.
    """

    __tablename__ = "identity_matches"

    document_id: Mapped[UUID]
    likeness: Mapped[Likeness] = mapped_column(one_of(Likeness))
    standing: Mapped[MatchStanding] = mapped_column(one_of(MatchStanding))
    confirmed: Mapped[bool]
    found_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("customer_id", "document_id", "likeness", "confirmed"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class Consent(Scoped, Base):
    """A customer agreed to a text, on a day, before a member of staff (个人信息保护法 articles 13, 14, 17)."""

    __tablename__ = "consents"

    purpose: Mapped[str]
    text_version: Mapped[str]
    given_at: Mapped[datetime]
    taken_by: Mapped[UUID]

    __table_args__ = (ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),)


class BankAccount(Scoped, Base):
    """An account of the customer's own. `phone_cipher` is the phone that he left with that bank."""

    __tablename__ = "bank_accounts"

    bank_name: Mapped[str]
    number_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    number_index: Mapped[bytes] = mapped_column(LargeBinary)
    number_masked: Mapped[str]
    number_last4: Mapped[str]
    phone_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[BankAccountState] = mapped_column(one_of(BankAccountState))
    reason: Mapped[str | None]
    checks: Mapped[int]
    bound_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        UniqueConstraint("customer_id", "number_index"),
        Index(None, "number_index"),
        CheckConstraint("state <> 'verified' OR verified_at IS NOT NULL", name="verified_at"),
        Index(None, "id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class CustomerExposure(Scoped, Base):
    """What a customer owes (`outstanding_fen`) and was promised but has not drawn (`committed_fen`)."""

    __tablename__ = "customer_exposures"

    group_id: Mapped[UUID | None] = mapped_column(index=True)
    outstanding_fen: Mapped[int]
    committed_fen: Mapped[int]

    __table_args__ = (
        CheckConstraint("id = customer_id", name="own_id"),
        CheckConstraint("outstanding_fen >= 0 AND committed_fen >= 0", name="not_negative"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class GroupExposure(Base):
    """A group of related customers and the sums of their exposures: seen by who sees a member.

    The members may lie in many scopes; the sums are the one thing that is told across them, because the tier of an
    approval depends on them. One that went into another (`merged_into`) has no members and no sums any more.
    """

    __tablename__ = "group_exposures"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    outstanding_fen: Mapped[int]
    committed_fen: Mapped[int]
    created_at: Mapped[datetime]
    merged_into: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint("outstanding_fen >= 0 AND committed_fen >= 0", name="not_negative"),
        CheckConstraint("merged_into IS NULL OR outstanding_fen + committed_fen = 0", name="merged"),
    )
