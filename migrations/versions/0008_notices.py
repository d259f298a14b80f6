"""Messages to customers."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import scope_rows

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column(
            "kind",
            sa.Enum(
                "signing_link",
                "signing_code",
                "contract_signed",
                "loan_paid_out",
                "repayment_received",
                name="noticekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("queued", "sent", name="noticestate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("to_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("to_masked", sa.Text(), nullable=False),
        sa.Column("text_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_notices_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_created_at"), "notices", ["created_at"], unique=False)
    op.create_index(op.f("ix_notices_id"), "notices", ["id"], unique=False)

    scope_rows("notices")


def downgrade() -> None:
    op.drop_table("notices")
