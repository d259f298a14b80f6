"""Loans are classified, so the rules of the tiers are answered."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

RULES = Path(__file__).parents[2] / "server" / "compliance" / "law" / "rules-classes.json"
"""As it is in force: a file is never changed."""

WORDS = "code name_zh name_en source fact comparison unit severity applies_to zh en lender"


def upgrade() -> None:
    types: dict[str, Any] = {
        **dict.fromkeys(("version", "due_days"), sa.BigInteger()),
        **dict.fromkeys(("conditions", "parameters"), postgresql.JSONB()),
        "bound": sa.Numeric(),
        "triggers": postgresql.ARRAY(sa.Text()),
        "effective_from": sa.Date(),
    }
    columns: list[Any] = [sa.column(name, kind) for name, kind in types.items()]
    table = sa.table("compliance_rules", *columns, *(sa.column(name, sa.Text()) for name in WORDS.split()))
    for rule in json.loads(RULES.read_text(encoding="utf-8"))["rules"]:
        told = {name: rule[name] for name in (*types, *WORDS.split())}
        read = {"bound": Decimal(rule["bound"]), "effective_from": date.fromisoformat(rule["effective_from"])}
        op.execute(table.insert().values(told | read))


def downgrade() -> None:
    op.execute(
        "DELETE FROM compliance_rules WHERE code IN ('AS-01', 'AS-03', 'AS-04', 'AS-05', 'AS-06') AND version = 2"
    )
