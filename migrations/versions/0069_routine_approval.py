"""Routine approvals: a clause of the matrix, kept with the case, and who has opened which paper."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import owned, references_owned, scope_rows

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

# up to 200,000.00 yuan of exposure and grade A or better, on what a reviewer or a regional manager decides
DEFAULT: dict[str, Any] = {"until_fen": 20_000_000, "grades": ["A", "AA", "AAA"]}
OPENED = "SELECT, INSERT, UPDATE (branch_id, officer_id, opened_at)"


def upgrade() -> None:
    op.add_column("approval_matrix_rows", sa.Column("routine", postgresql.JSONB(), nullable=True))
    op.add_column("approval_cases", sa.Column("routine", postgresql.JSONB(), nullable=True))
    rows = sa.table("approval_matrix_rows", sa.column("tier", sa.Text()), sa.column("routine", postgresql.JSONB()))
    # open cases keep the route on which they were sent: none of them becomes routine
    op.execute(sa.update(rows).where(rows.c.tier.in_(["manual_review", "regional"])).values(routine=DEFAULT))
    op.create_check_constraint(
        op.f("ck_approval_matrix_rows_routine"),
        "approval_matrix_rows",
        "routine IS NULL OR (jsonb_typeof(routine) = 'object' AND tier IN ('manual_review', 'regional'))",
    )
    op.create_check_constraint(
        op.f("ck_approval_cases_routine"),
        "approval_cases",
        "routine IS NULL OR (jsonb_typeof(routine) = 'object' AND tier <> 'committee')",
    )
    op.create_table(
        "document_openings",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        *owned(),
        references_owned("document_openings", "document_id", "documents"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_document_openings")),
        sa.UniqueConstraint(
            "customer_id",
            "document_id",
            "opened_by",
            name=op.f("uq_document_openings_customer_id_document_id_opened_by"),
        ),
    )
    scope_rows("document_openings", OPENED)


def downgrade() -> None:
    op.drop_table("document_openings")
    op.drop_constraint(op.f("ck_approval_cases_routine"), "approval_cases")
    op.drop_constraint(op.f("ck_approval_matrix_rows_routine"), "approval_matrix_rows")
    op.drop_column("approval_cases", "routine")
    op.drop_column("approval_matrix_rows", "routine")
