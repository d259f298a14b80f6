"""Names are found by their pinyin: keyed hashes of what staff may type, beside the initials.

The names themselves are sealed, so the worker gives rows of before theirs; until then they are found by their initials.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("name_index", postgresql.ARRAY(sa.LargeBinary()), nullable=True))


def downgrade() -> None:
    op.drop_column("customers", "name_index")
