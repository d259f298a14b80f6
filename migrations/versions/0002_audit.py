"""Audit records and their seals: inserted and read, never changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import ALL_ROWS_OF_A_BRANCH, APP, append_only, in_sight

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_records",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Uuid()),
        sa.Column("session_id", sa.Uuid()),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("code", sa.Text()),
        sa.Column("subjects", postgresql.JSONB(), nullable=False),
        sa.Column("changes", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("outcome IN ('done', 'refused')", name=op.f("ck_audit_records_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_records")),
    )
    op.create_index("ix_audit_records_at", "audit_records", ["at"])
    op.create_index("ix_audit_records_subjects", "audit_records", ["subjects"], postgresql_using="gin")
    op.create_table(
        "audit_seals",
        sa.Column("shard", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("shard", "number", name=op.f("pk_audit_seals")),
        sa.UniqueConstraint("record_id", name=op.f("uq_audit_seals_record_id")),
    )
    append_only("audit_records")
    append_only("audit_seals")
    op.execute("ALTER TABLE audit_records ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY written ON audit_records FOR INSERT TO {APP} WITH CHECK (true)")
    sight = in_sight("branch_id", "branches")
    op.execute(f"CREATE POLICY scope ON audit_records FOR SELECT TO {APP} USING ({sight} AND {ALL_ROWS_OF_A_BRANCH})")


def downgrade() -> None:
    op.drop_table("audit_seals")
    op.drop_table("audit_records")
