"""Words of contacts, sealed, with what is read out of them, and what agents said against the law."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import KEPT, index, owned, references_owned, scope_rows, word

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

UTTERANCES, FINDINGS = "case_utterances", "speech_findings"
INTENTS = "promise refuse hardship dispute fraud crisis third_person wrong_number complaint delay paid hostile neutral"
SOURCES = "call message chat visit note"
JSON = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    _of_customer(
        UTTERANCES,
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid()),
        word("speaker", "speaker", "debtor agent"),
        word("source", "utterancesource", SOURCES),
        sa.Column("text_cipher", sa.LargeBinary(), nullable=False),
        word("intent", "intent", INTENTS, nullable=True),
        sa.Column("sure", sa.Numeric(5, 4)),
        sa.Column("heard", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("evidence", JSON, nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _check(UTTERANCES, "read", "(speaker = 'debtor') = (sure IS NOT NULL)"),
        _check(UTTERANCES, "sure", "sure IS NULL OR sure BETWEEN 0 AND 1"),
        references_owned(UTTERANCES, "case_id", "collection_cases"),
        rights=KEPT,
    )
    index(UTTERANCES, "case_id recorded_at")
    _of_customer(
        FINDINGS,
        *(sa.Column(name, sa.Uuid(), nullable=name != "agent_id") for name in ("case_id", "contact_id", "agent_id")),
        word("source", "utterancesource", SOURCES),
        sa.Column("attempted", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        word("kind", "speechfault", "threat insult authority fabrication shame third_party new_debt private_account"),
        word("severity", "speechseverity", "block review"),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("starts_at", "ends_at")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("words", "reason_zh", "reason_en")),
        word("state", "speechfindingstate", "open upheld dismissed"),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.Uuid()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_note", sa.Text()),
        sa.Column("version", sa.BigInteger(), nullable=False),
        _check(FINDINGS, "settled", "(state = 'open') = (num_nulls(settled_by, settled_at, settled_note) = 3)"),
        _check(FINDINGS, "wholly", "num_nulls(settled_by, settled_at, settled_note) IN (0, 3)"),
        _check(FINDINGS, "four_eyes", "settled_by <> agent_id"),
        _check(FINDINGS, "span", "0 <= starts_at AND starts_at < ends_at"),
        references_owned(FINDINGS, "case_id", "collection_cases"),
    )
    index(FINDINGS, "found_at id")
    index(FINDINGS, "agent_id found_at")


def downgrade() -> None:
    op.drop_table(FINDINGS)
    op.drop_table(UTTERANCES)


def _of_customer(table: str, *parts: sa.schema.SchemaItem, rights: str | None = None) -> None:
    customer = sa.ForeignKeyConstraint(
        ["customer_id"], ["customers.customer_id"], name=op.f(f"fk_{table}_customer_id_customers")
    )
    key = sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}"))
    op.create_table(table, *owned(), *parts, customer, key)
    index(table, "id")
    scope_rows(table, rights) if rights else scope_rows(table)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))
