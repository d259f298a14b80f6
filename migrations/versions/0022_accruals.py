"""Standings and daily accruals, closed days, closed months; the books refuse entries of a closed month."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APP, append_only, grant, scope_branch_rows, scope_rows

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NOTICES_BEFORE = ("signing_link", "signing_code", "contract_signed", "loan_paid_out", "repayment_received")
NOTICES = (*NOTICES_BEFORE, "repayment_due", "repayment_overdue")

# The lock of a month is shared by those who post into it and held alone by the one who closes it: who posts waits for
# a closing that runs and then sees it, who closes waits for the posts under way.
POST = """
CREATE FUNCTION ledger_post(entries jsonb) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  posted integer := ledger_write(entries);
  booked date;
BEGIN
  FOR booked IN
    SELECT DISTINCT date_trunc('month', (entry->>'booked_on')::date)::date AS month
      FROM jsonb_array_elements(entries) AS given(entry) ORDER BY month
  LOOP
    PERFORM pg_advisory_xact_lock_shared(1818521447, booked - date '2000-01-01');
    IF EXISTS (SELECT FROM ledger_periods WHERE month = booked) THEN
      RAISE EXCEPTION 'month closed' USING ERRCODE = 'JL011';
    END IF;
  END LOOP;
  RETURN posted;
