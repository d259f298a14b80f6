"""Bank statements, their matching, and breaks; what of a statement may be booked by itself."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import index, references, scope_branch_rows, take_events, word

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SETTLED = "kind, state, owner_id, note, resolution, proposed_by, proposed_at, resolved_by, resolved_at, version"

BREAK_KINDS = (
    "missing_in_bank missing_in_books order_not_settled unbooked_repayment loan_not_named unknown_payer"
    " amount_differs date_differs duplicate_line duplicate_payment wrong_direction payment_returned"
    " bank_charge bank_interest"
)
EVENTS = ("bank_line_booked",)
ACCOUNTS = (
    # code, Chinese, English, kind
    ("224102", "待查款项", "Unidentified receipts", "liability"),
    ("660301", "银行手续费", "Bank charges", "expense"),
    ("660302", "存款利息", "Interest on deposits", "income"),
)


def upgrade() -> None:
    _statement_files()
    _bank_statements()
    _statement_lines()
    _statement_matches()
    _statement_breaks()
    names = ("code", "name_zh", "name_en", "kind", "currency", "needs_loan", "needs_funding")
    chart = sa.table("ledger_accounts", *(sa.column(name) for name in names))
    op.bulk_insert(chart, [dict(zip(names, (*row, "CNY", False, True), strict=True)) for row in ACCOUNTS])
    take_events(lambda known: [*known, *EVENTS])
    scope_branch_rows("statement_files", "SELECT, INSERT, UPDATE (statement_id, refusal)")
    scope_branch_rows("bank_statements", "SELECT, INSERT")
    # what the bank said is fixed; only whether it is explained moves
    scope_branch_rows("statement_lines", "SELECT, INSERT, UPDATE (state)")
    scope_branch_rows("statement_matches", "SELECT, INSERT")
    scope_branch_rows("statement_breaks", f"SELECT, INSERT, UPDATE ({SETTLED}, event_id, loan_id, expected_fen)")


def _statement_files() -> None:
    op.create_table(
        "statement_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        word("source", "statementsource", "file bank"),
        sa.Column("received_by", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_files")),
    )
    index("statement_files", "branch_id received_at")


def _bank_statements() -> None:
    op.create_table(
        "bank_statements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        word("source", "statementsource", "file bank"),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("bank_id", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("opening_fen", sa.BigInteger(), nullable=False),
        sa.Column("closing_fen", sa.BigInteger(), nullable=False),
        sa.Column("line_count", sa.BigInteger(), nullable=False),
        sa.Column("new_lines", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_bank_statements_days")),
        sa.CheckConstraint("new_lines BETWEEN 0 AND line_count", name=op.f("ck_bank_statements_lines")),
        references("bank_statements", "file_id", "statement_files"),
        references("bank_statements", "funding_account_id", "funding_accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statements")),
    )
    index("bank_statements", "branch_id imported_at id")
    index("bank_statements", "funding_account_id content_hash", unique=True)
    index("bank_statements", "funding_account_id last_on")
    index("bank_statements", "imported_at id")


def _statement_lines() -> None:
    op.create_table(
        "statement_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("transaction", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("numbers", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        word("nature", "nature", "payment charge interest"),
        sa.Column("party_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("party_index", sa.LargeBinary(), nullable=True),
        sa.Column("party_masked", sa.Text(), nullable=False),
        sa.Column("party_last4", sa.Text(), nullable=False),
        word("state", "linestate", "open matched settled"),
        sa.CheckConstraint("amount_fen <> 0", name=op.f("ck_statement_lines_amount")),
        references("statement_lines", "funding_account_id", "funding_accounts"),
        references("statement_lines", "statement_id", "bank_statements"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_lines")),
    )
    index("statement_lines", "booked_on id")
    index("statement_lines", "branch_id booked_on id")
    index("statement_lines", "funding_account_id", where="state = 'open'")
    index("statement_lines", "funding_account_id booked_on")
    index("statement_lines", "funding_account_id reference", unique=True)
    index("statement_lines", "statement_id position")


def _statement_matches() -> None:
    op.create_table(
        "statement_matches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        word("found_by", "pass", "number loan payer several contra hand repayment booked"),
        sa.Column("matched_by", sa.Uuid(), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False),
        references("statement_matches", "funding_account_id", "funding_accounts"),
        references("statement_matches", "line_id", "statement_lines"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_matches")),
    )
    index("statement_matches", "funding_account_id event_id line_id", unique=True)
    index("statement_matches", "group_id")
    index("statement_matches", "line_id")


def _statement_breaks() -> None:
    op.create_table(
        "statement_breaks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        word(
            "kind",
            "breakkind",
            BREAK_KINDS,
        ),
        word("state", "breakstate", "open proposed resolved"),
        sa.Column("line_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("loan_id", sa.Uuid(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("expected_fen", sa.BigInteger(), nullable=True),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        word("resolution", "resolution", "matched repaid accepted corrected booked gone", nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(state = 'resolved') = (resolved_at IS NOT NULL)", name=op.f("ck_statement_breaks_resolved")
        ),
        sa.CheckConstraint(
            "state <> 'proposed' OR (resolution IS NOT NULL AND proposed_by IS NOT NULL)",
            name=op.f("ck_statement_breaks_proposed"),
        ),
        sa.CheckConstraint(
            "state <> 'resolved' OR resolution <> 'booked' OR resolved_by <> proposed_by",
            name=op.f("ck_statement_breaks_two_persons"),
        ),
        sa.CheckConstraint("line_id IS NOT NULL OR event_id IS NOT NULL", name=op.f("ck_statement_breaks_subject")),
        references("statement_breaks", "funding_account_id", "funding_accounts"),
        references("statement_breaks", "line_id", "statement_lines"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_breaks")),
    )
    index("statement_breaks", "branch_id opened_at id")
    index("statement_breaks", "funding_account_id event_id")
    index("statement_breaks", "line_id")
    index("statement_breaks", "opened_at id")
    index(
        "statement_breaks",
        "funding_account_id event_id",
        name="uq_statement_breaks_event",
        unique=True,
        where="state <> 'resolved' AND line_id IS NULL",
    )
    index("statement_breaks", "line_id", name="uq_statement_breaks_line", unique=True, where="state <> 'resolved'")


def downgrade() -> None:
    take_events(lambda known: [each for each in known if each not in EVENTS])
    op.execute("DELETE FROM ledger_accounts WHERE code IN ('224102', '660301', '660302')")
    op.drop_table("statement_breaks")
    op.drop_table("statement_matches")
    op.drop_table("statement_lines")
    op.drop_table("bank_statements")
    op.drop_table("statement_files")
