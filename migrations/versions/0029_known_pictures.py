"""Pictures and papers that were seen before: the same picture is known again, and whom a paper points to is noted."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import (
    APP,
    KEPT,
    SCOPE,
    give_rights,
    grant,
    index,
    owned,
    references_owned,
    scope_rows,
    take_rights,
    word,
)

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

COMPARING = ("auditing", "grouping")
COMPARE = "document:compare"
EVERYTHING = " AND ".join(
    f"(SELECT current_setting('jiedai.{setting}', true) = '*')" for setting in ("branches", "officers", "customers")
)


def upgrade() -> None:
    op.add_column("documents", sa.Column("picture_index", sa.LargeBinary(), nullable=True))
    op.add_column("documents", sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False))
    op.create_unique_constraint(
        op.f("uq_documents_customer_id_kind_picture_index"), "documents", ["customer_id", "kind", "picture_index"]
    )
    op.add_column("customers", sa.Column("person_index", sa.LargeBinary(), nullable=True))
    index("customers", "person_index")
    _picture_claims()
    _picture_findings()
    _identity_matches()
    give_rights((role, COMPARE) for role in COMPARING)


def _picture_claims() -> None:
    op.create_table(
        "picture_claims",
        sa.Column("trace", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("customer_id", "branch_id", "officer_id")),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("trace", name=op.f("pk_picture_claims")),
    )
    index("picture_claims", "customer_id")
    scope_rows("picture_claims", KEPT)


def _picture_findings() -> None:
    """Whoever takes a picture in adds a finding; only who has the whole book in sight sees one."""
    op.create_table(
        "picture_findings",
        *owned(),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("trace", sa.LargeBinary(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        references_owned("picture_findings", "document_id", "documents"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_picture_findings")),
    )
    index("picture_findings", "found_at id", name="ix_picture_findings_list")
    op.execute("ALTER TABLE picture_findings ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON picture_findings FOR INSERT TO {APP} WITH CHECK ({SCOPE})")
    op.execute(f"CREATE POLICY seen ON picture_findings FOR SELECT TO {APP} USING ({EVERYTHING})")
    op.execute(f"CREATE POLICY moved ON picture_findings FOR UPDATE TO {APP} USING ({EVERYTHING})")
    grant("picture_findings", KEPT)


def _identity_matches() -> None:
    op.create_table(
        "identity_matches",
        *owned(),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        word("likeness", "likeness", "id_number credit_code name_and_birth"),
        word("standing", "matchstanding", "registered under_review"),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_identity_matches_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_identity_matches")),
        sa.UniqueConstraint(
            "customer_id",
            "document_id",
            "likeness",
            "confirmed",
            name=op.f("uq_identity_matches_customer_id_document_id_likeness_confirmed"),
        ),
    )
    scope_rows("identity_matches", KEPT)


def downgrade() -> None:
    take_rights([COMPARE])
    for table in ("identity_matches", "picture_findings", "picture_claims"):
        op.drop_table(table)
    op.drop_column("customers", "person_index")
    op.drop_constraint(op.f("uq_documents_customer_id_kind_picture_index"), "documents")
    op.drop_column("documents", "attempts")
    op.drop_column("documents", "picture_index")
