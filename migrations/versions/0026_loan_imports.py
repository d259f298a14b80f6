"""Running loans that come in from a sheet: batches, their rows, the numbers that loans had elsewhere; loans made void."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import KEPT, grant, scope_rows

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

STATES_BEFORE = ("pending_disbursement", "active", "closed", "written_off")
STATES = (*STATES_BEFORE, "void")
IMPORT_STATES = ("prepared", "writing", "done", "undone")
POOLS = ("principal_fen", "interest_fen", "accrued_fen", "penalty_fen", "fee_fen", "excess_fen")
OPENED = ("principal_fen", "interest_fen", "penalty_fen", "fee_fen", "excess_fen")
ACCRUED = ("accrued_interest_fen", "accrued_penalty_fen", "accrued_fee_fen")
MOVING = "state, written, confirmed_by, confirmed_at, finished_at, undone_by, undone_at, reason"
# A loan of our own comes from an application and a contract, one that was brought in from a line of a sheet.
ORIGIN = "num_nulls(application_id, contract_id) = CASE WHEN import_id IS NULL THEN 0 ELSE 2 END"


def upgrade() -> None:
    op.execute(
        "INSERT INTO ledger_accounts (code, name_zh, name_en, kind, currency, pool, needs_loan, needs_funding) VALUES "
        "('400102', '期初转入权益', 'Opening balances brought in', 'equity', 'CNY', NULL, false, true)"
    )
    _states(STATES)
    _loan_imports()
    _loans()
    _rows()
    op.create_table(
        "loan_import_numbers",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_loan_import_numbers")),
    )
    grant("loan_imports", f"SELECT, INSERT, UPDATE ({MOVING})")
    scope_rows("loan_import_rows", KEPT)
    grant("loan_import_numbers", "SELECT, INSERT, DELETE")


def _states(states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    op.execute("ALTER TABLE loans DROP CONSTRAINT ck_loans_loanstate")
    op.execute(f"ALTER TABLE loans ADD CONSTRAINT ck_loans_loanstate CHECK (state IN ({listed}))")


def _numbers(names: tuple[str, ...]) -> tuple[sa.Column[object], ...]:
    return tuple(sa.Column(name, sa.BigInteger(), nullable=False) for name in names)


def _loan_imports() -> None:
    state = sa.Enum(*IMPORT_STATES, name="importstate", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "loan_imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_digest", sa.LargeBinary(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", state, nullable=False),
        *_numbers(("loans", "written")),
        sa.Column("totals", postgresql.JSONB(), nullable=False),
        *_numbers(POOLS),
        sa.Column("prepared_by", sa.Uuid(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("confirmed_by <> prepared_by", name=op.f("ck_loan_imports_four_eyes")),
        sa.CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_loan_imports_confirmed")),
        sa.CheckConstraint(
            "state IN ('prepared', 'undone') OR confirmed_by IS NOT NULL", name=op.f("ck_loan_imports_state")
        ),
        sa.CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name=op.f("ck_loan_imports_undone")),
        sa.CheckConstraint("loans > 0 AND written BETWEEN 0 AND loans", name=op.f("ck_loan_imports_written")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_imports")),
    )
    living = sa.text("state <> 'undone'")
    op.create_index("uq_loan_imports_living", "loan_imports", ["file_digest"], unique=True, postgresql_where=living)
    op.create_index(op.f("ix_loan_imports_prepared_at_id"), "loan_imports", ["prepared_at", "id"])


def _loans() -> None:
    op.add_column("loans", sa.Column("import_id", sa.Uuid(), nullable=True))
    op.add_column("loans", sa.Column("brought_in_on", sa.Date(), nullable=True))
    op.create_foreign_key(op.f("fk_loans_import_id_loan_imports"), "loans", "loan_imports", ["import_id"], ["id"])
    for column in ("application_id", "contract_id"):
        op.alter_column("loans", column, nullable=True)
    op.create_check_constraint(op.f("ck_loans_origin"), "loans", ORIGIN)
    brought_in = "(import_id IS NULL) = (brought_in_on IS NULL)"
    op.create_check_constraint(op.f("ck_loans_brought_in"), "loans", brought_in)


def _rows() -> None:
    op.create_table(
        "loan_import_rows",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("old_number", sa.Text(), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("is_new_customer", sa.Boolean(), nullable=False),
        *_numbers((*OPENED, *ACCRUED)),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("branch_id", "officer_id", "customer_id", "id")),
        sa.CheckConstraint(
            "least(principal_fen, penalty_fen, fee_fen, excess_fen) >= 0", name=op.f("ck_loan_import_rows_not_negative")
        ),
        sa.CheckConstraint(f"least({', '.join(ACCRUED)}) >= 0", name=op.f("ck_loan_import_rows_accrued_not_negative")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["loan_imports.id"], name=op.f("fk_loan_import_rows_import_id_loan_imports")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "id"],
            ["loans.customer_id", "loans.id"],
            name=op.f("fk_loan_import_rows_customer_id_id_loans"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "act_id"],
            ["loan_acts.customer_id", "loan_acts.id"],
            name=op.f("fk_loan_import_rows_customer_id_act_id_loan_acts"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_loan_import_rows")),
    )
    for columns in (["id"], ["import_id", "line"], ["old_number"]):
        op.create_index(op.f(f"ix_loan_import_rows_{'_'.join(columns)}"), "loan_import_rows", columns)


def downgrade() -> None:
    op.drop_table("loan_import_numbers")
    op.drop_table("loan_import_rows")
    for name in ("brought_in", "origin"):
        op.drop_constraint(op.f(f"ck_loans_{name}"), "loans", type_="check")
    for column in ("contract_id", "application_id"):
        op.alter_column("loans", column, nullable=False)
    op.drop_constraint(op.f("fk_loans_import_id_loan_imports"), "loans", type_="foreignkey")
    for column in ("brought_in_on", "import_id"):
        op.drop_column("loans", column)
    op.drop_table("loan_imports")
    _states(STATES_BEFORE)
    op.execute("DELETE FROM ledger_accounts WHERE code = '400102'")
