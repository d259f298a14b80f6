"""Ladder of tiers, cases, votes."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import KEPT, grant, scope_rows

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


# editors, amount, subject and content of a case stay as they were when it was opened
CASE_RIGHTS = (
    "SELECT, INSERT, UPDATE (branch_id, officer_id, state, tier, tier_version, position, votes_needed, step_up, "
    "own_region, exposure_after_fen, settled_at, version)"
)

# Who decides, by the exposure of customer and group after the loan: below 50,000.00 yuan a referred case goes to
# manual review, from 50,000.00 on to the regional manager, above 500,000.00 to the committee with two votes.
BEGINS = date(2020, 1, 1)
LADDER: list[dict[str, Any]] = [
    {
        "tier": "manual_review",
        "from_fen": 1,
        "position": "reviewer",
        "votes_needed": 1,
        "step_up": False,
        "own_region": False,
    },
    {
        "tier": "regional",
        "from_fen": 5_000_000,
        "position": "regional_manager",
        "votes_needed": 1,
        "step_up": True,
        "own_region": True,
    },
    {
        "tier": "committee",
        "from_fen": 50_000_001,
        "position": "committee_member",
        "votes_needed": 2,
        "step_up": True,
        "own_region": False,
    },
]


def upgrade() -> None:
    op.create_table(
        "approval_tiers",
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
            nullable=False,
        ),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("from_fen", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("votes_needed", sa.BigInteger(), nullable=False),
        sa.Column("step_up", sa.Boolean(), nullable=False),
        sa.Column("own_region", sa.Boolean(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.CheckConstraint("tier <> 'automatic'", name=op.f("ck_approval_tiers_decided_by_people")),
        sa.CheckConstraint(
            "effective_until IS NULL OR effective_until >= effective_from", name=op.f("ck_approval_tiers_period")
        ),
        sa.CheckConstraint("votes_needed > 0", name=op.f("ck_approval_tiers_votes")),
        sa.PrimaryKeyConstraint("tier", "version", name=op.f("pk_approval_tiers")),
    )

    op.create_table(
        "approval_cases",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "approved",
                "returned",
                "rejected",
                "withdrawn",
                name="casestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
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
            nullable=False,
        ),
        sa.Column("tier_version", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("votes_needed", sa.BigInteger(), nullable=False),
        sa.Column("step_up", sa.Boolean(), nullable=False),
        sa.Column("own_region", sa.Boolean(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("exposure_after_fen", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("editors", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name=op.f("ck_approval_cases_settled")),
        sa.CheckConstraint("tier <> 'automatic'", name=op.f("ck_approval_cases_decided_by_people")),
        sa.CheckConstraint(
            "amount_fen > 0 AND exposure_after_fen >= amount_fen", name=op.f("ck_approval_cases_amounts")
        ),
        sa.CheckConstraint("cardinality(editors) > 0", name=op.f("ck_approval_cases_editors")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_approval_cases_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_approval_cases")),
        sa.UniqueConstraint("customer_id", "id", "editors", name="uq_approval_cases_editors"),
    )
    op.create_index(op.f("ix_approval_cases_id"), "approval_cases", ["id"], unique=False)
    op.create_index(
        "ix_approval_cases_inbox",
        "approval_cases",
        ["position", "opened_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_approval_cases_subject_id"), "approval_cases", ["subject_id"], unique=False)
    op.create_index(
        "uq_approval_cases_open",
        "approval_cases",
        ["customer_id", "subject_kind", "subject_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )

    op.create_table(
        "approval_votes",
        sa.Column("case_id", sa.Uuid(), nullable=False),
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
            nullable=False,
        ),
        sa.Column(
            "decision",
            sa.Enum(
                "approve", "return", "reject", name="casedecision", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("editors", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("vote_hash", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("cardinality(editors) > 0", name=op.f("ck_approval_votes_editors")),
        sa.CheckConstraint("decided_by <> ALL (editors)", name=op.f("ck_approval_votes_four_eyes")),
        sa.ForeignKeyConstraint(
            ["customer_id", "case_id", "editors"],
            ["approval_cases.customer_id", "approval_cases.id", "approval_cases.editors"],
            name="fk_approval_votes_case",
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_approval_votes")),
        sa.UniqueConstraint(
            "customer_id", "case_id", "decided_by", name=op.f("uq_approval_votes_customer_id_case_id_decided_by")
        ),
    )

    op.create_index(op.f("ix_approval_votes_case_id"), "approval_votes", ["case_id"], unique=False)

    grant("approval_tiers", "SELECT")
    scope_rows("approval_cases", CASE_RIGHTS)
    scope_rows("approval_votes", KEPT)
    _write_ladder()


def _write_ladder() -> None:
    """Insert the first ladder."""
    columns: list[Any] = [
        sa.column("tier", sa.Text()),
        sa.column("version", sa.BigInteger()),
        sa.column("from_fen", sa.BigInteger()),
        sa.column("position", sa.Text()),
        sa.column("votes_needed", sa.BigInteger()),
        sa.column("step_up", sa.Boolean()),
        sa.column("own_region", sa.Boolean()),
        sa.column("effective_from", sa.Date()),
    ]
    rows = [step | {"version": 1, "effective_from": BEGINS} for step in LADDER]
    op.bulk_insert(sa.table("approval_tiers", *columns), rows)


def downgrade() -> None:
    op.drop_table("approval_votes")
    op.drop_table("approval_cases")
    op.drop_table("approval_tiers")
