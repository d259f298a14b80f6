"""Dated tables. None of them holds a customer's data."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class Tenor(StrEnum):
    """The two published terms of the loan prime rate."""

    ONE_YEAR = "1y"
    FIVE_YEARS = "5y"


class LprRate(Base):
    """The loan prime rate (LPR) from a day on, a fraction: 0.03 is 3 % a year."""

    __tablename__ = "lpr_rates"

    tenor: Mapped[Tenor] = mapped_column(one_of(Tenor), primary_key=True)
    effective_from: Mapped[date] = mapped_column(primary_key=True)
    rate: Mapped[Decimal] = mapped_column(Numeric(9, 6))

    __table_args__ = (CheckConstraint("rate > 0 AND rate < 1", name="fraction"),)


class RegionCode(Base):
    """A region of GB/T 2260."""

    __tablename__ = "region_codes"

    code: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    abolished_on: Mapped[date | None]


class CalendarDay(Base):
    """A day that is worked or not, whatever its weekday; of several rows for one day the last entered counts."""

    __tablename__ = "calendar_days"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    on: Mapped[date]
    is_working: Mapped[bool]
    name_zh: Mapped[str]
    source: Mapped[str]

    __table_args__ = (Index(None, "on", "id"),)


class LenderFigure(Base):
    """A figure of the lender from a day on; of several for one day the last entered counts."""

    __tablename__ = "lender_figures"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    effective_from: Mapped[date]
    value: Mapped[Decimal]
    note: Mapped[str]
    set_by: Mapped[UUID]
    set_at: Mapped[datetime]

    __table_args__ = (Index(None, "code", "effective_from", "id"),)
