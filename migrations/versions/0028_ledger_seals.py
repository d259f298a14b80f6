"""Entries of the books are numbered and chained by hash; a line that names another currency is refused."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APP, grant

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# Every column of an entry and its postings in one text; what is missing is empty between its bars.
CONTENTS = """
CREATE VIEW ledger_contents WITH (security_invoker = true) AS
  SELECT e.customer_id, e.id, format('%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s#%s', e.customer_id, e.id, e.branch_id,
         e.event_type, e.event_id, to_char(e.booked_on, 'YYYY-MM-DD'), to_char(e.value_on, 'YYYY-MM-DD'),
         to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), e.currency, e.reverses,
         e.posting_count, e.debit_fen, (
           SELECT string_agg(format('%s|%s|%s|%s|%s|%s', p.line, p.account_code, p.amount_fen, p.branch_id, p.loan_id,
                                    p.funding_account_id), '#' ORDER BY p.line)
             FROM ledger_postings p WHERE p.customer_id = e.customer_id AND p.entry_id = e.id)) AS content
    FROM ledger_entries e
"""

# The queue's own numbers: what is committed before another entry begins comes before it, whatever clocks say.
DONE = "RETURN jsonb_array_length(entries);"
NOTED = (
    "INSERT INTO ledger_unsealed (entry_id, customer_id) SELECT (entry->>'id')::uuid, (entry->>'customer_id')::uuid "
    "FROM jsonb_array_elements(entries) AS given(entry) ORDER BY 1; " + DONE
)

# hash_n = SHA-256(hash_(n-1) || content of entry n); the first link starts from 32 zero bytes
SEAL = """
CREATE FUNCTION ledger_seal(most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  one record;
  link bigint;
  head bytea;
  done integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(1818521448);
  SELECT number, hash INTO link, head FROM ledger_seals ORDER BY number DESC LIMIT 1;
  link := coalesce(link, 0);
  head := coalesce(head, decode(repeat('00', 32), 'hex'));
  FOR one IN
    WITH waiting AS (
      DELETE FROM ledger_unsealed WHERE number IN (SELECT number FROM ledger_unsealed ORDER BY number LIMIT most)
      RETURNING number, entry_id, customer_id)
    SELECT w.entry_id, w.customer_id, coalesce(c.content, 'gone') AS content FROM waiting w
      LEFT JOIN ledger_contents c ON c.customer_id = w.customer_id AND c.id = w.entry_id ORDER BY w.number
  LOOP
    link := link + 1;
    head := sha256(head || convert_to(one.content, 'UTF8'));
    INSERT INTO ledger_seals (number, entry_id, customer_id, hash) VALUES (link, one.entry_id, one.customer_id, head);
    done := done + 1;
  END LOOP;
  RETURN done;
END
$$
"""

# A line may say its currency, and then it says CNY: nothing is booked as yuan that was meant as something else.
CURRENCY_BEFORE = "(entry->>'currency') IS DISTINCT FROM 'CNY' OR bool_or(account.currency <> 'CNY')"
CURRENCY = (
    f"{CURRENCY_BEFORE} OR bool_or(coalesce(line.posting->>'currency', 'CNY') <> 'CNY' "
    "OR jsonb_typeof(line.posting->'currency') = 'null')"
)


def _rewrite(function: str, before: str, after: str) -> None:
    """Put one part of a function in the place of another."""
    found = f"SELECT pg_get_functiondef('{function}(jsonb)'::regprocedure)"
    old, new = before.replace("'", "''"), after.replace("'", "''")
    op.execute(f"DO $$ BEGIN EXECUTE replace(({found}), '{old}', '{new}'); END $$")


def upgrade() -> None:
    _rewrite("ledger_problem", CURRENCY_BEFORE, CURRENCY)
    op.create_table(
        "ledger_unsealed",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ledger_unsealed")),
    )
    op.create_table(
        "ledger_seals",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ledger_seals")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_ledger_seals_entry_id")),
    )
    for statement in (CONTENTS, SEAL):
        op.execute(statement)
    _rewrite("ledger_write", DONE, NOTED)
    op.execute(
        "INSERT INTO ledger_unsealed (entry_id, customer_id) SELECT id, customer_id FROM ledger_entries ORDER BY id"
    )
    op.execute("REVOKE ALL ON FUNCTION ledger_seal(integer) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION ledger_seal(integer) TO {APP}")
    for table in ("ledger_unsealed", "ledger_seals", "ledger_contents"):
        grant(table, "SELECT")


def downgrade() -> None:
    _rewrite("ledger_problem", CURRENCY, CURRENCY_BEFORE)
    _rewrite("ledger_write", NOTED, DONE)
    op.execute("DROP FUNCTION ledger_seal(integer)")
    op.execute("DROP VIEW ledger_contents")
    op.drop_table("ledger_seals")
    op.drop_table("ledger_unsealed")
