"""Customers that come in from a sheet: batches by their digest, and who may bring them in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import grant, index, word

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
    _rights_of_a_house_with_roles()


def _rights_of_a_house_with_roles() -> None:
    """A new house gets its roles from the catalogue, after the migrations; an old one gets the new right here."""
    held = sa.table("role_operations", sa.column("role_code"), sa.column("operation"))
    roles = sa.table("roles", sa.column("code"))
    row = sa.select(sa.literal("grouping"), sa.literal(RIGHT)).where(sa.exists().where(roles.c.code == "grouping"))
    op.execute(postgresql.insert(held).from_select(["role_code", "operation"], row).on_conflict_do_nothing())
    op.execute("UPDATE rights_epoch SET value = value + 1 WHERE id = 1")


def downgrade() -> None:
    held = sa.table("role_operations", sa.column("operation"))
    op.execute(sa.delete(held).where(held.c.operation == RIGHT))
    op.drop_table("customer_imports")
