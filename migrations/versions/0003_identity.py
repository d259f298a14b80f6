"""Branches, staff, positions, roles, sessions."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import grant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "branches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "headquarters",
                "region",
                "branch",
                name="branchkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["branches.id"], name=op.f("fk_branches_parent_id_branches")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branches")),
        sa.UniqueConstraint("code", name=op.f("uq_branches_code")),
    )
    op.create_index(op.f("ix_branches_parent_id"), "branches", ["parent_id"], unique=False)

    op.create_table(
        "login_failures",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_login_failures")),
    )

    op.create_table(
        "positions",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column(
            "scope_kind",
            sa.Enum(
                "own",
                "team",
                "branch",
                "region",
                "headquarters",
                name="scopekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_positions")),
    )

    op.create_table(
        "rights_epoch",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_epoch")),
    )

    op.create_table(
        "roles",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_roles")),
    )

    op.create_table(
        "position_roles",
        sa.Column("position_code", sa.Text(), nullable=False),
        sa.Column("role_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["position_code"], ["positions.code"], name=op.f("fk_position_roles_position_code_positions")
        ),
        sa.ForeignKeyConstraint(["role_code"], ["roles.code"], name=op.f("fk_position_roles_role_code_roles")),
        sa.PrimaryKeyConstraint("position_code", "role_code", name=op.f("pk_position_roles")),
    )

    op.create_table(
        "role_operations",
        sa.Column("role_code", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["role_code"], ["roles.code"], name=op.f("fk_role_operations_role_code_roles")),
        sa.PrimaryKeyConstraint("role_code", "operation", name=op.f("pk_role_operations")),
    )

    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "on_leave",
                "disabled",
                name="staffstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_staff_branch_id_branches")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    op.create_index(op.f("ix_staff_branch_id"), "staff", ["branch_id"], unique=False)

    op.create_table(
        "staff_positions",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("position_code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name=op.f("ck_staff_positions_period")),
        sa.ForeignKeyConstraint(
            ["position_code"], ["positions.code"], name=op.f("fk_staff_positions_position_code_positions")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_positions_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "position_code", "valid_from", name=op.f("pk_staff_positions")),
    )

    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("stepped_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
    )
    op.create_index(op.f("ix_staff_sessions_staff_id"), "staff_sessions", ["staff_id"], unique=False)

    op.create_table(
        "team_members",
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["staff.id"], name=op.f("fk_team_members_lead_id_staff")),
        sa.ForeignKeyConstraint(["member_id"], ["staff.id"], name=op.f("fk_team_members_member_id_staff")),
        sa.PrimaryKeyConstraint("lead_id", "member_id", name=op.f("pk_team_members")),
    )

    op.create_table(
        "refresh_tokens",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["staff_sessions.id"], name=op.f("fk_refresh_tokens_session_id_staff_sessions")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_refresh_tokens")),
    )
    op.create_index(op.f("ix_refresh_tokens_session_id"), "refresh_tokens", ["session_id"], unique=False)

    grant("branches")
    grant("login_failures", "SELECT, INSERT, UPDATE, DELETE")
    grant("positions")
    grant("rights_epoch")
    grant("roles")
    grant("position_roles", "SELECT, INSERT, UPDATE, DELETE")
    grant("role_operations", "SELECT, INSERT, UPDATE, DELETE")
    grant("staff")
    grant("staff_positions", "SELECT, INSERT, UPDATE, DELETE")
    grant("staff_sessions")
    grant("team_members", "SELECT, INSERT, UPDATE, DELETE")
    grant("refresh_tokens")
    op.execute("INSERT INTO rights_epoch (id, value) VALUES (1, 1)")


def downgrade() -> None:
    op.drop_table("refresh_tokens")
    op.drop_table("team_members")
    op.drop_table("staff_sessions")
    op.drop_table("staff_positions")
    op.drop_table("staff")
    op.drop_table("role_operations")
    op.drop_table("position_roles")
    op.drop_table("roles")
    op.drop_table("rights_epoch")
    op.drop_table("positions")
    op.drop_table("login_failures")
    op.drop_table("branches")
