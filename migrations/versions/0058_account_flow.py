"""Sources of account flow and of where a loan's money went."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

BEFORE = (
    "credit_bureau",
    "tax",
    "social_security",
    "commerce",
    "name_id",
    "business_register",
    "bank_card",
    "liveness",
    "sanctions",
    "supply_chain",
)
SHARING = "data_sharing"
# code, names, seconds a call, days an answer holds, place in the list; seconds and days are the house's own
ADDED = (
    ("bank_flow", "银行流水", "Account flow", 20, 30, 11),
    ("fund_trail", "放款资金流向", "Trail of the money lent", 20, 30, 12),
)


def upgrade() -> None:
    _take((*BEFORE, *(code for code, *_ in ADDED)))
    names = "code kind name_zh name_en applies_to timeout_seconds valid_days consent_purpose position"
    flags = "needs_authorisation is_official is_on"
    table = sa.table("connector_sources", *(sa.column(name) for name in f"{names} {flags}".split()))
    rows = [
        {"code": code, "kind": code, "name_zh": zh, "name_en": en, "timeout_seconds": seconds, "valid_days": days}
        | {"applies_to": "any", "consent_purpose": SHARING, "position": position}
        | {"needs_authorisation": False, "is_official": False, "is_on": True}
        for code, zh, en, seconds, days, position in ADDED
    ]
    op.bulk_insert(table, rows)


def _take(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE connector_sources DROP CONSTRAINT ck_connector_sources_sourcekind")
    op.execute(
        f"ALTER TABLE connector_sources ADD CONSTRAINT ck_connector_sources_sourcekind CHECK (kind IN ({listed}))"
    )


def downgrade() -> None:
    listed = ", ".join(f"'{code}'" for code, *_ in ADDED)
    op.execute(f"DELETE FROM connector_inquiries WHERE source IN ({listed})")  # noqa: S608 - constants
    op.execute(f"DELETE FROM connector_sources WHERE code IN ({listed})")  # noqa: S608 - constants
    _take(BEFORE)
