"""Documents, readings, confirmations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import KEPT, scope_rows

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "id_front",
                "id_back",
                "business_licence",
                "contract",
                "other",
                name="documentkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "reading",
                "read",
                "confirmed",
                "failed",
                name="documentstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.BigInteger(), nullable=False),
        sa.Column("height", sa.BigInteger(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("received_by", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name=op.f("ck_documents_failure")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_documents_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_documents")),
    )
    op.create_index(
        op.f("ix_documents_customer_id_application_id"), "documents", ["customer_id", "application_id"], unique=False
    )
    op.create_index(op.f("ix_documents_id"), "documents", ["id"], unique=False)

    op.create_table(
        "document_confirmations",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("fields_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("corrected", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "document_id"],
            ["documents.customer_id", "documents.id"],
            name=op.f("fk_document_confirmations_customer_id_document_id_documents"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_document_confirmations")),
    )
    op.create_index(
        op.f("ix_document_confirmations_customer_id_document_id"),
        "document_confirmations",
        ["customer_id", "document_id"],
        unique=False,
    )

    op.create_table(
        "document_readings",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("fields_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("warnings", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("doubts", sa.BigInteger(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "document_id"],
            ["documents.customer_id", "documents.id"],
            name=op.f("fk_document_readings_customer_id_document_id_documents"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_document_readings")),
    )
    op.create_index(
        op.f("ix_document_readings_customer_id_document_id"),
        "document_readings",
        ["customer_id", "document_id"],
        unique=False,
    )

    scope_rows("documents")
    scope_rows("document_confirmations", KEPT)
    scope_rows("document_readings", KEPT)


def downgrade() -> None:
    op.drop_table("document_readings")
    op.drop_table("document_confirmations")
    op.drop_table("documents")
