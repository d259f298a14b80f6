"""What staff tell those who look after the app, with a picture of the screen."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import (
    ALL_ROWS_OF_A_BRANCH,
    APP,
    give_rights,
    grant,
    in_sight,
    index,
    references,
    take_rights,
    word,
)

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

TABLE = "feedback"
INSTANT = sa.DateTime(timezone=True)
RIGHTS = (("everyone", "feedback:tell"), ("administering", "feedback:answer"))
HIMSELF = "(SELECT nullif(current_setting('jiedai.actor', true), '')::uuid)"
SIGHT = f"told_by = {HIMSELF} OR ({in_sight('branch_id', 'branches')} AND {ALL_ROWS_OF_A_BRANCH})"


def upgrade() -> None:
    op.create_table(
        TABLE,
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "branch_id", "told_by")),
        sa.Column("told_at", INSTANT, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("text", "screen", "device")),
        sa.Column("picture", sa.Text(), nullable=True),
        word("state", "feedbackstate", "open taken done declined"),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        _check("text", "length(text) BETWEEN 2 AND 2000"),
        _check("answered", "num_nulls(answered_by, answered_at) = CASE WHEN state = 'open' THEN 2 ELSE 0 END"),
        _check("reasoned", "state <> 'declined' OR answer IS NOT NULL"),
        references(TABLE, "told_by", "staff"),
        references(TABLE, "branch_id", "branches"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    index(TABLE, "told_at id")
    index(TABLE, "told_by told_at")
    op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON {TABLE} TO {APP} USING ({SIGHT}) WITH CHECK ({SIGHT})")
    grant(TABLE)
    give_rights(RIGHTS)


def _check(name: str, text: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(text, name=op.f(f"ck_{TABLE}_{name}"))


def downgrade() -> None:
    take_rights([right for _, right in RIGHTS])
    op.drop_table(TABLE)
