"""Building blocks of migrations: grants and row policies, one statement per execute.

The server connects as `jiedai_app`, which owns nothing and bypasses nothing. A scoped table gets one policy whose
parts are scalar sub-queries over settings of the transaction, evaluated once a statement: unset or '' means no rows,
'*' means all.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

APP = "jiedai_app"
READ_WRITE = "SELECT, INSERT, UPDATE"
ALL_ROWS_OF_A_BRANCH = (
    "(SELECT current_setting('jiedai.officers', true)) = '*'"
    " AND (SELECT current_setting('jiedai.customers', true)) = '*'"
)
# rows of a customer that are added and never changed, but go with him when another officer takes him over
KEPT = "SELECT, INSERT, UPDATE (branch_id, officer_id)"


EVENT_CHECK = "ck_ledger_entries_eventtype"
RAISE_EPOCH = "UPDATE rights_epoch SET value = value + 1 WHERE id = 1"


def word(column: str, enum: str, values: str, *, nullable: bool = False) -> sa.Column[str]:
    """A column that takes the values, which are told in one text, and no others."""
    kind = sa.Enum(*values.split(), name=enum, native_enum=False, create_constraint=True, length=40)
    return sa.Column(column, kind, nullable=nullable)


def references(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """A column that holds the id of a row of another table."""
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def owned() -> tuple[sa.Column[object], ...]:
    """The columns of every table whose rows belong to a customer."""
    return tuple(
        sa.Column(name, sa.Uuid(), nullable=False) for name in ("branch_id", "officer_id", "customer_id", "id")
    )


def references_owned(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """A column that holds the id of another row of the same customer."""
    name = op.f(f"fk_{table}_customer_id_{column}_{to}")
    return sa.ForeignKeyConstraint(["customer_id", column], [f"{to}.customer_id", f"{to}.id"], name=name)


def index(table: str, columns: str, *, name: str | None = None, unique: bool = False, where: str | None = None) -> None:
    """An index over columns, told in one text, with the name that the models give it."""
    partial: dict[str, Any] = {"postgresql_where": sa.text(where)} if where else {}
    named = name or op.f(f"ix_{table}_{'_'.join(columns.split())}")
    op.create_index(named, table, columns.split(), unique=unique, **partial)


def take_events(change: Callable[[list[str]], list[str]]) -> None:
    """What the books take is what earlier migrations have said, changed so."""
    wanted = sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
    told = op.get_bind().execute(wanted, {"name": EVENT_CHECK}).scalar_one()
    kinds = ", ".join(f"'{kind}'" for kind in change(re.findall(r"'([a-z_]+)'", told)))
    op.execute(f"ALTER TABLE ledger_entries DROP CONSTRAINT {EVENT_CHECK}")
    op.execute(f"ALTER TABLE ledger_entries ADD CONSTRAINT {EVENT_CHECK} CHECK (event_type IN ({kinds}))")


def grant(table: str, rights: str = READ_WRITE) -> None:
    """Give the app role these rights on a table; DELETE only where a row may really go."""
    op.execute(f"GRANT {rights} ON {table} TO {APP}")


def append_only(table: str) -> None:
    """Rows are inserted and read, never changed."""
    grant(table, "SELECT, INSERT")


def in_sight(column: str, setting: str) -> str:
    """The part of a policy about one column."""
    everything = f"(SELECT current_setting('jiedai.{setting}', true) = '*')"
    return f"({everything} OR {column} = ANY ((SELECT jiedai_ids('{setting}'))::uuid[]))"


def _outside(column: str, setting: str) -> str:
    """Whether a column that is never null is outside a setting; all rows are told by NULL, no setting by no ids."""
    return f"({column} = ANY ((SELECT jiedai_ids('{setting}'))::uuid[])) IS FALSE"


# PostgreSQL takes three conditions for rare, each times the others, and sorts what an index would have given in order.
# For a CASE it expects half of the rows, and looks for them by the predicate of the query. Each setting is looked at
# once a table: a second look is another plan to begin and to end.
SCOPE = (
    f"CASE WHEN {_outside('branch_id', 'branches')} THEN false WHEN {_outside('officer_id', 'officers')} THEN false"
    f" ELSE NOT ({_outside('customer_id', 'customers')}) END"
)
"""The policy of a table with customer_id, branch_id and officer_id."""


def scope_rows(table: str, rights: str = READ_WRITE) -> None:
    """Row-level security for a table with customer_id, branch_id and officer_id, for reading and writing."""
    _policy(table, SCOPE)
    grant(table, rights)


def scope_branch_rows(table: str, rights: str = READ_WRITE) -> None:
    """Row-level security for branch-level rows: seen only by those who see all officers and customers of it."""
    _policy(table, f"{in_sight('branch_id', 'branches')} AND {ALL_ROWS_OF_A_BRANCH}")
    grant(table, rights)


def scope_actor_rows(table: str, rights: str = READ_WRITE) -> None:
    """Row-level security for an actor's own rows (column actor_id)."""
    _policy(table, "actor_id = (SELECT nullif(current_setting('jiedai.actor', true), '')::uuid)")
    grant(table, rights)


def _policy(table: str, predicate: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON {table} TO {APP} USING ({predicate}) WITH CHECK ({predicate})")


def give_rights(given: Iterable[tuple[str, str]]) -> None:
    """Further operations of roles, each with its role: (role, operation).

    A new house gets its roles from the catalogue, after the migrations; one that has them gets the new rights here.
    """
    held = sa.table("role_operations", sa.column("role_code"), sa.column("operation"))
    roles = sa.table("roles", sa.column("code"))
    for role, operation in given:
        row = sa.select(sa.literal(role), sa.literal(operation)).where(sa.exists().where(roles.c.code == role))
        op.execute(postgresql.insert(held).from_select(["role_code", "operation"], row).on_conflict_do_nothing())
    op.execute(RAISE_EPOCH)


def take_rights(operations: Iterable[str]) -> None:
    """Operations that no role has any more."""
    held = sa.table("role_operations", sa.column("operation"))
    op.execute(sa.delete(held).where(held.c.operation.in_(list(operations))))
    op.execute(RAISE_EPOCH)


def give_role(code: str, zh: str, en: str, *positions: str) -> None:
    """A role of positions. A new house gets its roles from the catalogue, after the migrations; an old one here."""
    columns, values = ("code", "name_zh", "name_en"), (code, zh, en)
    roles = sa.table("roles", *(sa.column(name) for name in columns))
    row = sa.select(*map(sa.literal, values)).where(sa.exists(sa.select(sa.literal(1)).select_from(roles)))
    op.execute(postgresql.insert(roles).from_select(columns, row).on_conflict_do_nothing())
    held, known = _position_roles(), sa.table("positions", sa.column("code"))
    holders = sa.select(known.c.code, sa.literal(code)).where(known.c.code.in_(positions))
    op.execute(postgresql.insert(held).from_select(["position_code", "role_code"], holders).on_conflict_do_nothing())


def take_role(code: str) -> None:
    """Undo `give_role`."""
    for held in (_position_roles(), sa.table("role_operations", sa.column("role_code"))):
        op.execute(sa.delete(held).where(held.c.role_code == code))
    roles = sa.table("roles", sa.column("code"))
    op.execute(sa.delete(roles).where(roles.c.code == code))


def _position_roles() -> sa.TableClause:
    return sa.table("position_roles", sa.column("position_code"), sa.column("role_code"))
