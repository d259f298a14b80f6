"""Customers that come in from a sheet: batches by their digest, and who may bring them in."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import give_rights, grant, index, take_rights, word

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

COUNTS = ("line", "entered", "known", "faulty")
RIGHT = "customer:import"


def upgrade() -> None:
    op.create_table(
        "customer_imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_digest", sa.LargeBinary(), nullable=False),
        word("state", "customerimportstate", "running done"),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in COUNTS),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"least({', '.join(COUNTS)}) >= 0", name=op.f("ck_customer_imports_counts")),
        sa.CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name=op.f("ck_customer_imports_finished")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_imports")),
    )
    index("customer_imports", "file_digest", name="uq_customer_imports_file_digest", unique=True)
    grant("customer_imports", f"SELECT, INSERT, UPDATE (state, finished_at, {', '.join(COUNTS)})")
    give_rights([("grouping", RIGHT)])


def downgrade() -> None:
    take_rights([RIGHT])
    op.drop_table("customer_imports")
