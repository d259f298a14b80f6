"""Books added up further: by branch a day, and by month; what happened on a day is found by ordered indexes."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APP, grant, in_sight, index

revision = "0073"
down_revision = "0072"
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
EVERY_OFFICER = "(SELECT current_setting('jiedai.officers', true)) = '*'"
WHOLE_CUSTOMERS = "(SELECT current_setting('jiedai.customers', true)) = '*'"
BY_DAY = (
    ("applications", "submitted_at"),
    ("applications", "decided_at"),
    ("loans", "disbursed_on"),
    ("repayments", "paid_on"),
)  # fmt: skip - a table and its day
"""Imports and late entries do not lie in the order of their days: a few pages of index do not find them."""


def upgrade() -> None:
    op.create_table(
        "report_months",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("product_code", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in FLOWS.split()),
        sa.PrimaryKeyConstraint("on_day", "branch_id", "officer_id", "product_code", name=op.f("pk_report_months")),
    )
    index("report_months", "branch_id on_day")
    index("report_months", "officer_id on_day")
    _seen_by(
        "report_months",
        f"{in_sight('branch_id', 'branches')} AND {in_sight('officer_id', 'officers')} AND {WHOLE_CUSTOMERS}",
    )
    op.create_table(
        "report_branches",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in FLOWS.split()),
        *(sa.Column(name, sa.BigInteger()) for name in STOCKS.split()),
        sa.PrimaryKeyConstraint("on_day", "branch_id", name=op.f("pk_report_branches")),
    )
    _seen_by("report_branches", f"{in_sight('branch_id', 'branches')} AND {EVERY_OFFICER} AND {WHOLE_CUSTOMERS}")
    _add_up()
    for table, column in BY_DAY:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _seen_by(table: str, seen: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON {table} TO {APP} USING ({seen}) WITH CHECK ({seen})")
    grant(table, "SELECT, INSERT, DELETE")


def _add_up() -> None:
    """What the books that are drawn come to; where no line of stocks is, what stood is unknown."""
    flows, stocks, whose = FLOWS.split(), STOCKS.split(), ("branch_id", "officer_id", "product_code")
    days = sa.table("report_days", *map(sa.column, ("on_day", *whose, *flows)))
    stood = sa.table("report_stocks", *map(sa.column, ("on_day", "branch_id", *stocks)))
    month = sa.cast(sa.func.date_trunc("month", days.c.on_day), sa.Date())
    by = [month, *(days.c[name] for name in whose)]
    months = sa.select(*by, *(sa.func.sum(days.c[name]) for name in flows)).group_by(*by)
    columns = ["on_day", *whose, *flows]
    op.execute(sa.insert(sa.table("report_months", *map(sa.column, columns))).from_select(columns, months))
    nought = sa.literal_column("0", sa.BigInteger())
    unknown = sa.cast(sa.null(), sa.BigInteger())
    lines = sa.union_all(
        sa.select(days.c.on_day, days.c.branch_id, *(days.c[n] for n in flows), *(unknown.label(n) for n in stocks)),
        sa.select(stood.c.on_day, stood.c.branch_id, *(nought.label(n) for n in flows), *(stood.c[n] for n in stocks)),
    ).subquery()
    summed = [sa.func.sum(lines.c[name]) for name in (*flows, *stocks)]
    branches = sa.select(lines.c.on_day, lines.c.branch_id, *summed).group_by(lines.c.on_day, lines.c.branch_id)
    columns = ["on_day", "branch_id", *flows, *stocks]
    op.execute(sa.insert(sa.table("report_branches", *map(sa.column, columns))).from_select(columns, branches))


def downgrade() -> None:
    for table, column in BY_DAY:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], postgresql_using="brin")
    for table in ("report_branches", "report_months"):
        op.drop_table(table)
