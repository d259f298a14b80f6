"""Books of a day for reports: sums by branch, officer and product, kept once the day is closed."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APP, grant, in_sight, index

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

FLOWS = (
    "started submitted decided approved approval_seconds disbursed disbursed_fen repeat_loans money_loans "
    "money_seconds repayments repaid_fen repaid_principal_fen income_fen recovered_1_fen recovered_2_fen "
    "recovered_3_fen recovered_4_fen"
)
STOCKS = (
    "loans outstanding_fen late_1_loans late_1_fen late_2_loans late_2_fen late_3_loans late_3_fen late_4_loans "
    "late_4_fen borrowers income_total_fen"
)
WHOLE_CUSTOMERS = "(SELECT current_setting('jiedai.customers', true)) = '*'"
BY_DAY = (
    ("applications", "submitted_at"),
    ("applications", "decided_at"),
    ("ledger_entries", "booked_on"),
    ("loans", "disbursed_on"),
    ("repayments", "paid_on"),
    ("repayments", "recorded_at"),
)
"""Rows lie nearly in the order of these days, so that a few pages of index tell where those of a month are."""


def upgrade() -> None:
    op.create_table(
        "report_books",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("has_stocks", sa.Boolean(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("on_day", name=op.f("pk_report_books")),
    )
    grant("report_books", "SELECT, INSERT")
    _cells("report_days", FLOWS, "SELECT, INSERT, DELETE")
    _cells("report_stocks", STOCKS, "SELECT, INSERT")
    for table, column in BY_DAY:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], postgresql_using="brin")


def _cells(table: str, measures: str, rights: str) -> None:
    """Lines of a branch and an officer: seen by those who see all customers of theirs."""
    op.create_table(
        table,
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("product_code", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in measures.split()),
        sa.PrimaryKeyConstraint("on_day", "branch_id", "officer_id", "product_code", name=op.f(f"pk_{table}")),
    )
    index(table, "branch_id on_day")
    index(table, "officer_id on_day")
    seen = f"{in_sight('branch_id', 'branches')} AND {in_sight('officer_id', 'officers')} AND {WHOLE_CUSTOMERS}"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON {table} TO {APP} USING ({seen}) WITH CHECK ({seen})")
    grant(table, rights)


def downgrade() -> None:
    for table, column in BY_DAY:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    for table in ("report_stocks", "report_days", "report_books"):
        op.drop_table(table)
