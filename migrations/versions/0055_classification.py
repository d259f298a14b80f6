"""Classification: editions, runs, classes of loans, grounds by hand, months of the book, the month's provision."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import (
    append_only,
    give_rights,
    give_role,
    grant,
    index,
    owned,
    references_owned,
    scope_branch_rows,
    scope_rows,
    take_events,
    take_rights,
    take_role,
    word,
)

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TIERS = "normal special_mention substandard doubtful loss"
BUCKETS = "M0 M1 M2 M3 M4 M5 M6 M6+"
GROUNDS = "fund_misuse deterioration litigation death fraud evasion insolvency"
FIRST_OF_MONTH = "extract(day FROM month) = 1"
EVENT = "provisioned"
ACCOUNT = {
    "code": "670201",
    "name_zh": "信用减值损失",
    "name_en": "Credit impairment losses",
    "kind": "expense",
    "currency": "CNY",
    "needs_loan": False,
    "needs_funding": True,
}
ROLES = (
    ("classifying", "风险分类", "Classifying", "risk_officer"),
    ("classification_confirming", "风险分类复核", "Confirming classes", "committee_member"),
)
RIGHTS = (
    ("reader", "classification:read"),
    ("classifying", "classification:downgrade"),
    ("classification_confirming", "classification:upgrade"),
)
OPERATIONS = ("classification:read", "classification:downgrade", "classification:upgrade")
FIRST_EDITION = Path(__file__).parent.parent / "charts" / "classification-2023-07.json"


def upgrade() -> None:
    _editions()
    _runs()
    _classes()
    _tiers()
    _grounds()
    _months()
    _provisions()
    names = tuple(ACCOUNT)
    op.bulk_insert(sa.table("ledger_accounts", *(sa.column(name) for name in names)), [ACCOUNT])
    take_events(lambda known: [*known, EVENT])
    for role in ROLES:
        give_role(*role)
    give_rights(RIGHTS)


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _editions() -> None:
    table = op.create_table(
        "classification_editions",
        *_whole("version"),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_classification_editions")),
        sa.UniqueConstraint("effective_from", name=op.f("uq_classification_editions_effective_from")),
    )
    first = json.loads(FIRST_EDITION.read_text("utf-8"))
    op.bulk_insert(table, [first | {"effective_from": date.fromisoformat(first["effective_from"])}])
    append_only("classification_editions")


def _of_edition(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_edition_classification_editions")
    return sa.ForeignKeyConstraint(["edition"], ["classification_editions.version"], name=name)


def _runs() -> None:
    table = "classification_runs"
    op.create_table(
        table,
        sa.Column("business_date", sa.Date(), nullable=False),
        word("state", "runstate", "choosing classifying booking providing done"),
        *_whole("edition", "people", "loans", "changed", "booked", "provision_fen"),
        sa.Column("facts_since", INSTANT, nullable=True),
        sa.Column("last_id", sa.Uuid(), nullable=True),
        sa.Column("rates", postgresql.JSONB(), nullable=True),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("(state = 'done') = (ended_at IS NOT NULL)", name=op.f(f"ck_{table}_ended")),
        _of_edition(table),
        sa.PrimaryKeyConstraint("business_date", name=op.f(f"pk_{table}")),
    )
    one_at_a_time = sa.text("state <> 'done'")
    op.create_index(f"uq_{table}_open", table, [sa.text("(true)")], unique=True, postgresql_where=one_at_a_time)
    grant(table)
    queue = "classification_queue"
    ids = ("customer_id", "person_id", "branch_id", "officer_id")
    op.create_table(
        queue,
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ids),
        sa.PrimaryKeyConstraint("customer_id", name=op.f(f"pk_{queue}")),
    )
    index(queue, "person_id")
    scope_rows(queue, "SELECT, INSERT, DELETE")


def _classes() -> None:
    table = "loan_classes"
    op.create_table(
        table,
        *owned(),
        word("tier", "tier", TIERS),
        word("own_tier", "owntier", TIERS),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("clear_since", "late_30_on", "late_90_on", "done_on")),
        sa.Column("classified_on", sa.Date(), nullable=False),
        *_whole("restructures_passed"),
        sa.Column("causes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "id"], ["loans.customer_id", "loans.id"], name=op.f(f"fk_{table}_customer_id_id_loans")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
    )
    watched = "done_on IS NULL AND (tier <> 'normal' OR clear_since IS NULL)"
    index(table, "customer_id", name=f"ix_{table}_watched", where=watched)
    index(table, "id")
    index(table, "done_on")
    scope_rows(table)


def _tiers() -> None:
    table = "loan_tiers"
    op.create_table(
        table,
        *owned(),
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        word("tier", "tier", TIERS),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        *_whole("edition"),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.CheckConstraint("until_on >= from_on", name=op.f(f"ck_{table}_stretch")),
        _of_edition(table),
        references_owned(table, "loan_id", "loans"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
    )
    index(table, "customer_id loan_id", name=f"uq_{table}_present", unique=True, where="until_on IS NULL")
    index(table, "id")
    index(table, "loan_id from_on")
    scope_rows(table, "SELECT, INSERT, UPDATE (branch_id, officer_id, until_on)")


def _grounds() -> None:
    table = "loan_grounds"
    optional: dict[str, Any] = {
        "proposed_by": sa.Uuid(),
        "proposed_at": INSTANT,
        "lift_reason": sa.Text(),
        "lifted_by": sa.Uuid(),
        "lifted_at": INSTANT,
    }
    checks = {
        "worse": "tier <> 'normal'",
        "reason": "length(reason) BETWEEN 1 AND 500",
        "proposed": "num_nulls(proposed_by, proposed_at, lift_reason) IN (0, 3)"
        " AND (state = 'holding') = (proposed_by IS NULL)",
        "lifted": "num_nulls(lifted_by, lifted_at) IN (0, 2) AND (state = 'lifted') = (lifted_by IS NOT NULL)",
        "four_eyes": "lifted_by <> proposed_by",
    }
    op.create_table(
        table,
        *owned(),
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        word("kind", "groundkind", GROUNDS),
        word("tier", "tier", TIERS),
        sa.Column("reason", sa.Text(), nullable=False),
        word("state", "groundstate", "holding lift_proposed lifted"),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("noted_at", INSTANT, nullable=False),
        *(sa.Column(name, kind, nullable=True) for name, kind in optional.items()),
        *_whole("version"),
        *(sa.CheckConstraint(check, name=op.f(f"ck_{table}_{name}")) for name, check in checks.items()),
        references_owned(table, "loan_id", "loans"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
    )
    index(table, "customer_id loan_id kind", name=f"uq_{table}_holding", unique=True, where="state <> 'lifted'")
    for columns in ("id", "loan_id", "noted_at"):
        index(table, columns)
    lifting = "branch_id, officer_id, state, proposed_by, proposed_at, lift_reason, lifted_by, lifted_at, version"
    scope_rows(table, f"SELECT, INSERT, UPDATE ({lifting})")


def _months() -> None:
    table = "classification_months"
    op.create_table(
        table,
        sa.Column("month", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.Uuid(), nullable=False)
            for name in ("loan_id", "customer_id", "branch_id", "officer_id", "funding_account_id")
        ),
        sa.Column("product_code", sa.Text(), nullable=False),
        sa.Column("disbursed_on", sa.Date(), nullable=False),
        word("bucket", "bucket", BUCKETS),
        word("tier", "tier", TIERS),
        sa.Column("default_rate", sa.Numeric(7, 6), nullable=False),
        *_whole("days_past_due", "stage", "balance_fen", "secured_fen", "expected_fen", "least_fen", "provision_fen"),
        sa.CheckConstraint(FIRST_OF_MONTH, name=op.f(f"ck_{table}_month")),
        sa.CheckConstraint(
            "balance_fen > 0 AND secured_fen >= 0 AND stage BETWEEN 1 AND 3", name=op.f(f"ck_{table}_sound")
        ),
        sa.CheckConstraint("provision_fen = greatest(expected_fen, least_fen)", name=op.f(f"ck_{table}_provision")),
        sa.PrimaryKeyConstraint("month", "loan_id", name=op.f(f"pk_{table}")),
    )
    index(table, "loan_id month")
    scope_rows(table, "SELECT, INSERT")


def _provisions() -> None:
    table = "month_provisions"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("funding_account_id", sa.Uuid(), nullable=False),
        *_whole("before_fen", "provision_fen", "amount_fen", "loans"),
        sa.CheckConstraint(FIRST_OF_MONTH, name=op.f(f"ck_{table}_month")),
        sa.CheckConstraint("before_fen + amount_fen = provision_fen", name=op.f(f"ck_{table}_sum")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "month", "branch_id", "funding_account_id", name=op.f(f"uq_{table}_month_branch_id_funding_account_id")
        ),
    )
    scope_branch_rows(table, "SELECT, INSERT")


def downgrade() -> None:
    for code, *_ in ROLES:
        take_role(code)
    take_rights(OPERATIONS)
    take_events(lambda known: [kind for kind in known if kind != EVENT])
    op.execute(f"DELETE FROM ledger_accounts WHERE code = '{ACCOUNT['code']}'")  # noqa: S608 - a code of this file
    for table in (
        "month_provisions",
        "classification_months",
        "loan_grounds",
        "loan_tiers",
        "loan_classes",
        "classification_queue",
        "classification_runs",
        "classification_editions",
    ):
        op.drop_table(table)
