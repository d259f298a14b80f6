"""Running loans: acts, plans, what was waived, overdue days; instalments may be laid down anew; books on accrual."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import APP, KEPT, index, owned, references_owned, scope_rows, word

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ACCOUNTS = (
    # code, Chinese, English, kind, pool, needs loan, needs funding account
    ("113201", "应收利息", "Interest receivable", "asset", "interest", False, True),
    ("113202", "应收罚息", "Penalty receivable", "asset", "penalty", False, True),
    ("122101", "应收手续费", "Fees receivable", "asset", "fee", False, True),
    ("130401", "贷款损失准备", "Loan loss allowance", "asset", None, False, True),
)
INCOME = "('601101', '601102', '602101')"
EVENTS_BEFORE = ("funds_allotted", "loan_disbursed", "repayment_received", "excess_to_suspense", "reversal")
EVENTS_ADDED = (
    "interest_accrued penalty_accrued fee_accrued fee_charged waived written_off recovered excess_refunded"
    " repayment_reshared loan_brought_in"
)
STATES_BEFORE = ("pending_disbursement", "active", "closed")
STATES = (*STATES_BEFORE, "written_off")
ACT_KINDS = (
    "disbursement opening repayment prepayment pay_off fee waiver rate_change reschedule holiday write_off recovery"
    " refund reversal"
)
KINDS = ("disbursement", "refund")
ACTIVE = ("created", "sent", "unknown", "settled")
PARTS = ("principal", "interest", "fee", "penalty")
WAIVABLE = ("interest", "fee", "penalty")

RATES_OF_RUNNING = """
UPDATE loans SET penalty_rate = rate_annual * penalty_multiple,
    day_base = CASE WHEN convention LIKE '%360%' THEN 360 ELSE 365 END
"""
# Loans that run when this comes: monthly periods, the one-time fee with the first instalment.
PLAN_OF_RUNNING = """
UPDATE loans SET plan = jsonb_build_object('principal_fen', principal_fen, 'rate_annual', rate_annual::text,
    'method', method, 'periods', term_months, 'start_on', disbursed_on::text, 'convention', convention,
    'fees', coalesce((SELECT jsonb_agg(jsonb_build_object('basis', 'opening', 'amount_fen', fee_fen))
      FROM instalments i WHERE i.customer_id = loans.customer_id AND i.loan_id = loans.id AND number = 1
       AND fee_fen > 0), '[]'))
  WHERE state <> 'pending_disbursement'
"""
DATES_OF_RUNNING = """
UPDATE instalments SET agreed_on = due_on, from_on = coalesce(
    (SELECT max(e.due_on) FROM instalments e WHERE e.customer_id = instalments.customer_id
      AND e.loan_id = instalments.loan_id AND e.number < instalments.number),
    (SELECT disbursed_on FROM loans l WHERE l.customer_id = instalments.customer_id AND l.id = instalments.loan_id))
"""
ACTS_OF_RUNNING = """
INSERT INTO loan_acts (customer_id, id, branch_id, officer_id, loan_id, number, kind, value_on, booked_on, amount_fen,
                       detail, recorded_by, recorded_at)
  SELECT customer_id, id, branch_id, officer_id, loan_id,
         row_number() OVER (PARTITION BY customer_id, loan_id ORDER BY first, at, id), kind, value_on,
         (at AT TIME ZONE 'Asia/Shanghai')::date, amount_fen, '{}', recorded_by, at
    FROM (
      SELECT l.customer_id, o.id, l.branch_id, l.officer_id, l.id AS loan_id, 0 AS first, 'disbursement' AS kind,
             l.disbursed_on AS value_on, l.principal_fen AS amount_fen, l.opened_by AS recorded_by, o.finished_at AS at
        FROM loans l JOIN payment_orders o ON o.customer_id = l.customer_id AND o.loan_id = l.id
         AND o.state = 'settled'
      UNION ALL
      SELECT customer_id, id, branch_id, officer_id, loan_id, 1, 'repayment', paid_on, amount_fen, recorded_by,
             recorded_at
        FROM repayments) AS happened
