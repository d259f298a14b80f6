"""A case that goes up takes the clause of its new route, or none: the server may change it."""

from alembic import op

from migrations.helpers import APP, grant

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    grant("approval_cases", "UPDATE (routine)")


def downgrade() -> None:
    op.execute(f"REVOKE UPDATE (routine) ON approval_cases FROM {APP}")
