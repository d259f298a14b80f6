"""Uploads that go on where they were cut: their pieces wait, sealed with the customer's key, until all are there."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import READ_WRITE, index, owned, scope_rows, word

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

NOW = sa.DateTime(timezone=True)
UPLOADS, PIECES = "document_uploads", "document_upload_pieces"
KINDS = "id_front id_back business_licence contract other"


def upgrade() -> None:
    op.create_table(
        UPLOADS,
        *owned(),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        word("kind", "documentkind", KINDS),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("length_bytes", sa.BigInteger(), nullable=False),
        sa.Column("received_bytes", sa.BigInteger(), nullable=False),
        word("state", "uploadstate", "open taken refused expired"),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("started_at", NOW, nullable=False),
        sa.Column("expires_at", NOW, nullable=False),
        sa.CheckConstraint(
            "received_bytes BETWEEN 0 AND length_bytes AND length_bytes > 0", name=op.f(f"ck_{UPLOADS}_received")
        ),
        sa.CheckConstraint("(state = 'taken') = (document_id IS NOT NULL)", name=op.f(f"ck_{UPLOADS}_taken")),
        sa.CheckConstraint("(state = 'refused') = (code IS NOT NULL)", name=op.f(f"ck_{UPLOADS}_refused")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f(f"fk_{UPLOADS}_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{UPLOADS}")),
    )
    for columns in ("id", "started_by state", "expires_at"):
        index(UPLOADS, columns)
    op.create_table(
        PIECES,
        *owned(),
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("cipher", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "upload_id"],
            [f"{UPLOADS}.customer_id", f"{UPLOADS}.id"],
            name=op.f(f"fk_{PIECES}_customer_id_upload_id_{UPLOADS}"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{PIECES}")),
        sa.UniqueConstraint(
            "customer_id", "upload_id", "starts_at", name=op.f(f"uq_{PIECES}_customer_id_upload_id_starts_at")
        ),
    )
    for table in (UPLOADS, PIECES):
        scope_rows(table, f"{READ_WRITE}, DELETE")


def downgrade() -> None:
    for table in (PIECES, UPLOADS):
        op.drop_table(table)