"""
COUNT_OF_ACTS = """
UPDATE loans SET excess_fen = (SELECT coalesce(sum(r.excess_fen), 0) FROM repayments r
    WHERE r.customer_id = loans.customer_id AND r.loan_id = loans.id), acts = (SELECT count(*) FROM loan_acts a WHERE a.customer_id = loans.customer_id
    AND a.loan_id = loans.id)
"""


def upgrade() -> None:
    _widen("ledger_entries", "eventtype", "event_type", (*EVENTS_BEFORE, *EVENTS_ADDED.split()))
    _widen("loans", "loanstate", "state", STATES)
    _add_accounts()
    _payment_orders()
    _loans()
    _instalments()
    _repayments()
    _loan_acts()
    _loan_plans()
    _resharings()
    for fill in (PLAN_OF_RUNNING, DATES_OF_RUNNING, ACTS_OF_RUNNING, COUNT_OF_ACTS):
        op.execute(fill)
    _bind()
    _grant()


def _widen(table: str, name: str, column: str, values: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({column} IN ({listed}))")


def _add_accounts() -> None:
    """The pools move to what is owed; income needs no loan, for a day's accrual is one entry of many loans."""
    op.execute(f"UPDATE ledger_accounts SET pool = NULL, needs_loan = false WHERE code IN {INCOME}")  # noqa: S608 - codes of this file
    names = ("code", "name_zh", "name_en", "kind", "pool", "needs_loan", "needs_funding", "currency")
    accounts = sa.table("ledger_accounts", *(sa.column(name) for name in names))
    op.bulk_insert(accounts, [dict(zip(names, (*row, "CNY"), strict=True)) for row in ACCOUNTS])


def _payment_orders() -> None:
    """Orders that give back what was paid beyond all that was owed; a loan may have several, one on the way."""
    kind = sa.Enum(*KINDS, name="orderkind", native_enum=False, create_constraint=False, length=40)
    op.add_column("payment_orders", sa.Column("kind", kind, nullable=False, server_default="disbursement"))
    _check("payment_orders", "orderkind", "kind IN ('disbursement', 'refund')")
    op.drop_index("uq_payment_orders_active", table_name="payment_orders")
    for name, kind_of, states in (("active", KINDS[0], ACTIVE), ("refund", KINDS[1], ACTIVE[:3])):
        listed = ", ".join(f"'{state}'" for state in states)
        where = f"kind = '{kind_of}' AND state IN ({listed})"
        index("payment_orders", "customer_id loan_id", name=f"uq_payment_orders_{name}", unique=True, where=where)


