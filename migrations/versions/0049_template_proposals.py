"""Texts of papers are proposed by one person and published by another."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import grant, index, references, word

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

NOW = sa.DateTime(timezone=True)
TABLE = "template_proposals"
RIGHTS = (
    ("publishing", "template:propose"),
    ("publishing", "template:read"),
    ("rule_publishing", "template:publish"),
    ("rule_publishing", "template:read"),
)
ALONE = ("publishing", "template:publish")
HELD = sa.table("role_operations", sa.column("role_code"), sa.column("operation"))


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        word("kind", "templatekind", "loan_contract cost_disclosure"),
        word("state", "proposalstate", "proposed published withdrawn"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("texts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("reading_seconds", sa.BigInteger(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", NOW, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", NOW, nullable=True),
        _check("four_eyes", "state <> 'published' OR decided_by <> proposed_by"),
        _check("decided", "(state = 'proposed') = (decided_by IS NULL)"),
        _check("decided_at", "(decided_by IS NULL) = (decided_at IS NULL)"),
        _check("published", "(state = 'published') = (template_id IS NOT NULL)"),
        references(TABLE, "template_id", "paper_templates"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    index(TABLE, "proposed_at id")
    grant(TABLE)
    _move_rights(RIGHTS, ALONE)


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{TABLE}_{name}"))


def _move_rights(given: tuple[tuple[str, str], ...], taken: tuple[str, str]) -> None:
    """A new house gets its roles from the catalogue, after the migrations; an old one gets the new rights here."""
    roles = sa.table("roles", sa.column("code"))
    for role, right in given:
        row = sa.select(sa.literal(role), sa.literal(right)).where(sa.exists().where(roles.c.code == role))
        op.execute(postgresql.insert(HELD).from_select(["role_code", "operation"], row).on_conflict_do_nothing())
    op.execute(sa.delete(HELD).where(HELD.c.role_code == taken[0], HELD.c.operation == taken[1]))
    op.execute("UPDATE rights_epoch SET value = value + 1 WHERE id = 1")


def downgrade() -> None:
    _move_rights((ALONE,), RIGHTS[2])
    op.execute(sa.delete(HELD).where(HELD.c.operation.in_(["template:propose", "template:read"])))
    op.drop_table(TABLE)
