"""Who saw whose data is asked for by person: the audit trail is found by who acted."""

from alembic import op

from migrations.helpers import index

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    index("audit_records", "actor_id at")


def downgrade() -> None:
    op.drop_index(op.f("ix_audit_records_actor_id_at"), "audit_records")
