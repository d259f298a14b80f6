"""Funding accounts and holds, payment orders, the bank inbox."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import ALL_ROWS_OF_A_BRANCH, APP, append_only, scope_branch_rows, scope_rows

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _bank_messages()
    _payment_numbers()
    _funding_accounts()
    _funding_allotments()
    _funding_holds()
    _payment_orders()
    append_only("payment_numbers")
    scope_branch_rows("funding_accounts", "SELECT, INSERT, UPDATE (state)")
    scope_branch_rows("funding_allotments", "SELECT, INSERT")
    scope_branch_rows("funding_holds", "SELECT, INSERT, UPDATE (allotted_fen, held_fen, paid_fen)")
    # number, amount and payee of an order are fixed for ever
    moving = "state, send_wanted, attempts, asked, bank_reference, reason, sent_at, finished_at, branch_id, officer_id"
    scope_rows("payment_orders", f"SELECT, INSERT, UPDATE ({moving})")
    # the inbox belongs to no branch: only who sees the whole house reads it
    append_only("bank_messages")
    whole = f"(SELECT current_setting('jiedai.branches', true)) = '*' AND {ALL_ROWS_OF_A_BRANCH}"
    op.execute("ALTER TABLE bank_messages ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON bank_messages TO {APP} USING ({whole}) WITH CHECK ({whole})")


def _bank_messages() -> None:
    op.create_table(
        "bank_messages",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "accepted",
                "processing",
                "settled",
                "failed",
                "not_found",
                "unknown",
                name="paymentstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("payee_index", sa.LargeBinary(), nullable=True),
        sa.Column("bank_reference", sa.Text(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "taken", "ignored", "quarantined", name="verdict", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "fault",
            sa.Enum(
                "unknown_number",
                "other_amount",
                "other_payee",
                "other_currency",
                "never_sent",
                "contradicted",
                name="fault",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(verdict = 'quarantined') = (fault IS NOT NULL)", name=op.f("ck_bank_messages_fault_of_quarantined")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_bank_messages")),
    )
    op.create_index(op.f("ix_bank_messages_order_number"), "bank_messages", ["order_number"], unique=False)
    op.create_index(
        op.f("ix_bank_messages_received_at"),
        "bank_messages",
        ["received_at"],
        unique=False,
        postgresql_where=sa.text("verdict = 'quarantined'"),
    )


def _payment_numbers() -> None:
    op.create_table(
        "payment_numbers",
        sa.Column("number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_payment_numbers")),
    )


def _funding_accounts() -> None:
    op.create_table(
        "funding_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("bank_name", sa.Text(), nullable=False),
        sa.Column("account_number", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "closed", name="fundingstate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_funding_accounts_branch_id_branches")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_accounts")),
        sa.UniqueConstraint("account_number", name=op.f("uq_funding_accounts_account_number")),
    )
    op.create_index(op.f("ix_funding_accounts_branch_id"), "funding_accounts", ["branch_id"], unique=False)


def _funding_allotments() -> None:
    op.create_table(
        "funding_allotments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("allotted_by", sa.Uuid(), nullable=False),
        sa.Column("allotted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_funding_allotments_amount")),
        sa.ForeignKeyConstraint(
            ["funding_account_id"],
            ["funding_accounts.id"],
            name=op.f("fk_funding_allotments_funding_account_id_funding_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_allotments")),
    )
    op.create_index(
        op.f("ix_funding_allotments_funding_account_id"), "funding_allotments", ["funding_account_id"], unique=False
    )
    op.create_index(
        op.f("ix_funding_allotments_funding_account_id_reference"),
        "funding_allotments",
        ["funding_account_id", "reference"],
        unique=True,
    )


def _funding_holds() -> None:
    op.create_table(
        "funding_holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("allotted_fen", sa.BigInteger(), nullable=False),
        sa.Column("held_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("held_fen + paid_fen <= allotted_fen", name=op.f("ck_funding_holds_within_allotment")),
        sa.CheckConstraint("held_fen >= 0 AND paid_fen >= 0", name=op.f("ck_funding_holds_not_negative")),
        sa.ForeignKeyConstraint(["id"], ["funding_accounts.id"], name=op.f("fk_funding_holds_id_funding_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_holds")),
    )


def _payment_orders() -> None:
    op.create_table(
        "payment_orders",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("payee_account_id", sa.Uuid(), nullable=False),
        sa.Column("payee_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("payee_index", sa.LargeBinary(), nullable=False),
        sa.Column("payee_last4", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "created",
                "sent",
                "unknown",
                "settled",
                "failed",
                name="orderstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("send_wanted", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("bank_reference", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('settled', 'failed')) = (finished_at IS NOT NULL)", name=op.f("ck_payment_orders_finished")
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_payment_orders_amount")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_payment_orders_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["funding_account_id"],
            ["funding_accounts.id"],
            name=op.f("fk_payment_orders_funding_account_id_funding_accounts"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_payment_orders")),
    )
    op.create_index(
        op.f("ix_payment_orders_funding_account_id_state"),
        "payment_orders",
        ["funding_account_id", "state"],
        unique=False,
    )
    op.create_index(op.f("ix_payment_orders_id"), "payment_orders", ["id"], unique=False)
    op.create_index(op.f("ix_payment_orders_number"), "payment_orders", ["number"], unique=False)
    op.create_index(
        "uq_payment_orders_active",
        "payment_orders",
        ["customer_id", "loan_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('created', 'sent', 'unknown', 'settled')"),
    )


def downgrade() -> None:
    op.drop_table("payment_orders")
    op.drop_table("funding_holds")
    op.drop_table("funding_allotments")
    op.drop_table("funding_accounts")
    op.drop_table("payment_numbers")
    op.drop_table("bank_messages")
