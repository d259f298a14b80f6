"""Loans, instalments, repayments and their splits."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import KEPT, append_only, scope_rows

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _loan_numbers()
    _loans()
    _instalments()
    _repayments()
    _repayment_splits()
    append_only("loan_numbers")
    # what was agreed and what fell due is fixed; what came in and how it was shared out is never changed
    moving = "funding_account_id, contract_id, state, outstanding_fen, next_due_on, disbursed_on, closed_on, version"
    scope_rows("loans", f"SELECT, INSERT, UPDATE ({moving}, branch_id, officer_id)")
    paid = "paid_principal_fen, paid_interest_fen, paid_fee_fen, paid_penalty_fen, penalty_fen"
    scope_rows("instalments", f"SELECT, INSERT, UPDATE ({paid}, branch_id, officer_id)")
    scope_rows("repayments", KEPT)
    scope_rows("repayment_splits", KEPT)


def _loan_numbers() -> None:
    op.create_table(
        "loan_numbers",
        sa.Column("number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_loan_numbers")),
    )


def _loans() -> None:
    op.create_table(
        "loans",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("product_version_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("principal_fen", sa.BigInteger(), nullable=False),
        sa.Column("rate_annual", sa.Numeric(precision=9, scale=6), nullable=False),
        sa.Column("term_months", sa.BigInteger(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "equal_instalment",
                "equal_principal",
                "interest_only",
                "bullet",
                "flat",
                "balloon",
                "draw_as_you_go",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("convention", sa.Text(), nullable=False),
        sa.Column("penalty_multiple", sa.Numeric(precision=6, scale=4), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending_disbursement",
                "active",
                "closed",
                name="loanstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("outstanding_fen", sa.BigInteger(), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disbursed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(state = 'active') = (next_due_on IS NOT NULL)", name=op.f("ck_loans_next_due")),
        sa.CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name=op.f("ck_loans_closed")),
        sa.CheckConstraint(
            "(state = 'pending_disbursement') = (disbursed_on IS NULL)", name=op.f("ck_loans_disbursed")
        ),
        sa.CheckConstraint("state = 'active' OR outstanding_fen = 0", name=op.f("ck_loans_outstanding_when_active")),
        sa.CheckConstraint("outstanding_fen BETWEEN 0 AND principal_fen", name=op.f("ck_loans_outstanding")),
        sa.CheckConstraint("principal_fen > 0 AND term_months > 0", name=op.f("ck_loans_positive")),
        sa.ForeignKeyConstraint(
            ["customer_id", "application_id"],
            ["applications.customer_id", "applications.id"],
            name=op.f("fk_loans_customer_id_application_id_applications"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "contract_id"],
            ["contracts.customer_id", "contracts.id"],
            name=op.f("fk_loans_customer_id_contract_id_contracts"),
        ),
        sa.ForeignKeyConstraint(
            ["funding_account_id"], ["funding_accounts.id"], name=op.f("fk_loans_funding_account_id_funding_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["product_version_id"], ["product_versions.id"], name=op.f("fk_loans_product_version_id_product_versions")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_loans")),
        sa.UniqueConstraint("customer_id", "application_id", name=op.f("uq_loans_customer_id_application_id")),
    )
    op.create_index(op.f("ix_loans_application_id"), "loans", ["application_id"], unique=False)
    op.create_index("ix_loans_branch_list", "loans", ["branch_id", "opened_at", "id"], unique=False)
    op.create_index(
        "ix_loans_due", "loans", ["next_due_on"], unique=False, postgresql_where=sa.text("state = 'active'")
    )
    op.create_index(op.f("ix_loans_id"), "loans", ["id"], unique=False)
    op.create_index("ix_loans_list", "loans", ["opened_at", "id"], unique=False)
    op.create_index(op.f("ix_loans_number"), "loans", ["number"], unique=False)
    op.create_index("ix_loans_officer_list", "loans", ["officer_id", "opened_at", "id"], unique=False)


def _instalments() -> None:
    op.create_table(
        "instalments",
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("principal_fen", sa.BigInteger(), nullable=False),
        sa.Column("interest_fen", sa.BigInteger(), nullable=False),
        sa.Column("fee_fen", sa.BigInteger(), nullable=False),
        sa.Column("penalty_fen", sa.BigInteger(), nullable=False),
        sa.Column("balance_after_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_principal_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_interest_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_fee_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_penalty_fen", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("paid_fee_fen BETWEEN 0 AND fee_fen", name=op.f("ck_instalments_paid_fee")),
        sa.CheckConstraint("paid_interest_fen BETWEEN 0 AND interest_fen", name=op.f("ck_instalments_paid_interest")),
        sa.CheckConstraint("paid_penalty_fen BETWEEN 0 AND penalty_fen", name=op.f("ck_instalments_paid_penalty")),
        sa.CheckConstraint(
            "paid_principal_fen BETWEEN 0 AND principal_fen", name=op.f("ck_instalments_paid_principal")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "loan_id"],
            ["loans.customer_id", "loans.id"],
            name=op.f("fk_instalments_customer_id_loan_id_loans"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_instalments")),
        sa.UniqueConstraint("customer_id", "loan_id", "number", name=op.f("uq_instalments_customer_id_loan_id_number")),
    )
    op.create_index(op.f("ix_instalments_id"), "instalments", ["id"], unique=False)
    op.create_index(op.f("ix_instalments_loan_id_number"), "instalments", ["loan_id", "number"], unique=False)


def _repayments() -> None:
    op.create_table(
        "repayments",
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("principal_fen", sa.BigInteger(), nullable=False),
        sa.Column("interest_fen", sa.BigInteger(), nullable=False),
        sa.Column("fee_fen", sa.BigInteger(), nullable=False),
        sa.Column("penalty_fen", sa.BigInteger(), nullable=False),
        sa.Column("excess_fen", sa.BigInteger(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_repayments_amount")),
        sa.CheckConstraint("excess_fen >= 0", name=op.f("ck_repayments_excess")),
        sa.CheckConstraint("fee_fen >= 0", name=op.f("ck_repayments_fee")),
        sa.CheckConstraint("interest_fen >= 0", name=op.f("ck_repayments_interest")),
        sa.CheckConstraint("penalty_fen >= 0", name=op.f("ck_repayments_penalty")),
        sa.CheckConstraint(
            "principal_fen + interest_fen + fee_fen + penalty_fen + excess_fen = amount_fen",
            name=op.f("ck_repayments_sum"),
        ),
        sa.CheckConstraint("principal_fen >= 0", name=op.f("ck_repayments_principal")),
        sa.ForeignKeyConstraint(
            ["customer_id", "loan_id"],
            ["loans.customer_id", "loans.id"],
            name=op.f("fk_repayments_customer_id_loan_id_loans"),
        ),
        sa.ForeignKeyConstraint(
            ["funding_account_id"],
            ["funding_accounts.id"],
            name=op.f("fk_repayments_funding_account_id_funding_accounts"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_repayments")),
        sa.UniqueConstraint(
            "customer_id", "loan_id", "reference", name=op.f("uq_repayments_customer_id_loan_id_reference")
        ),
    )
    op.create_index(op.f("ix_repayments_id"), "repayments", ["id"], unique=False)
    op.create_index(op.f("ix_repayments_loan_id_recorded_at"), "repayments", ["loan_id", "recorded_at"], unique=False)


def _repayment_splits() -> None:
    op.create_table(
        "repayment_splits",
        sa.Column("repayment_id", sa.Uuid(), nullable=False),
        sa.Column("instalment_id", sa.Uuid(), nullable=False),
        sa.Column("principal_fen", sa.BigInteger(), nullable=False),
        sa.Column("interest_fen", sa.BigInteger(), nullable=False),
        sa.Column("fee_fen", sa.BigInteger(), nullable=False),
        sa.Column("penalty_fen", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("fee_fen >= 0", name=op.f("ck_repayment_splits_fee")),
        sa.CheckConstraint("interest_fen >= 0", name=op.f("ck_repayment_splits_interest")),
        sa.CheckConstraint("penalty_fen >= 0", name=op.f("ck_repayment_splits_penalty")),
        sa.CheckConstraint(
            "principal_fen + interest_fen + fee_fen + penalty_fen > 0", name=op.f("ck_repayment_splits_something")
        ),
        sa.CheckConstraint("principal_fen >= 0", name=op.f("ck_repayment_splits_principal")),
        sa.ForeignKeyConstraint(
            ["customer_id", "instalment_id"],
            ["instalments.customer_id", "instalments.id"],
            name=op.f("fk_repayment_splits_customer_id_instalment_id_instalments"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "repayment_id"],
            ["repayments.customer_id", "repayments.id"],
            name=op.f("fk_repayment_splits_customer_id_repayment_id_repayments"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_repayment_splits")),
        sa.UniqueConstraint(
            "customer_id",
            "repayment_id",
            "instalment_id",
            name=op.f("uq_repayment_splits_customer_id_repayment_id_instalment_id"),
        ),
    )
    op.create_index(op.f("ix_repayment_splits_instalment_id"), "repayment_splits", ["instalment_id"], unique=False)


def downgrade() -> None:
    op.drop_table("repayment_splits")
    op.drop_table("repayments")
    op.drop_table("instalments")
    op.drop_table("loans")
    op.drop_table("loan_numbers")
