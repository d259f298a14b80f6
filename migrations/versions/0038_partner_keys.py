"""Keys of partners; who may set keys and webhooks in a house that has its roles already."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import give_rights, grant, take_rights

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
    give_rights(("administering", operation) for operation in GRANTED)


def downgrade() -> None:
    take_rights(GRANTED)
    op.drop_table("partner_keys")
