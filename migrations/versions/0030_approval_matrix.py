"""Who decides what as a matrix with versions, published by four eyes, in place of the ladder of tiers."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import grant, references, word

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TIERS = "automatic manual_review regional committee"
FIRST = UUID("0192b1a0-0000-7000-8000-000000000029")
NOBODY, WORKER = UUID(int=0), UUID(int=1)
BEGINS = date(2020, 1, 1)
WRITTEN_AT = datetime(2020, 1, 1, tzinfo=UTC)


def _step(position: str, votes: int, sla_hours: int, up: str | None, **more: Any) -> dict[str, Any]:
    """A step of the first matrix; its committee rejects by one voice, as its quorum is what it needs."""
    mode = "single" if votes == 1 else "committee"
    counted = {"mode": mode, "votes_needed": votes, "quorum": votes, "sla_hours": sla_hours, "escalates_to": up}
    plain = {"own_region": False, "step_up": False, "signer": None, "added_by": None}
    return {"position": position, **plain, **counted, **more}


REVIEW = [_step("reviewer", 1, 9, "regional_manager")]
REGIONAL = [_step("regional_manager", 1, 18, "committee_member", own_region=True, step_up=True)]
COMMITTEE = [_step("committee_member", 2, 27, None, step_up=True)]
# by the exposure of customer and group after the loan: below 50,000.00 yuan the rules alone, or a reviewer where a
# rule refers it; up to 500,000.00 the regional manager; above, the committee with two votes
ROWS: list[tuple[str, int, int | None, bool | None, list[dict[str, Any]]]] = [
    ("manual_review", 1, 4_999_999, True, REVIEW),
    ("automatic", 1, 4_999_999, False, []),
    ("regional", 5_000_000, 50_000_000, None, REGIONAL),
    ("committee", 50_000_001, None, None, COMMITTEE),
]
LADDER = [  # as the table of tiers had them
    ("manual_review", 1, "reviewer", 1, False, False),
    ("regional", 5_000_000, "regional_manager", 1, True, True),
    ("committee", 50_000_001, "committee_member", 2, True, False),
]


def upgrade() -> None:
    op.create_table(
        "approval_matrices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        word("state", "matrixstate", "draft published"),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("drafted_by", sa.Uuid(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("published_by <> drafted_by", name=op.f("ck_approval_matrices_four_eyes")),
        sa.CheckConstraint(
            "(state = 'published') = (published_by IS NOT NULL AND published_at IS NOT NULL "
            "AND effective_from IS NOT NULL)",
            name=op.f("ck_approval_matrices_published"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_matrices")),
        sa.UniqueConstraint("version", name=op.f("uq_approval_matrices_version")),
    )
    op.create_table(
        "approval_matrix_rows",
        sa.Column("matrix_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        word("tier", "tier", TIERS),
        sa.Column("from_fen", sa.BigInteger(), nullable=False),
        sa.Column("until_fen", sa.BigInteger(), nullable=True),
        sa.Column("referred", sa.Boolean(), nullable=True),
        sa.Column("products", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("grades", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("regions", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("steps", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint(
            "from_fen > 0 AND (until_fen IS NULL OR until_fen >= from_fen)", name=op.f("ck_approval_matrix_rows_band")
        ),
        sa.CheckConstraint(
            "(tier = 'automatic') = (steps = '[]'::jsonb)", name=op.f("ck_approval_matrix_rows_decided_by_people")
        ),
        references("approval_matrix_rows", "matrix_id", "approval_matrices"),
        sa.PrimaryKeyConstraint("matrix_id", "number", name=op.f("pk_approval_matrix_rows")),
    )
    _write_first()
    grant("approval_matrices", "SELECT, INSERT, UPDATE (state, effective_from, published_by, published_at)")
    grant("approval_matrix_rows", "SELECT, INSERT")
    op.drop_table("approval_tiers")


def _write_first() -> None:
    matrices = sa.table(
        "approval_matrices",
        sa.column("id", sa.Uuid()),
        sa.column("version", sa.BigInteger()),
        sa.column("name", sa.Text()),
        sa.column("state", sa.Text()),
        sa.column("effective_from", sa.Date()),
        *(sa.column(f"{verb}_by", sa.Uuid()) for verb in ("drafted", "published")),
        *(sa.column(f"{verb}_at", sa.DateTime(timezone=True)) for verb in ("drafted", "published")),
    )
    written = {"drafted_by": NOBODY, "published_by": WORKER, "drafted_at": WRITTEN_AT, "published_at": WRITTEN_AT}
    first = {"id": FIRST, "version": 1, "name": "三级审批", "state": "published", "effective_from": BEGINS}
    op.bulk_insert(matrices, [first | written])
    rows = sa.table(
        "approval_matrix_rows",
        sa.column("matrix_id", sa.Uuid()),
        *(sa.column(name, sa.BigInteger()) for name in ("number", "from_fen", "until_fen")),
        sa.column("tier", sa.Text()),
        sa.column("referred", sa.Boolean()),
        *(sa.column(name, postgresql.ARRAY(sa.Text())) for name in ("products", "grades")),
        sa.column("regions", postgresql.ARRAY(sa.Uuid())),
        sa.column("steps", postgresql.JSONB()),
    )
    names = ("tier", "from_fen", "until_fen", "referred", "steps")
    anything: dict[str, Any] = {"matrix_id": FIRST, "products": [], "grades": [], "regions": []}
    told = [anything | {"number": n} | dict(zip(names, row, strict=True)) for n, row in enumerate(ROWS, 1)]
    op.bulk_insert(rows, told)


def downgrade() -> None:
    op.drop_table("approval_matrix_rows")
    op.drop_table("approval_matrices")
    names = ("from_fen", "version", "votes_needed")
    op.create_table(
        "approval_tiers",
        word("tier", "tier", TIERS),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in names),
        sa.Column("position", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("step_up", "own_region")),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("tier", "version", name=op.f("pk_approval_tiers")),
    )
    for tier, from_fen, position, votes, step_up, own_region in LADDER:
        op.execute(
            sa.text(
                "INSERT INTO approval_tiers (tier, version, from_fen, position, votes_needed, step_up, own_region, "
                "effective_from) VALUES (:tier, 1, :from_fen, :position, :votes, :step_up, :own_region, :begins)"
            ).bindparams(
                tier=tier,
                from_fen=from_fen,
                position=position,
                votes=votes,
                step_up=step_up,
                own_region=own_region,
                begins=BEGINS,
            )
        )
    grant("approval_tiers", "SELECT")