def _loans() -> None:
    op.add_column("loans", sa.Column("penalty_rate", sa.Numeric(14, 10), nullable=True))
    op.add_column("loans", sa.Column("day_base", sa.BigInteger(), nullable=True))
    op.add_column("loans", sa.Column("plan", postgresql.JSONB(), nullable=True))
    op.add_column("loans", sa.Column("servicing", postgresql.JSONB(), nullable=False, server_default="{}"))
    op.add_column("loans", sa.Column("acts", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("loans", sa.Column("written_off_on", sa.Date(), nullable=True))
    op.add_column("loans", sa.Column("written_off_fen", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("loans", sa.Column("excess_fen", sa.BigInteger(), nullable=False, server_default="0"))
    for column in ("servicing", "acts", "written_off_fen", "excess_fen"):
        op.alter_column("loans", column, server_default=None)
    op.execute(RATES_OF_RUNNING)
    op.alter_column("loans", "penalty_rate", nullable=False)
    op.alter_column("loans", "day_base", nullable=False)


def _instalments() -> None:
    for column in ("from_on", "agreed_on", "penalty_until"):
        op.add_column("instalments", sa.Column(column, sa.Date(), nullable=True))
    counted = (*(f"waived_{part}_fen" for part in WAIVABLE), "overdue_fen_days", "penalty_base_fen")
    for column in counted:
        op.add_column("instalments", sa.Column(column, sa.BigInteger(), nullable=False, server_default="0"))
        op.alter_column("instalments", column, server_default=None)


def _repayments() -> None:
    op.add_column("repayments", sa.Column("reversed_by", sa.Uuid(), nullable=True))
    op.drop_constraint("uq_repayments_customer_id_loan_id_reference", "repayments", type_="unique")
    index(
        "repayments",
        "customer_id loan_id reference",
        name="uq_repayments_reference",
        unique=True,
        where="reversed_by IS NULL",
    )


def _loan_acts() -> None:
    op.create_table(
        "loan_acts",
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        word("kind", "actkind", ACT_KINDS),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("detail", postgresql.JSONB(), nullable=False),
        sa.Column("reverses", sa.Uuid(), nullable=True),
        sa.Column("cause", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *owned(),
        sa.CheckConstraint("number > 0", name=op.f("ck_loan_acts_number")),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_loan_acts_amount")),
        sa.CheckConstraint("(reverses IS NOT NULL) = (kind = 'reversal')", name=op.f("ck_loan_acts_reverses")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_loan_acts")),
        references_owned("loan_acts", "loan_id", "loans"),
        references_owned("loan_acts", "reverses", "loan_acts"),
        references_owned("loan_acts", "cause", "loan_acts"),
        sa.UniqueConstraint("customer_id", "loan_id", "number", name=op.f("uq_loan_acts_customer_id_loan_id_number")),
    )
    index("loan_acts", "id")
    index("loan_acts", "loan_id number")
    index("loan_acts", "customer_id reverses", name="uq_loan_acts_reverses", unique=True, where="reverses IS NOT NULL")


def _loan_plans() -> None:
    op.create_table(
        "loan_plans",
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("rows", postgresql.JSONB(), nullable=False),
        *owned(),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_loan_plans")),
        references_owned("loan_plans", "act_id", "loan_acts"),
        sa.UniqueConstraint("customer_id", "loan_id", "number", name=op.f("uq_loan_plans_customer_id_loan_id_number")),
    )
    index("loan_plans", "id")
    index("loan_plans", "loan_id number")


def _resharings() -> None:
    sides = {side: [f"{side}_{part}_fen" for part in (*PARTS, "excess")] for side in ("before", "after")}
    op.create_table(
        "resharings",
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("repayment_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for names in sides.values() for name in names),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *owned(),
        sa.CheckConstraint(
            f"{' + '.join(sides['before'])} = {' + '.join(sides['after'])}", name=op.f("ck_resharings_sum")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_resharings")),
        references_owned("resharings", "act_id", "loan_acts"),
        references_owned("resharings", "repayment_id", "repayments"),
        sa.UniqueConstraint(
            "customer_id", "act_id", "repayment_id", name=op.f("uq_resharings_customer_id_act_id_repayment_id")
        ),
    )
    for column in ("id", "loan_id", "repayment_id"):
        index("resharings", column)


def _bind() -> None:
    """Constraints of columns that are filled by now."""
    for column in ("from_on", "agreed_on"):
        op.alter_column("instalments", column, nullable=False)
    for part in WAIVABLE:
        op.execute(f"ALTER TABLE instalments DROP CONSTRAINT ck_instalments_paid_{part}")
        bound = f"paid_{part}_fen BETWEEN 0 AND {part}_fen - waived_{part}_fen"
        op.execute(f"ALTER TABLE instalments ADD CONSTRAINT ck_instalments_paid_{part} CHECK ({bound})")
    least = "waived_interest_fen, waived_fee_fen, waived_penalty_fen, overdue_fen_days, penalty_base_fen"
    _check("instalments", "not_negative", f"least({least}) >= 0")
    _check("instalments", "dates", "from_on <= agreed_on AND agreed_on <= due_on")
    _check("loans", "plan", "(state = 'pending_disbursement') = (plan IS NULL)")
    _check("loans", "written_off", "state <> 'written_off' OR written_off_on IS NOT NULL")
    _check("loans", "written_off_fen", "written_off_fen BETWEEN 0 AND principal_fen")
    _check("loans", "servicing", "penalty_rate >= 0 AND day_base > 0 AND acts >= 0 AND excess_fen >= 0")


def _check(table: str, name: str, condition: str) -> None:
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({condition})")


def _grant() -> None:
    """What was agreed stays in the first plan and in the acts; instalments and splits are the present view."""
    scope_rows("loan_acts", KEPT)
    scope_rows("loan_plans", KEPT)
    scope_rows("resharings", KEPT)
    moving = "rate_annual, penalty_rate, plan, servicing, acts, written_off_on, written_off_fen, excess_fen"
    op.execute(f"GRANT UPDATE ({moving}) ON loans TO {APP}")
    op.execute(f"GRANT UPDATE, DELETE ON instalments TO {APP}")
    parts = ", ".join(f"{part}_fen" for part in (*PARTS, "excess"))
    op.execute(f"GRANT UPDATE ({parts}, reversed_by) ON repayments TO {APP}")
    op.execute(f"GRANT DELETE ON repayment_splits TO {APP}")


def downgrade() -> None:
    op.execute(f"REVOKE DELETE ON repayment_splits FROM {APP}")
    op.execute(f"REVOKE UPDATE, DELETE ON instalments FROM {APP}")
    for table in ("resharings", "loan_plans", "loan_acts"):
        op.drop_table(table)
    op.drop_index("uq_repayments_reference", table_name="repayments")
    op.drop_column("repayments", "reversed_by")
    op.create_unique_constraint(
        "uq_repayments_customer_id_loan_id_reference", "repayments", ["customer_id", "loan_id", "reference"]
    )
    added = "excess_fen written_off_fen written_off_on acts servicing plan day_base penalty_rate"
    for column in added.split():
        op.drop_column("loans", column)
    for part in WAIVABLE:
        op.execute(f"ALTER TABLE instalments DROP CONSTRAINT ck_instalments_paid_{part}")
    counted = ("from_on", "agreed_on", "penalty_until", "overdue_fen_days", "penalty_base_fen")
    for column in (*counted, *(f"waived_{part}_fen" for part in WAIVABLE)):
        op.drop_column("instalments", column)
    for part in WAIVABLE:
        _check("instalments", f"paid_{part}", f"paid_{part}_fen BETWEEN 0 AND {part}_fen")
    moving = (*(f"paid_{part}_fen" for part in PARTS), "penalty_fen", "branch_id", "officer_id")
    op.execute(f"GRANT UPDATE ({', '.join(moving)}) ON instalments TO {APP}")
    op.execute("DELETE FROM ledger_accounts WHERE code IN ('113201', '113202', '122101', '130401')")
    for code, pool in (("601101", "interest"), ("601102", "penalty"), ("602101", "fee")):
        op.execute(f"UPDATE ledger_accounts SET pool = '{pool}', needs_loan = true WHERE code = '{code}'")  # noqa: S608 - codes of this file
    op.drop_index("uq_payment_orders_refund", table_name="payment_orders")
    op.drop_index("uq_payment_orders_active", table_name="payment_orders")
    op.drop_column("payment_orders", "kind")
    index(
        "payment_orders",
        "customer_id loan_id",
        name="uq_payment_orders_active",
        unique=True,
        where="state IN ('created', 'sent', 'unknown', 'settled')",
    )
    _widen("loans", "loanstate", "state", STATES_BEFORE)
    _widen("ledger_entries", "eventtype", "event_type", EVENTS_BEFORE)
