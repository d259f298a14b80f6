"""Ratings: charts (data), what is told of customers, what their loans say of them, how they were rated, and the runs."""

import json
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import KEPT, give_rights, grant, index, owned, scope_rows, take_rights, word

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

CHARTS = Path(__file__).parent.parent / "charts"
FIRST = (
    ("person", "自然人评级表", "Rating of persons", "house, 12 basic and 8 behaviour categories"),
    ("company", "小微企业评分表", "Rating of small firms", "house, after a published bank template of 65 and 35"),
)
FROM = date(2020, 1, 1)
SOURCES = "told document visit bureau tax social_security bank_flow commerce register channel own_books"  # of facts
RIGHT = "customer:profile"


def upgrade() -> None:
    _charts()
    _facts()
    _conducts()
    _ratings()
    op.create_table(
        "rating_runs",
        sa.Column("month", sa.Date(), nullable=False),
        word("state", "runstate", "running done"),
        sa.Column("after", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("rated", "fallen")),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_rating_runs_month")),
        sa.CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name=op.f("ck_rating_runs_finished")),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_rating_runs")),
    )
    grant("rating_runs")
    give_rights([("intake", RIGHT)])


def _charts() -> None:
    table = op.create_table(
        "rating_charts",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        word("applies_to", "customerkind", "person company"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name_zh", "name_en", "source")),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_rating_charts")),
    )
    rows = [
        {
            "code": code,
            "version": 1,
            "applies_to": code,
            "name_zh": zh,
            "name_en": en,
            "source": source,
            "body": json.loads((CHARTS / f"{code}_1.json").read_text(encoding="utf-8")),
            "effective_from": FROM,
            "effective_until": None,
        }
        for code, zh, en, source in FIRST
    ]
    op.bulk_insert(table, rows)
    grant("rating_charts", "SELECT")


def _facts() -> None:
    op.create_table(
        "profile_facts",
        *owned(),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Numeric(), nullable=True),
        sa.Column("flag", sa.Boolean(), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        word("source", "factsource", SOURCES),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("num_nonnulls(number, flag, word) <= 1", name=op.f("ck_profile_facts_one_value")),
        _of_a_customer("profile_facts"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_profile_facts")),
    )
    index("profile_facts", "customer_id code source observed_on recorded_at")
    scope_rows("profile_facts", KEPT)


def _conducts() -> None:
    counts = ("loans", "current_dpd", "worst_dpd", "due", "on_time")
    op.create_table(
        "customer_conducts",
        *owned(),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in counts),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.CheckConstraint("id = customer_id", name=op.f("ck_customer_conducts_own_id")),
        sa.CheckConstraint(
            "least(loans, current_dpd, worst_dpd, on_time) >= 0 AND on_time <= due",
            name=op.f("ck_customer_conducts_counts"),
        ),
        _of_a_customer("customer_conducts"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_customer_conducts")),
    )
    index("customer_conducts", "as_of", where="current_dpd > 0")
    scope_rows("customer_conducts")


def _ratings() -> None:
    documents = ("facts", "parts", "reasons")
    op.create_table(
        "customer_ratings",
        *owned(),
        sa.Column("chart_code", sa.Text(), nullable=False),
        sa.Column("chart_version", sa.BigInteger(), nullable=False),
        word("cause", "ratingcause", "month registered profile loan overdue"),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("score", sa.BigInteger(), nullable=False),
        word("grade", "grade", "AAA AA A BBB BB B CCC C"),
        sa.Column("uncapped_grade", sa.Text(), nullable=False),
        sa.Column("previous_grade", sa.Text(), nullable=True),
        sa.Column("fell_by", sa.BigInteger(), nullable=False),
        sa.Column("limit_multiple", sa.Numeric(), nullable=False),
        *(sa.Column(name, postgresql.ARRAY(sa.Text()), nullable=False) for name in ("flags", "caps")),
        *(sa.Column(name, postgresql.JSONB(), nullable=False) for name in documents),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("rated_by", sa.Uuid(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(cause = 'month') = (month IS NOT NULL)", name=op.f("ck_customer_ratings_month")),
        sa.CheckConstraint("(fell_by = 0) OR (previous_grade IS NOT NULL)", name=op.f("ck_customer_ratings_fell_by")),
        _of_a_customer("customer_ratings"),
        sa.ForeignKeyConstraint(
            ["chart_code", "chart_version"],
            ["rating_charts.code", "rating_charts.version"],
            name=op.f("fk_customer_ratings_chart_code_chart_version_rating_charts"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_customer_ratings")),
    )
    index("customer_ratings", "id")
    index("customer_ratings", "customer_id rated_at id")
    monthly = "month IS NOT NULL"
    index("customer_ratings", "customer_id month", name="uq_customer_ratings_month", unique=True, where=monthly)
    index("customer_ratings", "rated_on id", name="ix_customer_ratings_fallen", where="fell_by >= 2")
    scope_rows("customer_ratings", KEPT)


def _of_a_customer(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_customer_id_customers")
    return sa.ForeignKeyConstraint(["customer_id"], ["customers.customer_id"], name=name)


def downgrade() -> None:
    take_rights([RIGHT])
    for table in ("rating_runs", "customer_ratings", "customer_conducts", "profile_facts", "rating_charts"):
        op.drop_table(table)
