"""Building blocks of migrations: grants and row policies, one statement per execute.

The server connects as `jiedai_app`, which owns nothing and bypasses nothing. A scoped table gets one policy whose
parts are scalar sub-queries over settings of the transaction, evaluated once a statement: unset or '' means no rows,
'*' means all.
"""

from alembic import op

APP = "jiedai_app"
READ_WRITE = "SELECT, INSERT, UPDATE"
ALL_ROWS_OF_A_BRANCH = (
    "(SELECT current_setting('jiedai.officers', true)) = '*'"
    " AND (SELECT current_setting('jiedai.customers', true)) = '*'"
)
# rows of a customer that are added and never changed, but go with him when another officer takes him over
KEPT = "SELECT, INSERT, UPDATE (branch_id, officer_id)"


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
