"""Rules of risk, assessments."""

from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import KEPT, grant, scope_rows

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


# The house's rules of risk. They are data from here on: a change is a new version with its own first day.
COMMON: dict[str, Any] = {"version": 1, "source": "house", "severity": "review", "conditions": []}
RULES: list[dict[str, Any]] = [
    COMMON
    | {
        "code": "DE-01",
        "name_zh": "借款人年龄",
        "name_en": "Age of the borrower",
        "fact": "age_years",
        "comparison": "below",
        "bound": Decimal(22),
        "unit": "years",
        "applies_to": "person",
        "zh": "借款人年龄{value}周岁，不满{limit}周岁，须人工复核",
        "en": "The borrower is {value} years old, below {limit}: somebody has to look",
        "effective_from": date(2020, 1, 1),
    },
    COMMON
    | {
        "code": "DE-02",
        "name_zh": "负债收入比",
        "name_en": "Debt ratio",
        "fact": "debt_ratio",
        "comparison": "above",
        "bound": Decimal("0.50"),
        "unit": "percent",
        "applies_to": "any",
        "zh": "月还款额占月收入{value}，超过{limit}，须人工复核",
        "en": "Monthly instalments are {value} of the monthly income, above {limit}: somebody has to look",
        "effective_from": date(2020, 1, 1),
    },
]


def upgrade() -> None:
    op.create_table(
        "decision_rules",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column(
            "comparison",
            sa.Enum("above", "below", name="comparison", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("bound", sa.Numeric(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "percent", "times", "years", "days", name="unit", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "severity",
            sa.Enum("block", "review", "warn", name="severity", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("applies_to", sa.Text(), nullable=False),
        sa.Column("conditions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "effective_until IS NULL OR effective_until >= effective_from", name=op.f("ck_decision_rules_period")
        ),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_decision_rules")),
    )

    op.create_table(
        "decision_assessments",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("event_date", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "pass", "review", "refuse", name="findingoutcome", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("results", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_decision_assessments_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_decision_assessments")),
    )
    op.create_index(
        op.f("ix_decision_assessments_application_id"), "decision_assessments", ["application_id"], unique=False
    )
    op.create_index(
        op.f("ix_decision_assessments_customer_id_application_id"),
        "decision_assessments",
        ["customer_id", "application_id"],
        unique=False,
    )

    grant("decision_rules", "SELECT")
    scope_rows("decision_assessments", KEPT)
    _write_rules()


def _write_rules() -> None:
    """Insert the first rules."""
    types: dict[str, Any] = {"conditions": postgresql.JSONB(), "bound": sa.Numeric(), "effective_from": sa.Date()}
    columns: list[Any] = [sa.column(name, types.get(name, sa.Text())) for name in RULES[0] if name != "version"]
    op.bulk_insert(sa.table("decision_rules", sa.column("version", sa.BigInteger()), *columns), RULES)


def downgrade() -> None:
    op.drop_table("decision_assessments")
    op.drop_table("decision_rules")
