"""Keys of partners; who may set keys and webhooks in a house that has its roles already."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import grant

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
GRANTED = ("partner_key:read", "partner_key:set", "webhook:read", "webhook:set")


def upgrade() -> None:
    op.create_table(
        "partner_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("operations", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("branch_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("last_used_on", sa.Date()),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name=op.f("ck_partner_keys_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_keys")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_partner_keys_key_hash")),
    )
    # what a key was given never changes; it ends
    grant("partner_keys", "SELECT, INSERT, UPDATE (ended_at, last_used_on)")
    rights = sa.table("role_operations", sa.column("role_code"), sa.column("operation"))
    roles = sa.table("roles", sa.column("code"))
    for operation in GRANTED:
        row = sa.select(sa.literal("administering"), sa.literal(operation))
        row = row.where(sa.exists().where(roles.c.code == "administering"))
        op.execute(postgresql.insert(rights).from_select(["role_code", "operation"], row).on_conflict_do_nothing())


def downgrade() -> None:
    rights = sa.table("role_operations", sa.column("operation", sa.Text()))
    op.execute(rights.delete().where(rights.c.operation.in_(GRANTED)))
    op.drop_table("partner_keys")
