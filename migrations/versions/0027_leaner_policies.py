"""Row policies with one look at each setting, and lists of an officer's rows in one state from their index."""

from alembic import op

from migrations.helpers import SCOPE

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

# NULL stands for all rows: a comparison with it is neither true nor false
IDS_OF_SETTING = """
CREATE OR REPLACE FUNCTION jiedai_ids(setting text) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN current_setting('jiedai.' || setting, true) = '*' THEN NULL
              ELSE ('{' || coalesce(current_setting('jiedai.' || setting, true), '') || '}')::uuid[] END
$$
"""
IDS_BEFORE = """
CREATE OR REPLACE FUNCTION jiedai_ids(setting text) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN coalesce(current_setting('jiedai.' || setting, true), '') IN ('', '*') THEN '{}'::uuid[]
              ELSE string_to_array(current_setting('jiedai.' || setting, true), ',')::uuid[] END
$$
"""
TABLES = (
    "application_findings",
    "application_opinions",
    "applications",
    "approval_cases",
    "approval_votes",
    "bank_accounts",
    "compliance_checks",
    "confirmed_identities",
    "consents",
    "contracts",
    "customer_exposures",
    "customer_keys",
    "customers",
    "decision_assessments",
    "document_confirmations",
    "document_readings",
    "documents",
    "identity_claims",
    "identity_reviews",
    "instalments",
    "loans",
    "notices",
    "payment_orders",
    "repayment_splits",
    "repayments",
    "signing_links",
)
SIDES = (("branch_id", "branches"), ("officer_id", "officers"), ("customer_id", "customers"))
BEFORE = (
    "CASE WHEN (SELECT current_setting('jiedai.branches', true) = '*'"
    " AND current_setting('jiedai.officers', true) = '*' AND current_setting('jiedai.customers', true) = '*')"
    " THEN true ELSE "
    + " AND ".join(
        f"((SELECT current_setting('jiedai.{setting}', true) = '*')"
        f" OR {column} = ANY ((SELECT jiedai_ids('{setting}'))::uuid[]))"
        for column, setting in SIDES
    )
    + " END"
)
INDEXES = (
    (
        "applications",
        "ix_applications_officer_state",
        ("officer_id", "state", "created_at", "id"),
        ("branch_id", "customer_id", "amount_fen"),
    ),
    (
        "loans",
        "ix_loans_officer_state",
        ("officer_id", "state", "opened_at", "id"),
        ("branch_id", "customer_id", "principal_fen", "outstanding_fen", "next_due_on"),
    ),
)


def upgrade() -> None:
    op.execute(IDS_OF_SETTING)
    _scope_by(SCOPE)
    for table, name, columns, carried in INDEXES:
        op.create_index(name, table, columns, postgresql_include=carried)


def downgrade() -> None:
    for table, name, _columns, _carried in INDEXES:
        op.drop_index(name, table_name=table)
    _scope_by(BEFORE)
    op.execute(IDS_BEFORE)


def _scope_by(predicate: str) -> None:
    for table in TABLES:
        op.execute(f"ALTER POLICY scope ON {table} USING ({predicate}) WITH CHECK ({predicate})")
