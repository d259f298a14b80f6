"""Rule sets and scorecards in editions; where applications come from; the score in an assessment."""

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import append_only, grant, index, word

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

# The house's first rules of risk: those of 0009, in the language of rules, and how fast applications may come.
# proposed and published by two numbers that no person has: the house itself
COMMON = {"source": "house", "severity": "review", "value": None, "limit": "0", "unit": "count", "applies_to": "any"}
RULES: list[dict[str, Any]] = [
    COMMON
    | {
        "code": "DE-01",
        "name_zh": "借款人年龄",
        "name_en": "Age of the borrower",
        "expression": "age_years < 22",
        "value": "age_years",
        "limit": "22",
        "unit": "years",
        "applies_to": "person",
        "zh": "借款人年龄{value}周岁，不满{limit}周岁，须人工复核",
        "en": "The borrower is {value} years old, below {limit}: somebody has to look",
    },
    COMMON
    | {
        "code": "DE-02",
        "name_zh": "负债收入比",
        "name_en": "Debt ratio",
        "expression": "debt_ratio > 0.5",
        "value": "debt_ratio",
        "limit": "0.50",
        "unit": "percent",
        "zh": "月还款额占月收入{value}，超过{limit}，须人工复核",
        "en": "Monthly instalments are {value} of the monthly income, above {limit}: somebody has to look",
    },
    COMMON
    | {
        "code": "DE-03",
        "name_zh": "同一地址集中申请",
        "name_en": "Applications from one address",
        "expression": "channel == 'self_service' && same_address_last_hour >= 10",
        "value": "same_address_last_hour",
        "limit": "10",
        "zh": "同一地址一小时内提交{value}笔申请，达到{limit}笔，疑似欺诈，须人工复核",
        "en": "{value} applications came from one address within an hour, {limit} or more: suspected fraud",
    },
    COMMON
    | {
        "code": "DE-04",
        "name_zh": "同一设备或客户经理集中录入",
        "name_en": "Entries by one device or officer",
        "expression": "channel == 'staff' && (same_device_last_hour >= 10 || same_officer_last_hour >= 10)",
        "value": "same_officer_last_hour",
        "limit": "10",
        "severity": "warn",
        "zh": "同一设备或客户经理一小时内录入申请达到{limit}笔（本人{value}笔），请留意",
        "en": "{limit} or more applications were entered by one device or officer within an hour ({value} by the officer)",
    },
]
FIRST: dict[str, Any] = {
    "id": "00000000-0000-7000-8000-00000000de01",
    "kind": "rules",
    "code": "rules",
    "number": 1,
    "state": "published",
    "effective_from": date(2020, 1, 1),
    "content": {
        "rules": RULES,
        "velocity": {"applications": 10, "window_minutes": 60, "cool_down_minutes": 1440},
    },
    "rules": RULES,
    "card": {},
    "digest": "first",
    "note": "house",
    "proposed_by": "00000000-0000-0000-0000-000000000001",
    "proposed_at": datetime(2020, 1, 1, tzinfo=UTC),
    "decided_by": "00000000-0000-0000-0000-000000000002",
    "decided_at": datetime(2020, 1, 1, tzinfo=UTC),
}


OLD_RULES = """
CREATE TABLE decision_rules (
  code text NOT NULL, version bigint NOT NULL, name_zh text NOT NULL, name_en text NOT NULL, source text NOT NULL,
  fact text NOT NULL,
  comparison varchar(40) NOT NULL CONSTRAINT ck_decision_rules_comparison CHECK (comparison IN ('above', 'below')),
  bound numeric NOT NULL,
  unit varchar(40) NOT NULL CONSTRAINT ck_decision_rules_unit CHECK (unit IN ('percent', 'times', 'years', 'days')),
  severity varchar(40) NOT NULL
    CONSTRAINT ck_decision_rules_severity CHECK (severity IN ('block', 'review', 'warn')),
  applies_to text NOT NULL, conditions jsonb NOT NULL, zh text NOT NULL, en text NOT NULL,
  effective_from date NOT NULL, effective_until date,
  CONSTRAINT ck_decision_rules_period CHECK (effective_until IS NULL OR effective_until >= effective_from),
  CONSTRAINT pk_decision_rules PRIMARY KEY (code, version)
)"""
OLD_ROWS = """
INSERT INTO decision_rules
SELECT r->>'code', 1, r->>'name_zh', r->>'name_en', 'house', r->>'value',
       CASE r->>'code' WHEN 'DE-01' THEN 'below' ELSE 'above' END, (r->>'limit')::numeric, r->>'unit', 'review',
       r->>'applies_to', '[]', r->>'zh', r->>'en', '2020-01-01'
  FROM decision_editions e, jsonb_array_elements(e.content->'rules') r
 WHERE e.kind = 'rules' AND e.number = 1 AND r->>'code' IN ('DE-01', 'DE-02')
"""


