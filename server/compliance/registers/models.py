"""Entries of the registers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.compliance.registers.kinds import RegisterKind
from server.kit.database import Base, one_of


class RegisterEntry(Base):
    """One fact of a register. It holds no personal data: a person is told by the customer's id or a blind index.

    An entry of the house itself has no customer; its officer is who entered it.
    """

    __tablename__ = "compliance_entries"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID]
    officer_id: Mapped[UUID]
    customer_id: Mapped[UUID | None]
    kind: Mapped[RegisterKind] = mapped_column(one_of(RegisterKind))
    name: Mapped[str]
    facts: Mapped[dict[str, Any]]
    entered_on: Mapped[date]
    entered_by: Mapped[UUID]
    entered_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    ended_by: Mapped[UUID | None]
    end_reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 200", name="name_length"),
        CheckConstraint("num_nulls(ended_on, ended_by, end_reason) IN (0, 3)", name="ended"),
        Index(None, "kind", "entered_on", "id"),
        Index(None, "customer_id"),
    )
