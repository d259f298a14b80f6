"""Applications, numbers, opinions, findings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import KEPT, append_only, scope_rows

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_numbers",
        sa.Column("number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_application_numbers")),
    )

    op.create_table(
        "applications",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("product_version_id", sa.Uuid(), nullable=False),
        sa.Column("requested_amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("requested_term_months", sa.BigInteger(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("term_months", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "approved",
                "returned",
                "rejected",
                "withdrawn",
                "contracted",
                "disbursed",
                name="applicationstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("submission", sa.BigInteger(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum(
                "automatic",
                "manual_review",
                "regional",
                "committee",
                name="tier",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("exposure_after_fen", sa.BigInteger(), nullable=True),
        sa.Column("debt_ratio", sa.Numeric(), nullable=True),
        sa.Column("apr", sa.Numeric(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("approved_hash", sa.Text(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("editors", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state <> 'in_review' OR case_id IS NOT NULL", name=op.f("ck_applications_in_review")),
        sa.CheckConstraint("state IN ('draft', 'withdrawn') OR submission > 0", name=op.f("ck_applications_submitted")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'contracted', 'disbursed') OR approved_hash IS NOT NULL",
            name=op.f("ck_applications_approved"),
        ),
        sa.CheckConstraint(
            "amount_fen > 0 AND amount_fen <= requested_amount_fen", name=op.f("ck_applications_amount")
        ),
        sa.CheckConstraint("cardinality(editors) > 0", name=op.f("ck_applications_editors")),
        sa.CheckConstraint("term_months > 0 AND requested_term_months > 0", name=op.f("ck_applications_term")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_applications_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["product_version_id"],
            ["product_versions.id"],
            name=op.f("fk_applications_product_version_id_product_versions"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_applications")),
    )
    op.create_index("ix_applications_branch_list", "applications", ["branch_id", "created_at", "id"], unique=False)
    op.create_index(
        op.f("ix_applications_customer_id_created_at_id"),
        "applications",
        ["customer_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_applications_id"), "applications", ["id"], unique=False)
    op.create_index("ix_applications_list", "applications", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_applications_number"), "applications", ["number"], unique=False)
    op.create_index("ix_applications_officer_list", "applications", ["officer_id", "created_at", "id"], unique=False)
    op.create_index("ix_applications_state_list", "applications", ["state", "created_at", "id"], unique=False)

    op.create_table(
        "application_findings",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("submission", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.BigInteger(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "pass", "review", "refuse", name="findingoutcome", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason_zh", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "application_id"],
            ["applications.customer_id", "applications.id"],
            name=op.f("fk_application_findings_customer_id_application_id_applications"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_application_findings")),
        sa.UniqueConstraint(
            "customer_id",
            "application_id",
            "submission",
            "position",
            name=op.f("uq_application_findings_customer_id_application_id_submission_position"),
        ),
    )
    op.create_index(
        op.f("ix_application_findings_application_id"), "application_findings", ["application_id"], unique=False
    )

    op.create_table(
        "application_opinions",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("submission", sa.BigInteger(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("term_months", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "application_id"],
            ["applications.customer_id", "applications.id"],
            name=op.f("fk_application_opinions_customer_id_application_id_applications"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_application_opinions")),
        sa.UniqueConstraint(
            "customer_id",
            "application_id",
            "submission",
            name=op.f("uq_application_opinions_customer_id_application_id_submission"),
        ),
    )
    op.create_index(
        op.f("ix_application_opinions_application_id"), "application_opinions", ["application_id"], unique=False
    )

    append_only("application_numbers")
    scope_rows("applications")
    scope_rows("application_findings", KEPT)
    scope_rows("application_opinions", KEPT)


def downgrade() -> None:
    op.drop_table("application_opinions")
    op.drop_table("application_findings")
    op.drop_table("applications")
    op.drop_table("application_numbers")