def _json(name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=False, **options)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    table = "decision_editions"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        word("kind", "editionkind", "rules scorecard"),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        word("state", "editionstate", "proposed published withdrawn"),
        sa.Column("effective_from", sa.Date(), nullable=False),
        _json("content"),
        _json("rules", server_default="[]"),
        _json("card"),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        _instant("proposed_at"),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        _instant("decided_at", nullable=True),
        sa.CheckConstraint("state <> 'published' OR decided_by <> proposed_by", name=op.f(f"ck_{table}_four_eyes")),
        sa.CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name=op.f(f"ck_{table}_decided")),
        sa.CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name=op.f(f"ck_{table}_decided_at")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("kind", "number", name=op.f(f"uq_{table}_kind_number")),
    )
    index(table, "kind digest", name="uq_decision_editions_living", unique=True, where="state = 'proposed'")
    index(table, "kind effective_from number")
    grant(table, "SELECT, INSERT, UPDATE (state, effective_from, decided_by, decided_at)")
    editions = sa.table(table, *(sa.column(name, *_type(name)) for name in FIRST))
    op.bulk_insert(editions, [FIRST])
    _widen_assessments()
    _make_sources()
    op.drop_table("decision_rules")


def _type(name: str) -> tuple[Any, ...]:
    kinds: dict[str, Any] = {
        "content": postgresql.JSONB(),
        "rules": postgresql.JSONB(),
        "card": postgresql.JSONB(),
        "id": sa.Uuid(as_uuid=False),
        "proposed_by": sa.Uuid(as_uuid=False),
        "decided_by": sa.Uuid(as_uuid=False),
        "number": sa.BigInteger(),
        "effective_from": sa.Date(),
        "proposed_at": sa.DateTime(timezone=True),
        "decided_at": sa.DateTime(timezone=True),
    }
    return (kinds.get(name, sa.Text()),)


def _widen_assessments() -> None:
    table = "decision_assessments"
    # results of before have no sentences of their own: those stand in the findings
    op.execute(
        "UPDATE decision_assessments SET results = (SELECT coalesce(jsonb_agg(jsonb_build_object('zh', NULL, 'en', NULL)"
        " || each), '[]') FROM jsonb_array_elements(results) each)"
    )
    for name in ("edition_id", "scorecard_id"):
        op.add_column(table, sa.Column(name, sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f(f"fk_{table}_{name}_decision_editions"), table, "decision_editions", [name], ["id"])
    op.add_column(table, sa.Column("score", sa.BigInteger(), nullable=True))
    op.add_column(table, _json("reasons", server_default="[]"))
    op.create_check_constraint(op.f(f"ck_{table}_score"), table, "(score IS NULL) = (scorecard_id IS NULL)")


def _make_sources() -> None:
    op.create_table(
        "decision_arrivals",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        word("channel", "channel", "staff self_service"),
        sa.Column("address_index", sa.LargeBinary(), nullable=True),
        sa.Column("device_index", sa.LargeBinary(), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        _instant("arrived_at"),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_decision_arrivals")),
    )
    for source in ("address_index", "device_index", "entered_by"):
        index("decision_arrivals", f"{source} arrived_at")
    op.create_table(
        "decision_address_blocks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_index", sa.LargeBinary(), nullable=False),
        sa.Column("applications", sa.BigInteger(), nullable=False),
        _instant("blocked_at"),
        _instant("blocked_until"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_address_blocks")),
    )
    index("decision_address_blocks", "address_index blocked_until")
    op.create_table(
        "decision_allowed_addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_index", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("allowed_until", sa.Date(), nullable=False),
        sa.Column("allowed_by", sa.Uuid(), nullable=False),
        _instant("allowed_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_allowed_addresses")),
    )
    index("decision_allowed_addresses", "address_index allowed_until")
    for table in ("decision_arrivals", "decision_address_blocks", "decision_allowed_addresses"):
        append_only(table)


def downgrade() -> None:
    op.execute(OLD_RULES)
    op.execute(OLD_ROWS)
    grant("decision_rules", "SELECT")
    for table in ("decision_allowed_addresses", "decision_address_blocks", "decision_arrivals"):
        op.drop_table(table)
    for name in ("reasons", "score", "scorecard_id", "edition_id"):
        op.drop_column("decision_assessments", name)
    op.drop_table("decision_editions")
