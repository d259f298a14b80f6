"""Officers are told what was decided about their applications."""

from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

CHECK = "ck_staff_notices_staffnoticekind"
KIND = "application_decided"
BEFORE = [
    "rating_fell",
    "approval_overdue",
    "approval_escalated",
    "approval_urged",
    "finding_due",
    "ticket_filed",
    "ticket_due",
    "consent_withdrawn",
    "alert_opened",
    "alert_digest",
    "alert_escalated",
]


def upgrade() -> None:
    _take([*BEFORE, KIND])


def _take(kinds: list[str]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute(f"ALTER TABLE staff_notices DROP CONSTRAINT {CHECK}")
    op.execute(f"ALTER TABLE staff_notices ADD CONSTRAINT {CHECK} CHECK (kind IN ({listed}))")


def downgrade() -> None:
    op.execute("DELETE FROM staff_notices WHERE kind = 'application_decided'")
    _take(BEFORE)
