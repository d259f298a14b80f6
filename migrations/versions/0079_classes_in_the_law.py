"""Loans are classified, so the rules of the tiers are answered."""

from alembic import op

from migrations.laws import bring_in, rules_of

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

RULES = "rules-classes.json"


def upgrade() -> None:
    bring_in(rules_of(RULES))


def downgrade() -> None:
    op.execute(
        "DELETE FROM compliance_rules WHERE code IN ('AS-01', 'AS-03', 'AS-04', 'AS-05', 'AS-06') AND version = 2"
    )
