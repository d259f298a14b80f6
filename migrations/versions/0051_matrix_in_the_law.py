"""From December 2026 the rule about who may decide asks the matrix that decided, and no fixed steps."""

from alembic import op

from migrations.laws import bring_in, rules_of

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

RULES = "rules-2026-12.json"


def upgrade() -> None:
    bring_in(rules_of(RULES))


def downgrade() -> None:
    op.execute("DELETE FROM compliance_rules WHERE code = 'AP-06' AND version = 2")
