"""Bank statements, their matching, and breaks; what of a statement may be booked by itself."""

import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import scope_branch_rows

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SETTLED = "kind, state, owner_id, note, resolution, proposed_by, proposed_at, resolved_by, resolved_at, version"

EVENTS = ("bank_line_booked",)
EVENT_CHECK = "ck_ledger_entries_eventtype"
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
    _take_events(lambda known: [*known, *EVENTS])
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
        sa.Column(
            "source",
            sa.Enum("file", "bank", name="statementsource", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("received_by", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_files")),
    )
    op.create_index(
        op.f("ix_statement_files_branch_id_received_at"), "statement_files", ["branch_id", "received_at"], unique=False
    )


def _bank_statements() -> None:
    op.create_table(
        "bank_statements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("file", "bank", name="statementsource", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
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
        sa.ForeignKeyConstraint(
            ["file_id"], ["statement_files.id"], name=op.f("fk_bank_statements_file_id_statement_files")
        ),
        sa.ForeignKeyConstraint(
            ["funding_account_id"],
            ["funding_accounts.id"],
            name=op.f("fk_bank_statements_funding_account_id_funding_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statements")),
    )
    op.create_index(
        op.f("ix_bank_statements_branch_id_imported_at_id"),
        "bank_statements",
        ["branch_id", "imported_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_bank_statements_funding_account_id_content_hash"),
        "bank_statements",
        ["funding_account_id", "content_hash"],
        unique=True,
    )
    op.create_index(
        op.f("ix_bank_statements_funding_account_id_last_on"),
        "bank_statements",
        ["funding_account_id", "last_on"],
        unique=False,
    )
    op.create_index(op.f("ix_bank_statements_imported_at_id"), "bank_statements", ["imported_at", "id"], unique=False)


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
        sa.Column(
            "nature",
            sa.Enum(
                "payment", "charge", "interest", name="nature", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("party_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("party_index", sa.LargeBinary(), nullable=True),
        sa.Column("party_masked", sa.Text(), nullable=False),
        sa.Column("party_last4", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "matched", "settled", name="linestate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.CheckConstraint("amount_fen <> 0", name=op.f("ck_statement_lines_amount")),
        sa.ForeignKeyConstraint(
            ["funding_account_id"],
            ["funding_accounts.id"],
            name=op.f("fk_statement_lines_funding_account_id_funding_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["bank_statements.id"], name=op.f("fk_statement_lines_statement_id_bank_statements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_lines")),
    )
    op.create_index(op.f("ix_statement_lines_booked_on_id"), "statement_lines", ["booked_on", "id"], unique=False)
    op.create_index(
        op.f("ix_statement_lines_branch_id_booked_on_id"),
        "statement_lines",
        ["branch_id", "booked_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_statement_lines_funding_account_id"),
        "statement_lines",
        ["funding_account_id"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        op.f("ix_statement_lines_funding_account_id_booked_on"),
        "statement_lines",
        ["funding_account_id", "booked_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_statement_lines_funding_account_id_reference"),
        "statement_lines",
        ["funding_account_id", "reference"],
        unique=True,
    )
    op.create_index(
        op.f("ix_statement_lines_statement_id_position"), "statement_lines", ["statement_id", "position"], unique=False
    )


def _statement_matches() -> None:
    op.create_table(
        "statement_matches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column(
            "found_by",
            sa.Enum(
                "number",
                "loan",
                "payer",
                "several",
                "contra",
                "hand",
                "repayment",
                "booked",
                name="pass",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("matched_by", sa.Uuid(), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["funding_account_id"],
            ["funding_accounts.id"],
            name=op.f("fk_statement_matches_funding_account_id_funding_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["statement_lines.id"], name=op.f("fk_statement_matches_line_id_statement_lines")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_matches")),
    )
    op.create_index(
        op.f("ix_statement_matches_funding_account_id_event_id_line_id"),
        "statement_matches",
        ["funding_account_id", "event_id", "line_id"],
        unique=True,
    )
    op.create_index(op.f("ix_statement_matches_group_id"), "statement_matches", ["group_id"], unique=False)
    op.create_index(op.f("ix_statement_matches_line_id"), "statement_matches", ["line_id"], unique=False)


def _statement_breaks() -> None:
    op.create_table(
        "statement_breaks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "missing_in_bank",
                "missing_in_books",
                "order_not_settled",
                "unbooked_repayment",
                "loan_not_named",
                "unknown_payer",
                "amount_differs",
                "date_differs",
                "duplicate_line",
                "duplicate_payment",
                "wrong_direction",
                "payment_returned",
                "bank_charge",
                "bank_interest",
                name="breakkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open", "proposed", "resolved", name="breakstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("line_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("loan_id", sa.Uuid(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("expected_fen", sa.BigInteger(), nullable=True),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "resolution",
            sa.Enum(
                "matched",
                "repaid",
                "accepted",
                "corrected",
                "booked",
                "gone",
                name="resolution",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
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
        sa.ForeignKeyConstraint(
            ["funding_account_id"],
            ["funding_accounts.id"],
            name=op.f("fk_statement_breaks_funding_account_id_funding_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["statement_lines.id"], name=op.f("fk_statement_breaks_line_id_statement_lines")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_breaks")),
    )
    op.create_index(
        op.f("ix_statement_breaks_branch_id_opened_at_id"),
        "statement_breaks",
        ["branch_id", "opened_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_statement_breaks_funding_account_id_event_id"),
        "statement_breaks",
        ["funding_account_id", "event_id"],
        unique=False,
    )
    op.create_index(op.f("ix_statement_breaks_line_id"), "statement_breaks", ["line_id"], unique=False)
    op.create_index(op.f("ix_statement_breaks_opened_at_id"), "statement_breaks", ["opened_at", "id"], unique=False)
    op.create_index(
        "uq_statement_breaks_event",
        "statement_breaks",
        ["funding_account_id", "event_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'resolved' AND line_id IS NULL"),
    )
    op.create_index(
        "uq_statement_breaks_line",
        "statement_breaks",
        ["line_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'resolved'"),
    )


def _take_events(change: Callable[[list[str]], list[str]]) -> None:
    """What the books take is what earlier migrations have said, and these."""
    wanted = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    told = op.get_bind().execute(wanted, {"name": EVENT_CHECK}).scalar_one()
    kinds = ", ".join(f"'{kind}'" for kind in change(re.findall(r"'([a-z_]+)'", told)))
    op.execute(f"ALTER TABLE ledger_entries DROP CONSTRAINT {EVENT_CHECK}")
    op.execute(f"ALTER TABLE ledger_entries ADD CONSTRAINT {EVENT_CHECK} CHECK (event_type IN ({kinds}))")


def downgrade() -> None:
    _take_events(lambda known: [each for each in known if each not in EVENTS])
    op.execute("DELETE FROM ledger_accounts WHERE code IN ('224102', '660301', '660302')")
    op.drop_table("statement_breaks")
    op.drop_table("statement_matches")
    op.drop_table("statement_lines")
    op.drop_table("bank_statements")
    op.drop_table("statement_files")
