"""Client teams and their trusted documents; who may publish them in a house that has its roles already."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import give_rights, grant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


GRANTED = (
    ("administering", "trusted_document:publish"),
    ("administering", "trusted_document:read"),
    ("administering", "trusted_document:revoke"),
    ("composing", "query:compose"),
)
REVOCATION = "revoked_at, revoked_by, revocation, reason"


def upgrade() -> None:
    _client_teams()
    _trusted_documents()
    grant("client_teams", "SELECT, INSERT, UPDATE (name, positions)")
    # what was published is never another: only its revocation is written later
    grant("trusted_documents", f"SELECT, INSERT, UPDATE ({REVOCATION})")
    # the second epoch: what clients may send; it is raised together with the first
    op.execute("INSERT INTO rights_epoch (id, value) VALUES (2, 1)")
    _rights_of_a_house_with_roles()


def _rights_of_a_house_with_roles() -> None:
    """A new house gets its roles from the catalogue, after the migrations; an old one gets the new rights here."""
    op.execute(
        "INSERT INTO roles (code, name_zh, name_en) SELECT 'composing', '自由查询', 'Composing' "
        "WHERE EXISTS (SELECT FROM roles) ON CONFLICT DO NOTHING"
    )
    op.execute(
        "INSERT INTO position_roles (position_code, role_code) SELECT p.code, 'composing' FROM positions p "
        "WHERE p.code = 'administrator' ON CONFLICT DO NOTHING"
    )
    give_rights(GRANTED)


def _client_teams() -> None:
    op.create_table(
        "client_teams",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("positions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_client_teams")),
    )


def _trusted_documents() -> None:
    op.create_table(
        "trusted_documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("team_code", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "query",
                "mutation",
                "subscription",
                name="operationkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column(
            "revocation",
            sa.Enum("document", "version", name="revocation", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_trusted_documents_hex")),
        sa.CheckConstraint(
            "length(version) BETWEEN 1 AND 60 AND length(name) BETWEEN 1 AND 200",
            name=op.f("ck_trusted_documents_lengths"),
        ),
        sa.CheckConstraint(
            "num_nulls(revoked_at, revoked_by, revocation, reason) IN (0, 4)", name=op.f("ck_trusted_documents_revoked")
        ),
        sa.ForeignKeyConstraint(
            ["team_code"], ["client_teams.code"], name=op.f("fk_trusted_documents_team_code_client_teams")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_documents")),
        sa.UniqueConstraint(
            "sha256", "team_code", "version", name=op.f("uq_trusted_documents_sha256_team_code_version")
        ),
    )
    op.create_index("ix_trusted_documents_build", "trusted_documents", ["team_code", "version"], unique=False)
    op.create_index("ix_trusted_documents_list", "trusted_documents", ["published_at", "id"], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM rights_epoch WHERE id = 2")
    op.execute("DELETE FROM position_roles WHERE role_code = 'composing'")
    op.execute("DELETE FROM role_operations WHERE role_code = 'composing' OR operation LIKE 'trusted_document:%'")
    op.execute("DELETE FROM roles WHERE code = 'composing'")
    op.execute("UPDATE rights_epoch SET value = value + 1 WHERE id = 1")
    op.drop_table("trusted_documents")
    op.drop_table("client_teams")
