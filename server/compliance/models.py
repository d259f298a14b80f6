"""Rules of law (a reference table) and the stored checks."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.compliance.rules import Trigger
from server.kit.database import Base, one_of
from server.kit.rule_rows import RuleResult, RuleRow


class ComplianceRule(RuleRow, Base):
    """A version of a rule of law. `triggers` are the steps before which it is asked."""

    __tablename__ = "compliance_rules"

    triggers: Mapped[list[str]]

    __table_args__ = (CheckConstraint("effective_until IS NULL OR effective_until >= effective_from", name="period"),)


class ComplianceCheck(RuleResult, Base):
    """What the rules of law said before one step."""

    __tablename__ = "compliance_checks"

    trigger: Mapped[Trigger] = mapped_column(one_of(Trigger))

    __table_args__ = (
        Index(None, "customer_id", "application_id"),
        Index(None, "application_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )
