"""Cases of collection with contacts, promises, signals, letters and visits; what they go by as dated data."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import (
    KEPT,
    give_rights,
    give_role,
    grant,
    index,
    owned,
    references_owned,
    scope_rows,
    take_rights,
    take_role,
    word,
)

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

FIRST = Path(__file__).parent.parent / "charts" / "collection-2026-11.json"
FROM = date(2020, 1, 1)
RIGHTS = (
    ("contacting", "collection:read"),
    ("contacting", "collection:work"),
    ("overseeing", "collection:read"),
    ("collection_leading", "collection:lead"),
    ("collection_leading", "collection:read"),
)
TYPES: dict[str, Any] = {
    "at": sa.DateTime(timezone=True),
    "bytes": sa.LargeBinary(),
    "date": sa.Date(),
    "flag": sa.Boolean(),
    "ids": postgresql.ARRAY(sa.Uuid()),
    "int": sa.BigInteger(),
    "json": postgresql.JSONB(astext_type=sa.Text()),
    "score": sa.Numeric(5, 4),
    "text": sa.Text(),
    "texts": postgresql.ARRAY(sa.Text()),
    "uuid": sa.Uuid(),
    "value": sa.Numeric(12, 4),
}
CHANNELS, PARTIES, MESSAGES = "call message letter visit", "self contact", "demand reminder call_back"
PAUSES = "agreed complaint crisis dispute hardship incapacity"
SCORES = ("willingness", "ability", "agitation")
TABLES = (
    "case_visits case_hand_overs case_letters case_signals payment_promises case_contacts collection_cases "
    "collection_days collection_scripts collection_settings collection_strategies collection_stages"
)


def upgrade() -> None:
    _what_it_goes_by()
    _cases()
    _contacts()
    _promises()
    _signals()
    _letters()
    _visits()
    _data()
    give_role("collection_leading", "催收管理", "Leading collection", "branch_manager", "regional_manager")
    give_rights(RIGHTS)


def _columns(told: str) -> list[sa.Column[Any]]:
    """Columns told as `name:type`; a type that ends with ? may be null."""
    pairs = (each.split(":") for each in told.split())
    return [sa.Column(name, TYPES[kind.rstrip("?")], nullable=kind.endswith("?")) for name, kind in pairs]


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _scores(table: str) -> list[sa.CheckConstraint]:
    return [_check(table, score, f"{score} IS NULL OR {score} BETWEEN 0 AND 1") for score in SCORES]


def _dated(table: str, keys: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(table, *parts, sa.PrimaryKeyConstraint(*keys.split(), name=op.f(f"pk_{table}")))
    grant(table)


def _of_customer(table: str, *parts: sa.schema.SchemaItem, rights: str | None = None) -> None:
    op.create_table(table, *owned(), *parts, sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")))
    index(table, "id")
    scope_rows(table, rights) if rights else scope_rows(table)


def _what_it_goes_by() -> None:
    spoken = (word("channel", "contactchannel", CHANNELS),)
    _dated(
        "collection_stages",
        "code effective_from",
        *_columns("code:text effective_from:date from_days:int until_days:int? name_zh:text name_en:text"),
        _check("collection_stages", "days", "until_days IS NULL OR until_days >= from_days"),
    )
    _dated(
        "collection_strategies",
        "willingness ability from_days effective_from",
        word("willingness", "level", "high middle low unknown"),
        *_columns("ability:text from_days:int effective_from:date"),
        *spoken,
        word("agent", "agent", "system collector senior mediator"),
        *_columns("hour_from:int hour_until:int offer:text reason_zh:text reason_en:text"),
        _check("collection_strategies", "ability", "ability IN ('high', 'low')"),
        _check("collection_strategies", "hours", "8 <= hour_from AND hour_from < hour_until AND hour_until <= 22"),
    )
    setting = "code:text effective_from:date value:value note_zh:text note_en:text"
    _dated("collection_settings", "code effective_from", *_columns(setting))
    _dated(
        "collection_scripts",
        "code version",
        *_columns("code:text version:int stage:text"),
        word("channel", "contactchannel", CHANNELS),
        word("party", "contactparty", PARTIES),
        word("message_kind", "messagekind", MESSAGES),
        *_columns("name_zh:text name_en:text text:text tags:texts"),
    )
    _dated(
        "collection_days",
        "business_date",
        *_columns("business_date:date step:text after:uuid? opened:int updated:int closed:int kept:int broken:int"),
        *_columns("messages:int started_at:at finished_at:at?"),
    )


def _cases() -> None:
    table = "collection_cases"
    _of_customer(
        table,
        word("state", "casestate", "open paused with_lawyers closed"),
        *_columns("stage:text overdue_since:date as_of:date worst_loan_id:uuid loans:int overdue_fen:int"),
        *_columns("at_risk_fen:int"),
        word("arm", "arm", "treated held_out"),
        *_columns("held_out_until:date? opened_on:date opened_at:at closed_on:date? closed_reason:text?"),
        *_columns("assigned_to:uuid? willingness:score? ability:score? agitation:score? scored_at:at?"),
        *_columns("call_free_until:date? quiet_until:at?"),
        word("pause_reason", "pausereason", PAUSES, nullable=True),
        *_columns("paused_until:date? pause_note:text? letter_on:date? last_contact_at:at? contacts:int"),
        *_columns("promises_kept:int promises_broken:int version:int"),
        _check(table, "closed", "(state = 'closed') = (num_nulls(closed_on, closed_reason) = 0)"),
        _check(table, "paused", "(state = 'paused') = (pause_reason IS NOT NULL)"),
        _check(table, "not_negative", "overdue_fen >= 0 AND at_risk_fen >= 0 AND loans >= 0"),
        _check(table, "held_out", "(arm = 'held_out') = (held_out_until IS NOT NULL)"),
        *_scores(table),
        _customer(table),
        references_owned(table, "worst_loan_id", "loans"),
    )
    living = "state <> 'closed'"
    index(table, "customer_id", name="uq_collection_cases_living", unique=True, where=living)
    index(table, "at_risk_fen id", name="ix_collection_cases_worklist", where=living)
    index(table, "opened_on")


def _contacts() -> None:
    table = "case_contacts"
    _of_customer(
        table,
        *_columns("case_id:uuid? loan_id:uuid"),
        word("channel", "contactchannel", CHANNELS),
        word("party", "contactparty", PARTIES),
        word("message_kind", "messagekind", MESSAGES),
        word("state", "contactstate", "refused planned sent reached missed cancelled"),
        *_columns("stage:text script:text? about_due_on:date? codes:texts reasons_zh:texts reasons_en:texts"),
        *_columns("text_cipher:bytes to_masked:text? consented:flag as_advised:flag law_contact_id:uuid?"),
        *_columns("notice_id:uuid? planned_by:uuid planned_at:at noted_by:uuid? noted_at:at? note_cipher:bytes?"),
        _check(table, "refused", "(state IN ('refused', 'cancelled')) = (cardinality(codes) > 0)"),
        _check(table, "sent", "state <> 'sent' OR notice_id IS NOT NULL"),
        _check(table, "reminder", "(case_id IS NULL) = (about_due_on IS NOT NULL)"),
        _check(table, "noted", "(state IN ('reached', 'missed')) = (noted_at IS NOT NULL)"),
        references_owned(table, "case_id", "collection_cases"),
        references_owned(table, "loan_id", "loans"),
    )
    index(table, "case_id planned_at")
    once = {"name": "uq_case_contacts_reminder", "where": "about_due_on IS NOT NULL"}
    index(table, "customer_id loan_id about_due_on", unique=True, **once)


def _promises() -> None:
    table, is_open = "payment_promises", "state = 'open'"
    _of_customer(
        table,
        *_columns("case_id:uuid contact_id:uuid?"),
        word("state", "promisestate", "open kept broken replaced"),
        *_columns("amount_fen:int due_on:date paid_fen:int made_by:uuid made_at:at settled_on:date?"),
        _check(table, "amounts", "amount_fen > 0 AND paid_fen >= 0"),
        _check(table, "settled", "(state = 'open') = (settled_on IS NULL)"),
        references_owned(table, "case_id", "collection_cases"),
    )
    index(table, "customer_id case_id", name="uq_payment_promises_open", unique=True, where=is_open)
    index(table, "case_id made_at")
    index(table, "due_on id", name="ix_payment_promises_due", where=is_open)


def _signals() -> None:
    table = "case_signals"
    _of_customer(
        table,
        *_columns("case_id:uuid source:text willingness:score? ability:score? agitation:score?"),
        word("halts", "pausereason", PAUSES, nullable=True),
        *_columns("reasons:json recorded_by:uuid recorded_at:at"),
        *_scores(table),
        references_owned(table, "case_id", "collection_cases"),
        rights=KEPT,
    )
    index(table, "case_id recorded_at")


def _letters() -> None:
    table = "case_letters"
    _of_customer(
        table,
        *_columns("case_id:uuid contact_id:uuid loan_id:uuid number:text facts:json"),
        word("delivery", "delivery", "post courier by_hand"),
        *_columns("tracking:text? written_by:uuid written_at:at"),
        references_owned(table, "case_id", "collection_cases"),
        references_owned(table, "contact_id", "case_contacts"),
        rights=KEPT,
    )
    index(table, "number", unique=True)
    index(table, "case_id written_at")
    table = "case_hand_overs"
    _of_customer(
        table,
        *_columns("case_id:uuid firm:text reason:text handed_by:uuid handed_at:at withdrawn_by:uuid?"),
        *_columns("withdrawn_at:at? withdrawal_reason:text?"),
        _check(table, "withdrawn", "num_nulls(withdrawn_by, withdrawn_at, withdrawal_reason) IN (0, 3)"),
        references_owned(table, "case_id", "collection_cases"),
    )
    standing = "withdrawn_at IS NULL"
    index(table, "customer_id case_id", name="uq_case_hand_overs_standing", unique=True, where=standing)
    index(table, "case_id handed_at")


def _visits() -> None:
    table = "case_visits"
    _of_customer(
        table,
        *_columns("case_id:uuid contact_id:uuid visited_at:at companion_id:uuid met:flag place_cipher:bytes"),
        *_columns("address_masked:text accuracy_m:int summary_cipher:bytes photos:ids recorded_by:uuid"),
        *_columns("recorded_at:at"),
        _check(table, "two_persons", "companion_id <> recorded_by"),
        _check(table, "photos", "cardinality(photos) BETWEEN 1 AND 12"),
        sa.UniqueConstraint("customer_id", "contact_id", name=op.f(f"uq_{table}_customer_id_contact_id")),
        references_owned(table, "case_id", "collection_cases"),
        references_owned(table, "contact_id", "case_contacts"),
        rights=KEPT,
    )
    index(table, "case_id visited_at")


def _customer(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_customer_id_customers")
    return sa.ForeignKeyConstraint(["customer_id"], ["customers.customer_id"], name=name)


def _data() -> None:
    """The house's first stages, matrix, numbers and words."""
    told = json.loads(FIRST.read_text(encoding="utf-8"))
    stages = "code from_days until_days name_zh name_en"
    _insert("collection_stages", stages, [list(each.values()) for each in told["stages"]], {"effective_from": FROM})
    cell = "willingness ability from_days channel agent hour_from hour_until offer reason_zh reason_en"
    _insert("collection_strategies", cell, told["strategies"], {"effective_from": FROM})
    numbers = [[code, Decimal(value), zh, en] for code, value, zh, en in told["settings"]]
    _insert("collection_settings", "code value note_zh note_en", numbers, {"effective_from": FROM})
    scripts = "code stage channel party message_kind name_zh name_en text tags"
    _insert("collection_scripts", scripts, told["scripts"], {"version": 1})


def _insert(table: str, names: str, values: Sequence[Sequence[Any]], also: dict[str, Any]) -> None:
    rows = [dict(zip(names.split(), each, strict=True)) | also for each in values]
    kinds = {"tags": TYPES["texts"], "effective_from": sa.Date(), "value": sa.Numeric()}
    kinds |= dict.fromkeys(("from_days", "until_days", "hour_from", "hour_until", "version"), sa.BigInteger())
    columns: list[Any] = [sa.column(name, kinds.get(name, sa.Text())) for name in rows[0]]
    op.bulk_insert(sa.table(table, *columns), rows)


def downgrade() -> None:
    take_rights({right for _, right in RIGHTS})
    take_role("collection_leading")
    for table in TABLES.split():
        op.drop_table(table)
