"""Loan prime rates, region codes, figures of the lender: dated rows that are added and never changed."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lender_figures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lender_figures")),
    )
    op.create_index(
        op.f("ix_lender_figures_code_effective_from_id"),
        "lender_figures",
        ["code", "effective_from", "id"],
        unique=False,
    )

    op.create_table(
        "lpr_rates",
        sa.Column(
            "tenor",
            sa.Enum("1y", "5y", name="tenor", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("rate", sa.Numeric(precision=9, scale=6), nullable=False),
        sa.CheckConstraint("rate > 0 AND rate < 1", name=op.f("ck_lpr_rates_fraction")),
        sa.PrimaryKeyConstraint("tenor", "effective_from", name=op.f("pk_lpr_rates")),
    )

    op.create_table(
        "region_codes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("abolished_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region_codes")),
    )

    append_only("lender_figures")
    append_only("lpr_rates")
    append_only("region_codes")


def downgrade() -> None:
    op.drop_table("region_codes")
    op.drop_table("lpr_rates")
    op.drop_table("lender_figures")