END
$$
"""


EARLIER = (
    "settled_principal_fen",
    "settled_interest_fen",
    "earlier_interest_fen",
    "earlier_fen_days",
    "charged_fee_fen",
)
EARLIER_BOUNDS = (
    "settled_principal_fen BETWEEN 0 AND principal_fen AND settled_interest_fen BETWEEN 0 AND interest_fen "
    "AND earlier_interest_fen BETWEEN 0 AND interest_fen AND charged_fee_fen BETWEEN 0 AND fee_fen "
    "AND earlier_fen_days >= 0"
)


def upgrade() -> None:
    for column in EARLIER:
        op.add_column("instalments", sa.Column(column, sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(f"ALTER TABLE instalments ADD CONSTRAINT ck_instalments_earlier CHECK ({EARLIER_BOUNDS})")
    _kinds_of_notices(NOTICES)
    _standings()
    _accruals()
    _day_closings()
    _periods()
    op.create_index("ix_loans_active", "loans", ["id"], postgresql_where=sa.text("state = 'active'"))
    op.execute("ALTER FUNCTION ledger_post(jsonb) RENAME TO ledger_write")
    op.execute(f"REVOKE EXECUTE ON FUNCTION ledger_write(jsonb) FROM {APP}")
    op.execute(POST)
    op.execute("REVOKE ALL ON FUNCTION ledger_post(jsonb) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION ledger_post(jsonb) TO {APP}")


def _kinds_of_notices(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE notices DROP CONSTRAINT ck_notices_noticekind")
    op.execute(f"ALTER TABLE notices ADD CONSTRAINT ck_notices_noticekind CHECK (kind IN ({listed}))")


def _standings() -> None:
    op.create_table(
        "loan_standings",
        sa.Column("accrued_on", sa.Date(), nullable=False),
        sa.Column("interest_fen", sa.BigInteger(), nullable=False),
        sa.Column("penalty_fen", sa.BigInteger(), nullable=False),
        sa.Column("fee_fen", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "id"],
            ["loans.customer_id", "loans.id"],
            name=op.f("fk_loan_standings_customer_id_id_loans"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_loan_standings")),
        postgresql_with={"fillfactor": "45"},
    )
    op.create_index("ix_loan_standings_open", "loan_standings", ["id"], postgresql_where=sa.text("NOT done"))
    scope_rows("loan_standings")


def _accruals() -> None:
    op.create_table(
        "loan_accruals",
        sa.Column("accrued_on", sa.Date(), nullable=False),
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("interest_fen", sa.BigInteger(), nullable=False),
        sa.Column("penalty_fen", sa.BigInteger(), nullable=False),
        sa.Column("fee_fen", sa.BigInteger(), nullable=False),
        sa.Column("days_past_due", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("accrued_on", "loan_id", name=op.f("pk_loan_accruals")),
    )
    scope_branch_rows("loan_accruals", "SELECT, INSERT")
    op.create_table(
        "day_accruals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("accrued_on", sa.Date(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("product_code", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "interest", "penalty", "fee", name="accrualkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("loans", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_fen <> 0 AND loans > 0", name=op.f("ck_day_accruals_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_accruals")),
    )
    op.create_index(
        "uq_day_accruals",
        "day_accruals",
        ["accrued_on", "branch_id", "funding_account_id", "product_code", "kind"],
        unique=True,
    )
    scope_branch_rows("day_accruals", "SELECT, INSERT")


def _day_closings() -> None:
    op.create_table(
        "day_closings",
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "accruing",
                "booking",
                "reminding",
                "closed",
                name="daystate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("last_loan_id", sa.Uuid(), nullable=True),
        sa.Column("loans", sa.BigInteger(), nullable=False),
        sa.Column("overdue_loans", sa.BigInteger(), nullable=False),
        sa.Column("interest_fen", sa.BigInteger(), nullable=False),
        sa.Column("penalty_fen", sa.BigInteger(), nullable=False),
        sa.Column("fee_fen", sa.BigInteger(), nullable=False),
        sa.Column("reminders", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_day_closings_closed")),
        sa.PrimaryKeyConstraint("business_date", name=op.f("pk_day_closings")),
    )
    op.create_index(
        "uq_day_closings_open",
        "day_closings",
        [sa.text("(true)")],
        unique=True,
        postgresql_where=sa.text("state <> 'closed'"),
    )
    moving = "state, last_loan_id, loans, overdue_loans, interest_fen, penalty_fen, fee_fen, reminders, closed_at"
    grant("day_closings", f"SELECT, INSERT, UPDATE ({moving})")


def _seen() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("debit_fen", sa.BigInteger(), nullable=False),
        sa.Column("prepared_by", sa.Uuid(), nullable=False),
    )


def _periods() -> None:
    op.create_table(
        "ledger_preparations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        *_seen(),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_ledger_preparations_month")),
        sa.CheckConstraint("entries >= 0 AND debit_fen >= 0", name=op.f("ck_ledger_preparations_seen")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_preparations")),
    )
    op.create_index(
        op.f("ix_ledger_preparations_month_prepared_at"), "ledger_preparations", ["month", "prepared_at"], unique=False
    )
    append_only("ledger_preparations")
    op.create_table(
        "ledger_periods",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("preparation_id", sa.Uuid(), nullable=False),
        *_seen(),
        sa.Column("closed_by", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_ledger_periods_month")),
        sa.CheckConstraint("prepared_by <> closed_by", name=op.f("ck_ledger_periods_four_eyes")),
        sa.ForeignKeyConstraint(
            ["preparation_id"],
            ["ledger_preparations.id"],
            name=op.f("fk_ledger_periods_preparation_id_ledger_preparations"),
        ),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_ledger_periods")),
    )
    append_only("ledger_periods")


def downgrade() -> None:
    op.execute("DROP FUNCTION ledger_post(jsonb)")
    op.execute("ALTER FUNCTION ledger_write(jsonb) RENAME TO ledger_post")
    op.execute(f"GRANT EXECUTE ON FUNCTION ledger_post(jsonb) TO {APP}")
    op.drop_index("ix_loans_active", table_name="loans")
    for table in (
        "ledger_periods",
        "ledger_preparations",
        "day_closings",
        "day_accruals",
        "loan_accruals",
        "loan_standings",
    ):
        op.drop_table(table)
    _kinds_of_notices(NOTICES_BEFORE)
    for column in EARLIER:
        op.drop_column("instalments", column)
