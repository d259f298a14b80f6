"""What indicators need: sources of devices and property, an arrival's network, how sure a reading was, policies."""

import re
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

from migrations.helpers import index

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

KINDS: Final = ("connector_sources", "ck_connector_sources_sourcekind", ("device", "property_register"))
REGISTERS: Final = ("compliance_entries", "ck_compliance_entries_registerkind", ("policy",))
# code, names, for whom, days an answer holds, consent
SOURCES: Final = (
    ("device", "设备环境", "Device environment", "any", 7, "personal_data"),
    ("property_register", "不动产登记", "Property register", "any", 30, "data_sharing"),
)
INDEXES: Final = (
    ("bank_accounts", "number_index"),
    ("decision_arrivals", "network_index arrived_at"),
    ("payment_orders", "payee_index"),
    ("picture_findings", "trace"),
    ("visits", "address_index"),
)


def upgrade() -> None:
    for table, check, words in (KINDS, REGISTERS):
        _take(table, check, [*_known(check), *words])
    sources = sa.table("connector_sources", *(sa.column(name) for name in _row(1, SOURCES[0])))
    op.bulk_insert(sources, [_row(at, told) for at, told in enumerate(SOURCES, 13)])
    op.add_column("decision_arrivals", sa.Column("network_index", sa.LargeBinary(), nullable=True))
    op.add_column("visits", sa.Column("address_index", sa.LargeBinary(), nullable=True))
    op.add_column("document_readings", sa.Column("confidence", sa.Numeric(4, 3), nullable=True))
    odd: sa.Column[bool] = sa.Column("odd_number", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("document_readings", odd)
    for table, columns in INDEXES:
        index(table, columns)


def _row(at: int, told: tuple[str, str, str, str, int, str]) -> dict[str, object]:
    code, name_zh, name_en, applies_to, valid_days, consent = told
    return {
        "code": code,
        "kind": code,
        "name_zh": name_zh,
        "name_en": name_en,
        "applies_to": applies_to,
        "timeout_seconds": 10,
        "valid_days": valid_days,
        "consent_purpose": consent,
        "needs_authorisation": False,
        "is_official": code == "property_register",
        "is_on": True,
        "position": at,
    }


def _known(check: str) -> list[str]:
    """The words that a column takes, as earlier migrations have said."""
    wanted = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    told: str = op.get_bind().execute(wanted, {"name": check}).scalar_one()
    return re.findall(r"'([a-z_0-9]+)'", told)


def _take(table: str, check: str, words: Sequence[str]) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {check}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {check} CHECK (kind IN ({listed}))")


def downgrade() -> None:
    for table, columns in reversed(INDEXES):
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns.split())}"), table)
    op.drop_column("document_readings", "odd_number")
    op.drop_column("document_readings", "confidence")
    op.drop_column("visits", "address_index")
    op.drop_column("decision_arrivals", "network_index")
    codes = [code for code, *_ in SOURCES]
    sources = sa.table("connector_sources", sa.column("code", sa.Text()))
    inquiries = sa.table("connector_inquiries", sa.column("source", sa.Text()))
    op.execute(sa.delete(inquiries).where(inquiries.c.source.in_(codes)))
    op.execute(sa.delete(sources).where(sources.c.code.in_(codes)))
    entries = sa.table("compliance_entries", sa.column("kind", sa.Text()))
    op.execute(sa.delete(entries).where(entries.c.kind == "policy"))
    for table, check, words in (REGISTERS, KINDS):
        _take(table, check, [word for word in _known(check) if word not in words])
