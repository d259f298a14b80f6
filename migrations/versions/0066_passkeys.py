"""Passkeys, what they are asked and what they have confirmed; the house's rules of lock and second factor."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import give_rights, grant, index, references, take_rights, word

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

NOW = sa.DateTime(timezone=True)
RIGHTS = (("everyone", "passkey:keep"), ("administering", "security:set"))
LOCK_MINUTES = 5


def upgrade() -> None:
    _passkeys()
    _questions()
    _rules()
    give_rights(RIGHTS)


def _passkeys() -> None:
    table = "passkeys"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("credential_data", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("may_be_backed_up", sa.Boolean(), nullable=False),
        sa.Column("is_backed_up", sa.Boolean(), nullable=False),
        sa.Column("created_at", NOW, nullable=False),
        sa.Column("last_used_at", NOW, nullable=True),
        sa.Column("revoked_at", NOW, nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name=op.f("ck_passkeys_name_length")),
        sa.CheckConstraint("may_be_backed_up OR NOT is_backed_up", name=op.f("ck_passkeys_backup")),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoke_reason IS NULL)", name=op.f("ck_passkeys_revoked")),
        references(table, "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    index(table, "staff_id")
    # whose a passkey is and what it signs with never change
    mutable = "name, sign_count, is_backed_up, last_used_at, revoked_at, revoke_reason"
    grant(table, f"SELECT, INSERT, UPDATE ({mutable})")


def _questions() -> None:
    table = "passkey_questions"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        word("purpose", "passkeypurpose", "adding session unlock decision"),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("bound", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", NOW, nullable=False),
        sa.Column("expires_at", NOW, nullable=False),
        sa.Column("passkey_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", NOW, nullable=True),
        sa.Column("used_at", NOW, nullable=True),
        sa.CheckConstraint("octet_length(nonce) = 32 AND octet_length(bound) = 32", name=op.f(f"ck_{table}_sizes")),
        sa.CheckConstraint("expires_at > asked_at", name=op.f(f"ck_{table}_expiry")),
        references(table, "staff_id", "staff"),
        references(table, "session_id", "staff_sessions"),
        references(table, "passkey_id", "passkeys"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    index(table, "session_id bound")
    grant(table, "SELECT, INSERT, UPDATE (passkey_id, answered_at, used_at)")


def _rules() -> None:
    table = "security_rules"
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lock_minutes", sa.BigInteger(), nullable=False),
        sa.Column("code_beside_passkey", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f(f"ck_{table}_one")),
        sa.CheckConstraint("lock_minutes BETWEEN 1 AND 60", name=op.f(f"ck_{table}_lock_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    rules = sa.table(table, sa.column("id"), sa.column("lock_minutes"), sa.column("code_beside_passkey"))
    op.bulk_insert(rules, [{"id": 1, "lock_minutes": LOCK_MINUTES, "code_beside_passkey": False}])
    grant(table, "SELECT, UPDATE (lock_minutes, code_beside_passkey)")


def downgrade() -> None:
    take_rights([operation for _, operation in RIGHTS])
    for table in ("security_rules", "passkey_questions", "passkeys"):
        op.drop_table(table)
