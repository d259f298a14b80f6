"""Developer tokens; who may make them in a house that has its roles already."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import give_rights, grant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

POSITIONS = (
    "administrator",
    "auditor",
    "branch_manager",
    "committee_member",
    "finance_clerk",
    "regional_manager",
    "risk_officer",
)
GRANTED = (("developing", "token:create"), ("everyone", "token:read"), ("everyone", "token:revoke"))


def upgrade() -> None:
    op.create_table(
        "developer_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("operations", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name=op.f("ck_developer_tokens_name_length")),
        sa.ForeignKeyConstraint(["id"], ["staff_sessions.id"], name=op.f("fk_developer_tokens_id_staff_sessions")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_developer_tokens_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_developer_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_developer_tokens_token_hash")),
    )
    op.create_index(op.f("ix_developer_tokens_staff_id"), "developer_tokens", ["staff_id"], unique=False)
    # what a token was given never changes; it ends with its session
    grant("developer_tokens", "SELECT, INSERT, UPDATE (last_used_on)")
    _rights_of_a_house_with_roles()


def _rights_of_a_house_with_roles() -> None:
    """A new house gets its roles from the catalogue, after the migrations; an old one gets the new rights here."""
    op.execute(
        "INSERT INTO roles (code, name_zh, name_en) SELECT 'developing', '接口开发', 'Developing' "
        "WHERE EXISTS (SELECT FROM roles) ON CONFLICT DO NOTHING"
    )
    given = sa.table("position_roles", sa.column("position_code"), sa.column("role_code"))
    positions = sa.table("positions", sa.column("code"))
    holders = sa.select(positions.c.code, sa.literal("developing")).where(positions.c.code.in_(POSITIONS))
    op.execute(postgresql.insert(given).from_select(["position_code", "role_code"], holders).on_conflict_do_nothing())
    give_rights(GRANTED)


def downgrade() -> None:
    op.execute("DELETE FROM position_roles WHERE role_code = 'developing'")
    op.execute("DELETE FROM role_operations WHERE operation LIKE 'token:%'")
    op.execute("DELETE FROM roles WHERE code = 'developing'")
    op.execute(
        "UPDATE staff_sessions SET ended_at = now(), end_reason = 'withdrawn' "
        "WHERE ended_at IS NULL AND id IN (SELECT id FROM developer_tokens)"
    )
    op.execute("UPDATE rights_epoch SET value = value + 1 WHERE id = 1")
    op.drop_table("developer_tokens")
