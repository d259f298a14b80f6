"""Parties of applications, and what each person answers for in all."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.applications.securing.rules import GuaranteeKind, PartyRole, PartyState
from server.kit.database import Base, Scoped, one_of


class ApplicationParty(Scoped, Base):
    """Somebody beside the borrower; `customer_id` is the borrower's, `person_id` his own as a customer.

    `guarantee`, `amount_fen` and `months_after_due` are a guarantor's: how he answers, up to how much, and how long
    after the debt was due. `consent` says how he has agreed.
    """

    __tablename__ = "application_parties"

    application_id: Mapped[UUID]
    person_id: Mapped[UUID]
    role: Mapped[PartyRole] = mapped_column(one_of(PartyRole))
    state: Mapped[PartyState] = mapped_column(one_of(PartyState))
    guarantee: Mapped[GuaranteeKind | None] = mapped_column(one_of(GuaranteeKind))
    amount_fen: Mapped[int | None]
    months_after_due: Mapped[int | None]
    consent: Mapped[str | None]
    consented_at: Mapped[datetime | None]
    consent_taken_by: Mapped[UUID | None]
    added_by: Mapped[UUID]
    added_at: Mapped[datetime]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("person_id <> customer_id", name="another"),
        CheckConstraint(
            "num_nulls(guarantee, amount_fen, months_after_due) = CASE role WHEN 'guarantor' THEN 0 ELSE 3 END"
            " AND (amount_fen IS NULL OR amount_fen > 0)",
            name="guarantee",
        ),
        CheckConstraint(
            "num_nulls(consent, consented_at, consent_taken_by) IN (0, 3)"
            " AND (state NOT IN ('consented', 'bound', 'released') OR consented_at IS NOT NULL)",
            name="consented",
        ),
        Index(None, "id"),
        Index(None, "application_id"),
        Index(
            "uq_application_parties_standing",
            "customer_id",
            "application_id",
            "person_id",
            unique=True,
            postgresql_where="state NOT IN ('released', 'removed')",
        ),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
    )


class GuaranteeClaim(Base):
    """What a person answers for: told across scopes, because whoever lends to him counts with it.

    Written with the consent, ended with the debt or the party.
    """

    __tablename__ = "guarantee_claims"

    party_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID]
    debtor_id: Mapped[UUID]
    amount_fen: Mapped[int]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        Index("ix_guarantee_claims_living", "person_id", postgresql_where="ended_at IS NULL"),
        Index("ix_guarantee_claims_debtors", "debtor_id", postgresql_where="ended_at IS NULL"),
    )
