"""All rules of law that can be answered; a rule says what it takes beside its bound, whom it binds, when to mend.

Checks may be of something else than an application.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

RULES = Path(__file__).parents[2] / "server" / "compliance" / "law" / "rules-2026-11.json"
"""The catalogue as it was on that day: a file is never changed once its rules are in force."""

UNITS = "'percent', 'times', 'years', 'days', 'count', 'money'"
TRIGGERS = (
    "'application', 'pricing', 'approval', 'contract', 'disbursement', 'collection', 'data_access', 'retention', "
    "'register', 'sweep'"
)
PLAIN = ("code", "version", "name_zh", "name_en", "source", "fact", "comparison", "unit", "severity", "applies_to")
ALSO = ("conditions", "zh", "en", "triggers", "parameters", "lender", "due_days")


def upgrade() -> None:
    op.add_column("compliance_rules", sa.Column("parameters", postgresql.JSONB(), server_default="{}", nullable=False))
    op.add_column("compliance_rules", sa.Column("lender", sa.Text(), server_default="any", nullable=False))
    op.add_column("compliance_rules", sa.Column("due_days", sa.BigInteger(), server_default="3", nullable=False))
    op.create_check_constraint(op.f("ck_compliance_rules_due_days"), "compliance_rules", "due_days > 0")
    _words("compliance_rules", "unit", UNITS)
    _words("compliance_checks", "trigger", TRIGGERS)
    op.alter_column("compliance_checks", "application_id", nullable=True)
    op.add_column("compliance_checks", sa.Column("subject_kind", sa.Text(), server_default="application"))
    op.add_column("compliance_checks", sa.Column("subject_id", sa.Uuid(), nullable=True))
    op.execute("UPDATE compliance_checks SET subject_id = application_id")
    op.alter_column("compliance_checks", "subject_id", nullable=False)
    op.alter_column("compliance_checks", "subject_kind", nullable=False, server_default=None)
    op.create_index(op.f("ix_compliance_checks_subject_id"), "compliance_checks", ["subject_id"])
    _write_rules()


def _words(table: str, column: str, words: str) -> None:
    """Which words a column takes."""
    name = f"ck_{table}_{column}"
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
    op.execute(f'ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ("{column}" IN ({words}))')


def _write_rules() -> None:
    """The rules that were there keep their version, and take the catalogue's text: it says the same."""
    told = json.loads(RULES.read_text(encoding="utf-8"))["rules"]
    rows = [_row(rule) for rule in told if rule["status"] == "implemented"]
    op.execute(
        sa.text("DELETE FROM compliance_rules WHERE code = ANY(:codes)").bindparams(codes=[r["code"] for r in rows])
    )
    types: dict[str, Any] = {
        "version": sa.BigInteger(),
        "due_days": sa.BigInteger(),
        "bound": sa.Numeric(),
        "conditions": postgresql.JSONB(),
        "parameters": postgresql.JSONB(),
        "triggers": postgresql.ARRAY(sa.Text()),
        "effective_from": sa.Date(),
        "effective_until": sa.Date(),
    }
    columns: list[Any] = [sa.column(name, types.get(name, sa.Text())) for name in rows[0]]
    op.bulk_insert(sa.table("compliance_rules", *columns), rows)


def _row(rule: Mapping[str, Any]) -> dict[str, Any]:
    until = rule["effective_until"]
    days = {
        "effective_from": date.fromisoformat(rule["effective_from"]),
        "effective_until": date.fromisoformat(until) if until else None,
    }
    return {name: rule[name] for name in (*PLAIN, *ALSO)} | days | {"bound": Decimal(rule["bound"])}


def downgrade() -> None:
    op.execute("DELETE FROM compliance_rules WHERE code NOT IN ('MC-01', 'MC-02', 'PR-02', 'PR-03', 'PR-04')")
    op.execute("DELETE FROM compliance_checks WHERE application_id IS NULL")
    op.drop_index(op.f("ix_compliance_checks_subject_id"), "compliance_checks")
    for column in ("subject_id", "subject_kind"):
        op.drop_column("compliance_checks", column)
    op.alter_column("compliance_checks", "application_id", nullable=False)
    for column in ("due_days", "lender", "parameters"):
        op.drop_column("compliance_rules", column)
