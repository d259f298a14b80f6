"""Visits with their sheets and photos, the rules that check them, and what a product asks of them."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import KEPT, give_rights, grant, index, owned, references_owned, scope_rows, take_rights, word

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

RULES = Path(__file__).parent.parent / "charts" / "visits-2026-11.json"
FROM = date(2020, 1, 1)
RIGHTS = (("intake", "visit:record"), ("attending", "visit:check"))
INSTANT = sa.DateTime(timezone=True)
DRAFTED = f"{KEPT}, DELETE"
"""Lines and photos of a draft go when it is saved anew."""
PARTS = "household_income household_expense shop_income shop_expense evidence debt asset"
TRADES = "retail wholesale catering apparel services manufacturing farming transport other"


def upgrade() -> None:
    op.add_column("product_versions", sa.Column("visit", postgresql.JSONB(), server_default="{}", nullable=False))
    _visits()
    _lines()
    _photos()
    _rules()
    give_rights(RIGHTS)


def _visits() -> None:
    optional: dict[str, Any] = {
        "visited_at": INSTANT,
        "place_cipher": sa.LargeBinary(),
        "address_masked": sa.Text(),
        "home_owned": sa.Boolean(),
        "gross_margin": sa.Numeric(),
        "net_margin": sa.Numeric(),
        "debt_ratio": sa.Numeric(),
        "content_hash": sa.Text(),
        "corrects": sa.Uuid(),
        "submitted_at": INSTANT,
        "checked_by": sa.Uuid(),
        "checked_at": INSTANT,
        "check_reason": sa.Text(),
    }
    whole = "accuracy_m household_size dependants earners residence_months verified_income_fen turnover_fen surplus_fen"
    op.create_table(
        "visits",
        *owned(),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        word("state", "visitstate", "draft waiting standing returned corrected"),
        word("place", "visitplace", "home shop farm other", nullable=True),
        word("trade", "trade", TRADES, nullable=True),
        *(sa.Column(name, kind, nullable=True) for name, kind in optional.items()),
        *(
            sa.Column(name, sa.BigInteger(), nullable=True)
            for name in (*whole.split(), "debt_monthly_fen", "assets_fen")
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.Column("visited_by", sa.Uuid(), nullable=False),
        sa.Column("editors", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("cardinality(editors) > 0", name=op.f("ck_visits_editors")),
        sa.CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name=op.f("ck_visits_submitted")),
        sa.CheckConstraint(
            "state = 'draft' OR num_nulls(place, visited_at, place_cipher, content_hash) = 0",
            name=op.f("ck_visits_complete"),
        ),
        sa.CheckConstraint("num_nulls(checked_by, checked_at) <> 1", name=op.f("ck_visits_checked")),
        sa.CheckConstraint("checked_by IS NULL OR checked_by <> ALL (editors)", name=op.f("ck_visits_four_eyes")),
        sa.CheckConstraint(
            "state <> 'returned' OR num_nulls(checked_by, check_reason) = 0", name=op.f("ck_visits_returned")
        ),
        references_owned("visits", "application_id", "applications"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_visits")),
    )
    one = "customer_id application_id"
    index("visits", one, name="uq_visits_draft", unique=True, where="state = 'draft'")
    index("visits", one, name="uq_visits_standing", unique=True, where="state IN ('waiting', 'standing')")
    index("visits", "application_id")
    scope_rows("visits")


def _lines() -> None:
    op.create_table(
        "visit_lines",
        *owned(),
        *_placed(),
        word("part", "linepart", PARTS),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("monthly_fen", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "amount_fen > 0 AND (monthly_fen IS NULL OR monthly_fen >= 0)", name=op.f("ck_visit_lines_amounts")
        ),
        sa.CheckConstraint("month IS NULL OR extract(day from month) = 1", name=op.f("ck_visit_lines_month")),
        sa.CheckConstraint("(part = 'debt') = (monthly_fen IS NOT NULL)", name=op.f("ck_visit_lines_debt")),
        *_of_a_visit("visit_lines"),
    )
    scope_rows("visit_lines", DRAFTED)


def _photos() -> None:
    op.create_table(
        "visit_photos",
        *owned(),
        *_placed(),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        word("source", "photosource", "phone file none"),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("taken_at", INSTANT, nullable=True),
        sa.Column("place_cipher", sa.LargeBinary(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("accuracy_m", "distance_m", "minutes_apart")),
        sa.UniqueConstraint(
            "customer_id", "visit_id", "document_id", name=op.f("uq_visit_photos_customer_id_visit_id_document_id")
        ),
        *_of_a_visit("visit_photos"),
    )
    scope_rows("visit_photos", DRAFTED)


def _placed() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
    )


def _of_a_visit(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        references_owned(table, "visit_id", "visits"),
        references_owned(table, "document_id", "documents"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "customer_id", "visit_id", "position", name=op.f(f"uq_{table}_customer_id_visit_id_position")
        ),
    )


def _rules() -> None:
    texts = ("name_zh", "name_en", "source", "fact", "zh", "en")
    table = op.create_table(
        "visit_rules",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*texts, "applies_to")),
        word("comparison", "comparison", "above below"),
        sa.Column("bound", sa.Numeric(), nullable=False),
        word("unit", "unit", "percent times years days count money"),
        word("severity", "severity", "block review warn"),
        sa.Column("conditions", postgresql.JSONB(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_visit_rules")),
    )
    told = json.loads(RULES.read_text(encoding="utf-8"))
    first = {"version": 1, "effective_from": FROM, "effective_until": None}
    op.bulk_insert(table, [rule | first | {"bound": Decimal(rule["bound"])} for rule in told])
    grant("visit_rules", "SELECT")


def downgrade() -> None:
    take_rights(right for _, right in RIGHTS)
    for table in ("visit_rules", "visit_photos", "visit_lines", "visits"):
        op.drop_table(table)
    op.drop_column("product_versions", "visit")
