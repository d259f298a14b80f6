"""Parties of an application beside its borrower, their guarantees, their signatures; who may keep the register."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import give_rights, grant, index, owned, references_owned, scope_rows, take_rights, word

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
RIGHTS = (
    ("reader", "collateral:read"),
    ("intake", "collateral:keep"),
    ("attending", "collateral:register"),
    ("contracting", "collateral:register"),
    ("publishing", "collateral:count"),
)


def upgrade() -> None:
    _parties()
    _claims()
    _signers()
    op.add_column("signing_links", sa.Column("signer_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_signing_links_customer_id_signer_id_contract_signers"),
        "signing_links",
        "contract_signers",
        ["customer_id", "signer_id"],
        ["customer_id", "id"],
    )
    give_rights(RIGHTS)


def _parties() -> None:
    op.create_table(
        "application_parties",
        *owned(),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("role", "partyrole", "co_borrower guarantor"),
        word("state", "partystate", "named consented bound released removed"),
        word("guarantee", "guaranteekind", "general joint", nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("months_after_due", sa.BigInteger(), nullable=True),
        sa.Column("consent", sa.Text(), nullable=True),
        sa.Column("consented_at", INSTANT, nullable=True),
        sa.Column("consent_taken_by", sa.Uuid(), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("person_id <> customer_id", name=op.f("ck_application_parties_another")),
        sa.CheckConstraint(
            "num_nulls(guarantee, amount_fen, months_after_due) = CASE role WHEN 'guarantor' THEN 0 ELSE 3 END"
            " AND (amount_fen IS NULL OR amount_fen > 0)",
            name=op.f("ck_application_parties_guarantee"),
        ),
        sa.CheckConstraint(
            "num_nulls(consent, consented_at, consent_taken_by) IN (0, 3)"
            " AND (state NOT IN ('consented', 'bound', 'released') OR consented_at IS NOT NULL)",
            name=op.f("ck_application_parties_consented"),
        ),
        references_owned("application_parties", "application_id", "applications"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_application_parties")),
    )
    for columns in ("id", "application_id"):
        index("application_parties", columns)
    index(
        "application_parties",
        "customer_id application_id person_id",
        name="uq_application_parties_standing",
        unique=True,
        where="state NOT IN ('released', 'removed')",
    )
    scope_rows("application_parties")


def _claims() -> None:
    op.create_table(
        "guarantee_claims",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("debtor_id", sa.Uuid(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_guarantee_claims_amount")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_guarantee_claims")),
    )
    index("guarantee_claims", "person_id", name="ix_guarantee_claims_living", where="ended_at IS NULL")
    grant("guarantee_claims", "SELECT, INSERT, UPDATE (ended_at)")


def _signers() -> None:
    op.create_table(
        "contract_signers",
        *owned(),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("contract_id", "party_id", "person_id")),
        word("role", "partyrole", "co_borrower guarantor"),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("reading_seconds", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("reading", postgresql.JSONB(), nullable=True),
        sa.Column("signed_at", INSTANT, nullable=True),
        sa.Column("ink_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("evidence", postgresql.JSONB(), nullable=True),
        sa.CheckConstraint("position BETWEEN 1 AND 6", name=op.f("ck_contract_signers_position")),
        sa.CheckConstraint(
            "num_nulls(signed_at, ink_cipher, evidence) IN (0, 3)"
            " AND (signed_at IS NULL OR reading_seconds IS NULL OR confirmed_at IS NOT NULL)",
            name=op.f("ck_contract_signers_signed"),
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR (opened_at IS NOT NULL AND reading IS NOT NULL"
            " AND confirmed_at >= opened_at + make_interval(secs => reading_seconds))",
            name=op.f("ck_contract_signers_read_first"),
        ),
        references_owned("contract_signers", "contract_id", "contracts"),
        references_owned("contract_signers", "party_id", "application_parties"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_contract_signers")),
        *(
            sa.UniqueConstraint(
                "customer_id", "contract_id", name, name=op.f(f"uq_contract_signers_customer_id_contract_id_{name}")
            )
            for name in ("position", "person_id")
        ),
    )
    index("contract_signers", "id")
    scope_rows("contract_signers")


def downgrade() -> None:
    take_rights(right for _, right in RIGHTS)
    op.drop_constraint(
        op.f("fk_signing_links_customer_id_signer_id_contract_signers"), "signing_links", type_="foreignkey"
    )
    op.drop_column("signing_links", "signer_id")
    for table in ("contract_signers", "guarantee_claims", "application_parties"):
        op.drop_table(table)
