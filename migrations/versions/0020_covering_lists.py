"""Lists are counted and added up from their indexes alone: these carry what scope, state and sums ask for."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

APPLICATIONS = ("customer_id", "state", "amount_fen")
LOANS = ("customer_id", "state", "principal_fen", "outstanding_fen", "next_due_on")
INDEXES = (
    ("applications", "ix_applications_list", ("created_at", "id"), ("branch_id", "officer_id", *APPLICATIONS)),
    ("applications", "ix_applications_officer_list", ("officer_id", "created_at", "id"), ("branch_id", *APPLICATIONS)),
    ("applications", "ix_applications_branch_list", ("branch_id", "created_at", "id"), ("officer_id", *APPLICATIONS)),
    ("loans", "ix_loans_list", ("opened_at", "id"), ("branch_id", "officer_id", *LOANS)),
    ("loans", "ix_loans_officer_list", ("officer_id", "opened_at", "id"), ("branch_id", *LOANS)),
    ("loans", "ix_loans_branch_list", ("branch_id", "opened_at", "id"), ("officer_id", *LOANS)),
)


def upgrade() -> None:
    for table, name, columns, carried in INDEXES:
        op.drop_index(name, table_name=table)
        op.create_index(name, table, columns, postgresql_include=carried)


def downgrade() -> None:
    for table, name, columns, _carried in INDEXES:
        op.drop_index(name, table_name=table)
        op.create_index(name, table, columns)
