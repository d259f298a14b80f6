"""Contracts, their signing links and codes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import append_only, scope_rows

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contract_numbers",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_contract_numbers")),
    )

    op.create_table(
        "contracts",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "drawing",
                "drawn",
                "sent",
                "signed",
                "void",
                name="contractstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("terms_hash", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_digest", sa.Text(), nullable=True),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("sealed_blob", sa.Text(), nullable=True),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("drawn_by", sa.Uuid(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state <> 'signed' OR (signed_at IS NOT NULL AND evidence IS NOT NULL)", name=op.f("ck_contracts_signed")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "application_id"],
            ["applications.customer_id", "applications.id"],
            name=op.f("fk_contracts_customer_id_application_id_applications"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_contracts")),
    )
    op.create_index(op.f("ix_contracts_id"), "contracts", ["id"], unique=False)
    op.create_index(
        "uq_contracts_living",
        "contracts",
        ["customer_id", "application_id"],
        unique=True,
        postgresql_where="state <> 'void'",
    )

    op.create_table(
        "signing_links",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("code_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("codes_sent", sa.BigInteger(), nullable=False),
        sa.Column("code_tries", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "contract_id"],
            ["contracts.customer_id", "contracts.id"],
            name=op.f("fk_signing_links_customer_id_contract_id_contracts"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_signing_links")),
    )
    op.create_index(op.f("ix_signing_links_token_hash"), "signing_links", ["token_hash"], unique=False)

    append_only("contract_numbers")
    scope_rows("contracts")
    scope_rows("signing_links")


def downgrade() -> None:
    op.drop_table("signing_links")
    op.drop_table("contracts")
    op.drop_table("contract_numbers")
