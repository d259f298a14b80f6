"""Rules of law (a reference table) and the stored checks."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.compliance.engine import LawRule
from server.compliance.rules import Trigger
from server.kit.database import Base, one_of
from server.kit.rule_rows import RuleResult, RuleRow


class ComplianceRule(RuleRow, Base):
    """A version of a rule of law. `triggers` are the steps before which it is asked, `lender` which lenders it binds.

    `parameters` are what the measure takes beside the bound: lists, thresholds, hours. A finding of the nightly sweep
    has to be mended within `due_days`.
    """

    __tablename__ = "compliance_rules"

    triggers: Mapped[list[str]]
    parameters: Mapped[dict[str, Any]]
    lender: Mapped[str]
    due_days: Mapped[int]

    __table_args__ = (
        CheckConstraint("effective_until IS NULL OR effective_until >= effective_from", name="period"),
        CheckConstraint("due_days > 0", name="due_days"),
    )

    @property
    def as_law(self) -> LawRule:
        """The row as the engine evaluates it."""
        return LawRule(self.as_rule, self.parameters, self.lender, self.due_days, frozenset(self.triggers))


class ComplianceCheck(RuleResult, Base):
    """What the rules of law said before one step: of an application, or of a contact or a look, which have none."""

    __tablename__ = "compliance_checks"

    trigger: Mapped[Trigger] = mapped_column(one_of(Trigger))
    application_id: Mapped[UUID | None]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]

    __table_args__ = (
        Index(None, "customer_id", "application_id"),
        Index(None, "application_id"),
        Index(None, "subject_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )
