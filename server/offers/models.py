"""Thresholds, campaigns, offers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, Numeric, UniqueConstraint
from sqlalchemy import text as words
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of
from server.offers.rules import CampaignState, OfferArm, OfferKind, OfferState

RATE = Numeric(9, 6)


class OfferRule(Base):
    """A threshold of one kind of offer from a day on."""

    __tablename__ = "offer_rules"

    kind: Mapped[OfferKind] = mapped_column(one_of(OfferKind), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    effective_from: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[Decimal] = mapped_column(Numeric(12, 4))
    note_zh: Mapped[str]
    note_en: Mapped[str]


class OfferCampaign(Base):
    """What is offered to whom, from when to when: the house's, not a customer's.

    `branches` and `products` say whose borrowers are looked at (none means all), `product_code` what is offered (for a
    lower rate the loan's own counts). `text` has the place `{link}`. `after` is how far the drawing has come, `people`
    how many were looked at; `spent_fen` what the treated are offered, at most `budget_fen`.
    """

    __tablename__ = "offer_campaigns"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[OfferKind] = mapped_column(one_of(OfferKind))
    state: Mapped[CampaignState] = mapped_column(one_of(CampaignState))
    text: Mapped[str]
    branches: Mapped[list[UUID]]
    products: Mapped[list[str]]
    product_code: Mapped[str]
    amount_factor: Mapped[Decimal] = mapped_column(Numeric(6, 4))
    amount_max_fen: Mapped[int]
    rate_cut: Mapped[Decimal] = mapped_column(RATE)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    valid_days: Mapped[int]
    budget_fen: Mapped[int]
    control_share: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    after: Mapped[UUID | None]
    people: Mapped[int]
    spent_fen: Mapped[int]
    declared_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    declared_at: Mapped[datetime]
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    approved_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("approved_by <> declared_by", name="four_eyes"),
        CheckConstraint("num_nulls(approved_by, approved_at) IN (0, 2)", name="approved"),
        CheckConstraint("state NOT IN ('approved', 'running', 'ended') OR approved_by IS NOT NULL", name="approval"),
        CheckConstraint(
            "(state = 'withdrawn') = (num_nulls(withdrawn_by, withdrawn_at, withdrawal_reason) = 0)", name="withdrawn"
        ),
        CheckConstraint("ends_on >= starts_on AND valid_days BETWEEN 1 AND 90", name="dates"),
        CheckConstraint(
            "amount_factor > 0 AND amount_max_fen > 0 AND budget_fen > 0 AND rate_cut >= 0", name="amounts"
        ),
        CheckConstraint("spent_fen BETWEEN 0 AND budget_fen AND people >= 0", name="budget"),
        CheckConstraint("control_share BETWEEN 0 AND 0.5", name="control_share"),
        Index(None, "declared_at", "id"),
    )


class Offer(Scoped, Base):
    """One customer in one campaign: made an offer, left alone, or out, each with what was known of him on that day.

    `codes` and both texts say why he is out, or why an offer was withdrawn. `token_hash` is all that is kept of his
    link. `application_id` and `granted_act_id` are what came of an acceptance.
    """

    __tablename__ = "offers"

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("offer_campaigns.id"))
    kind: Mapped[OfferKind] = mapped_column(one_of(OfferKind))
    arm: Mapped[OfferArm] = mapped_column(one_of(OfferArm))
    state: Mapped[OfferState] = mapped_column(one_of(OfferState))
    codes: Mapped[list[str]]
    reasons_zh: Mapped[list[str]]
    reasons_en: Mapped[list[str]]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    loan_id: Mapped[UUID | None]
    product_version_id: Mapped[UUID | None]
    amount_fen: Mapped[int | None]
    term_months: Mapped[int | None]
    rate_annual: Mapped[Decimal | None] = mapped_column(RATE)
    apr: Mapped[Decimal | None]
    purpose: Mapped[str | None]
    drawn_on: Mapped[date]
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    notice_id: Mapped[UUID | None]
    sent_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    application_id: Mapped[UUID | None]
    granted_act_id: Mapped[UUID | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("(arm = 'out') = (state = 'excluded')", name="out"),
        CheckConstraint("(arm = 'control') = (state = 'control')", name="control"),
        CheckConstraint("(state IN ('excluded', 'withdrawn')) = (cardinality(codes) > 0)", name="reasons"),
        CheckConstraint(
            "arm = 'out' OR num_nulls(loan_id, product_version_id, amount_fen, term_months, rate_annual, apr, purpose)"
            " = 0",
            name="terms",
        ),
        CheckConstraint(
            "state NOT IN ('sent', 'opened', 'accepted', 'declined', 'expired') OR sent_at IS NOT NULL", name="sent"
        ),
        CheckConstraint("num_nulls(token_hash, notice_id, sent_at, expires_at) IN (0, 4)", name="link"),
        CheckConstraint("(state IN ('accepted', 'declined')) = (answered_at IS NOT NULL)", name="answered"),
        CheckConstraint("num_nonnulls(application_id, granted_act_id) = 0 OR state = 'accepted'", name="made"),
        UniqueConstraint("customer_id", "campaign_id"),
        Index(None, "id"),
        Index(None, "campaign_id", "state", "id"),
        Index("ix_offers_token", "token_hash", postgresql_where=words("token_hash IS NOT NULL")),
        Index("ix_offers_waiting", "expires_at", "id", postgresql_where=words("state IN ('sent', 'opened')")),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
    )
