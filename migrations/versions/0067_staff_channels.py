"""Where staff are told of their notices outside the app."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import grant, index, references, word

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

NOW = sa.DateTime(timezone=True)


def upgrade() -> None:
    table = "staff_channels"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        word("kind", "channelkind", "web_push wecom dingtalk sms"),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("address_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", NOW, nullable=False),
        sa.Column("last_sent_at", NOW, nullable=True),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", NOW, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(kind = 'web_push') = (session_id IS NOT NULL)", name=op.f(f"ck_{table}_session")),
        sa.CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name=op.f(f"ck_{table}_ended")),
        references(table, "staff_id", "staff"),
        references(table, "session_id", "staff_sessions"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    living = "ended_at IS NULL"
    index(table, "address_hash", name="uq_staff_channels_living", unique=True, where=living)
    index(table, "staff_id", name="ix_staff_channels_living", where=living)
    # an address never changes: another one is another channel
    grant(table, "SELECT, INSERT, UPDATE (last_sent_at, failures, ended_at, end_reason)")


def downgrade() -> None:
    op.drop_table("staff_channels")
