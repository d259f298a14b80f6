"""Rules of risk (a reference table) and the stored assessments of applications."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index

from server.kit.database import Base
from server.kit.rule_rows import RuleResult, RuleRow


class DecisionRule(RuleRow, Base):
    """A version of a rule of risk."""

    __tablename__ = "decision_rules"
    __table_args__ = (CheckConstraint("effective_until IS NULL OR effective_until >= effective_from", name="period"),)


class Assessment(RuleResult, Base):
    """What the rules of risk said of an application at one submission."""

    __tablename__ = "decision_assessments"

    __table_args__ = (
        Index(None, "customer_id", "application_id"),
        Index(None, "application_id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )
