"""Alerts of risk: what is told to whom, how it ended, and which indicators tell at all."""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import (
    APP,
    SCOPE,
    append_only,
    give_rights,
    grant,
    in_sight,
    index,
    owned,
    references,
    take_rights,
    word,
)

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
GRAINS = "customer application loan officer product region house market policy"
DESKS = "officer risk compliance finance technology"
SEVERITIES = "warn critical"
STATES = "open snoozed escalated closed"
NOTICES = ("alert_opened", "alert_digest", "alert_escalated")
NOTICE_CHECK = "ck_staff_notices_staffnoticekind"
RIGHTS = (
    ("reader", "alert:read"),
    ("administering", "alert:read"),
    *(
        (role, "alert:answer")
        for role in ("intake", "attending", "deciding", "contacting", "complying", "paying", "administering")
    ),
    ("overseeing", "alert:weigh"),
    ("ruling", "alert:switch"),
)
EVERY_OFFICER = "(SELECT current_setting('jiedai.officers', true)) = '*' AND (SELECT current_setting('jiedai.customers', true)) = '*'"
EVERY_BRANCH = "(SELECT current_setting('jiedai.branches', true)) = '*'"
HIMSELF = "(SELECT nullif(current_setting('jiedai.actor', true), '')::uuid)"
# what is not the officer's own is seen by who sees all of a branch, what is compliance's by headquarters alone
SIGHT = (
    f"({SCOPE}) AND subject_id IS DISTINCT FROM {HIMSELF} AND (desk = 'officer' OR ({EVERY_OFFICER}"
    f" AND (desk <> 'compliance' OR {EVERY_BRANCH})))"
)
# the house's own: hours to answer by severity; the first row's 24 hours are the catalogue's
TERMS = (("RB-01", "warn", 24), ("RB-01", "critical", 24), ("*", "critical", 24), ("*", "warn", 72))


def upgrade() -> None:
    _alerts()
    _beside()
    _notices()
    give_rights(RIGHTS)


def _text(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _numbers(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Numeric(), nullable=True) for name in names]


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _listed(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=False) for name in names]


def _check(table: str, name: str, text: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(text, name=op.f(f"ck_{table}_{name}"))


def _alerts() -> None:
    table = "risk_alerts"
    op.create_table(
        table,
        *owned(),
        *_text("code", "name_zh", "name_en", "action", "unit", "operator"),
        word("grain", "grain", GRAINS),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        *_text("label", nullable=True),
        word("desk", "desk", DESKS),
        word("severity", "severity", SEVERITIES),
        word("state", "alertstate", STATES),
        *_numbers("value", "warn", "critical"),
        *_listed("inputs"),
        *_whole("formula_version"),
        sa.Column("measured_on", sa.Date(), nullable=False),
        *_whole("money_fen"),
        sa.Column("cluster", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("escalated_at", INSTANT, nullable=True),
        *_text("escalated_to", nullable=True),
        sa.Column("eased_on", sa.Date(), nullable=True),
        word("outcome", "outcome", "right wrong unclear", nullable=True),
        *_text("note", nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        *_listed("story"),
        *_whole("version"),
        *_rules(table),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
    )
    living = "state <> 'closed'"
    index(table, "subject_id code customer_id", name="uq_risk_alerts_living", unique=True, where=living)
    for columns in ("money_fen id", "officer_id opened_at", "code outcome"):
        index(table, columns)
    index(table, "due_at id", name="ix_risk_alerts_due", where="state IN ('open', 'snoozed')")
    _protect(table, SIGHT)
    grant(table)


def _rules(table: str) -> tuple[sa.CheckConstraint, ...]:
    return (
        _check(table, "money", "money_fen >= 0"),
        _check(table, "snoozed", "(state = 'snoozed') = (snoozed_until IS NOT NULL)"),
        _check(table, "escalation", "num_nulls(escalated_at, escalated_to) IN (0, 2)"),
        _check(table, "escalated", "state <> 'escalated' OR escalated_at IS NOT NULL"),
        _check(
            table,
            "closed",
            "num_nulls(outcome, note, closed_by, closed_at) = CASE WHEN state = 'closed' THEN 0 ELSE 4 END",
        ),
    )


def _protect(table: str, sight: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON {table} TO {APP} USING ({sight}) WITH CHECK ({sight})")


def _beside() -> None:
    op.create_table(
        "risk_switches",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_text("code"),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        *_text("reason"),
        sa.Column("turned_by", sa.Uuid(), nullable=False),
        sa.Column("turned_at", INSTANT, nullable=False),
        _check("risk_switches", "reason", "length(reason) BETWEEN 2 AND 500"),
        references("risk_switches", "turned_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_switches")),
    )
    index("risk_switches", "code turned_at")
    append_only("risk_switches")
    terms = op.create_table(
        "risk_terms",
        *_text("code"),
        word("severity", "severity", SEVERITIES),
        *_whole("hours"),
        _check("risk_terms", "hours", "hours BETWEEN 1 AND 2160"),
        sa.PrimaryKeyConstraint("code", "severity", name=op.f("pk_risk_terms")),
    )
    grant("risk_terms", "SELECT, INSERT, UPDATE")
    rows = [dict(zip(("code", "severity", "hours"), term, strict=True)) for term in TERMS]
    op.bulk_insert(terms, rows)
    op.create_table(
        "risk_digests",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "branch_id", "officer_id")),
        word("desk", "desk", DESKS),
        sa.Column("day", sa.Date(), nullable=False),
        *_whole("alerts", "money_fen"),
        _check("risk_digests", "counted", "alerts > 0 AND money_fen >= 0"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_digests")),
        sa.UniqueConstraint("officer_id", "desk", "day", name=op.f("uq_risk_digests_officer_id_desk_day")),
    )
    _protect("risk_digests", f"{in_sight('branch_id', 'branches')} AND {in_sight('officer_id', 'officers')}")
    grant("risk_digests")


def _notices() -> None:
    """Kinds of notices are what earlier migrations have said, and these."""
    wanted = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    told = op.get_bind().execute(wanted, {"name": NOTICE_CHECK}).scalar_one()
    _take(sorted({*re.findall(r"'([a-z_]+)'", told), *NOTICES}))


def _take(kinds: list[str]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute(f"ALTER TABLE staff_notices DROP CONSTRAINT {NOTICE_CHECK}")
    op.execute(f"ALTER TABLE staff_notices ADD CONSTRAINT {NOTICE_CHECK} CHECK (kind IN ({listed}))")


def downgrade() -> None:
    take_rights(sorted({right for _, right in RIGHTS}))
    wanted = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    told = op.get_bind().execute(wanted, {"name": NOTICE_CHECK}).scalar_one()
    op.execute("DELETE FROM staff_notices WHERE kind LIKE 'alert%'")
    _take(sorted(set(re.findall(r"'([a-z_]+)'", told)) - set(NOTICES)))
    for table in ("risk_digests", "risk_terms", "risk_switches", "risk_alerts"):
        op.drop_table(table)
