"""The books: chart, entries, postings, and the one function that writes them."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APP, grant, scope_branch_rows

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHART = (
    # code, Chinese, English, kind, pool, needs loan, needs funding account
    ("1002", "银行存款", "Bank", "asset", None, False, True),
    ("130301", "贷款本金", "Loan principal", "asset", "principal", True, True),
    ("224101", "暂收客户款", "Suspense: owed to customers", "liability", "suspense", True, True),
    ("400101", "资本金", "Capital", "equity", None, False, True),
    ("601101", "利息收入", "Interest", "income", "interest", True, True),
    ("601102", "罚息收入", "Penalty interest", "income", "penalty", True, True),
    ("602101", "手续费收入", "Fees", "income", "fee", True, True),
)

# What is wrong with one entry, as the SQLSTATE of its refusal, or null. Amounts are compared as numeric, so that no
# sum of them overflows.
PROBLEM = """
CREATE FUNCTION ledger_problem(entry jsonb) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE
    WHEN num_nulls(entry->>'id', entry->>'event_type', entry->>'event_id', entry->>'customer_id', entry->>'branch_id',
                   entry->>'booked_on', entry->>'value_on', entry->>'recorded_at') > 0 THEN 'JL010'
    WHEN count(*) NOT BETWEEN 2 AND 100 THEN 'JL002'
    WHEN NOT bool_and(line.whole) THEN 'JL003'
    WHEN bool_or(account.code IS NULL) THEN 'JL004'
    WHEN (entry->>'currency') IS DISTINCT FROM 'CNY' OR bool_or(account.currency <> 'CNY') THEN 'JL005'
    WHEN bool_or(account.needs_loan AND line.posting->>'loan_id' IS NULL
                 OR account.needs_funding AND line.posting->>'funding_account_id' IS NULL) THEN 'JL009'
    WHEN sum(CASE WHEN line.whole THEN (line.posting->>'amount_fen')::numeric END) <> 0 THEN 'JL001'
    WHEN ((entry->>'event_type') = 'reversal') <> ((entry->>'reverses') IS NOT NULL) THEN 'JL007'
  END
  FROM (
    SELECT posting, coalesce(jsonb_typeof(posting->'amount_fen') = 'number'
        AND (posting->>'amount_fen') ~ '^-?[1-9][0-9]{0,15}$'
        AND abs((posting->>'amount_fen')::numeric) <= 1000000000000000, false) AS whole
    FROM jsonb_array_elements(
      CASE WHEN jsonb_typeof(entry->'postings') = 'array' THEN entry->'postings' ELSE '[]' END) AS given(posting)
  ) AS line LEFT JOIN ledger_accounts AS account ON account.code = line.posting->>'account'
$$
"""

# The only writer of the books. Everything or nothing: each refusal is raised, so it takes the whole array with it.
POST = """
CREATE FUNCTION ledger_post(entries jsonb) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  problem text;
  wanted integer;
  claimed integer;
