"""Guarantors are kept, so the rule of the period of a guarantee is answered."""

from alembic import op

from migrations.laws import bring_in, rules_of

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

RULES = "rules-guarantees.json"


def upgrade() -> None:
    bring_in(rules_of(RULES))


def downgrade() -> None:
    op.execute("DELETE FROM compliance_rules WHERE code = 'CT-05' AND version = 2")
