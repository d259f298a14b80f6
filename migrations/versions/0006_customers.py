"""Data keys, customers, identity claims and reviews, consents, bank accounts, exposures."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APP, KEPT, READ_WRITE, grant, scope_rows

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "customer_keys",
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("id = customer_id", name=op.f("ck_customer_keys_own_id")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_customer_keys")),
    )
    op.create_index(op.f("ix_customer_keys_officer_id"), "customer_keys", ["officer_id"], unique=False)

    op.create_table(
        "group_exposures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("outstanding_fen", sa.BigInteger(), nullable=False),
        sa.Column("committed_fen", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outstanding_fen >= 0 AND committed_fen >= 0", name=op.f("ck_group_exposures_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_exposures")),
    )

    op.create_table(
        "identity_claims",
        sa.Column(
            "kind",
            sa.Enum(
                "id_number",
                "credit_code",
                "phone",
                name="claimkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value_index", sa.LargeBinary(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "value_index", name=op.f("pk_identity_claims")),
    )
    op.create_index(op.f("ix_identity_claims_customer_id"), "identity_claims", ["customer_id"], unique=False)

    op.create_table(
        "customers",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("person", "company", name="customerkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "prospect",
                "active",
                "merged",
                name="customerstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("name_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("name_masked", sa.Text(), nullable=True),
        sa.Column("name_sort", sa.Text(collation="C"), nullable=True),
        sa.Column("number_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("number_index", sa.LargeBinary(), nullable=True),
        sa.Column("number_masked", sa.Text(), nullable=True),
        sa.Column("number_last4", sa.Text(), nullable=True),
        sa.Column("phone_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("phone_masked", sa.Text(), nullable=True),
        sa.Column("phone_last4", sa.Text(), nullable=True),
        sa.Column("legal_representative_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("birth_year", sa.BigInteger(), nullable=True),
        sa.Column("income_monthly_fen", sa.BigInteger(), nullable=True),
        sa.Column("debt_monthly_fen", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state <> 'active' OR number_index IS NOT NULL", name=op.f("ck_customers_active_has_identity")
        ),
        sa.CheckConstraint(
            "state <> 'merged' OR merged_into IS NOT NULL", name=op.f("ck_customers_merged_into_another")
        ),
        sa.CheckConstraint("debt_monthly_fen >= 0", name=op.f("ck_customers_debt")),
        sa.CheckConstraint("id = customer_id", name=op.f("ck_customers_own_id")),
        sa.CheckConstraint("income_monthly_fen >= 0", name=op.f("ck_customers_income")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_customers_branch_id_branches")),
        sa.ForeignKeyConstraint(["officer_id"], ["staff.id"], name=op.f("fk_customers_officer_id_staff")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_customers")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_customers_customer_id")),
    )
    op.create_index(op.f("ix_customers_branch_id_name_sort"), "customers", ["branch_id", "name_sort"], unique=False)
    op.create_index("ix_customers_branch_list", "customers", ["branch_id", "created_at", "id"], unique=False)
    op.create_index(op.f("ix_customers_id"), "customers", ["id"], unique=False)
    op.create_index("ix_customers_list", "customers", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_customers_number_index"), "customers", ["number_index"], unique=False)
    op.create_index(op.f("ix_customers_number_last4"), "customers", ["number_last4"], unique=False)
    op.create_index(op.f("ix_customers_officer_id_name_sort"), "customers", ["officer_id", "name_sort"], unique=False)
    op.create_index("ix_customers_officer_list", "customers", ["officer_id", "created_at", "id"], unique=False)
    op.create_index(op.f("ix_customers_phone_index"), "customers", ["phone_index"], unique=False)
    op.create_index(op.f("ix_customers_phone_last4"), "customers", ["phone_last4"], unique=False)

    op.create_table(
        "bank_accounts",
        sa.Column("bank_name", sa.Text(), nullable=False),
        sa.Column("number_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("number_index", sa.LargeBinary(), nullable=False),
        sa.Column("number_masked", sa.Text(), nullable=False),
        sa.Column("number_last4", sa.Text(), nullable=False),
        sa.Column("phone_cipher", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "verified",
                "failed",
                name="bankaccountstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("checks", sa.BigInteger(), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state <> 'verified' OR verified_at IS NOT NULL", name=op.f("ck_bank_accounts_verified_at")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_bank_accounts_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_bank_accounts")),
        sa.UniqueConstraint("customer_id", "number_index", name=op.f("uq_bank_accounts_customer_id_number_index")),
    )
    op.create_index(op.f("ix_bank_accounts_id"), "bank_accounts", ["id"], unique=False)

    op.create_table(
        "confirmed_identities",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "id_number",
                "credit_code",
                "phone",
                name="claimkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value_index", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_confirmed_identities_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_confirmed_identities")),
    )

    op.create_table(
        "consents",
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_consents_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_consents")),
    )

    op.create_table(
        "customer_exposures",
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("outstanding_fen", sa.BigInteger(), nullable=False),
        sa.Column("committed_fen", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("id = customer_id", name=op.f("ck_customer_exposures_own_id")),
        sa.CheckConstraint(
            "outstanding_fen >= 0 AND committed_fen >= 0", name=op.f("ck_customer_exposures_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_customer_exposures_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_customer_exposures")),
    )
    op.create_index(op.f("ix_customer_exposures_group_id"), "customer_exposures", ["group_id"], unique=False)

    op.create_table(
        "identity_reviews",
        sa.Column(
            "kind",
            sa.Enum(
                "id_number",
                "credit_code",
                "phone",
                name="claimkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value_index", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "settled", name="reviewstate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_identity_reviews_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_identity_reviews")),
        sa.UniqueConstraint(
            "customer_id", "kind", "value_index", name=op.f("uq_identity_reviews_customer_id_kind_value_index")
        ),
    )
    op.create_index(
        op.f("ix_identity_reviews_state_opened_at"), "identity_reviews", ["state", "opened_at"], unique=False
    )

    scope_rows("customer_keys")
    scope_rows("identity_claims", f"{KEPT}, DELETE")
    scope_rows("customers")
    scope_rows("bank_accounts")
    scope_rows("confirmed_identities", KEPT)
    scope_rows("consents", KEPT)
    scope_rows("customer_exposures")
    scope_rows("identity_reviews")
    # a group is seen by who sees one of its members: the sub-query stands under the members' own policy
    member = "EXISTS (SELECT 1 FROM customer_exposures AS member WHERE member.group_id = group_exposures.id)"
    op.execute("ALTER TABLE group_exposures ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON group_exposures TO {APP} USING ({member}) WITH CHECK (true)")
    grant("group_exposures", READ_WRITE)


def downgrade() -> None:
    op.execute("DROP POLICY scope ON group_exposures")
    op.drop_table("identity_reviews")
    op.drop_table("customer_exposures")
    op.drop_table("consents")
    op.drop_table("confirmed_identities")
    op.drop_table("bank_accounts")
    op.drop_table("customers")
    op.drop_table("identity_claims")
    op.drop_table("group_exposures")
    op.drop_table("customer_keys")
