"""What indicators are called, for statements that tell values: as `server/risk/indicators.csv` has it."""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from migrations.helpers import grant

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None

CHART = Path(__file__).parent.parent / "charts" / "indicators-2026-11.json"
TABLE = "risk_names"
COLUMNS = ("code", "name_zh", "name_en", "unit")


def upgrade() -> None:
    table = op.create_table(
        TABLE,
        *(sa.Column(name, sa.Text(), nullable=False) for name in COLUMNS),
        sa.PrimaryKeyConstraint("code", name=op.f(f"pk_{TABLE}")),
    )
    told = json.loads(CHART.read_text(encoding="utf-8"))
    op.bulk_insert(table, [dict(zip(COLUMNS, row, strict=True)) for row in told])
    grant(TABLE, "SELECT")


def downgrade() -> None:
    op.drop_table(TABLE)
