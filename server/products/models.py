"""Products and their versions: reference tables, the same for everybody."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of
from server.terms.model import Method


class Product(Base):
    """Something that is lent under one name."""

    __tablename__ = "products"

    code: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    created_at: Mapped[datetime]


class ProductVersion(Base):
    """The terms of a product from a day on (both days included; no last day means until further notice).

    Rates are fractions a year. `penalty_multiple` times the rate is charged on overdue principal; `fee_share` is a
    one-time fee as a share of the principal, due with the first instalment. `convention` names a profile of `terms`;
    `plan` declares what else a schedule follows from (`terms.plan`), `servicing` how its loans are serviced, `visit`
    from which amount on somebody goes there before an application is submitted (`products.visits`).
    An approval may lay down a higher rate up to `rate_annual_max`, where that is given. `verified_by` names, for a fact
    or for `*`, the sources that count as verified for it; of a fact that it does not name, every official source does.
    """

    __tablename__ = "product_versions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    product_code: Mapped[str] = mapped_column(ForeignKey("products.code"))
    number: Mapped[int]
    method: Mapped[Method] = mapped_column(one_of(Method))
    amount_min_fen: Mapped[int]
    amount_max_fen: Mapped[int]
    term_months_min: Mapped[int]
    term_months_max: Mapped[int]
    rate_annual: Mapped[Decimal] = mapped_column(Numeric(9, 6))
    rate_annual_max: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    convention: Mapped[str]
    penalty_multiple: Mapped[Decimal] = mapped_column(Numeric(6, 4))
    fee_share: Mapped[Decimal] = mapped_column(Numeric(9, 6))
    purposes: Mapped[list[str]]
    plan: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    servicing: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    visit: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    verified_by: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("product_code", "number"),
        CheckConstraint("amount_min_fen > 0 AND amount_max_fen >= amount_min_fen", name="amounts"),
        CheckConstraint("term_months_min > 0 AND term_months_max >= term_months_min", name="terms"),
        CheckConstraint("rate_annual >= 0 AND rate_annual < 1", name="rate"),
        CheckConstraint("rate_annual_max >= rate_annual AND rate_annual_max < 1", name="rate_max"),
        CheckConstraint("penalty_multiple >= 1 AND penalty_multiple <= 2", name="penalty"),
        CheckConstraint("fee_share >= 0 AND fee_share < 1", name="fee"),
        CheckConstraint("effective_until IS NULL OR effective_until >= effective_from", name="period"),
    )
