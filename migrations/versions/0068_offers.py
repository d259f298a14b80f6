"""Offers to good payers, campaigns with a control group, and what is asked after a loan has ended."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import (
    give_rights,
    give_role,
    grant,
    index,
    owned,
    references,
    references_owned,
    scope_rows,
    take_rights,
    take_role,
    word,
)

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

FIRST = Path(__file__).parent.parent / "charts" / "offers-2026-11.json"
FROM = date(2020, 1, 1)
INSTANT = sa.DateTime(timezone=True)
KINDS = "limit_up rate_down renewal"
NOTICES = (
    "signing_link signing_code contract_signed loan_paid_out repayment_received repayment_due repayment_overdue "
    "borrower_link borrower_answer"
)
RIGHTS = (
    ("reader", "offer:read"),
    ("offering", "campaign:declare"),
    ("offering", "campaign:read"),
    ("offer_approving", "campaign:approve"),
    ("offer_approving", "campaign:read"),
)
ROLES = (
    ("offering", "营销活动", "Offering", "risk_officer"),
    ("offer_approving", "营销活动复核", "Approving offers", "committee_member"),
)


def upgrade() -> None:
    _rules()
    _campaigns()
    _offers()
    _surveys()
    _notices(f"{NOTICES} offer survey")
    for role in ROLES:
        give_role(*role)
    give_rights(RIGHTS)


def _rules() -> None:
    op.create_table(
        "offer_rules",
        word("kind", "offerkind", KINDS),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric(12, 4), nullable=False),
        sa.Column("note_zh", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "code", "effective_from", name=op.f("pk_offer_rules")),
    )
    grant("offer_rules")
    told = json.loads(FIRST.read_text(encoding="utf-8"))
    names = ("code", "value", "note_zh", "note_en")
    rows = [
        dict(zip(names, [code, Decimal(value), zh, en], strict=True)) | {"kind": kind, "effective_from": FROM}
        for kind, numbers in told.items()
        for code, value, zh, en in numbers
    ]
    kinds: dict[str, Any] = {"value": sa.Numeric(), "effective_from": sa.Date()}
    columns: list[Any] = [sa.column(name, kinds.get(name, sa.Text())) for name in rows[0]]
    op.bulk_insert(sa.table("offer_rules", *columns), rows)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _campaigns() -> None:
    table = "offer_campaigns"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        word("kind", "offerkind", KINDS),
        word("state", "campaignstate", "drawing drafted approved running ended withdrawn"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("branches", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("products", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("product_code", sa.Text(), nullable=False),
        sa.Column("amount_factor", sa.Numeric(6, 4), nullable=False),
        sa.Column("amount_max_fen", sa.BigInteger(), nullable=False),
        sa.Column("rate_cut", sa.Numeric(9, 6), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("valid_days", sa.BigInteger(), nullable=False),
        sa.Column("budget_fen", sa.BigInteger(), nullable=False),
        sa.Column("control_share", sa.Numeric(5, 4), nullable=False),
        sa.Column("after", sa.Uuid(), nullable=True),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("spent_fen", sa.BigInteger(), nullable=False),
        sa.Column("declared_by", sa.Uuid(), nullable=False),
        sa.Column("declared_at", INSTANT, nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", INSTANT, nullable=True),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        _check(table, "four_eyes", "approved_by <> declared_by"),
        _check(table, "approved", "num_nulls(approved_by, approved_at) IN (0, 2)"),
        _check(table, "approval", "state NOT IN ('approved', 'running', 'ended') OR approved_by IS NOT NULL"),
        _check(
            table, "withdrawn", "(state = 'withdrawn') = (num_nulls(withdrawn_by, withdrawn_at, withdrawal_reason) = 0)"
        ),
        _check(table, "dates", "ends_on >= starts_on AND valid_days BETWEEN 1 AND 90"),
        _check(table, "amounts", "amount_factor > 0 AND amount_max_fen > 0 AND budget_fen > 0 AND rate_cut >= 0"),
        _check(table, "budget", "spent_fen BETWEEN 0 AND budget_fen AND people >= 0"),
        _check(table, "control_share", "control_share BETWEEN 0 AND 0.5"),
        references(table, "declared_by", "staff"),
        references(table, "approved_by", "staff"),
        references(table, "withdrawn_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    index(table, "declared_at id")
    grant(table)


def _offers() -> None:
    table = "offers"
    op.create_table(
        table,
        *owned(),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        word("kind", "offerkind", KINDS),
        word("arm", "offerarm", "treated control out"),
        word(
            "state", "offerstate", "excluded control drafted approved sent opened accepted declined expired withdrawn"
        ),
        sa.Column("codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("reasons_zh", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("reasons_en", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("loan_id", sa.Uuid(), nullable=True),
        sa.Column("product_version_id", sa.Uuid(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("term_months", sa.BigInteger(), nullable=True),
        sa.Column("rate_annual", sa.Numeric(9, 6), nullable=True),
        sa.Column("apr", sa.Numeric(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("granted_act_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        _check(table, "out", "(arm = 'out') = (state = 'excluded')"),
        _check(table, "control", "(arm = 'control') = (state = 'control')"),
        _check(table, "reasons", "(state IN ('excluded', 'withdrawn')) = (cardinality(codes) > 0)"),
        _check(
            table,
            "terms",
            "arm = 'out' OR num_nulls(loan_id, product_version_id, amount_fen, term_months, rate_annual, apr, purpose) = 0",
        ),
        _check(
            table, "sent", "state NOT IN ('sent', 'opened', 'accepted', 'declined', 'expired') OR sent_at IS NOT NULL"
        ),
        _check(table, "link", "num_nulls(token_hash, notice_id, sent_at, expires_at) IN (0, 4)"),
        _check(table, "answered", "(state IN ('accepted', 'declined')) = (answered_at IS NOT NULL)"),
        _check(table, "made", "num_nonnulls(application_id, granted_act_id) = 0 OR state = 'accepted'"),
        references(table, "campaign_id", "offer_campaigns"),
        references_owned(table, "loan_id", "loans"),
        references_owned(table, "application_id", "applications"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f(f"fk_{table}_customer_id_customers")
        ),
        sa.UniqueConstraint("customer_id", "campaign_id", name=op.f(f"uq_{table}_customer_id_campaign_id")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
    )
    index(table, "id")
    index(table, "campaign_id state id")
    index(table, "token_hash", name="ix_offers_token", where="token_hash IS NOT NULL")
    index(table, "expires_at id", name="ix_offers_waiting", where="state IN ('sent', 'opened')")
    scope_rows(table)


def _surveys() -> None:
    table = "loan_surveys"
    op.create_table(
        table,
        *owned(),
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        word("state", "surveystate", "waiting sent answered expired withheld"),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("words_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        _check(table, "score", "score IS NULL OR score BETWEEN 1 AND 5"),
        _check(table, "answered", "(state = 'answered') = (num_nulls(answered_at, score) = 0)"),
        _check(table, "withheld", "(state = 'withheld') = (reason IS NOT NULL)"),
        _check(table, "link", "num_nulls(token_hash, notice_id, sent_at, expires_at) IN (0, 4)"),
        references_owned(table, "loan_id", "loans"),
        sa.UniqueConstraint("customer_id", "loan_id", name=op.f(f"uq_{table}_customer_id_loan_id")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
    )
    index(table, "id")
    index(table, "sent_at id", name="ix_loan_surveys_sent")
    index(table, "answered_at id", name="ix_loan_surveys_answered")
    index(table, "token_hash", name="ix_loan_surveys_token", where="token_hash IS NOT NULL")
    scope_rows(table)


def _notices(kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds.split())
    op.execute("ALTER TABLE notices DROP CONSTRAINT ck_notices_noticekind")
    op.execute(f"ALTER TABLE notices ADD CONSTRAINT ck_notices_noticekind CHECK (kind IN ({listed}))")


def downgrade() -> None:
    take_rights({right for _, right in RIGHTS})
    for code, *_ in ROLES:
        take_role(code)
    _notices(NOTICES)
    for table in ("loan_surveys", "offers", "offer_campaigns", "offer_rules"):
        op.drop_table(table)
