"""Contacts, related parties and assets of customers; a group may go into another."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import index, owned, references_owned, scope_rows, word

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

ENDED = "SELECT, INSERT, UPDATE (branch_id, officer_id, ended_by, ended_at)"
"""Rows that are added and ended, never rewritten, and go with the customer."""
CONTACTS = "emergency reference workplace business"
RELATIONS = "spouse parent child sibling relative friend colleague partner trade other"
PARTIES = "spouse shareholder controller legal_representative guarantor_of affiliate same_address same_phone"
ASSETS = "real_estate vehicle equipment stock deposit receivable securities other"


def upgrade() -> None:
    _contacts()
    _parties()
    _assets()
    op.add_column("group_exposures", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.create_check_constraint(
        op.f("ck_group_exposures_merged"),
        "group_exposures",
        "merged_into IS NULL OR outstanding_fen + committed_fen = 0",
    )


def _contacts() -> None:
    table = "customer_contacts"
    op.create_table(
        table,
        *owned(),
        word("kind", "contactkind", CONTACTS),
        word("relation", "contactrelation", RELATIONS),
        sa.Column("name_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("name_masked", sa.Text(), nullable=False),
        sa.Column("phone_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.Column("phone_masked", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        *_recorded(table),
    )
    index(table, "customer_id phone_index", name="uq_customer_contacts_phone", unique=True, where="ended_at IS NULL")
    index(table, "phone_index")
    scope_rows(table, ENDED)


def _parties() -> None:
    table = "related_parties"
    op.create_table(
        table,
        *owned(),
        word("kind", "partykind", PARTIES),
        sa.Column("name_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("name_masked", sa.Text(), nullable=False),
        sa.Column("number_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("number_index", sa.LargeBinary(), nullable=True),
        sa.Column("number_masked", sa.Text(), nullable=True),
        sa.Column("related_id", sa.Uuid(), nullable=True),
        sa.Column("share", sa.Numeric(7, 6), nullable=True),
        sa.CheckConstraint("related_id <> customer_id", name=op.f("ck_related_parties_another")),
        sa.CheckConstraint("share > 0 AND share <= 1", name=op.f("ck_related_parties_share")),
        sa.CheckConstraint(
            "num_nulls(number_cipher, number_index, number_masked) IN (0, 3)", name=op.f("ck_related_parties_number")
        ),
        *_recorded(table),
    )
    for columns in ("customer_id", "related_id", "number_index"):
        index(table, columns)
    scope_rows(table, ENDED)


def _assets() -> None:
    table = "customer_assets"
    op.create_table(
        table,
        *owned(),
        word("kind", "assetkind", ASSETS),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("value_fen", sa.BigInteger(), nullable=False),
        sa.Column("owed_fen", sa.BigInteger(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("value_fen > 0 AND owed_fen >= 0", name=op.f("ck_customer_assets_amounts")),
        references_owned(table, "document_id", "documents"),
        *_recorded(table),
    )
    index(table, "customer_id")
    scope_rows(table, ENDED)


def _recorded(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Who wrote a row and who has ended it, its keys, and whose it is."""
    return (
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("num_nulls(ended_by, ended_at) <> 1", name=op.f(f"ck_{table}_ended")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f(f"fk_{table}_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_group_exposures_merged"), "group_exposures", type_="check")
    op.drop_column("group_exposures", "merged_into")
    for table in ("customer_assets", "related_parties", "customer_contacts"):
        op.drop_table(table)
