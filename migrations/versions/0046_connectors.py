"""Sources that are asked about customers, inquiries, receivables as evidence; which sources a product trusts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import (
    KEPT,
    append_only,
    give_rights,
    grant,
    index,
    owned,
    references_owned,
    scope_rows,
    take_rights,
    word,
)

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KINDS = "credit_bureau tax social_security commerce name_id business_register bank_card liveness sanctions supply_chain"
STATES = "waiting asked unknown answered wrong cancelled"
RIGHTS = (("intake", "source:ask"), ("deciding", "source:ask"))
PERSONAL, SHARING, BUREAU = "personal_data", "data_sharing", "bureau_query"

# code, names, for whom, seconds a call, days an answer holds, consent, written authorisation, official
# seconds and days are the house's own
SOURCES = (
    ("name_id", "实名核验", "Name-ID check", "person", 10, 365, PERSONAL, False, True),
    ("liveness", "活体检测", "Liveness", "person", 10, 7, PERSONAL, False, True),
    ("bank_card", "银行卡四要素", "Four-element bank card", "any", 10, 365, PERSONAL, False, True),
    ("business_register", "工商登记", "Business register", "company", 10, 30, None, False, True),
    ("sanctions", "制裁与特别预防名单", "Sanctions lists", "any", 10, 1, None, False, True),
    ("credit_bureau", "征信报告", "Credit bureau", "any", 20, 30, BUREAU, True, True),
    ("tax", "税务", "Tax", "any", 20, 90, SHARING, False, True),
    ("social_security", "社保", "Social security", "any", 20, 90, SHARING, False, True),
    ("commerce", "电商平台", "E-commerce platform", "any", 10, 30, SHARING, False, False),
    ("supply_chain", "供应链平台", "Supply-chain platform", "any", 10, 30, SHARING, False, False),
)


def upgrade() -> None:
    _sources()
    _inquiries()
    _receivables()
    for table in ("connector_inquiries", "confirmed_receivables"):
        name = op.f(f"fk_{table}_customer_id_customers")
        op.create_foreign_key(name, table, "customers", ["customer_id"], ["customer_id"])
    column = sa.Column("verified_by", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)
    op.add_column("product_versions", column)
    give_rights(RIGHTS)


def _text(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _flags(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _of_source(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_source_connector_sources")
    return sa.ForeignKeyConstraint(["source"], ["connector_sources.code"], name=name)


def _sources() -> None:
    table = op.create_table(
        "connector_sources",
        *_text("code", "name_zh", "name_en", "applies_to"),
        word("kind", "sourcekind", KINDS),
        *_numbers("timeout_seconds", "valid_days", "position"),
        *_text("consent_purpose", nullable=True),
        *_flags("needs_authorisation", "is_official", "is_on"),
        sa.CheckConstraint("timeout_seconds BETWEEN 1 AND 120", name=op.f("ck_connector_sources_timeout")),
        sa.CheckConstraint("valid_days BETWEEN 1 AND 3660", name=op.f("ck_connector_sources_valid_days")),
        sa.CheckConstraint("applies_to IN ('any', 'person', 'company')", name=op.f("ck_connector_sources_applies_to")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_connector_sources")),
    )
    grant("connector_sources", "SELECT, INSERT, UPDATE")
    names = [
        "name_zh",
        "name_en",
        "applies_to",
        "timeout_seconds",
        "valid_days",
        "consent_purpose",
        "needs_authorisation",
        "is_official",
    ]
    rows = [
        {"code": code, "kind": code, "position": at, "is_on": True} | dict(zip(names, told, strict=True))
        for at, (code, *told) in enumerate(SOURCES, 1)
    ]
    op.bulk_insert(table, rows)


def _inquiries() -> None:
    table = "connector_inquiries"
    op.create_table(
        table,
        *owned(),
        *_text("source", "number", "reason"),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        *_text("consent_purpose", "code", "trouble", nullable=True),
        sa.Column("question_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("question_index", sa.LargeBinary(), nullable=False),
        word("state", "inquirystate", STATES),
        *_flags("send_wanted"),
        *_numbers("attempts"),
        sa.Column("next_at", INSTANT, nullable=True),
        sa.Column("answer_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("observed_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state = 'answered') = (num_nulls(observed_on, valid_until) = 0)", name=op.f(f"ck_{table}_valid_until")
        ),
        sa.CheckConstraint(
            "(state IN ('answered', 'wrong')) = (num_nulls(answered_at, answer_cipher) = 0)",
            name=op.f(f"ck_{table}_answered"),
        ),
        sa.CheckConstraint(
            "next_at IS NULL OR state IN ('waiting', 'asked', 'unknown')", name=op.f(f"ck_{table}_open")
        ),
        sa.CheckConstraint("state = 'answered' OR facts = '[]'", name=op.f(f"ck_{table}_facts_of_answers")),
        sa.CheckConstraint("(consent_id IS NULL) = (consent_purpose IS NULL)", name=op.f(f"ck_{table}_consent")),
        _of_source(table),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("customer_id", "number", name=op.f(f"uq_{table}_customer_id_number")),
    )
    index(table, "customer_id opened_at")
    index(table, "id")
    index(
        table,
        "customer_id source about_id",
        name="uq_connector_inquiries_open",
        unique=True,
        where="next_at IS NOT NULL",
    )
    scope_rows(table)


def _receivables() -> None:
    table = "confirmed_receivables"
    op.create_table(
        table,
        *owned(),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        *_text("source", "reference", "debtor"),
        *_numbers("amount_fen"),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        *_flags("taken_elsewhere"),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f(f"ck_{table}_amount")),
        references_owned(table, "inquiry_id", "connector_inquiries"),
        _of_source(table),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "customer_id", "inquiry_id", "reference", name=op.f(f"uq_{table}_customer_id_inquiry_id_reference")
        ),
    )
    index(table, "customer_id application_id")
    scope_rows(table, KEPT)
    op.create_table(
        "receivable_claims",
        *_text("source", "reference"),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        _of_source("receivable_claims"),
        sa.PrimaryKeyConstraint("source", "reference", name=op.f("pk_receivable_claims")),
    )
    append_only("receivable_claims")


def downgrade() -> None:
    take_rights(right for _, right in RIGHTS)
    op.drop_column("product_versions", "verified_by")
    for table in ("receivable_claims", "confirmed_receivables", "connector_inquiries", "connector_sources"):
        op.drop_table(table)
