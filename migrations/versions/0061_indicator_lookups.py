"""By what indicators look things up: amended customers, guarantees by debtor."""

from alembic import op

from migrations.helpers import index

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

AMENDED = "ix_audit_records_amended"
DEBTORS = "ix_guarantee_claims_debtors"


def upgrade() -> None:
    index("audit_records", "at", name=AMENDED, where="operation = 'customer:amend'")
    index("guarantee_claims", "debtor_id", name=DEBTORS, where="ended_at IS NULL")


def downgrade() -> None:
    op.drop_index(DEBTORS, "guarantee_claims")
    op.drop_index(AMENDED, "audit_records")
