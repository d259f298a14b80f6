"""Second versions of the rating charts: what a thin file is, and no median income from memory.

A thin file is one with too short a history at the bureau, with none that is known, or with so many categories missing
that what they may hide (30 points of 50 each) outweighs a grade of 70 to 80 points: three. The median income of a
place is a figure of headquarters' from now on, with its source and day; unknown where nobody has entered one.
"""

import json
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

CHARTS = Path(__file__).parent.parent / "charts"
FROM = date(2026, 1, 1)
VERSION = 2
TABLE = sa.table(
    "rating_charts",
    *(sa.column(name, sa.Text()) for name in ("code", "applies_to", "name_zh", "name_en", "source")),
    sa.column("version", sa.BigInteger()),
    sa.column("body", postgresql.JSONB()),
    sa.column("effective_from", sa.Date()),
    sa.column("effective_until", sa.Date()),
)
SECOND = (
    ("person", "自然人评级表", "Rating of persons", "house, 12 basic and 8 behaviour categories"),
    ("company", "小微企业评分表", "Rating of small firms", "house, after a published bank template of 65 and 35"),
)


def upgrade() -> None:
    first = TABLE.c.version == 1
    op.execute(sa.update(TABLE).where(first).values(effective_until=FROM - timedelta(days=1)))
    rows = [
        {
            "code": code,
            "version": VERSION,
            "applies_to": code,
            "name_zh": zh,
            "name_en": en,
            "source": source,
            "body": json.loads((CHARTS / f"{code}_2.json").read_text(encoding="utf-8")),
            "effective_from": FROM,
            "effective_until": None,
        }
        for code, zh, en, source in SECOND
    ]
    op.bulk_insert(TABLE, rows)


def downgrade() -> None:
    """Only while nobody has been rated by them: what was rated keeps the version that rated it."""
    op.execute(sa.delete(TABLE).where(TABLE.c.version == VERSION))
    op.execute(sa.update(TABLE).where(TABLE.c.version == 1).values(effective_until=None))
