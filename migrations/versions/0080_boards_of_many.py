"""Boards of many loans: books tell decisions by tier and applications of all time; what waits is counted by its index."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import insert

from migrations.helpers import APP, index

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None

WHOSE = ("branch_id", "officer_id", "product_code")
TIERS = ("automatic", "manual_review", "regional", "committee")
BY_TIER = [*(f"decided_{tier}" for tier in TIERS), *(f"decided_{tier}_seconds" for tier in TIERS)]
OTHERS = (
    "started submitted decided approved approval_seconds disbursed disbursed_fen repeat_loans money_loans "
    "money_seconds repayments repaid_fen repaid_principal_fen income_fen recovered_1_fen recovered_2_fen "
    "recovered_3_fen recovered_4_fen"
)
BEGUN = """
UPDATE report_stocks s SET applications = upto.begun
FROM (
    SELECT DISTINCT on_day, branch_id, officer_id, product_code,
           sum(started) OVER (PARTITION BY branch_id, officer_id, product_code ORDER BY on_day) AS begun
    FROM (
        SELECT on_day, branch_id, officer_id, product_code, started FROM report_days
        UNION ALL SELECT on_day, branch_id, officer_id, product_code, 0 FROM report_stocks
    ) AS lines
) AS upto
WHERE (s.on_day, s.branch_id, s.officer_id, s.product_code)
    = (upto.on_day, upto.branch_id, upto.officer_id, upto.product_code)
"""
BEGUN_IN_BRANCHES = """
UPDATE report_branches b SET applications = s.applications
FROM (SELECT on_day, branch_id, sum(applications) AS applications FROM report_stocks GROUP BY 1, 2) AS s
WHERE b.on_day = s.on_day AND b.branch_id = s.branch_id
"""


def upgrade() -> None:
    for table in ("report_days", "report_months", "report_branches"):
        for name in BY_TIER:
            op.add_column(table, sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("report_stocks", sa.Column("applications", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("report_branches", sa.Column("applications", sa.BigInteger()))
    _tell_by_tier()
    op.execute(BEGUN)
    op.execute(BEGUN_IN_BRANCHES)
    for table in ("report_days", "report_months", "report_branches"):
        for name in BY_TIER:
            op.alter_column(table, name, server_default=None)
    op.alter_column("report_stocks", "applications", server_default=None)
    op.execute(f"GRANT UPDATE (has_stocks, drawn_at) ON report_books TO {APP}")
    waiting = "branch_id officer_id customer_id"
    index("applications", waiting, name="ix_applications_waiting", where="state = 'in_review'")
    op.create_index(
        "ix_risk_alerts_living",
        "risk_alerts",
        ["branch_id", "officer_id"],
        postgresql_include=["customer_id", "subject_id", "desk", "state"],
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.drop_index(op.f("ix_repayments_paid_on"), table_name="repayments")
    index("repayments", "paid_on branch_id officer_id")


def _tell_by_tier() -> None:
    """Decisions of the days that have a book, as they stand now; then the sums of these lines."""
    applied = sa.table("applications", *map(sa.column, ("decided_at", "submitted_at", "tier", "product_version_id")))
    versions = sa.table("product_versions", *map(sa.column, ("id", "product_code")))
    books = sa.table("report_books", sa.column("on_day"))
    lines = sa.table("report_days", *map(sa.column, ("on_day", *WHOSE, *BY_TIER)))
    local = sa.func.timezone(sa.literal_column("'Asia/Shanghai'"), applied.c.decided_at)
    day = sa.cast(local, sa.Date())
    took = sa.cast(sa.extract("epoch", applied.c.decided_at - applied.c.submitted_at), sa.BigInteger())
    kinds = [applied.c.tier == sa.literal_column(f"'{tier}'") for tier in TIERS]
    counted = [sa.func.count().filter(kind) for kind in kinds]
    timed = [sa.func.coalesce(sa.func.sum(took).filter(kind), 0) for kind in kinds]
    whose = [sa.column("branch_id"), sa.column("officer_id"), versions.c.product_code]
    decided = sa.select(day, *whose, *counted, *timed).select_from(applied)
    decided = decided.join(versions, versions.c.id == applied.c.product_version_id)
    decided = decided.where(applied.c.tier.is_not(None), day.in_(sa.select(books.c.on_day)))
    _put("report_days", WHOSE, decided.group_by(day, *whose))
    sums = [sa.func.sum(lines.c[name]) for name in BY_TIER]
    cell = [lines.c[name] for name in WHOSE]
    month = sa.cast(sa.func.date_trunc("month", lines.c.on_day), sa.Date())
    _put("report_months", WHOSE, sa.select(month, *cell, *sums).group_by(month, *cell))
    days = (lines.c.on_day, lines.c.branch_id)
    _put("report_branches", ("branch_id",), sa.select(*days, *sums).group_by(*days))


def _put(table: str, whose: Sequence[str], found: sa.Select[Any]) -> None:
    """Into the lines that are there; one that is not, as of somebody to whom a customer has gone since, is made."""
    others = OTHERS.split()
    noughts = [sa.literal_column("0", sa.BigInteger()) for _ in others]
    names = ["on_day", *whose, *BY_TIER, *others]
    made = insert(sa.table(table, *map(sa.column, names))).from_select(names, found.add_columns(*noughts))
    told = {name: made.excluded[name] for name in BY_TIER}
    op.execute(made.on_conflict_do_update(index_elements=["on_day", *whose], set_=told))


def downgrade() -> None:
    op.drop_index(op.f("ix_repayments_paid_on_branch_id_officer_id"), table_name="repayments")
    op.create_index(op.f("ix_repayments_paid_on"), "repayments", ["paid_on"])
    op.drop_index("ix_risk_alerts_living", table_name="risk_alerts")
    op.drop_index("ix_applications_waiting", table_name="applications")
    op.execute(f"REVOKE UPDATE (has_stocks, drawn_at) ON report_books FROM {APP}")
    for table in ("report_branches", "report_stocks"):
        op.drop_column(table, "applications")
    for table in ("report_branches", "report_months", "report_days"):
        for name in BY_TIER:
            op.drop_column(table, name)