BEGIN
  IF jsonb_typeof(entries) IS DISTINCT FROM 'array' OR jsonb_array_length(entries) NOT BETWEEN 1 AND 5000 THEN
    RAISE EXCEPTION 'one to five thousand entries' USING ERRCODE = 'JL010';
  END IF;
  SELECT ledger_problem(entry) INTO problem FROM jsonb_array_elements(entries) AS given(entry)
    WHERE ledger_problem(entry) IS NOT NULL LIMIT 1;
  IF problem IS NOT NULL THEN
    RAISE EXCEPTION 'entry refused' USING ERRCODE = problem;
  END IF;

  -- claims in a fixed order, so that two arrays never wait for each other in a circle
  INSERT INTO ledger_claims (id, kind, entry_id)
    SELECT (entry->>'event_id')::uuid, entry->>'event_type', (entry->>'id')::uuid
      FROM jsonb_array_elements(entries) AS given(entry)
    ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS claimed = ROW_COUNT;
  IF claimed <> jsonb_array_length(entries) THEN
    RAISE EXCEPTION 'event posted already' USING ERRCODE = 'JL006';
  END IF;
  SELECT count(*) INTO wanted FROM jsonb_array_elements(entries) AS given(entry) WHERE entry->>'reverses' IS NOT NULL;
  IF wanted > 0 THEN
    INSERT INTO ledger_claims (id, kind, entry_id)
      SELECT (entry->>'reverses')::uuid, 'reversal_of', (entry->>'id')::uuid
        FROM jsonb_array_elements(entries) AS given(entry) WHERE entry->>'reverses' IS NOT NULL
      ORDER BY 1 ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS claimed = ROW_COUNT;
    IF claimed <> wanted THEN
      RAISE EXCEPTION 'reversed already' USING ERRCODE = 'JL008';
    END IF;
  END IF;

  INSERT INTO ledger_entries (customer_id, id, branch_id, event_type, event_id, booked_on, value_on, recorded_at,
                              currency, reverses, posting_count, debit_fen)
    SELECT (entry->>'customer_id')::uuid, (entry->>'id')::uuid, (entry->>'branch_id')::uuid, entry->>'event_type',
           (entry->>'event_id')::uuid, (entry->>'booked_on')::date, (entry->>'value_on')::date,
           (entry->>'recorded_at')::timestamptz, 'CNY', (entry->>'reverses')::uuid,
           jsonb_array_length(entry->'postings'),
           (SELECT sum((posting->>'amount_fen')::bigint) FROM jsonb_array_elements(entry->'postings') AS line(posting)
             WHERE (posting->>'amount_fen')::bigint > 0)
      FROM jsonb_array_elements(entries) AS given(entry);
  INSERT INTO ledger_postings (customer_id, entry_id, line, account_code, amount_fen, branch_id, loan_id,
                               funding_account_id)
    SELECT (entry->>'customer_id')::uuid, (entry->>'id')::uuid, number, posting->>'account',
           (posting->>'amount_fen')::bigint, (entry->>'branch_id')::uuid, (posting->>'loan_id')::uuid,
           (posting->>'funding_account_id')::uuid
      FROM jsonb_array_elements(entries) AS given(entry),
           jsonb_array_elements(entry->'postings') WITH ORDINALITY AS line(posting, number);

  IF wanted > 0 AND EXISTS (
    SELECT FROM ledger_entries AS undo
      LEFT JOIN ledger_entries AS original
        ON original.customer_id = undo.customer_id AND original.id = undo.reverses AND original.reverses IS NULL
     WHERE (undo.customer_id, undo.id) IN (
             SELECT (entry->>'customer_id')::uuid, (entry->>'id')::uuid
               FROM jsonb_array_elements(entries) AS given(entry) WHERE entry->>'reverses' IS NOT NULL)
       AND (original.id IS NULL OR original.branch_id <> undo.branch_id OR EXISTS (
             SELECT FROM ledger_postings AS line
              WHERE line.customer_id = undo.customer_id AND line.entry_id IN (undo.id, original.id)
              GROUP BY line.account_code, line.loan_id, line.funding_account_id HAVING sum(line.amount_fen) <> 0))
  ) THEN
    RAISE EXCEPTION 'no mirror' USING ERRCODE = 'JL007';
  END IF;
  RETURN jsonb_array_length(entries);
