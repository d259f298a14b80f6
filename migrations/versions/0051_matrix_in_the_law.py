"""From December 2026 the rule about who may decide asks the matrix that decided, and no fixed steps."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

RULES = Path(__file__).parents[2] / "server" / "compliance" / "law" / "rules-2026-12.json"
"""As it is in force: a file is never changed."""

PLAIN = ("code", "version", "name_zh", "name_en", "source", "fact", "comparison", "unit", "severity", "applies_to")
ALSO = ("conditions", "zh", "en", "triggers", "parameters", "lender", "due_days")
TYPES: dict[str, Any] = {
    "version": sa.BigInteger(),
    "due_days": sa.BigInteger(),
    "bound": sa.Numeric(),
    "conditions": postgresql.JSONB(),
    "parameters": postgresql.JSONB(),
    "triggers": postgresql.ARRAY(sa.Text()),
    "effective_from": sa.Date(),
    "effective_until": sa.Date(),
}


def upgrade() -> None:
    rows = [_row(rule) for rule in json.loads(RULES.read_text(encoding="utf-8"))["rules"]]
    columns: list[Any] = [sa.column(name, TYPES.get(name, sa.Text())) for name in rows[0]]
    op.bulk_insert(sa.table("compliance_rules", *columns), rows)


def _row(rule: dict[str, Any]) -> dict[str, Any]:
    days = {"effective_from": date.fromisoformat(rule["effective_from"]), "effective_until": None}
    return {name: rule[name] for name in (*PLAIN, *ALSO)} | days | {"bound": Decimal(rule["bound"])}


def downgrade() -> None:
    op.execute("DELETE FROM compliance_rules WHERE code = 'AP-06' AND version = 2")
