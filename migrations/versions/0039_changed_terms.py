"""An approval may change the terms and lay down conditions: offered and accepted anew, ticked by others; minutes."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import KEPT, index, owned, references_owned, scope_rows

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

RATE = sa.Numeric(9, 6)
OFFERED = ("offered_at", "accepted_at")


def upgrade() -> None:
    op.add_column("product_versions", sa.Column("rate_annual_max", RATE, nullable=True))
    op.create_check_constraint(
        op.f("ck_product_versions_rate_max"),
        "product_versions",
        "rate_annual_max >= rate_annual AND rate_annual_max < 1",
    )
    _applications()
    _conditions()
    _minutes()


def _applications() -> None:
    op.add_column("applications", sa.Column("rate_annual", RATE, nullable=True))
    for name in OFFERED:
        op.add_column("applications", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("applications", sa.Column("accepted_by", sa.Uuid(), nullable=True))
    op.add_column("applications", sa.Column("acceptance", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_applications_accepted"),
        "applications",
        "num_nulls(accepted_at, accepted_by, acceptance) IN (0, 3) AND (accepted_at IS NULL OR offered_at IS NOT NULL)",
    )


def _conditions() -> None:
    op.create_table(
        "approval_conditions",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("laid_by", sa.Uuid(), nullable=False),
        sa.Column("laid_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met_by", sa.Uuid(), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        *owned(),
        sa.CheckConstraint("met_by <> laid_by", name=op.f("ck_approval_conditions_four_eyes")),
        sa.CheckConstraint(
            "num_nulls(met_by, met_at) IN (0, 2) AND (met_at IS NULL OR num_nonnulls(note, document_id) > 0)",
            name=op.f("ck_approval_conditions_met"),
        ),
        references_owned("approval_conditions", "case_id", "approval_cases"),
        references_owned("approval_conditions", "document_id", "documents"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_approval_conditions")),
        sa.UniqueConstraint(
            "customer_id", "case_id", "number", name=op.f("uq_approval_conditions_customer_id_case_id_number")
        ),
    )
    index("approval_conditions", "case_id")
    index("approval_conditions", "id")
    scope_rows("approval_conditions", KEPT.removesuffix(")") + ", met_by, met_at, note, document_id)")


def _minutes() -> None:
    op.create_table(
        "approval_minutes",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        *owned(),
        references_owned("approval_minutes", "case_id", "approval_cases"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_approval_minutes")),
        sa.UniqueConstraint("customer_id", "case_id", name=op.f("uq_approval_minutes_customer_id_case_id")),
    )
    index("approval_minutes", "case_id")
    scope_rows("approval_minutes", KEPT)


def downgrade() -> None:
    op.drop_table("approval_minutes")
    op.drop_table("approval_conditions")
    for name in ("acceptance", "accepted_by", *reversed(OFFERED), "rate_annual"):
        op.drop_column("applications", name)
    op.drop_column("product_versions", "rate_annual_max")
