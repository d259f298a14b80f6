"""Customers who are one and the same, settled identity reviews, and consents taken back."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import KEPT, give_rights, index, owned, scope_rows, take_rights, word

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

RIGHTS = (("grouping", "customer:merge"), ("intake", "customer:consent"))


def upgrade() -> None:
    op.create_table(
        "customer_merges",
        *owned(),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("into_id <> customer_id", name=op.f("ck_customer_merges_into_another")),
        _of_a_customer("customer_merges"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_customer_merges")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_customer_merges_customer_id")),
    )
    index("customer_merges", "into_id")
    scope_rows("customer_merges", KEPT)
    op.create_table(
        "consent_withdrawals",
        *owned(),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=False),
        _of_a_customer("consent_withdrawals"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_consent_withdrawals")),
    )
    index("consent_withdrawals", "customer_id purpose withdrawn_at")
    scope_rows("consent_withdrawals", KEPT)
    op.add_column("identity_reviews", word("outcome", "reviewoutcome", "merged released refused", nullable=True))
    op.add_column("identity_reviews", sa.Column("settled_by", sa.Uuid(), nullable=True))
    op.add_column("identity_reviews", sa.Column("reason", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_identity_reviews_settled"),
        "identity_reviews",
        "(state = 'settled') = (num_nulls(outcome, settled_by, reason, settled_at) = 0)",
    )
    give_rights(RIGHTS)


def _of_a_customer(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_customer_id_customers")
    return sa.ForeignKeyConstraint(["customer_id"], ["customers.customer_id"], name=name)


def downgrade() -> None:
    take_rights(right for _, right in RIGHTS)
    op.drop_constraint(op.f("ck_identity_reviews_settled"), "identity_reviews", type_="check")
    for column in ("reason", "settled_by", "outcome"):
        op.drop_column("identity_reviews", column)
    op.drop_table("consent_withdrawals")
    op.drop_table("customer_merges")
