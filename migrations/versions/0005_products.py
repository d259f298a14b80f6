"""Products and their versions. Of a version only the last day is ever set."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import grant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "products",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_products")),
    )

    op.create_table(
        "product_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_code", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "equal_instalment",
                "equal_principal",
                "interest_only",
                "bullet",
                "flat",
                "balloon",
                "draw_as_you_go",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount_min_fen", sa.BigInteger(), nullable=False),
        sa.Column("amount_max_fen", sa.BigInteger(), nullable=False),
        sa.Column("term_months_min", sa.BigInteger(), nullable=False),
        sa.Column("term_months_max", sa.BigInteger(), nullable=False),
        sa.Column("rate_annual", sa.Numeric(precision=9, scale=6), nullable=False),
        sa.Column("convention", sa.Text(), nullable=False),
        sa.Column("penalty_multiple", sa.Numeric(precision=6, scale=4), nullable=False),
        sa.Column("fee_share", sa.Numeric(precision=9, scale=6), nullable=False),
        sa.Column("purposes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "amount_min_fen > 0 AND amount_max_fen >= amount_min_fen", name=op.f("ck_product_versions_amounts")
        ),
        sa.CheckConstraint(
            "effective_until IS NULL OR effective_until >= effective_from", name=op.f("ck_product_versions_period")
        ),
        sa.CheckConstraint("fee_share >= 0 AND fee_share < 1", name=op.f("ck_product_versions_fee")),
        sa.CheckConstraint("penalty_multiple >= 1 AND penalty_multiple <= 2", name=op.f("ck_product_versions_penalty")),
        sa.CheckConstraint("rate_annual >= 0 AND rate_annual < 1", name=op.f("ck_product_versions_rate")),
        sa.CheckConstraint(
            "term_months_min > 0 AND term_months_max >= term_months_min", name=op.f("ck_product_versions_terms")
        ),
        sa.ForeignKeyConstraint(
            ["product_code"], ["products.code"], name=op.f("fk_product_versions_product_code_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_versions")),
        sa.UniqueConstraint("product_code", "number", name=op.f("uq_product_versions_product_code_number")),
    )

    grant("products", "SELECT, INSERT")
    grant("product_versions", "SELECT, INSERT, UPDATE (effective_until)")


def downgrade() -> None:
    op.drop_table("product_versions")
    op.drop_table("products")
