"""All rules of law that can be answered; a rule says what it takes beside its bound, whom it binds, when to mend.

Checks may be of something else than an application.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.laws import bring_in, rules_of

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

RULES = "rules-2026-11.json"

UNITS = "'percent', 'times', 'years', 'days', 'count', 'money'"
TRIGGERS = (
    "'application', 'pricing', 'approval', 'contract', 'disbursement', 'collection', 'data_access', 'retention', "
    "'register', 'sweep'"
)


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
    rules = rules_of(RULES)
    codes = [rule["code"] for rule in rules]
    op.execute(sa.text("DELETE FROM compliance_rules WHERE code = ANY(:codes)").bindparams(codes=codes))
    bring_in(rules)


def downgrade() -> None:
    op.execute("DELETE FROM compliance_rules WHERE code NOT IN ('MC-01', 'MC-02', 'PR-02', 'PR-03', 'PR-04')")
    op.execute("DELETE FROM compliance_checks WHERE application_id IS NULL")
    op.drop_index(op.f("ix_compliance_checks_subject_id"), "compliance_checks")
    for column in ("subject_id", "subject_kind"):
        op.drop_column("compliance_checks", column)
    op.alter_column("compliance_checks", "application_id", nullable=False)
    for column in ("due_days", "lender", "parameters"):
        op.drop_column("compliance_rules", column)