END
$$
"""


def upgrade() -> None:
    _accounts()
    _claims()
    _entries()
    _postings()
    op.execute(PROBLEM)
    op.execute(POST)
    for function in ("ledger_problem(jsonb)", "ledger_post(jsonb)"):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION ledger_post(jsonb) TO {APP}")
    grant("ledger_accounts", "SELECT")
    grant("ledger_claims", "SELECT")
    scope_branch_rows("ledger_entries", "SELECT")
    scope_branch_rows("ledger_postings", "SELECT")


def _accounts() -> None:
    accounts = op.create_table(
        "ledger_accounts",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "asset",
                "liability",
                "equity",
                "income",
                "expense",
                name="accountkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("pool", sa.Text(), nullable=True),
        sa.Column("needs_loan", sa.Boolean(), nullable=False),
        sa.Column("needs_funding", sa.Boolean(), nullable=False),
        sa.CheckConstraint("currency = 'CNY'", name=op.f("ck_ledger_accounts_currency")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_ledger_accounts")),
        sa.UniqueConstraint("pool", name=op.f("uq_ledger_accounts_pool")),
    )
    columns = ("code", "name_zh", "name_en", "kind", "pool", "needs_loan", "needs_funding")
    op.bulk_insert(accounts, [{**dict(zip(columns, row, strict=True)), "currency": "CNY"} for row in CHART])


def _claims() -> None:
    op.create_table(
        "ledger_claims",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", "kind", name=op.f("pk_ledger_claims")),
    )


def _entries() -> None:
    op.create_table(
        "ledger_entries",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column(
            "event_type",
            sa.Enum(
                "funds_allotted",
                "loan_disbursed",
                "repayment_received",
                "excess_to_suspense",
                "reversal",
                name="eventtype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("reverses", sa.Uuid(), nullable=True),
        sa.Column("posting_count", sa.BigInteger(), nullable=False),
        sa.Column("debit_fen", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(reverses IS NOT NULL) = (event_type = 'reversal')", name=op.f("ck_ledger_entries_reverses")
        ),
        sa.CheckConstraint("currency = 'CNY'", name=op.f("ck_ledger_entries_currency")),
        sa.CheckConstraint("debit_fen > 0", name=op.f("ck_ledger_entries_debit")),
        sa.CheckConstraint("posting_count >= 2", name=op.f("ck_ledger_entries_posting_count")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_ledger_entries")),
    )
    op.create_index(
        op.f("ix_ledger_entries_branch_id_booked_on"), "ledger_entries", ["branch_id", "booked_on"], unique=False
    )
    op.create_index(
        op.f("ix_ledger_entries_customer_id_event_type_event_id"),
        "ledger_entries",
        ["customer_id", "event_type", "event_id"],
        unique=True,
    )
    op.create_index(
        op.f("ix_ledger_entries_customer_id_reverses"),
        "ledger_entries",
        ["customer_id", "reverses"],
        unique=True,
        postgresql_where=sa.text("reverses IS NOT NULL"),
    )
    op.create_index(op.f("ix_ledger_entries_event_id"), "ledger_entries", ["event_id"], unique=False)
    op.create_index(op.f("ix_ledger_entries_id"), "ledger_entries", ["id"], unique=False)


def _postings() -> None:
    op.create_table(
        "ledger_postings",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("account_code", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("loan_id", sa.Uuid(), nullable=True),
        sa.Column("funding_account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "amount_fen <> 0 AND abs(amount_fen) <= 1000000000000000", name=op.f("ck_ledger_postings_amount")
        ),
        sa.ForeignKeyConstraint(
            ["account_code"], ["ledger_accounts.code"], name=op.f("fk_ledger_postings_account_code_ledger_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "entry_id"],
            ["ledger_entries.customer_id", "ledger_entries.id"],
            name=op.f("fk_ledger_postings_customer_id_entry_id_ledger_entries"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "entry_id", "line", name=op.f("pk_ledger_postings")),
    )
    op.create_index(
        op.f("ix_ledger_postings_account_code_branch_id"),
        "ledger_postings",
        ["account_code", "branch_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_ledger_postings_loan_id_account_code"),
        "ledger_postings",
        ["loan_id", "account_code"],
        unique=False,
        postgresql_where=sa.text("loan_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION ledger_post(jsonb)")
    op.execute("DROP FUNCTION ledger_problem(jsonb)")
    op.drop_table("ledger_postings")
    op.drop_table("ledger_entries")
    op.drop_table("ledger_claims")
    op.drop_table("ledger_accounts")
