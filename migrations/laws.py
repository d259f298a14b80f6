"""How a migration brings rules of law into force: from a file of the catalogue that is never changed afterwards."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

LAW: Final = Path(__file__).parents[1] / "server" / "compliance" / "law"
WORDS: Final = ("code", "name_zh", "name_en", "source", "fact", "comparison", "unit", "severity", "applies_to")
ALSO: Final = ("version", "conditions", "zh", "en", "triggers", "parameters", "lender", "due_days")
TYPES: Final[dict[str, Any]] = {
    "version": sa.BigInteger(),
    "due_days": sa.BigInteger(),
    "bound": sa.Numeric(),
    "conditions": postgresql.JSONB(),
    "parameters": postgresql.JSONB(),
    "triggers": postgresql.ARRAY(sa.Text()),
    "effective_from": sa.Date(),
    "effective_until": sa.Date(),
}


def rules_of(file: str) -> list[dict[str, Any]]:
    """The rows of a file's implemented rules: a rule that says neither status nor end is one, and has none."""
    told = json.loads((LAW / file).read_text(encoding="utf-8"))["rules"]
    return [_row(rule) for rule in told if rule.get("status", "implemented") == "implemented"]


def bring_in(rules: list[dict[str, Any]]) -> None:
    """Write rules that the table does not hold yet."""
    columns: list[Any] = [sa.column(name, TYPES.get(name, sa.Text())) for name in rules[0]]
    op.bulk_insert(sa.table("compliance_rules", *columns), rules)


def _row(rule: dict[str, Any]) -> dict[str, Any]:
    until = rule.get("effective_until")
    days = {
        "effective_from": date.fromisoformat(rule["effective_from"]),
        "effective_until": date.fromisoformat(until) if until else None,
    }
    return {name: rule[name] for name in (*WORDS, *ALSO)} | days | {"bound": Decimal(rule["bound"])}
