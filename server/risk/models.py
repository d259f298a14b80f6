"""Thresholds, sheets, hits, and how far the sweeps came."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from server.identity.models import Branch
from server.kit.database import Base, Scoped, one_of
from server.products.models import Product
from server.risk.grading import Grade
from server.risk.grain import Grain


class ThresholdState(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class SweepKind(StrEnum):
    """The whole house at night, or what was touched during the day."""

    FULL = "full"
    TOUCHED = "touched"


class SweepState(StrEnum):
    """A running one that nobody works on was broken off and is gone on with."""

    RUNNING = "running"
    DONE = "done"


class RiskThreshold(Base):
    """From which value on an indicator warns, from a day on; for one product, one region, both, or everything.

    What the catalogue says holds until the first of these; a grade that has no threshold is never reached. Numbered
    from 1 for each indicator; 0 is the catalogue's.
    """

    __tablename__ = "risk_thresholds"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    number: Mapped[int]
    product_code: Mapped[str | None] = mapped_column(ForeignKey(Product.code))
    region_id: Mapped[UUID | None] = mapped_column(ForeignKey(Branch.id))
    warn: Mapped[Decimal | None]
    critical: Mapped[Decimal | None]
    effective_from: Mapped[date]
    reason: Mapped[str]
    state: Mapped[ThresholdState] = mapped_column(one_of(ThresholdState))
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("num_nulls(warn, critical) < 2", name="something"),
        CheckConstraint("decided_by <> proposed_by", name="four_eyes"),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided"),
        CheckConstraint("num_nulls(decided_by, decided_at) IN (0, 2)", name="decision"),
        UniqueConstraint("code", "number"),
    )


class RiskEdition(Base):
    """The formulas of a grain in the order in which a sheet holds their values. `mark` tells two editions apart."""

    __tablename__ = "risk_editions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    grain: Mapped[Grain] = mapped_column(one_of(Grain))
    mark: Mapped[str]
    codes: Mapped[list[str]]
    versions: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    made_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("grain", "mark"),)


class RiskName(Base):
    """What an indicator is called and the unit of its values, as the catalogue has it (a test holds them equal)."""

    __tablename__ = "risk_names"

    code: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    unit: Mapped[str]


class RiskSheet(Scoped, Base):
    """All values of one customer, application or loan (same id), and a letter for the grade of each.

    `as_of` is the day since which they stand like this: a subject of which nothing has changed is not written again.
    """

    __tablename__ = "risk_sheets"

    grain: Mapped[Grain] = mapped_column(one_of(Grain))
    as_of: Mapped[date]
    edition: Mapped[UUID] = mapped_column(ForeignKey(RiskEdition.id))
    values: Mapped[list[Decimal | None]] = mapped_column(ARRAY(Numeric))
    grades: Mapped[str]


class RiskHouseSheet(Base):
    """The same of an officer, a product, a region, the house, a market or a policy: rows of a branch, or of the top.

    House, market and policies are all measured at the top: there the grain tells them apart.
    """

    __tablename__ = "risk_house_sheets"

    grain: Mapped[Grain] = mapped_column(one_of(Grain), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    officer_id: Mapped[UUID | None]
    label: Mapped[str]
    as_of: Mapped[date]
    edition: Mapped[UUID] = mapped_column(ForeignKey(RiskEdition.id))
    values: Mapped[list[Decimal | None]] = mapped_column(ARRAY(Numeric))
    grades: Mapped[str]


class RiskSweep(Base):
    """How far the measuring of a day has come: every subject of a grain up to `last_id`, and all grains before it.

    `read_until` is the instant up to which what was touched is taken in; `left_out` names formulas that failed.
    """

    __tablename__ = "risk_sweeps"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    kind: Mapped[SweepKind] = mapped_column(one_of(SweepKind))
    state: Mapped[SweepState] = mapped_column(one_of(SweepState))
    grain: Mapped[Grain | None] = mapped_column(one_of(Grain))
    last_id: Mapped[UUID | None]
    subjects: Mapped[int]
    sheets: Mapped[int]
    hits: Mapped[int]
    left_out: Mapped[list[str]]
    read_until: Mapped[datetime]
    begun_by: Mapped[UUID]
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name="finished"),
        # one at a time
        Index("uq_risk_sweeps_running", text("(true)"), unique=True, postgresql_where=text("state = 'running'")),
        Index("uq_risk_sweeps_full", "day", unique=True, postgresql_where=text("kind = 'full'")),
        Index(None, "begun_at"),
    )


class RiskTouched(Base):
    """Subjects that a sweep of the day has to look at: gone when it is done."""

    __tablename__ = "risk_touched"

    sweep_id: Mapped[UUID] = mapped_column(ForeignKey(RiskSweep.id), primary_key=True)
    grain: Mapped[Grain] = mapped_column(one_of(Grain), primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)


class RiskTally(Base):
    """How many subjects a full sweep found at each grade of an indicator: its gaps are gaps in our data."""

    __tablename__ = "risk_tallies"

    sweep_id: Mapped[UUID] = mapped_column(ForeignKey(RiskSweep.id), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    subjects: Mapped[int]
    warnings: Mapped[int]
    criticals: Mapped[int]
    gaps: Mapped[int]
    unknowns: Mapped[int]


class RiskFault(Base):
    """A formula that failed in a sweep, and was left out of what remained of it; what it said before stands."""

    __tablename__ = "risk_faults"

    sweep_id: Mapped[UUID] = mapped_column(ForeignKey(RiskSweep.id), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    reason: Mapped[str]
    after_id: Mapped[UUID]
    noted_at: Mapped[datetime]


class RiskHit(Base):
    """A change of grade, to warn or critical or back from there, with what it was reckoned from.

    Whose the subject was on the day goes with him when another takes him over.
    """

    __tablename__ = "risk_hits"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sweep_id: Mapped[UUID]
    day: Mapped[date]
    code: Mapped[str]
    version: Mapped[int]
    grain: Mapped[Grain] = mapped_column(one_of(Grain))
    subject_id: Mapped[UUID]
    label: Mapped[str]
    customer_id: Mapped[UUID | None]
    branch_id: Mapped[UUID]
    officer_id: Mapped[UUID | None]
    grade: Mapped[Grade] = mapped_column(one_of(Grade))
    former: Mapped[str]
    value: Mapped[Decimal | None]
    inputs: Mapped[dict[str, Any]]
    found_at: Mapped[datetime]

    __table_args__ = (Index(None, "customer_id", "id"), Index(None, "subject_id", "code", "id"))
