"""Visits, the lines of their sheets, their photos, and the dated rules that check them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.applications.visiting.sheet import LinePart, PhotoSource, Trade, VisitPlace
from server.applications.visiting.states import VisitState
from server.kit.database import Base, Scoped, one_of
from server.kit.rule_rows import RuleRow


class Visit(Scoped, Base):
    """A visit. `place_cipher` seals address and position with the customer's key, `address_index` is a blind index.

    What follows from the sheet stands beside it from the submission on: amounts a month in fen, ratios as fractions,
    None for what cannot be worked out. `figures` holds all of them, `findings` what each rule said, with its version.
    `content_hash` is over the sheet as it was submitted.
    """

    __tablename__ = "visits"

    application_id: Mapped[UUID]
    state: Mapped[VisitState] = mapped_column(one_of(VisitState))
    place: Mapped[VisitPlace | None] = mapped_column(one_of(VisitPlace))
    trade: Mapped[Trade | None] = mapped_column(one_of(Trade))
    visited_at: Mapped[datetime | None]
    place_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    address_masked: Mapped[str | None]
    address_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    accuracy_m: Mapped[int | None]
    household_size: Mapped[int | None]
    dependants: Mapped[int | None]
    earners: Mapped[int | None]
    home_owned: Mapped[bool | None]
    residence_months: Mapped[int | None]
    summary: Mapped[str]
    verified_income_fen: Mapped[int | None]
    turnover_fen: Mapped[int | None]
    surplus_fen: Mapped[int | None]
    debt_monthly_fen: Mapped[int | None]
    assets_fen: Mapped[int | None]
    gross_margin: Mapped[Decimal | None]
    net_margin: Mapped[Decimal | None]
    debt_ratio: Mapped[Decimal | None]
    figures: Mapped[dict[str, Any]]
    findings: Mapped[list[dict[str, Any]]]
    content_hash: Mapped[str | None]
    corrects: Mapped[UUID | None]
    visited_by: Mapped[UUID]
    editors: Mapped[list[UUID]]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    checked_by: Mapped[UUID | None]
    checked_at: Mapped[datetime | None]
    check_reason: Mapped[str | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("cardinality(editors) > 0", name="editors"),
        CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="submitted"),
        CheckConstraint(
            "state = 'draft' OR num_nulls(place, visited_at, place_cipher, content_hash) = 0", name="complete"
        ),
        CheckConstraint("num_nulls(checked_by, checked_at) <> 1", name="checked"),
        CheckConstraint("checked_by IS NULL OR checked_by <> ALL (editors)", name="four_eyes"),
        CheckConstraint("state <> 'returned' OR num_nulls(checked_by, check_reason) = 0", name="returned"),
        Index(
            "uq_visits_draft", "customer_id", "application_id", unique=True, postgresql_where=text("state = 'draft'")
        ),
        Index(
            "uq_visits_standing",
            "customer_id",
            "application_id",
            unique=True,
            postgresql_where=text("state IN ('waiting', 'standing')"),
        ),
        Index(None, "application_id"),
        Index(None, "address_index"),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
    )


class VisitLine(Scoped, Base):
    """A line of the sheet, in the order in which it stands there."""

    __tablename__ = "visit_lines"

    visit_id: Mapped[UUID]
    position: Mapped[int]
    part: Mapped[LinePart] = mapped_column(one_of(LinePart))
    kind: Mapped[str]
    month: Mapped[date | None]
    amount_fen: Mapped[int]
    monthly_fen: Mapped[int | None]
    note: Mapped[str]
    document_id: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint("amount_fen > 0 AND (monthly_fen IS NULL OR monthly_fen >= 0)", name="amounts"),
        CheckConstraint("month IS NULL OR extract(day from month) = 1", name="month"),
        CheckConstraint("(part = 'debt') = (monthly_fen IS NOT NULL)", name="debt"),
        UniqueConstraint("customer_id", "visit_id", "position"),
        ForeignKeyConstraint(["customer_id", "visit_id"], ["visits.customer_id", "visits.id"]),
        ForeignKeyConstraint(["customer_id", "document_id"], ["documents.customer_id", "documents.id"]),
    )


class VisitPhoto(Scoped, Base):
    """A photo. `place_cipher` seals where it was taken; how far from the visit and how long from it is plain."""

    __tablename__ = "visit_photos"

    visit_id: Mapped[UUID]
    position: Mapped[int]
    document_id: Mapped[UUID]
    source: Mapped[PhotoSource] = mapped_column(one_of(PhotoSource))
    caption: Mapped[str]
    taken_at: Mapped[datetime | None]
    place_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    accuracy_m: Mapped[int | None]
    distance_m: Mapped[int | None]
    minutes_apart: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("customer_id", "visit_id", "position"),
        UniqueConstraint("customer_id", "visit_id", "document_id"),
        ForeignKeyConstraint(["customer_id", "visit_id"], ["visits.customer_id", "visits.id"]),
        ForeignKeyConstraint(["customer_id", "document_id"], ["documents.customer_id", "documents.id"]),
    )


class VisitRule(RuleRow, Base):
    """A cross-check of visits."""

    __tablename__ = "visit_rules"
