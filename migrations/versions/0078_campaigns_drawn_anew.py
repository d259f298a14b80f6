"""What was drawn for a campaign that is changed goes; what reached a customer stays, whoever asks."""

from alembic import op

from migrations.helpers import APP, grant

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None

TABLE, POLICY = "offers", "never_sent"
NEVER_SENT = "state IN ('excluded', 'control', 'drafted')"


def upgrade() -> None:
    op.execute(f"CREATE POLICY {POLICY} ON {TABLE} AS RESTRICTIVE FOR DELETE TO {APP} USING ({NEVER_SENT})")
    grant(TABLE, "DELETE")


def downgrade() -> None:
    op.execute(f"REVOKE DELETE ON {TABLE} FROM {APP}")
    op.execute(f"DROP POLICY {POLICY} ON {TABLE}")
