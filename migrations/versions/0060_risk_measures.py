"""Thresholds with dates, sheets of indicators, what sweeps found and how far they came."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import (
    ALL_ROWS_OF_A_BRANCH,
    APP,
    KEPT,
    SCOPE,
    append_only,
    give_rights,
    grant,
    in_sight,
    index,
    owned,
    references,
    scope_branch_rows,
    scope_rows,
    take_rights,
    word,
)

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

TABLES = (
    "risk_hits",
    "risk_faults",
    "risk_tallies",
    "risk_touched",
    "risk_sweeps",
    "risk_house_sheets",
    "risk_sheets",
    "risk_editions",
    "risk_thresholds",
)
GRAINS = "customer application loan officer product region house market policy"
GRADES = ". w c n ?"
RIGHTS = (
    ("reader", "indicator:read"),
    ("ruling", "threshold:propose"),
    ("ruling", "threshold:read"),
    ("rule_publishing", "threshold:approve"),
    ("rule_publishing", "threshold:read"),
    ("auditing", "threshold:read"),
)
OF_NOBODY = f"{in_sight('branch_id', 'branches')} AND {ALL_ROWS_OF_A_BRANCH}"


def upgrade() -> None:
    _thresholds()
    _editions()
    _sheets()
    _sweeps()
    _hits()
    give_rights(RIGHTS)


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Numeric(), nullable=True)


def _at(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=False)


def _check(table: str, name: str, text: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(text, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _thresholds() -> None:
    table = "risk_thresholds"
    op.create_table(
        table,
        _uuid("id"),
        _text("code"),
        _whole("number"),
        _text("product_code", nullable=True),
        _uuid("region_id", nullable=True),
        _number("warn"),
        _number("critical"),
        _day("effective_from"),
        _text("reason"),
        word("state", "thresholdstate", "proposed approved refused"),
        _uuid("proposed_by"),
        _at("proposed_at"),
        _uuid("decided_by", nullable=True),
        _at("decided_at", nullable=True),
        _check(table, "something", "num_nulls(warn, critical) < 2"),
        _check(table, "four_eyes", "decided_by <> proposed_by"),
        _check(table, "decided", "(state = 'proposed') = (decided_by IS NULL)"),
        _check(table, "decision", "num_nulls(decided_by, decided_at) IN (0, 2)"),
        sa.ForeignKeyConstraint(["product_code"], ["products.code"], name=op.f(f"fk_{table}_product_code_products")),
        references(table, "region_id", "branches"),
        _key(table, "id"),
        sa.UniqueConstraint("code", "number", name=op.f(f"uq_{table}_code_number")),
    )
    grant(table)


def _editions() -> None:
    table = "risk_editions"
    op.create_table(
        table,
        _uuid("id"),
        word("grain", "grain", GRAINS),
        _text("mark"),
        sa.Column("codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("versions", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        _at("made_at"),
        _key(table, "id"),
        sa.UniqueConstraint("grain", "mark", name=op.f(f"uq_{table}_grain_mark")),
    )
    append_only(table)


def _measured(table: str) -> tuple[sa.Column[Any] | sa.ForeignKeyConstraint, ...]:
    return (
        _day("as_of"),
        _uuid("edition"),
        sa.Column("values", postgresql.ARRAY(sa.Numeric()), nullable=False),
        sa.Column("grades", sa.Text(), nullable=False),
        references(table, "edition", "risk_editions"),
    )


def _sheets() -> None:
    op.create_table(
        "risk_sheets",
        *owned(),
        word("grain", "grain", GRAINS),
        *_measured("risk_sheets"),
        _key("risk_sheets", "customer_id", "id"),
    )
    scope_rows("risk_sheets")
    op.create_table(
        "risk_house_sheets",
        _uuid("id"),
        _uuid("branch_id"),
        _uuid("officer_id", nullable=True),
        word("grain", "grain", GRAINS),
        _text("label"),
        *_measured("risk_house_sheets"),
        _key("risk_house_sheets", "grain", "id"),
    )
    scope_branch_rows("risk_house_sheets")


def _sweeps() -> None:
    table = "risk_sweeps"
    op.create_table(
        table,
        _uuid("id"),
        _day("day"),
        word("kind", "sweepkind", "full touched"),
        word("state", "sweepstate", "running done"),
        word("grain", "grain", GRAINS, nullable=True),
        _uuid("last_id", nullable=True),
        *(_whole(name) for name in ("subjects", "sheets", "hits")),
        sa.Column("left_out", postgresql.ARRAY(sa.Text()), nullable=False),
        _at("read_until"),
        _uuid("begun_by"),
        _at("begun_at"),
        _at("finished_at", nullable=True),
        _check(table, "finished", "(state = 'done') = (finished_at IS NOT NULL)"),
        _key(table, "id"),
    )
    op.execute("CREATE UNIQUE INDEX uq_risk_sweeps_running ON risk_sweeps ((true)) WHERE state = 'running'")
    index(table, "day", name="uq_risk_sweeps_full", unique=True, where="kind = 'full'")
    index(table, "begun_at")
    grant(table)
    _of_a_sweep("risk_touched", word("grain", "grain", GRAINS), _uuid("subject_id"))
    grant("risk_touched", "SELECT, INSERT, DELETE")
    tallied = ("subjects", "warnings", "criticals", "gaps", "unknowns")
    _of_a_sweep("risk_tallies", _text("code"), *(_whole(name) for name in tallied))
    grant("risk_tallies")
    facts = (_whole("version"), _text("reason"), _uuid("after_id"), _at("noted_at"))
    _of_a_sweep("risk_faults", _text("code"), *facts)
    append_only("risk_faults")


def _of_a_sweep(table: str, *columns: sa.Column[Any]) -> None:
    keys = {"risk_touched": ("grain", "subject_id")}.get(table, ("code",))
    op.create_table(
        table,
        _uuid("sweep_id"),
        *columns,
        references(table, "sweep_id", "risk_sweeps"),
        _key(table, "sweep_id", *keys),
    )


def _hits() -> None:
    table = "risk_hits"
    op.create_table(
        table,
        _uuid("id"),
        _uuid("sweep_id"),
        _day("day"),
        _text("code"),
        _whole("version"),
        word("grain", "grain", GRAINS),
        _uuid("subject_id"),
        _text("label"),
        _uuid("customer_id", nullable=True),
        _uuid("branch_id"),
        _uuid("officer_id", nullable=True),
        word("grade", "grade", GRADES),
        _text("former"),
        _number("value"),
        sa.Column("inputs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _at("found_at"),
        _key(table, "id"),
    )
    index(table, "customer_id id")
    index(table, "subject_id code id")
    seen = f"CASE WHEN customer_id IS NULL THEN {OF_NOBODY} ELSE {SCOPE} END"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON {table} TO {APP} USING ({seen}) WITH CHECK ({seen})")
    grant(table, KEPT)


def downgrade() -> None:
    take_rights({right for _, right in RIGHTS})
    for table in TABLES:
        op.drop_table(table)
