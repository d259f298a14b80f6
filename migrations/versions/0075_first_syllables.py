"""Names are found by their first syllable, by an index of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_customers_first_syllable", "customers", [sa.text("(name_index[1])")])


def downgrade() -> None:
    op.drop_index("ix_customers_first_syllable", "customers")
