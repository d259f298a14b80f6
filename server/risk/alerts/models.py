"""Alerts, switches, times to answer, digests."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of
from server.risk.alerts.rules import AlertState, Desk, Outcome, Severity
from server.risk.grain import Grain

NOBODY = UUID(int=0)
"""The officer of what belongs to no customer: in the sight of nobody who sees by officers."""


class RiskAlert(Scoped, Base):
    """One indicator of one subject that has triggered. What it is called and asks for stands as on the day it opened.

    `customer_id` is whose it is: the customer, or the subject itself where it belongs to none (its officer is then
    NOBODY). `label` names a subject that is no person. `inputs` are name and value of each figure, `story` what has
    happened to it. `digest_on` marks one that was not told by itself; `cluster` holds the applications it is about,
    where it is about several; `eased_on` is the day on which the value went back to nothing.
    """

    __tablename__ = "risk_alerts"

    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    action: Mapped[str]
    unit: Mapped[str]
    operator: Mapped[str]
    grain: Mapped[Grain] = mapped_column(one_of(Grain))
    subject_id: Mapped[UUID]
    label: Mapped[str | None]
    desk: Mapped[Desk] = mapped_column(one_of(Desk))
    severity: Mapped[Severity] = mapped_column(one_of(Severity))
    state: Mapped[AlertState] = mapped_column(one_of(AlertState))
    value: Mapped[Decimal | None]
    warn: Mapped[Decimal | None]
    critical: Mapped[Decimal | None]
    inputs: Mapped[list[dict[str, Any]]]
    formula_version: Mapped[int]
    measured_on: Mapped[date]
    money_fen: Mapped[int]
    cluster: Mapped[list[UUID]]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    digest_on: Mapped[date | None]
    snoozed_until: Mapped[date | None]
    escalated_at: Mapped[datetime | None]
    escalated_to: Mapped[str | None]
    eased_on: Mapped[date | None]
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome))
    note: Mapped[str | None]
    closed_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]
    story: Mapped[list[dict[str, Any]]]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("money_fen >= 0", name="money"),
        CheckConstraint("(state = 'snoozed') = (snoozed_until IS NOT NULL)", name="snoozed"),
        CheckConstraint("num_nulls(escalated_at, escalated_to) IN (0, 2)", name="escalation"),
        CheckConstraint("state <> 'escalated' OR escalated_at IS NOT NULL", name="escalated"),
        CheckConstraint(
            "num_nulls(outcome, note, closed_by, closed_at) = CASE WHEN state = 'closed' THEN 0 ELSE 4 END",
            name="closed",
        ),
        Index(
            "uq_risk_alerts_living",
            "subject_id",
            "code",
            "customer_id",
            unique=True,
            postgresql_where=text("state <> 'closed'"),
        ),
        Index(
            "ix_risk_alerts_living",
            "branch_id",
            "officer_id",
            postgresql_include=["customer_id", "subject_id", "desk", "state"],
            postgresql_where=text("state <> 'closed'"),
        ),
        Index(None, "money_fen", "id"),
        Index(None, "officer_id", "opened_at"),
        Index("ix_risk_alerts_due", "due_at", "id", postgresql_where=text("state IN ('open', 'snoozed')")),
        Index(None, "code", "outcome"),
    )


class RiskSwitch(Base):
    """Somebody has turned an indicator on or off. The newest row holds; without one, what the house began with."""

    __tablename__ = "risk_switches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    is_on: Mapped[bool]
    reason: Mapped[str]
    turned_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    turned_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("length(reason) BETWEEN 2 AND 500", name="reason"),
        Index(None, "code", "turned_at"),
    )


class RiskTerm(Base):
    """Within how many hours an alert is to be answered: of one indicator, or ('*') of all that have no own row."""

    __tablename__ = "risk_terms"

    code: Mapped[str]
    severity: Mapped[Severity] = mapped_column(one_of(Severity))
    hours: Mapped[int]

    __table_args__ = (
        PrimaryKeyConstraint("code", "severity"),
        CheckConstraint("hours BETWEEN 1 AND 2160", name="hours"),
    )


class RiskDigest(Base):
    """What a day had for an officer, or (NOBODY) for a desk, beyond the alerts that were told one by one."""

    __tablename__ = "risk_digests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    officer_id: Mapped[UUID]
    desk: Mapped[Desk] = mapped_column(one_of(Desk))
    day: Mapped[date]
    alerts: Mapped[int]
    money_fen: Mapped[int]

    __table_args__ = (
        CheckConstraint("alerts > 0 AND money_fen >= 0", name="counted"),
        UniqueConstraint("officer_id", "desk", "day"),
    )
