"""Cases go along a route of steps; votes count in a round and in somebody's name; what else is done is on record."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import APP, KEPT, grant, index, owned, references, references_owned, scope_rows, word

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

MODES = "single sequential parallel committee"
KINDS = "transferred signer_added urged recused reminded escalated advanced"
CASE_COLUMNS = (
    "route, step, round, mode, quorum, assignee, sla_hours, escalates_to, due_at, reminded_at, escalated_at, "
    "urges, urged_at, offered"
)
NUMBERS = (("step", "1"), ("round", "1"), ("quorum", "1"), ("urges", "0"))

# In whose name somebody may vote on a day: along chains of at most three delegations, with the positions that each of
# them names and the person at their beginning still holds, as far as that person sees himself.
VOICES = """
CREATE FUNCTION jiedai_voices(actor uuid, today date)
RETURNS TABLE (principal uuid, positions text[], region uuid[], branches uuid[])
LANGUAGE sql STABLE ROWS 2 AS $$
  WITH RECURSIVE chain AS (
    SELECT d.principal_id, d.positions, 1 AS hops, ARRAY[d.delegate_id, d.principal_id] AS people
      FROM approval_delegations d
     WHERE d.delegate_id = actor AND d.ended_at IS NULL AND today BETWEEN d.valid_from AND d.valid_until
    UNION ALL
    SELECT d.principal_id, ARRAY(SELECT unnest(d.positions) INTERSECT SELECT unnest(c.positions)),
           c.hops + 1, c.people || d.principal_id
      FROM chain c JOIN approval_delegations d ON d.delegate_id = c.principal_id
     WHERE d.ended_at IS NULL AND today BETWEEN d.valid_from AND d.valid_until
       AND c.hops < 3 AND d.principal_id <> ALL (c.people)
  ), held AS (
    SELECT c.principal_id, s.branch_id, array_agg(DISTINCT p.code) AS positions,
           max(array_position(ARRAY['branch', 'region', 'headquarters'], p.scope_kind::text)) AS width
      FROM chain c JOIN staff s ON s.id = c.principal_id AND s.state <> 'disabled'
      JOIN staff_positions h ON h.staff_id = s.id AND h.position_code = ANY (c.positions)
       AND h.valid_from <= today AND (h.valid_until IS NULL OR h.valid_until >= today)
      JOIN positions p ON p.code = h.position_code
     GROUP BY c.principal_id, s.branch_id
  ), placed AS (
    SELECT h.*, ARRAY(
      WITH RECURSIVE up AS (
        SELECT b.id, b.parent_id, b.kind FROM branches b WHERE b.id = h.branch_id
        UNION ALL SELECT b.id, b.parent_id, b.kind FROM branches b JOIN up ON b.id = up.parent_id
      ), below AS (
        SELECT coalesce((SELECT u.id FROM up u WHERE u.kind = 'region'), h.branch_id) AS id
        UNION ALL SELECT b.id FROM branches b JOIN below ON b.parent_id = below.id
      ) SELECT id FROM below) AS region
      FROM held h
  )
  SELECT principal_id, placed.positions, placed.region,
         CASE width WHEN 3 THEN NULL WHEN 2 THEN placed.region WHEN 1 THEN ARRAY[branch_id] ELSE '{}'::uuid[] END
    FROM placed ORDER BY principal_id
$$
"""


def _at(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def upgrade() -> None:
    _cases()
    _votes()
    _acts()
    _delegations()
    op.execute(VOICES)
    op.execute(f"GRANT EXECUTE ON FUNCTION jiedai_voices(uuid, date) TO {APP}")


def _cases() -> None:
    empty = sa.text("'[]'::jsonb")
    op.add_column("approval_cases", sa.Column("route", postgresql.JSONB(), server_default=empty, nullable=False))
    for name, default in NUMBERS:
        op.add_column("approval_cases", sa.Column(name, sa.BigInteger(), server_default=default, nullable=False))
    mode = sa.Enum(*MODES.split(), name="mode", native_enum=False, create_constraint=True, length=40)
    op.add_column("approval_cases", sa.Column("mode", mode, server_default="single", nullable=False))
    op.add_column("approval_cases", sa.Column("assignee", sa.Uuid(), nullable=True))
    op.add_column("approval_cases", sa.Column("sla_hours", sa.BigInteger(), nullable=True))
    op.add_column("approval_cases", sa.Column("escalates_to", sa.Text(), nullable=True))
    op.add_column("approval_cases", sa.Column("offered", postgresql.JSONB(), nullable=True))
    for name in ("due_at", "reminded_at", "escalated_at", "urged_at"):
        op.add_column("approval_cases", _at(name))
    op.execute("UPDATE approval_cases SET quorum = votes_needed")
    op.execute("UPDATE approval_cases SET mode = 'committee' WHERE tier = 'committee'")
    op.create_check_constraint(op.f("ck_approval_cases_offered"), "approval_cases", "jsonb_typeof(offered) = 'object'")
    index("approval_cases", "due_at", name="ix_approval_cases_due", where="state = 'open' AND due_at IS NOT NULL")
    grant("approval_cases", f"UPDATE ({CASE_COLUMNS})")


def _votes() -> None:
    for name in ("step", "round"):
        op.add_column("approval_votes", sa.Column(name, sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("approval_votes", sa.Column("voice", sa.Uuid(), nullable=True))
    op.add_column("approval_votes", sa.Column("offered", postgresql.JSONB(), nullable=True))
    op.execute("UPDATE approval_votes SET voice = decided_by")
    op.alter_column("approval_votes", "voice", nullable=False)
    op.create_check_constraint(op.f("ck_approval_votes_voice"), "approval_votes", "voice <> ALL (editors)")
    op.create_unique_constraint(
        op.f("uq_approval_votes_customer_id_case_id_voice"), "approval_votes", ["customer_id", "case_id", "voice"]
    )


def _acts() -> None:
    op.create_table(
        "approval_acts",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        word("kind", "actkind", KINDS),
        sa.Column("done_by", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("colleague", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *owned(),
        references_owned("approval_acts", "case_id", "approval_cases"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_approval_acts")),
    )
    index("approval_acts", "case_id")
    recused = "uq_approval_acts_recused"
    index("approval_acts", "customer_id case_id done_by", name=recused, unique=True, where="kind = 'recused'")
    scope_rows("approval_acts", KEPT)


def _delegations() -> None:
    op.create_table(
        "approval_delegations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("delegate_id", sa.Uuid(), nullable=False),
        sa.Column("positions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("out_of_office", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        _at("ended_at"),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("principal_id <> delegate_id", name=op.f("ck_approval_delegations_other")),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_approval_delegations_period")),
        sa.CheckConstraint("cardinality(positions) > 0", name=op.f("ck_approval_delegations_positions")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_approval_delegations_ended")),
        references("approval_delegations", "principal_id", "staff"),
        references("approval_delegations", "delegate_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_delegations")),
    )
    for side in ("principal_id", "delegate_id"):
        index("approval_delegations", side, name=f"ix_approval_delegations_{side}", where="ended_at IS NULL")
    grant("approval_delegations", "SELECT, INSERT, UPDATE (ended_at, ended_by)")


def downgrade() -> None:
    op.execute("DROP FUNCTION jiedai_voices(uuid, date)")
    op.drop_table("approval_delegations")
    op.drop_table("approval_acts")
    for name in ("voice", "step", "round", "offered"):
        op.drop_column("approval_votes", name)
    for name in reversed([*CASE_COLUMNS.split(", ")]):
        op.drop_column("approval_cases", name)
