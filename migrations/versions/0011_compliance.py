"""Rules of law, checks."""

from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import KEPT, grant, scope_rows

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


GUIDELINE = "《小额贷款公司综合融资成本管理工作指引》(2025-12)"
LAW_26 = "《小额贷款公司监督管理暂行办法》(金规〔2024〕26号)"
COMMON: dict[str, Any] = {"version": 1, "applies_to": "any", "severity": "block", "conditions": []}
PRICING: dict[str, Any] = COMMON | {"triggers": ["approval", "contract"], "comparison": "above"}
CONCENTRATION: dict[str, Any] = COMMON | {
    "triggers": ["approval", "disbursement"],
    "comparison": "above",
    "unit": "percent",
    "source": LAW_26,
    "effective_from": date(2025, 1, 17),
    "effective_until": None,
}

# Concentration on net assets at last year-end, and the ceiling of the all-in annual cost with its way down to four
# times the one-year LPR. They are data from here on: a change is a new version with its own first day.
RULES: list[dict[str, Any]] = [
    CONCENTRATION
    | {
        "code": "MC-01",
        "name_zh": "单一借款人集中度",
        "name_en": "Single-borrower cap",
        "fact": "borrower_share",
        "bound": Decimal("0.10"),
        "zh": "单户余额占上年末净资产{value}，超过{limit}上限",
        "en": "The borrower's balance is {value} of net assets at last year-end, above {limit}",
    },
    CONCENTRATION
    | {
        "code": "MC-02",
        "name_zh": "借款人及关联方集中度",
        "name_en": "Borrower and affiliates cap",
        "fact": "group_share",
        "bound": Decimal("0.15"),
        "zh": "借款人及关联方余额占上年末净资产{value}，超过{limit}上限",
        "en": "Borrower and affiliates are {value} of net assets at last year-end, above {limit}",
    },
    PRICING
    | {
        "code": "PR-02",
        "name_zh": "综合融资成本上限",
        "name_en": "All-in cost ceiling",
        "source": GUIDELINE,
        "fact": "apr_all_in",
        "bound": Decimal("0.24"),
        "unit": "percent",
        "zh": "综合融资成本{value}，超过{limit}",
        "en": "The all-in annual cost is {value}, above {limit}",
        "effective_from": date(2025, 12, 24),
        "effective_until": None,
    },
    PRICING
    | {
        "code": "PR-03",
        "name_zh": "4倍LPR压降",
        "name_en": "Way down to four times LPR",
        "source": GUIDELINE,
        "severity": "warn",
        "fact": "apr_over_lpr",
        "bound": Decimal(4),
        "unit": "times",
        "zh": "综合融资成本为一年期LPR的{value}倍，高于{limit}倍，计入压降台账",
        "en": "The all-in annual cost is {value} times the one-year LPR, above {limit}: noted for reduction",
        "effective_from": date(2025, 12, 24),
        "effective_until": date(2027, 12, 31),
    },
    PRICING
    | {
        "code": "PR-04",
        "name_zh": "4倍LPR上限",
        "name_en": "Cap of four times LPR",
        "source": GUIDELINE,
        "fact": "apr_over_lpr",
        "bound": Decimal(4),
        "unit": "times",
        "conditions": [{"fact": "term_days", "comparison": "above", "bound": "31"}],
        "zh": "综合融资成本为一年期LPR的{value}倍，超过{limit}倍",
        "en": "The all-in annual cost is {value} times the one-year LPR, above {limit}",
        "effective_from": date(2028, 1, 1),
        "effective_until": None,
    },
]


def upgrade() -> None:
    op.create_table(
        "compliance_rules",
        sa.Column("triggers", postgresql.ARRAY(sa.Text()), nullable=False),
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
            "effective_until IS NULL OR effective_until >= effective_from", name=op.f("ck_compliance_rules_period")
        ),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_compliance_rules")),
    )

    op.create_table(
        "compliance_checks",
        sa.Column(
            "trigger",
            sa.Enum(
                "approval",
                "contract",
                "disbursement",
                name="trigger",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
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
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_compliance_checks_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_compliance_checks")),
    )
    op.create_index(op.f("ix_compliance_checks_application_id"), "compliance_checks", ["application_id"], unique=False)
    op.create_index(
        op.f("ix_compliance_checks_customer_id_application_id"),
        "compliance_checks",
        ["customer_id", "application_id"],
        unique=False,
    )

    grant("compliance_rules", "SELECT")
    scope_rows("compliance_checks", KEPT)
    _write_rules()


def _write_rules() -> None:
    """Insert the first rules."""
    types: dict[str, Any] = {
        "version": sa.BigInteger(),
        "bound": sa.Numeric(),
        "conditions": postgresql.JSONB(),
        "triggers": postgresql.ARRAY(sa.Text()),
        "effective_from": sa.Date(),
        "effective_until": sa.Date(),
    }
    columns: list[Any] = [sa.column(name, types.get(name, sa.Text())) for name in RULES[0]]
    op.bulk_insert(sa.table("compliance_rules", *columns), RULES)


def downgrade() -> None:
    op.drop_table("compliance_checks")
    op.drop_table("compliance_rules")
