"""What else a product version declares (plan, servicing), and the days that differ from the week."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import append_only

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("plan", "servicing"):
        op.add_column(
            "product_versions",
            sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        )
    op.create_table(
        "calendar_days",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_days")),
    )
    op.create_index(op.f("ix_calendar_days_on_id"), "calendar_days", ["on", "id"], unique=False)
    append_only("calendar_days")


def downgrade() -> None:
    op.drop_table("calendar_days")
    for name in ("servicing", "plan"):
        op.drop_column("product_versions", name)
