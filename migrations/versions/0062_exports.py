"""Exports of reports, returns and mailings that go out by the clock."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import READ_WRITE, give_rights, grant, index, references, take_rights, word

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

NOW = sa.DateTime(timezone=True)
RIGHTS = (("overseeing", "report:schedule"),)


def upgrade() -> None:
    _mailings()
    _exports()
    give_rights(RIGHTS)


def _mailings() -> None:
    table = "report_mailings"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        word("form", "exportform", "xlsx csv pdf xml"),
        word("rhythm", "rhythm", "daily weekly monthly"),
        sa.Column("recipients", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", NOW, nullable=False),
        sa.Column("stopped_at", NOW, nullable=True),
        sa.Column("last_until", sa.Date(), nullable=True),
        sa.CheckConstraint("cardinality(recipients) BETWEEN 1 AND 20", name=op.f(f"ck_{table}_recipients")),
        references(table, "made_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    index(table, "made_by made_at")
    grant(table, READ_WRITE)


def _exports() -> None:
    table = "exports"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        word("form", "exportform", "xlsx csv pdf xml"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        word("state", "exportstate", "ordered drawing ready failed"),
        sa.Column("branches", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("officers", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("ordered_by", sa.Uuid(), nullable=False),
        sa.Column("ordered_at", NOW, nullable=False),
        sa.Column("finished_at", NOW, nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("rows_total", sa.BigInteger(), nullable=True),
        sa.Column("rows_done", sa.BigInteger(), nullable=False),
        sa.Column("bytes_size", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("pieces", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("key_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("mailing_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("until >= since", name=op.f("ck_exports_span")),
        sa.CheckConstraint(
            "(state IN ('ready', 'failed')) = (finished_at IS NOT NULL)", name=op.f("ck_exports_finished")
        ),
        sa.CheckConstraint(
            "(state = 'ready') = (num_nulls(bytes_size, digest, pieces) = 0)", name=op.f("ck_exports_ready")
        ),
        sa.CheckConstraint("(state = 'failed') = (code IS NOT NULL)", name=op.f("ck_exports_failed")),
        sa.CheckConstraint("rows_done >= 0", name=op.f("ck_exports_rows")),
        references(table, "ordered_by", "staff"),
        references(table, "mailing_id", "report_mailings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    index(table, "ordered_by ordered_at id")
    grant(table, READ_WRITE)


def downgrade() -> None:
    take_rights(right for _, right in RIGHTS)
    for table in ("exports", "report_mailings"):
        op.drop_table(table)
