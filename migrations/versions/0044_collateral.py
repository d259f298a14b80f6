"""The register of collateral: items, valuations, insurance, charges with their ranks, and how much of each counts."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from migrations.helpers import KEPT, append_only, grant, index, owned, references_owned, scope_rows, word

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
BEGAN_AT = datetime(2020, 1, 1, tzinfo=UTC)
SHARES = (
    ("real_estate", "0.7000"),
    ("vehicle", "0.5000"),
    ("equipment", "0.4000"),
    ("deposit", "0.9500"),
    ("receivable", "0.6000"),
    ("co_borrower_income", "1.0000"),
)


def upgrade() -> None:
    _items()
    _valuations()
    _insurances()
    _charges()
    _claims()
    _shares()


def _items() -> None:
    op.create_table(
        "collateral_items",
        *owned(),
        word("kind", "itemkind", "real_estate vehicle equipment deposit receivable"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("certificate_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("certificate_last4", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 120", name=op.f("ck_collateral_items_title_length")),
        _of_a_customer("collateral_items"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_collateral_items")),
    )
    index("collateral_items", "id")
    index("collateral_items", "entered_at id", name="ix_collateral_items_list")
    scope_rows("collateral_items")


def _valuations() -> None:
    op.create_table(
        "collateral_valuations",
        *owned(),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("valued_on", sa.Date(), nullable=False),
        sa.Column("valued_by", sa.Text(), nullable=False),
        word("method", "valuationmethod", "market income cost face_value internal"),
        sa.Column("value_fen", sa.BigInteger(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint("value_fen > 0", name=op.f("ck_collateral_valuations_value")),
        references_owned("collateral_valuations", "item_id", "collateral_items"),
        references_owned("collateral_valuations", "document_id", "documents"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_collateral_valuations")),
    )
    index("collateral_valuations", "item_id")
    scope_rows("collateral_valuations", KEPT)


def _insurances() -> None:
    op.create_table(
        "collateral_insurances",
        *owned(),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("insurer", sa.Text(), nullable=False),
        sa.Column("policy_number", sa.Text(), nullable=False),
        sa.Column("insured_fen", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "insured_fen > 0 AND valid_until >= valid_from", name=op.f("ck_collateral_insurances_sound")
        ),
        references_owned("collateral_insurances", "item_id", "collateral_items"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_collateral_insurances")),
        sa.UniqueConstraint(
            "customer_id",
            "item_id",
            "policy_number",
            name=op.f("uq_collateral_insurances_customer_id_item_id_policy_number"),
        ),
    )
    index("collateral_insurances", "item_id")
    scope_rows("collateral_insurances", KEPT)


def _charges() -> None:
    op.create_table(
        "collateral_charges",
        *owned(),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        word("kind", "chargekind", "mortgage pledge"),
        word("state", "chargestate", "agreed registered discharged released dropped"),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("secured_fen", "prior_fen", "rank")),
        sa.Column("registration_number", sa.Text(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("registered_by", sa.Uuid(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("release_number", sa.Text(), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("charged_by", sa.Uuid(), nullable=False),
        sa.Column("charged_at", INSTANT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        *_charge_checks(),
        _of_a_customer("collateral_charges"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_collateral_charges")),
    )
    for columns in ("id", "application_id", "item_id"):
        index("collateral_charges", columns)
    index(
        "collateral_charges",
        "customer_id application_id item_id",
        name="uq_collateral_charges_living",
        unique=True,
        where="state NOT IN ('dropped', 'released')",
    )
    scope_rows("collateral_charges")


def _charge_checks() -> tuple[sa.CheckConstraint, ...]:
    return (
        sa.CheckConstraint(
            "secured_fen > 0 AND prior_fen >= 0 AND rank BETWEEN 1 AND 9", name=op.f("ck_collateral_charges_sound")
        ),
        sa.CheckConstraint(
            "num_nulls(registration_number, registered_on, authority, registered_by) IN (0, 4)"
            " AND (state NOT IN ('registered', 'discharged', 'released') OR registered_on IS NOT NULL)",
            name=op.f("ck_collateral_charges_registered"),
        ),
        sa.CheckConstraint("registered_by <> charged_by", name=op.f("ck_collateral_charges_four_eyes")),
        sa.CheckConstraint(
            "num_nulls(released_on, release_number, released_by) IN (0, 3)"
            " AND (state = 'released') = (released_on IS NOT NULL)",
            name=op.f("ck_collateral_charges_released"),
        ),
    )


def _claims() -> None:
    op.create_table(
        "certificate_claims",
        sa.Column("certificate_index", sa.LargeBinary(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("certificate_index", name=op.f("pk_certificate_claims")),
    )
    append_only("certificate_claims")
    op.create_table(
        "collateral_ranks",
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("secured_fen", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("charge_id", name=op.f("pk_collateral_ranks")),
    )
    index("collateral_ranks", "item_id rank", name="uq_collateral_ranks_held", unique=True, where="ended_at IS NULL")
    grant("collateral_ranks", "SELECT, INSERT, UPDATE (ended_at)")


def _shares() -> None:
    shares = op.create_table(
        "counted_shares",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("share", sa.Numeric(5, 4), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name=op.f("ck_counted_shares_share")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_shares")),
        sa.UniqueConstraint("counted", "effective_from", name=op.f("uq_counted_shares_counted_effective_from")),
    )
    append_only("counted_shares")
    for counted, share in SHARES:
        row = {"counted": counted, "share": sa.text(share), "effective_from": sa.text("DATE '2020-01-01'")}
        op.execute(shares.insert().values(**row, reason="公司初始认定比例", set_at=BEGAN_AT))
    op.alter_column("counted_shares", "id", server_default=None)


def _of_a_customer(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_customer_id_customers")
    return sa.ForeignKeyConstraint(["customer_id"], ["customers.customer_id"], name=name)


def downgrade() -> None:
    for table in (
        "counted_shares",
        "collateral_ranks",
        "certificate_claims",
        "collateral_charges",
        "collateral_insurances",
        "collateral_valuations",
        "collateral_items",
    ):
        op.drop_table(table)
