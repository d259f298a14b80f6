"""Notices of staff, dossiers that are ordered, and tickets that come from the borrower's own page."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import APP, give_rights, grant, index, references, take_rights, word

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

NOW = sa.DateTime(timezone=True)
KINDS = "complaint objection human_review data_access withdrawal erasure"
NOTICES = (
    "rating_fell approval_overdue approval_escalated approval_urged finding_due ticket_filed ticket_due "
    "consent_withdrawn"
)
OWN = "staff_id = (SELECT nullif(current_setting('jiedai.actor', true), '')::uuid)"
RIGHT = ("everyone", "notice:own")


def upgrade() -> None:
    _take_kinds(f"{KINDS} hardship")
    op.add_column("compliance_tickets", sa.Column("request_id", sa.Uuid(), nullable=True))
    index("compliance_tickets", "customer_id request_id", name="uq_compliance_tickets_request", unique=True)
    _notices()
    _dossiers()
    give_rights([RIGHT])


def _take_kinds(kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds.split())
    op.execute("ALTER TABLE compliance_tickets DROP CONSTRAINT ck_compliance_tickets_ticketkind")
    op.execute(
        f"ALTER TABLE compliance_tickets ADD CONSTRAINT ck_compliance_tickets_ticketkind CHECK (kind IN ({listed}))"
    )


def _notices() -> None:
    table = "staff_notices"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        word("kind", "staffnoticekind", NOTICES),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("of_customer", sa.Uuid(), nullable=True),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("created_at", NOW, nullable=False),
        sa.Column("read_at", NOW, nullable=True),
        sa.CheckConstraint("read_at IS NULL OR read_at >= created_at", name=op.f("ck_staff_notices_read")),
        references(table, "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_notices")),
        sa.UniqueConstraint("staff_id", "kind", "occasion", name=op.f("uq_staff_notices_staff_id_kind_occasion")),
    )
    index(table, "staff_id created_at id")
    index(table, "staff_id created_at id", name="ix_staff_notices_unread", where="read_at IS NULL")
    # whoever does something tells others of it, and nobody reads another's list
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY told ON {table} FOR INSERT TO {APP} WITH CHECK (true)")
    op.execute(f"CREATE POLICY own ON {table} FOR SELECT TO {APP} USING ({OWN})")
    op.execute(f"CREATE POLICY marked ON {table} FOR UPDATE TO {APP} USING ({OWN}) WITH CHECK ({OWN})")
    grant(table, "SELECT, INSERT, UPDATE (read_at)")


def _dossiers() -> None:
    table = "dossier_orders"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("loan_number", sa.Text(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        word("state", "dossierstate", "ordered ready failed"),
        sa.Column("branches", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("ordered_by", sa.Uuid(), nullable=False),
        sa.Column("ordered_at", NOW, nullable=False),
        sa.Column("finished_at", NOW, nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("files", sa.BigInteger(), nullable=True),
        sa.Column("bytes_size", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("key_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(loan_number IS NULL) = (first_on IS NOT NULL) AND (first_on IS NULL) = (last_on IS NULL)",
            name=op.f("ck_dossier_orders_of"),
        ),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_dossier_orders_span")),
        sa.CheckConstraint("(state = 'ordered') = (finished_at IS NULL)", name=op.f("ck_dossier_orders_finished")),
        sa.CheckConstraint(
            "(state = 'ready') = (num_nulls(files, bytes_size, digest, blob) = 0)",
            name=op.f("ck_dossier_orders_ready"),
        ),
        sa.CheckConstraint("(state = 'failed') = (code IS NOT NULL)", name=op.f("ck_dossier_orders_failed")),
        references(table, "ordered_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_orders")),
    )
    index(table, "ordered_at id")
    grant(table)


def downgrade() -> None:
    take_rights([RIGHT[1]])
    op.drop_table("dossier_orders")
    op.drop_table("staff_notices")
    op.drop_index("uq_compliance_tickets_request", table_name="compliance_tickets")
    op.drop_column("compliance_tickets", "request_id")
    op.execute("DELETE FROM compliance_tickets WHERE kind = 'hardship'")
    _take_kinds(KINDS)
